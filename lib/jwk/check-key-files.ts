import { statSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '../errors';
import { SAMPLE_KEYS } from '../facts';
import { gitStateOf } from './git-state';
import type { PlacedKey } from './key-document';
import { namesIn, publicFileOf, roleOf } from './key-files';
import type { KeyProblem, KeyProblemKind } from './key-problem';
import { readPrivateKeys, readPublicKeys } from './key-set-check';
import { type PublicJwk, publicHalfOf } from './public-jwk';
import { readKeyFile } from './read-key-file';
import { thumbprint } from './thumbprint';

/** What sort of finding it is. */
export type KeyFindingId =
  | 'folder-writable'
  | 'halves-differ'
  | 'key-duplicate'
  | 'key-file-invalid'
  | 'key-private'
  | 'key-weak'
  | 'key-well-known'
  | 'key-without-kid'
  | 'private-file-not-ignored'
  | 'private-file-readable'
  | 'private-file-tracked'
  | 'public-file-writable'
  | 'public-half-missing'
  | 'temporary-file-left';

/** One thing that is wrong with a key file. */
export interface KeyFinding {
  readonly file: string;
  readonly id: KeyFindingId;
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

/** The keys of a file, and what is wrong with it. */
interface CheckedFile {
  readonly file: string;
  /** None when anything is wrong with them. */
  readonly keys: readonly PlacedPublicKey[];
  readonly findings: readonly KeyFinding[];
}

interface PlacedPublicKey {
  readonly jwk: PublicJwk;
  readonly path: string;
}

/**
 * What is wrong with the key files of a folder: weak, duplicate and kid-less keys, a private key in a public
 * file, sample keys that everybody has, a private file that others can read or that git would track, a folder or a
 * public file that others can write, halves that do not belong together, and what a run that was stopped has left.
 *
 * @throws GatewayError `file-unreadable` when the folder cannot be read: nothing is not the same as no findings
 */
export function checkKeyFiles(directory = 'keys'): KeyFinding[] {
  const names = namesIn(directory);
  const filesOf = (role: ReturnType<typeof roleOf>) =>
    names.filter((name) => roleOf(name) === role).map((name) => join(directory, name));
  const publicFiles = filesOf('public').map(checkPublicFile);
  const privateFiles = filesOf('private').map(checkPrivateFile);
  return [
    ...checkWritable(directory, 'folder-writable'),
    ...publicFiles.flatMap(({ findings }) => findings),
    ...findSharedKeys(publicFiles),
    ...privateFiles.flatMap(({ findings }) => findings),
    ...privateFiles.flatMap((file) => compareHalves(file, publicFiles)),
    ...filesOf('temporary').map(leftBehind),
  ];
}

function checkPublicFile(file: string): CheckedFile {
  const { keys, findings } = checkContent(file, readPublicKeys);
  const ofKeys = keys.flatMap((key) => [...withoutKid(file, key), ...wellKnown(file, key)]);
  return { file, keys, findings: [...findings, ...ofKeys, ...checkWritable(file, 'public-file-writable')] };
}

function checkPrivateFile(file: string): CheckedFile {
  const { keys, findings } = checkContent(file, readPrivateKeys);
  return { file, keys, findings: [...findings, ...checkPermissions(file), ...checkGit(file)] };
}

type ReadKeys = (text: string) => { keys: readonly PlacedKey[]; problems: readonly KeyProblem[] };

function checkContent(file: string, readKeys: ReadKeys): CheckedFile {
  let text: string;
  try {
    text = readKeyFile(file);
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    const message = error.message.replace(`${file}: `, '');
    return { file, keys: [], findings: [{ file, id: 'key-file-invalid', message, hint: HINTS.invalid }] };
  }
  const { keys, problems } = readKeys(text);
  return {
    file,
    keys: problems.length > 0 ? [] : keys.map(({ jwk, path }) => ({ jwk: publicHalfOf(jwk), path })),
    findings: problems.map(({ kind, path, message }) => ({
      file,
      id: IDS[kind],
      message: `${path} ${message}`,
      hint: HINTS[kind],
    })),
  };
}

const IDS = {
  invalid: 'key-file-invalid',
  private: 'key-private',
  weak: 'key-weak',
  duplicate: 'key-duplicate',
  'without-kid': 'key-without-kid',
} as const satisfies Record<KeyProblemKind, KeyFindingId>;

const HINTS: Readonly<Record<KeyProblemKind, string>> = {
  invalid: 'restore the file, or make a new key set under another name',
  private: 'take it out, and replace the key: whoever could read the file can sign tokens',
  weak: 'replace the key',
  duplicate: 'keep one of them',
  'without-kid': 'give the key a kid, such as its thumbprint, so that tokens can name it',
};

function withoutKid(file: string, { jwk, path }: PlacedPublicKey): KeyFinding[] {
  if (jwk.kid !== undefined) return [];
  return [{ file, id: 'key-without-kid', message: `${path} has no kid`, hint: HINTS['without-kid'] }];
}

const SAMPLE_SOURCES = new Map(SAMPLE_KEYS.map(({ source, value }) => [value, source]));

/** A key whose private half is printed somewhere: anybody can sign with it. */
function wellKnown(file: string, { jwk, path }: PlacedPublicKey): KeyFinding[] {
  const source = SAMPLE_SOURCES.get(thumbprint(jwk));
  if (source === undefined) return [];
  const message = `${path} is the sample key of ${source}, whose private half everybody knows`;
  return [{ file, id: 'key-well-known', message, hint: 'replace the key: anybody can sign tokens with it' }];
}

/** Whoever can write there can put a key of their own in the place of yours. */
function checkWritable(path: string, id: 'folder-writable' | 'public-file-writable'): KeyFinding[] {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  // Windows has other permissions than these.
  if (process.platform === 'win32' || (mode & 0o022) === 0) return [];
  const message = `has mode ${(mode & 0o7777).toString(8)}: others than its owner can put their keys there`;
  return [{ file: path, id, message, hint: `chmod go-w ${path}` }];
}

/** The same key under two names: whoever holds it signs for both. */
function findSharedKeys(files: readonly CheckedFile[]): KeyFinding[] {
  const seen = new Map<string, string>();
  return files.flatMap(({ file, keys }) =>
    keys.flatMap(({ jwk, path }): KeyFinding[] => {
      const print = thumbprint(jwk);
      const other = seen.get(print);
      if (other === undefined) {
        seen.set(print, `${path} of ${file}`);
        return [];
      }
      return [
        { file, id: 'key-duplicate', message: `${path} is the same key as ${other}`, hint: HINTS.duplicate },
      ];
    }),
  );
}

function checkPermissions(file: string): KeyFinding[] {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
  // Windows has other permissions than these.
  if (process.platform === 'win32' || (mode & 0o077) === 0) return [];
  const message = `has mode ${(mode & 0o777).toString(8)}: others than its owner can get at it`;
  return [{ file, id: 'private-file-readable', message, hint: `chmod 600 ${file}` }];
}

function checkGit(file: string): KeyFinding[] {
  const state = gitStateOf(file);
  switch (state.kind) {
    case 'tracked':
      return [
        {
          file,
          id: 'private-file-tracked',
          message: 'is tracked by git',
          hint: `git rm --cached ${file}, and replace the key: it stays in the history`,
        },
      ];
    case 'not-ignored':
    case 'unknown':
      return [
        {
          file,
          id: 'private-file-not-ignored',
          message:
            state.kind === 'unknown'
              ? `may be tracked by git, which gives no answer: ${state.reason}`
              : 'is not ignored by git',
          hint: 'add the line *.private.jwks.json to .gitignore',
        },
      ];
    default:
      return [];
  }
}

function compareHalves({ file, keys }: CheckedFile, publicFiles: readonly CheckedFile[]): KeyFinding[] {
  const publicFile = publicFiles.find((other) => other.file === publicFileOf(file));
  if (publicFile === undefined) {
    const message = 'has no public file beside it';
    return [{ file, id: 'public-half-missing', message, hint: 'keys create with the same name writes it' }];
  }
  if (publicFile.keys.length === 0) return [];
  return keys
    .filter(({ jwk }) => !publicFile.keys.some((other) => isSameKey(other.jwk, jwk)))
    .map(({ path }) => ({
      file,
      id: 'halves-differ',
      message: `${path} is not in ${publicFile.file}, or under another kid: tokens it signs are refused`,
      hint: 'restore the two files that belong together, or make a new key set under another name',
    }));
}

const isSameKey = (a: PublicJwk, b: PublicJwk): boolean => thumbprint(a) === thumbprint(b) && a.kid === b.kid;

function leftBehind(file: string): KeyFinding {
  return {
    file,
    id: 'temporary-file-left',
    message: 'is what a run that was stopped has left; it may hold a private key',
    hint: 'delete it',
  };
}
