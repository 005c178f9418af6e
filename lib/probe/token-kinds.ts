import type { GatewayErrorCode } from '../facts';
import type { Ingredients } from './ingredients';

/** What a request carries where the gateway looks for its token: none, one, or several values. */
export interface Attempt {
  /** Which spelling of its kind this is, where there are several. */
  readonly variant?: string;
  readonly values: readonly PresentedValue[];
  /** A token in the query, under the name of RFC 6750 section 2.3: `access_token`. */
  readonly inQuery?: string;
  /** Sent first in a request of its own, which has to be let through. */
  readonly before?: readonly PresentedValue[];
}

/** One value of the header, query parameter or cookie that holds the token. */
export interface PresentedValue {
  readonly text: string;
  /** Whether the text is the value as it stands, without `Bearer` before it. */
  readonly isWhole?: true;
}

/** One kind of token, good or bad, and what a gateway has to do with it. */
export interface TokenKind {
  /** What it is, in a few words. */
  readonly what: string;
  /** `either` is reported and never held against a gateway: what the service does is not documented. */
  readonly must: 'refuse' | 'accept' | 'either';
  /** What the plug-in is known to answer, the usual code first. */
  readonly codes: readonly GatewayErrorCode[];
  /** What it takes to make one. */
  readonly needs: 'nothing' | 'public key' | 'good token' | 'private key';
  /** The RFC or vendor page that what it must do rests on. */
  readonly source: string;
  /** @internal */
  readonly make: (from: Ingredients) => readonly Attempt[];
}

const PLUGIN = "the vendor's page on the JWT plug-in";
const HOUR = 60 * 60;
const DAY = 24 * HOUR;

const one = (text: string): Attempt[] => [{ values: [{ text }] }];

const row = (
  what: string,
  needs: TokenKind['needs'],
  codes: TokenKind['codes'],
  source: string,
  make: TokenKind['make'],
): TokenKind => ({ what, must: 'refuse', codes, needs, source, make });

