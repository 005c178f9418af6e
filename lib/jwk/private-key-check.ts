import { createPrivateKey, createPublicKey, type JsonWebKey, sign, verify } from 'node:crypto';
import { bytesOf, checkPublicPart, collect, type Report } from './key-check';
import type { KeyMembers, PlacedKey } from './key-document';
import type { KeyProblem } from './key-problem';
import { signingAlgorithmOf } from './signing-algorithm';

/** The private members that a key needs; all of RFC 7518 section 6.3.2 for RSA, as Web Crypto does. */
const NEEDED: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['RSA', ['d', 'p', 'q', 'dp', 'dq', 'qi']],
  ['EC', ['d']],
  ['OKP', ['d']],
]);

/** Everything that is wrong with a key that is to sign. */
export function findPrivateKeyProblems(key: PlacedKey): KeyProblem[] {
  return collect(key, (jwk, report) => {
    if (jwk.kty === 'oct') report('kty', 'is oct: symmetric keys are refused');
    else checkBothHalves(key, report);
  });
}

function checkBothHalves({ jwk }: PlacedKey, report: Report): void {
  let count = 0;
  const counted: Report = (...problem) => {
    count += 1;
    report(...problem);
  };
  checkPublicPart(jwk, counted);
  for (const member of NEEDED.get(jwk.kty) ?? []) bytesOf(jwk, member, counted);
  if (jwk.oth !== undefined)
    counted('oth', 'is of an RSA key with more than two primes, which is not supported');
  // The checks below need well-formed members.
  if (count > 0) return;
  if (signingAlgorithmOf(jwk as { kty: string }) === undefined) {
    report(jwk.alg === undefined ? 'use' : 'alg', 'is not for signatures');
  } else if (!isOneKey(jwk)) report('d', 'does not belong to the public half beside it');
}

/** Whether what the private half signs is verified by the public one. */
function isOneKey(jwk: KeyMembers): boolean {
  const { kty, crv, x, y, n, e } = jwk;
  const digest = kty === 'OKP' ? null : 'sha256';
  const text = Buffer.from('a private half and its public half');
  try {
    const privateKey = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' });
    const publicKey = createPublicKey({ key: { kty, crv, x, y, n, e } as JsonWebKey, format: 'jwk' });
    return verify(digest, text, publicKey, sign(digest, text, privateKey));
  } catch {
    return false;
  }
}
