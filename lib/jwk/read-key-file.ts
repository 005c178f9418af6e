import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { GatewayError } from '../errors';
import { systemCodeOf, systemErrorInWords } from './system-error';

/**
 * The text of a key file.
 *
 * @throws GatewayError `file-unreadable`; `key-set-invalid` for bytes that are not UTF-8
 */
export function readKeyFile(path: string): string {
  const bytes = readBytes(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new GatewayError('key-set-invalid', 'is not UTF-8 text', { place: path });
  }
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new GatewayError('file-unreadable', `cannot be read, ${systemErrorInWords(cause)}`, {
      place: path,
      hint: systemCodeOf(cause) === 'ENOENT' ? commandToMake(path) : undefined,
      cause,
    });
  }
}

/** How to make the key file that is not there, when it is called like one. */
function commandToMake(path: string): string | undefined {
  const name = /^([\w-][\w.-]*?)(?:\.private)?\.jwks\.json$/.exec(basename(path))?.[1];
  if (name === undefined) return undefined;
  const folder = dirname(path) === 'keys' ? '' : ` --dir ${dirname(path)}`;
  return `make it with: npx jwt-gateway keys create ${name}${folder}`;
}
