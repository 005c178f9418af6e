import { constants, createHmac, createPrivateKey, createPublicKey, type JsonWebKey, sign } from 'node:crypto';
import { ALGORITHMS, type SigningAlgorithm } from '../../lib/facts';
import { type FixtureAlgorithm, fixtureJwk, fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { NOW_SECONDS } from '../token/handmade-token';

const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** Every algorithm that keys are made for. */
export const EVERY_ALGORITHM = Object.keys(ALGORITHMS) as SigningAlgorithm[];

const isRsa = (algorithm: SigningAlgorithm): boolean => /^[RP]S/.test(algorithm);

/** The fixture key for an algorithm; all for RSA share one. */
function privateJwkFor(algorithm: SigningAlgorithm) {
  return { ...fixtureJwk(isRsa(algorithm) ? 'RS256' : (algorithm as FixtureAlgorithm)), alg: algorithm };
}

/** The public half of that. */
export function publicJwkFor(algorithm: SigningAlgorithm) {
  return {
    ...fixturePublicJwk(isRsa(algorithm) ? 'RS256' : (algorithm as FixtureAlgorithm)),
    alg: algorithm,
  };
}

/** A token with a good signature of a fixture key, whatever its header and claims say. */
export function signedBy(algorithm: SigningAlgorithm, header: object = {}, claims: object = {}): string {
  const jwk = privateJwkFor(algorithm);
  const said = { alg: algorithm, kid: jwk.kid, ...header };
  const input = `${encoded(said)}.${encoded({ sub: 'alice', exp: NOW_SECONDS + 60, ...claims })}`;
  const key = createPrivateKey({ key: { ...jwk } as JsonWebKey, format: 'jwk' });
  const padding = algorithm.startsWith('PS')
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : {};
  const hash = algorithm === 'EdDSA' ? undefined : `sha${algorithm.slice(2)}`;
  const signature = sign(hash, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363', ...padding });
  return `${input}.${signature.toString('base64url')}`;
}

function parts(token: string): [string, string, string] {
  const [header = '', payload = '', signature = ''] = token.split('.');
  return [header, payload, signature];
}

const other = (algorithm: SigningAlgorithm): SigningAlgorithm => (isRsa(algorithm) ? 'ES256' : 'RS256');

/** Tokens that must not get anybody through, each with the code that says so. */
export const BAD_TOKENS: readonly (readonly [
  kind: string,
  code: string,
  (of: SigningAlgorithm) => string,
])[] = [
  ['nonsense', 'I400JD', () => 'nonsense'],
  ['two parts', 'I400JD', (of) => parts(signedBy(of)).slice(0, 2).join('.')],
  ['five parts', 'I400JD', (of) => `${signedBy(of)}.a.b`],
  ['a payload that is no JSON', 'I400JD', (of) => signedBy(of).replace(/\.[^.]*\./, '.bm8.')],
  ['an empty signature', 'A403JT', (of) => [...parts(signedBy(of)).slice(0, 2), ''].join('.')],
  [
    'alg none',
    'A403JT',
    (of) => `${encoded({ alg: 'none', kid: privateJwkFor(of).kid })}.${parts(signedBy(of))[1]}.`,
  ],
  ['alg NoNe', 'A403JT', (of) => `${encoded({ alg: 'NoNe' })}.${parts(signedBy(of))[1]}.`],
  [
    'HS256 with the public key as secret',
    'A403JT',
    (of) => {
      const input = `${encoded({ alg: 'HS256', kid: privateJwkFor(of).kid })}.${parts(signedBy(of))[1]}`;
      const secret = createPublicKey({ key: publicJwkFor(of) as JsonWebKey, format: 'jwk' });
      const pem = secret.export({ type: 'spki', format: 'pem' });
      return `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`;
    },
  ],
  ['another alg than that of the key', 'A403JT', (of) => signedBy(of, { alg: other(of) })],
  [
    'another alg of the same key',
    'A403JT',
    (of) => signedBy(of === 'PS512' ? 'RS512' : 'PS512', { kid: privateJwkFor(of).kid }),
  ],
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
        signedBy(other(of), { alg: of, kid: privateJwkFor(of).kid, jwk: publicJwkFor(other(of)) }),
      );
      return [header, payload, parts(signedBy(other(of)))[2]].join('.');
    },
  ],
];