/** The kit: a good token first, then every kind of bad one. */
export const TOKEN_KINDS = {
  good: {
    ...row('a good token', 'good token', [], PLUGIN, ({ signed }) => one(signed())),
    must: 'accept',
  },

  'no-token': row('a request without a token', 'nothing', ['I400JR'], PLUGIN, () => [{ values: [] }]),
  'empty-token': row('an empty token', 'nothing', ['I400JR', 'I400JD'], PLUGIN, () => [
    { values: [{ text: '', isWhole: true }] },
  ]),
  'scheme-only': row('Bearer and no token', 'nothing', ['I400JR', 'I400JD'], 'RFC 6750 section 2.1', () => [
    { values: [{ text: 'Bearer ', isWhole: true }] },
  ]),
  garbage: row('what is no token', 'nothing', ['I400JD'], 'RFC 7519 section 7.2', () => one('not-a-token')),

  expired: row('a token past its exp', 'private key', ['A403JE'], 'RFC 7519 section 4.1.4', (from) =>
    one(from.signed({ claims: { iat: from.nowSeconds - 2 * HOUR, exp: from.nowSeconds - HOUR } })),
  ),
  'not-yet-valid': row(
    'a token before its nbf',
    'private key',
    ['A403JT'],
    'RFC 7519 section 4.1.5',
    ({ nowSeconds, signed }) =>
      one(signed({ claims: { nbf: nowSeconds + HOUR, exp: nowSeconds + 2 * HOUR } })),
  ),

  'wrong-key': row(
    "a token that another key signed under the kid of the gateway's",
    'public key',
    ['A403JT'],
    'RFC 7515 section 5.2',
    ({ impostorSigned }) => one(impostorSigned()),
  ),
  'unknown-kid': row(
    'a token of a kid that nobody knows',
    'public key',
    ['A403JK', 'A403JT'],
    'RFC 7515 section 4.1.4',
    ({ impostorSigned, random }) => one(impostorSigned({ header: { kid: random() } })),
  ),
  'no-signature': row(
    'a token without its signature',
    'public key',
    ['A403JT'],
    'RFC 7515 section 5.2',
    ({ withSignature }) => one(withSignature(new Uint8Array(0))),
  ),
  'zero-signature': row(
    'a token whose signature is all zeros',
    'public key',
    ['A403JT'],
    'RFC 7515 section 5.2; CVE-2022-21449',
    ({ signatureBytes, withSignature }) => one(withSignature(new Uint8Array(signatureBytes))),
  ),
  'alg-none': row(
    'an unsigned token, alg none',
    'public key',
    ['A403JT'],
    'RFC 8725 sections 2.1 and 3.2',
    ({ withSignature }) =>
      ['none', 'None', 'NONE', 'nOnE'].map((alg) => ({
        variant: alg,
        values: [{ text: withSignature(new Uint8Array(0), { header: { alg } }) }],
      })),
  ),
  'hs256-public-key': row(
    'a token that the public key signed as an HS256 secret',
    'public key',
    ['A403JT'],
    'RFC 8725 sections 2.1 and 3.1',
    ({ hmac, publicSpellings }) =>
      publicSpellings().map(({ name, bytes }) => ({ variant: name, values: [{ text: hmac(bytes) }] })),
  ),

  'tampered-payload': row(
    'a good token with another sub',
    'good token',
    ['A403JT'],
    'RFC 7515 section 5.2',
    ({ signed, tampered }) => one(tampered(signed(), { sub: 'somebody-else' })),
  ),
  'tampered-signature': row(
    'a good token with one bit of its signature changed',
    'good token',
    ['A403JT'],
    'RFC 7515 section 5.2',
    ({ signed, resigned }) =>
      one(resigned(signed(), (bytes) => bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte)))),
  ),
  'truncated-signature': row(
    'a good token with half of its signature',
    'good token',
    ['A403JT'],
    'RFC 7515 section 5.2',
    ({ signed, resigned }) => one(resigned(signed(), (bytes) => bytes.subarray(0, bytes.length >> 1))),
  ),

  'wrong-issuer': row(
    'a good token of another issuer',
    'private key',
    [],
    'RFC 7519 section 4.1.1, by an accessControl plug-in',
    ({ signed }) => one(signed({ claims: { iss: 'https://issuer.invalid' } })),
  ),
  'wrong-audience': row(
    'a good token for another audience',
    'private key',
    [],
    'RFC 7519 section 4.1.3, by an accessControl plug-in',
    ({ signed }) => one(signed({ claims: { aud: 'audience.invalid' } })),
  ),
  'missing-claim': row(
    'a good token without a claim that the route demands',
    'private key',
    ['A403AC'],
    "the vendor's page on the accessControl plug-in",
    ({ demanded, signed }) =>
      demanded.map(({ claim }) => ({
        variant: claim,
        values: [{ text: signed({ claims: { [claim]: undefined } }) }],
      })),
  ),
  'wrong-claim': row(
    'a good token with another value of a claim that the route demands',
    'private key',
    ['A403AC'],
    "the vendor's page on the accessControl plug-in",
    ({ demanded, signed }) =>
      demanded.map(({ claim }) => ({
        variant: claim,
        values: [{ text: signed({ claims: { [claim]: 'claim.invalid' } }) }],
      })),
  ),
  'scope-part': row(
    'a good token with the demanded scope inside longer words only',
    'private key',
    ['A403AC'],
    'RFC 6749 section 3.3: a scope is a whole word',
    ({ demanded, signed }) =>
      demanded.flatMap(({ claim, words = [] }) =>
        words.map((word) => {
          const longer = [`${word}x`, `x${word}`, word.slice(0, -1)].join(' ').trim();
          const others = words.filter((each) => each !== word);
          const text = [longer, ...others].join(' ');
          return { variant: `${claim} ${word}`, values: [{ text: signed({ claims: { [claim]: text } }) }] };
        }),
      ),
  ),
  'missing-jti': row('a good token without jti', 'private key', ['S403JI'], PLUGIN, ({ signed }) =>
    one(signed({ claims: { jti: undefined } })),
  ),
  replayed: row('a good token for the second time', 'private key', ['S403JU'], PLUGIN, ({ signed }) => {
    const values = [{ text: signed() }];
    return [{ before: values, values }];
  }),

  'query-token': row(
    'a good token in the query, as access_token',
    'private key',
    ['I400JR'],
    'RFC 6750 section 5.3; the template names another place',
    ({ signed }) => [{ values: [], inQuery: signed() }],
  ),

  'embedded-jwk': row(
    'a token that brings its key along (jwk)',
    'public key',
    ['A403JT', 'A403JK'],
    'RFC 7515 section 4.1.3; RFC 8725 section 3.5',
    ({ impostorJwk, impostorSigned }) => [
      {
        variant: 'beside the kid',
        values: [{ text: impostorSigned({ header: { jwk: impostorJwk } }) }],
      },
      {
        variant: 'without a kid',
        values: [{ text: impostorSigned({ header: { jwk: impostorJwk, kid: undefined } }) }],
      },
    ],
  ),
  'embedded-jku': row(
    'a token that says where its key set is (jku)',
    'public key',
    ['A403JT'],
    'RFC 7515 section 4.1.2; RFC 8725 section 3.10',
    ({ impostorSigned }) => one(impostorSigned({ header: { jku: 'https://keys.invalid/jwks.json' } })),
  ),
  'embedded-x5u': row(
    'a token that says where its certificate is (x5u)',
    'public key',
    ['A403JT'],
    'RFC 7515 section 4.1.5; RFC 8725 section 3.10',
    ({ impostorSigned }) => one(impostorSigned({ header: { x5u: 'https://keys.invalid/chain.pem' } })),
  ),
  'embedded-x5c': row(
    'a token that brings its certificate along (x5c)',
    'public key',
    ['A403JT'],
    'RFC 7515 section 4.1.6; RFC 8725 section 3.5',
    ({ impostorCertificate, impostorSigned }) =>
      one(impostorSigned({ header: { x5c: [impostorCertificate().toString('base64')] } })),
  ),
  'kid-path': row(
    'a token whose kid is the path of an empty file',
    'public key',
    ['A403JT', 'A403JK'],
    'RFC 8725 section 3.10',
    ({ hmac }) => one(hmac('', { header: { kid: '../../../../../../../../dev/null' } })),
  ),
  'critical-header': row(
    'a good token with an extension in crit that nobody knows',
    'private key',
    ['A403JT'],
    'RFC 7515 section 4.1.11',
    ({ signed }) => one(signed({ header: { crit: ['nobody.invalid'], 'nobody.invalid': true } })),
  ),

  'just-expired': {
    ...row(
      'a token that has been past its exp for half a minute',
      'private key',
      ['A403JE'],
      'RFC 7519 section 4.1.4 allows a few minutes for clocks that differ',
      (from) => one(from.signed({ claims: { iat: from.nowSeconds - HOUR, exp: from.nowSeconds - 30 } })),
    ),
    must: 'either',
  },
  'no-expiry': {
    ...row(
      'a token that never expires: it has no exp',
      'private key',
      ['A403JE', 'A403JT'],
      'RFC 7519 section 4.1.4; what the service does with it is not documented',
      ({ signed }) => one(signed({ claims: { exp: undefined } })),
    ),
    must: 'either',
  },
  duplicate: {
    ...row(
      'a good token beside a bad one',
      'private key',
      ['I400HD', 'I400JD', 'A403JT'],
      'RFC 9110 section 5.3; what the service does with two tokens is not documented',
      ({ impostorSigned, signed }) => [
        { variant: 'bad first', values: [{ text: impostorSigned() }, { text: signed() }] },
        { variant: 'good first', values: [{ text: signed() }, { text: impostorSigned() }] },
      ],
    ),
    must: 'either',
  },
  'long-lived': {
    ...row(
      'a good token for more than 7 days',
      'private key',
      ['A403JT'],
      'documented for the OpenID Connect settings of an API only',
      ({ nowSeconds, signed }) => one(signed({ claims: { exp: nowSeconds + 8 * DAY } })),
    ),
    must: 'either',
  },
} as const satisfies Record<string, TokenKind>;

/** The name of a kind: `alg-none`. */
export type TokenKindId = keyof typeof TOKEN_KINDS;

/** All kinds, the good token first. */
export const TOKEN_KIND_IDS = Object.keys(TOKEN_KINDS) as readonly TokenKindId[];

/** What is known of a kind. */
export function tokenKind(id: TokenKindId): TokenKind {
  return TOKEN_KINDS[id];
}
