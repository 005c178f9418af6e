import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '../errors';
import { systemCodeOf, systemErrorInWords } from './system-error';

/** The files of a key set, of which any may be missing. */
export interface KeyFiles {
  readonly name: string;
  /** `NAME.jwks.json`, to commit. */
  readonly publicPath: string;
  /** `NAME.private.jwks.json`, mode 0600, never to commit. */
  readonly privatePath: string;
  /** `NAME.provider.json`, to commit: whose keys they are, where they are not your own. */
  readonly providerPath: string;
  /** `NAME.rotation.yaml`, to commit: which key signs, and when keys come and go. */
  readonly rotationPath: string;
}

const PUBLIC_END = '.jwks.json';
const PRIVATE_END = '.private.jwks.json';
const PROVIDER_END = '.provider.json';
const ROTATION_END = '.rotation.yaml';

// `a.private` would have the private file of `a` as its public one. Temporary files begin with a dot.
const NAME = /^(?!.*\.(?:private|json)$)[a-z0-9_][a-z0-9._-]{0,99}$/i;

/**
 * The files of the key set of this name.
 *
 * @param directory the folder they are in; `keys` unless given
 * @throws GatewayError `name-invalid`
 */
export function keyFilesOf(name: string, directory = 'keys'): KeyFiles {
  if (!NAME.test(name)) {
    throw new GatewayError('name-invalid', `${JSON.stringify(name.slice(0, 120))} cannot name a key set`, {
      hint: 'use 1 to 100 letters, digits, "-", "_" and ".", the first a letter, a digit or "_"; not ending in .private or .json',
    });
  }
  return {
    name,
    publicPath: join(directory, `${name}${PUBLIC_END}`),
    privatePath: join(directory, `${name}${PRIVATE_END}`),
    providerPath: join(directory, `${name}${PROVIDER_END}`),
    rotationPath: join(directory, `${name}${ROTATION_END}`),
  };
}

/**
 * The key sets whose public file is in a folder, by name. A folder that is not there has none.
 *
 * @throws GatewayError `file-unreadable`
 */
export function listKeyFiles(directory = 'keys'): KeyFiles[] {
  return namesIn(directory, { mayBeMissing: true })
    .filter((file) => file.endsWith(PUBLIC_END))
    .map((file) => file.slice(0, -PUBLIC_END.length))
    .filter((name) => NAME.test(name))
    .map((name) => keyFilesOf(name, directory));
}

/** The names of the files in a folder, sorted. */
export function namesIn(directory: string, { mayBeMissing = false } = {}): string[] {
  try {
    return readdirSync(directory).sort();
  } catch (cause) {
    if (mayBeMissing && systemCodeOf(cause) === 'ENOENT') return [];
    throw new GatewayError('file-unreadable', `cannot be read, ${systemErrorInWords(cause)}`, {
      place: directory,
      cause,
    });
  }
}

/** What a file in a key folder is, by its name alone. */
export function roleOf(file: string): 'public' | 'private' | 'temporary' | undefined {
  if (file.startsWith(TEMPORARY_START)) return 'temporary';
  if (!file.endsWith(PUBLIC_END)) return undefined;
  return file.endsWith(PRIVATE_END) ? 'private' : 'public';
}

/** The public file of the key set that a private file belongs to. */
export function publicFileOf(privateFile: string): string {
  return `${privateFile.slice(0, -PRIVATE_END.length)}${PUBLIC_END}`;
}

/**
 * A name for a file that is being written. Its beginning says that it is no key file; its end is that of the
 * file to be, so that what makes git ignore the one makes it ignore the other.
 */
export function temporaryNameOf(file: string, random: string): string {
  return `${TEMPORARY_START}${random}.${file}`;
}

const TEMPORARY_START = '.tmp-';

/** The file that a temporary one is to become; `undefined` for the name of any other file. */
export function fileOfTemporary(name: string): string | undefined {
  const file = /^\.tmp-[0-9a-f]+\.([\w-][\w.-]*)$/.exec(name)?.[1];
  return [PUBLIC_END, PROVIDER_END, ROTATION_END].some((end) => file?.endsWith(end)) ? file : undefined;
}

/** Whether a name without a folder is that of a private key file. */
export const isPrivateFileName = (name: string): boolean =>
  /^[\w-][\w.-]*$/.test(name) && roleOf(name) === 'private';
