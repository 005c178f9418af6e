import { existsSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { GatewayError, type Problem } from '../../errors';
import { isJsonObject, type JsonObject, memberOf, parseJsonIfAny } from '../../json';
import { nodeFiles, readText } from '../../template';
import { visible } from '../../text';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { runApp } from '../sources/run-app';

interface Options {
  readonly output: string;
}

/** `synth`: the templates of the app, without the `ros-cdk` command line. */
export function addSynth(program: CliCommand): void {
  program
    .command('synth')
    .summary('run the app of cdk.json, and write its templates')
    .description(
      'Run the app of cdk.json as ros-cdk synth does, each time and without that command line.\n' +
        'Where the app fails, no old template is left to go on with.',
    )
    .option('--output <folder>', 'where the templates go', 'cdk.out')
    .helpExtras({
      examples: ['jwt-gateway synth', 'jwt-gateway synth --output base/cdk.out'],
      fine: 'the templates are written',
    })
    .runs(synth);
}

async function synth(context: CommandContext, { output }: Options) {
  const outdir = context.pathOf(output);
  const manifest = join(outdir, 'manifest.json');
  removeAssembly(outdir);
  try {
    await runApp(context, { outdir: output });
    tellMessages(context, manifest);
  } catch (error) {
    rmSync(manifest, { force: true });
    throw error;
  }
  for (const file of templateFilesIn(manifest)) context.say(`wrote ${visible(join(output, file))}`);
  return EXIT_CODES.fine;
}

/** The manifest, without which nothing takes the folder for templates, and the templates that it lists. */
function removeAssembly(outdir: string): void {
  const manifest = join(outdir, 'manifest.json');
  if (!existsSync(manifest)) return;
  if (findArtifacts(manifest) === undefined) {
    throw new GatewayError('usage', 'is there and was not written by ROS CDK: it would be overwritten', {
      place: manifest,
      hint: 'choose another folder with --output',
    });
  }
  for (const file of templateFilesIn(manifest)) rmSync(join(outdir, file), { force: true });
  rmSync(manifest, { force: true });
}

/** None in another program's file. What is no JSON is taken for the half of a manifest, which nobody can read. */
function findArtifacts(manifest: string): JsonObject | undefined {
  const document = parseJsonIfAny(readText(nodeFiles, manifest));
  const artifacts = document === undefined ? {} : memberOf(document, 'artifacts');
  return isJsonObject(artifacts) ? artifacts : undefined;
}

/** Of that very folder: a manifest leads nowhere else. */
function templateFilesIn(manifest: string): string[] {
  return Object.values(findArtifacts(manifest) ?? {})
    .map((artifact) => memberOf(memberOf(artifact, 'properties'), 'templateFile'))
    .filter((file) => typeof file === 'string')
    .filter((file) => file.endsWith('.template.json') && basename(file) === file);
}

/** What constructs have to say, which `ros-cdk synth` would print. An error among it is a refusal, as it is there. */
function tellMessages({ say, warn }: CommandContext, manifest: string): void {
  const problems: Problem[] = [];
  for (const { level, path, text } of messagesIn(manifest)) {
    if (level === 'error') problems.push({ path, message: text });
    else if (level === 'warning') warn(visible(`${path}: ${text}`));
    else say(visible(`${path}: ${text}`));
  }
  if (problems.length > 0) {
    throw new GatewayError('synthesis-failed', 'a construct has found an error', {
      place: 'cdk.json',
      problems,
    });
  }
}

function messagesIn(manifest: string) {
  return Object.values(findArtifacts(manifest) ?? {}).flatMap((artifact) =>
    Object.entries(memberOf(artifact, 'metadata') ?? {}).flatMap(([path, entries]) =>
      (Array.isArray(entries) ? entries : []).flatMap((entry) => {
        const [, level] = /^aliyun:ros:(info|warning|error)$/.exec(String(memberOf(entry, 'type'))) ?? [];
        return level === undefined
          ? []
          : [{ level, path: path.slice(1), text: String(memberOf(entry, 'data')) }];
      }),
    ),
  );
}
