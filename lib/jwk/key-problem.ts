import type { ErrorCode, Problem } from '../errors';

/** What sort of thing is wrong with a key set. */
export type KeyProblemKind = 'invalid' | 'private' | 'weak' | 'duplicate' | 'without-kid';

/** One thing for which a key set is refused. */
export interface KeyProblem extends Problem {
  readonly kind: KeyProblemKind;
}

/** The code for a key set with these problems: that a private key lies open is what must be said first. */
export const codeOf = (problems: readonly KeyProblem[]): ErrorCode =>
  problems.some(({ kind }) => kind === 'private') ? 'key-set-private' : 'key-set-invalid';
