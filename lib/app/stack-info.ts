import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '../errors';
import { isJsonObject, parseJsonIfAny } from '../json';

const FILE = 'stack.info.json';

/**
 * Checks the `stack.info.json` of a project, where `ros-cdk` keeps the ids of its stacks.
 *
 * ros-cdk-core reads it for every stack and dies of an empty one with "Unexpected end of JSON input".
 *
 * @throws GatewayError `file-unreadable`
 */
export function checkStackInfo(cwd: string): void {
  const file = join(cwd, FILE);
  if (!existsSync(file)) return;
  const info = parseStackInfo(file);
  if (!isJsonObject(info) || !Object.values(info).every(isJsonObject)) {
    throw refusal('is not an object with one object for each stack');
  }
}

function parseStackInfo(file: string): unknown {
  const text = readText(file);
  if (text === '') throw refusal('is empty');
  const info = parseJsonIfAny(text);
  if (info === undefined) throw refusal('is not JSON');
  return info;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw refusal('cannot be read', cause);
  }
}

function refusal(text: string, cause?: unknown): GatewayError {
  return new GatewayError('file-unreadable', text, {
    place: FILE,
    hint: 'take it back from version control, or remove it and run "ros-cdk generate-stack-file"',
    cause,
  });
}
