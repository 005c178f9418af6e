import { findPublicKeyProblems } from './key-check';
import { type KeyDocument, type PlacedKey, readKeyDocument } from './key-document';
import type { KeyProblem } from './key-problem';
import { findPrivateKeyProblems } from './private-key-check';

/** The keys of a document with everything that is wrong with them as a set of public keys. */
export const readPublicKeys = (input: unknown): KeyDocument => checked(input, findPublicKeyProblems);

/** The keys of a document with everything that is wrong with them as a set of private keys. */
export const readPrivateKeys = (input: unknown): KeyDocument => checked(input, findPrivateKeyProblems);

function checked(input: unknown, findProblems: (key: PlacedKey) => KeyProblem[]): KeyDocument {
  const { keys, problems } = readKeyDocument(input);
  return { keys, problems: [...problems, ...keys.flatMap(findProblems), ...findKidProblems(keys)] };
}

/** Keys that a `kid` does not tell apart. */
function findKidProblems(keys: readonly PlacedKey[]): KeyProblem[] {
  return keys.flatMap(({ jwk: { kid }, path }, index): KeyProblem[] => {
    const other = keys.slice(0, index).find(({ jwk }) => jwk.kid === kid);
    if (other === undefined) return [];
    return kid === undefined
      ? [{ kind: 'without-kid', path, message: `has no kid, as ${other.path}: only one key may go without` }]
      : [{ kind: 'duplicate', path: `${path}.kid`, message: `is the kid of ${other.path} too` }];
  });
}
