import { createPublicKey } from 'node:crypto';
import type { KeyDocument, PlacedKey } from './key-document';
import type { KeyProblem } from './key-problem';

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/g;
const BEGINNING = /-----BEGIN [A-Z0-9 ]+-----/g;
const PRIVATE = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/;

/** Whether a text is keys or certificates in PEM form (RFC 7468) and not JSON. */
export function isPem(text: string): boolean {
  return /^\s*[^{[\s]/.test(text) && text.search(BEGINNING) >= 0;
}

/** The public keys of a PEM text, as `PUBLIC KEY`, `RSA PUBLIC KEY` or `CERTIFICATE`; they have no kid. */
export function readPem(text: string): KeyDocument {
  const read = [...text.matchAll(BLOCK)].map(([block], index) => readBlock(block, index));
  const isWhole = read.length === [...text.matchAll(BEGINNING)].length;
  return {
    keys: read.flatMap((each) => ('jwk' in each ? [each] : [])),
    problems: [
      // First of all, and also where the block has no end.
      ...(PRIVATE.test(text) ? [problem('$', 'holds a private key in PEM form', 'private')] : []),
      ...(isWhole ? [] : [problem('$', 'has a PEM block without its end')]),
      ...read.flatMap((each) => ('kind' in each ? [each] : [])),
    ],
  };
}

function readBlock(block: string, index: number): PlacedKey | KeyProblem {
  const path = `block ${index + 1}`;
  if (PRIVATE.test(block)) return problem(path, 'is a private key', 'private');
  try {
    const jwk = createPublicKey(block).export({ format: 'jwk' });
    return { jwk: { ...jwk }, path };
  } catch {
    // No cause: what OpenSSL says of a broken key helps nobody.
    return problem(path, 'is no public key and no certificate that a JWK can hold');
  }
}

function problem(path: string, message: string, kind: KeyProblem['kind'] = 'invalid'): KeyProblem {
  return { kind, path, message };
}
