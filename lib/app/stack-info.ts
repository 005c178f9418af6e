import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '../errors';

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
  if (!isObject(info) || !Object.values(info).every(isObject)) {
    throw refusal('is not an object with one object for each stack');
  }
}

function parseStackInfo(file: string): unknown {
  const text = readText(file);
  if (text === '') throw refusal('is empty');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refusal('is not JSON', cause);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw refusal('cannot be read', cause);
  }
}

function isObject(x: unknown): x is object {
  return typeof x === 'object' && x !== null && !Array.isArray(x);
}

function refusal(text: string, cause?: unknown): GatewayError {
  return new GatewayError('file-unreadable', text, {
    place: FILE,
    hint: 'take it back from version control, or remove it and run "ros-cdk generate-stack-file"',
    cause,
  });
}
