import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { GatewayError } from '../../errors';
import { isJsonObject, type JsonObject } from '../../json';
import { nodeFiles, readDocument, readText } from '../../template';
import type { ActionOf, CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { renderHelpExtras } from '../help-text';
import { safeText } from '../safe-text';
import { runApp } from '../sources/run-app';

interface Options {
  readonly output: string;
}

/** `synth`: the templates of the app, without the `ros-cdk` command line. */
export function addSynth(program: Command, actionOf: ActionOf): void {
  program
    .command('synth')
    .summary('run the app of cdk.json, and write its templates')
    .description(
      'Run the app of cdk.json as ros-cdk synth does, each time and without that command line.\n' +
        'Where the app fails, no old template is left to go on with.',
    )
    .option('--output <folder>', 'where the templates go', 'cdk.out')
    .addHelpText(
      'after',
      renderHelpExtras({
        examples: ['jwt-gateway synth', 'jwt-gateway synth --output base/cdk.out'],
        fine: 'the templates are written',
      }),
    )
    .action(actionOf(synth));
}

async function synth(context: CommandContext, { output }: Options) {
  const manifest = join(context.pathOf(output), 'manifest.json');
  removeAssembly(manifest);
  try {
    await runApp(context, { outdir: output });
  } catch (error) {
    removeAssembly(manifest);
    throw error;
  }
  for (const file of templateFilesIn(manifest)) context.say(`wrote ${safeText(join(output, file))}`);
  return EXIT_CODES.fine;
}

/** Without it nothing takes the folder for templates. Another program's file of that name is left alone. */
function removeAssembly(manifest: string): void {
  if (!existsSync(manifest)) return;
  if (artifactsIn(manifest) === undefined) {
    throw new GatewayError('usage', 'is there and was not written by ROS CDK: it would be overwritten', {
      place: manifest,
      hint: 'choose another folder with --output',
    });
  }
  rmSync(manifest, { force: true });
}

function artifactsIn(manifest: string): JsonObject | undefined {
  const document = readDocument(readText(nodeFiles, manifest), manifest).value;
  return isJsonObject(document) && isJsonObject(document.artifacts) ? document.artifacts : undefined;
}

function templateFilesIn(manifest: string): string[] {
  return Object.values(artifactsIn(manifest) ?? {}).flatMap((artifact) => {
    const properties = isJsonObject(artifact) ? artifact.properties : undefined;
    const file = isJsonObject(properties) ? properties.templateFile : undefined;
    return typeof file === 'string' ? [file] : [];
  });
}
