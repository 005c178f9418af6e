import { basename, dirname, join } from 'node:path';
import { GatewayError } from '../errors';
import { gitStateOf } from './git-state';
import { temporaryNameOf } from './key-files';

/** The line of a .gitignore that keeps every private key file out of git. */
const IGNORE_LINE = '*.private.jwks.json';

/**
 * Refuses a private key file that git would track, or of which git does not say that it would not.
 *
 * @throws GatewayError `private-key-not-ignored`
 */
export function refuseUnlessIgnored(path: string): void {
  // While it is being written the key is in a file of another name, which must not be tracked either.
  const temporary = join(dirname(path), temporaryNameOf(basename(path), '0'.repeat(16)));
  for (const each of [path, temporary]) {
    const state = gitStateOf(each);
    if (state.kind === 'outside' || state.kind === 'ignored') continue;
    throw new GatewayError('private-key-not-ignored', REASONS[state.kind], {
      place: path,
      hint:
        state.kind === 'unknown'
          ? `git says: ${state.reason}; put it right, or choose a folder outside of the work tree`
          : `add the line ${IGNORE_LINE} to .gitignore`,
    });
  }
}

const REASONS = {
  tracked: 'is tracked by git, where a private key must never be',
  'not-ignored': 'is not ignored by git, which would track this private key',
  unknown: 'is in a work tree of git, and git does not say that it ignores it',
} as const;
