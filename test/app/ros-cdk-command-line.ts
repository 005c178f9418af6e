import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runApp } from './cdk-project';

/** What `ros-cdk deploy` did: the template that it would have sent, or why it ended before. */
export type Deployment = { readonly sent: string } | { readonly refused: string };

/**
 * `ros-cdk deploy` up to the network, as its newest version goes about it. It notes in `.md5` what the files of `bin`,
 * `lib` and `package.json` are, before it runs the app; where an earlier run has noted the same, it does not run the app
 * and sends what lies in `cdk.out`.
 */
export async function deploy(
  project: string,
  given: { app?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Deployment> {
  if (hasChanged(project)) {
    const { exitCode, stderr } = await runApp(project, given);
    if (exitCode !== 0) return { refused: `Subprocess exited with error ${exitCode}: ${stderr}` };
  }
  const manifest = join(project, 'cdk.out/manifest.json');
  if (!existsSync(manifest)) return { refused: 'Unable to load cloud assembly manifest' };
  const { artifacts } = JSON.parse(readFileSync(manifest, 'utf8'));
  const stack = Object.values<{ type: string; properties: { templateFile: string } }>(artifacts).find(
    ({ type }) => type === 'aliyun:ros:stack',
  );
  if (stack === undefined) return { refused: 'This app contains no stacks' };
  return { sent: readFileSync(join(project, 'cdk.out', stack.properties.templateFile), 'utf8') };
}

function hasChanged(project: string): boolean {
  const note = join(project, '.md5');
  const before = existsSync(note) ? readFileSync(note, 'utf8') : '';
  const files = [...filesBelow(join(project, 'bin')), ...filesBelow(join(project, 'lib'))];
  const hash = createHash('md5');
  for (const file of files.map((path) => `${path}:${md5(readFileSync(path))}`).sort()) hash.update(file);
  hash.update(readFileSync(join(project, 'package.json')));
  const now = hash.digest('hex');
  writeFileSync(note, now);
  return now !== before;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isFile() ? [path] : filesBelow(path)));
}

const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');
