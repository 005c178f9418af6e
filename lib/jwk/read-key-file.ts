import { readFileSync } from 'node:fs';
import { GatewayError } from '../errors';
import { systemErrorInWords } from './system-error';

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
      cause,
    });
  }
}
