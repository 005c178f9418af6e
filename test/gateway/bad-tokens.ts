import { createHmac, createPrivateKey, createPublicKey, type JsonWebKey, sign } from 'node:crypto';
import { type FixtureAlgorithm, fixtureJwk, fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { NOW_SECONDS } from '../token/handmade-token';

const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');

const HASHES: Readonly<Record<FixtureAlgorithm, string | undefined>> = {
  RS256: 'sha256',
  ES256: 'sha256',
  ES384: 'sha384',
  ES512: 'sha512',
  EdDSA: undefined,
};

/** A token with a good signature of a fixture key, whatever its header and claims say. */
export function signedBy(algorithm: FixtureAlgorithm, header: object = {}, claims: object = {}): string {
  const said = { alg: algorithm, kid: fixtureJwk(algorithm).kid, ...header };
  const input = `${encoded(said)}.${encoded({ sub: 'alice', exp: NOW_SECONDS + 60, ...claims })}`;
  const key = createPrivateKey({ key: { ...fixtureJwk(algorithm) } as JsonWebKey, format: 'jwk' });
  const signature = sign(HASHES[algorithm], Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

function parts(token: string): [string, string, string] {
  const [header = '', payload = '', signature = ''] = token.split('.');
  return [header, payload, signature];
}

const other = (algorithm: FixtureAlgorithm): FixtureAlgorithm => (algorithm === 'RS256' ? 'ES256' : 'RS256');

/** Tokens that must not get anybody through, each with the code that says so. */
export const BAD_TOKENS: readonly (readonly [
  kind: string,
  code: string,
  (of: FixtureAlgorithm) => string,
])[] = [
  ['nonsense', 'I400JD', () => 'nonsense'],
  ['two parts', 'I400JD', (of) => parts(signedBy(of)).slice(0, 2).join('.')],
  ['five parts', 'I400JD', (of) => `${signedBy(of)}.a.b`],
  ['a payload that is no JSON', 'I400JD', (of) => signedBy(of).replace(/\.[^.]*\./, '.bm8.')],
  ['an empty signature', 'A403JT', (of) => [...parts(signedBy(of)).slice(0, 2), ''].join('.')],
  [
    'alg none',
    'A403JT',
    (of) => `${encoded({ alg: 'none', kid: fixtureJwk(of).kid })}.${parts(signedBy(of))[1]}.`,
  ],
  ['alg NoNe', 'A403JT', (of) => `${encoded({ alg: 'NoNe' })}.${parts(signedBy(of))[1]}.`],
  [
    'HS256 with the public key as secret',
    'A403JT',
    (of) => {
      const input = `${encoded({ alg: 'HS256', kid: fixtureJwk(of).kid })}.${parts(signedBy(of))[1]}`;
      const secret = createPublicKey({ key: fixturePublicJwk(of) as JsonWebKey, format: 'jwk' });
      const pem = secret.export({ type: 'spki', format: 'pem' });
      return `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`;
    },
  ],
  ['another alg than that of the key', 'A403JT', (of) => signedBy(of, { alg: other(of) })],
  [
    'a signature of another key',
    'A403JT',
    (of) => {
      const [header, payload] = parts(signedBy(of));
      return [header, payload, parts(signedBy(other(of)))[2]].join('.');
    },
  ],
  [
    'a changed payload',
    'A403JT',
    (of) => {
      const [header, , signature] = parts(signedBy(of));
      return [header, encoded({ sub: 'mallory', exp: NOW_SECONDS + 60 }), signature].join('.');
    },
  ],
  [
    'a changed signature',
    'A403JT',
    (of) => {
      const [header, payload, signature] = parts(signedBy(of));
      return [header, payload, Buffer.from(signature, 'base64url').reverse().toString('base64url')].join('.');
    },
  ],
  ['an unknown kid', 'A403JK', (of) => signedBy(of, { kid: 'unknown' })],
  ['no kid', 'A403JK', (of) => signedBy(of, { kid: undefined })],
  ['an expired token', 'A403JE', (of) => signedBy(of, {}, { exp: NOW_SECONDS })],
  ['a token of tomorrow', 'A403JT', (of) => signedBy(of, {}, { nbf: NOW_SECONDS + 1 })],
  ['an exp that is no number', 'A403JT', (of) => signedBy(of, {}, { exp: `${NOW_SECONDS + 60}` })],
  ['crit in the header', 'A403JT', (of) => signedBy(of, { crit: ['exp'] })],
  [
    'a key of its own in the header',
    'A403JT',
    (of) => {
      const [header, payload] = parts(
        signedBy(other(of), { alg: of, kid: fixtureJwk(of).kid, jwk: fixturePublicJwk(other(of)) }),
      );
      return [header, payload, parts(signedBy(other(of)))[2]].join('.');
    },
  ],
];
