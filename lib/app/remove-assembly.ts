import { readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { GatewayError } from '../errors';
import { isJsonObject, type JsonObject, memberOf, parseJsonIfAny } from '../json';

/**
 * Takes a cloud assembly out of a folder: its `manifest.json` and the templates that the manifest lists, so
 * that neither `ros-cdk deploy` nor a script that reads a template finds an old one.
 *
 * It removes only what a run would write itself: a `manifest.json` that is a cloud assembly's (JSON with a
 * `version` and `artifacts`), and `*.template.json` files of that very folder. It follows no path of the
 * manifest out of the folder, takes a link away and not what the link leads to, and leaves the folder. That
 * holds for any folder, so one outside the project (`ros-cdk --output /tmp/out`) is as safe as `cdk.out`.
 * What it leaves cannot be deployed: the command line refuses a folder without an assembly's manifest.
 *
 * @throws GatewayError `file-unreadable` or `file-unwritable`
 */
export function removeAssembly(outdir: string): void {
  const file = join(outdir, 'manifest.json');
  const artifacts = findArtifacts(file);
  if (artifacts === undefined) return;
  for (const template of templateFiles(artifacts)) removeFile(join(outdir, template));
  removeFile(file);
}

/** Removes a file or a link; one that is not there is fine. */
export function removeFile(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch (cause) {
    throw new GatewayError('file-unwritable', `cannot be removed: ${reasonOf(cause)}`, {
      place: file,
      hint: 'remove it by hand: it would let ros-cdk go on with an old template',
      cause,
    });
  }
}

function findArtifacts(file: string): JsonObject | undefined {
  const text = findText(file);
  const manifest = text === undefined ? undefined : parseJsonIfAny(text);
  const artifacts = memberOf(manifest, 'artifacts');
  return typeof memberOf(manifest, 'version') === 'string' && isJsonObject(artifacts) ? artifacts : undefined;
}

function findText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(reasonOf(cause))) return undefined;
    throw new GatewayError('file-unreadable', `cannot be read: ${reasonOf(cause)}`, { place: file, cause });
  }
}

function templateFiles(artifacts: JsonObject): string[] {
  return Object.values(artifacts)
    .map((artifact) => memberOf(memberOf(artifact, 'properties'), 'templateFile'))
    .filter(isTemplateFile);
}

function isTemplateFile(x: unknown): x is string {
  return typeof x === 'string' && x.endsWith('.template.json') && basename(x) === x;
}

function reasonOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}
