import { GatewayError, type Problem } from '../errors';
import { DEFAULT_LIFETIME_SECONDS, TOKEN_LIFETIME_SECONDS } from '../facts';
import { CompactSign, importJWK } from '../jose';
import type { JsonValue } from '../json';
import { type PrivateKey, revealPrivateJwk } from '../jwk';
import { type Claims, isJsonValue } from './claims';
import { refuseTooLarge } from './decode';
import { secondsOf } from './time-claims';

/** What a token is to say, and for how long it is good. */
export interface IssueOptions extends ClaimOptions {
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
  /**
   * Seconds from now to `exp`: a whole number from 1 to 604800 (7 days), the most that the vendor documents.
   * @default 600
   */
  readonly ttlSeconds?: number;
  /**
   * Lets `ttlSeconds` be more than 7 days. A token cannot be called back: one that is stolen stays good as long.
   * @default false
   */
  readonly allowLongLifetime?: boolean;
}

const LIMIT_SECONDS = TOKEN_LIFETIME_SECONDS.value;

/**
 * Signs a token with the key's algorithm. It always has `iat` (now) and `exp`, and a header of `alg`, `kid` and
 * `typ`.
 *
 * @throws GatewayError `token-ttl-refused`; `token-claims-invalid` with all problems, also when a claim is given
 *   twice; `token-too-large` when no request could carry the token
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-7.1
 */
export async function issueToken(key: PrivateKey, options: IssueOptions): Promise<string> {
  const { now, ttlSeconds = DEFAULT_LIFETIME_SECONDS, allowLongLifetime = false } = options;
  refuseTtl(ttlSeconds, allowLongLifetime);
  const iat = Math.floor(secondsOf(now));
  const claims = claimsOf(options, { iat, exp: iat + ttlSeconds });
  const token = await sign(key, claims);
  refuseTooLarge(token);
  return token;
}

async function sign(key: PrivateKey, claims: Claims): Promise<string> {
  const { alg, kid } = key;
  const { kty, crv, x, y, n, e, d, p, q, dp, dq, qi } = revealPrivateJwk(key);
  const secret = await importJWK({ kty, crv, x, y, n, e, d, p, q, dp, dq, qi }, alg);
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }), typ: 'JWT' })
    .sign(secret);
}

function refuseTtl(ttlSeconds: number, allowLongLifetime: boolean): void {
  if (!Number.isSafeInteger(ttlSeconds) || ttlSeconds < 1) {
    throw new GatewayError('token-ttl-refused', `a token cannot be good for ${ttlSeconds} seconds`, {
      hint: `give a whole number from 1 to ${LIMIT_SECONDS}`,
    });
  }
  if (ttlSeconds > LIMIT_SECONDS && !allowLongLifetime) {
    throw new GatewayError(
      'token-ttl-refused',
      `${ttlSeconds} seconds are more than 7 days (${LIMIT_SECONDS})`,
      {
        hint: 'a stolen token stays good until it expires; give less, or allow a long lifetime',
      },
    );
  }
}

/** What a token is to say. */
export interface ClaimOptions {
  /** Claims of any name but `exp` and `iat`. The service documents strings only. */
  readonly claims?: Claims;
  /** Whom the token is about. */
  readonly sub?: string;
  /** Who issues it. */
  readonly iss?: string;
  /** Whom it is for. */
  readonly aud?: string | readonly string[];
  /** From when it is good, in seconds since 1970. */
  readonly nbf?: number;
  /** Its own id. */
  readonly jti?: string;
}

/** The time of a token, in seconds since 1970. */
interface TokenTime {
  readonly iat: number;
  readonly exp: number;
}

const OPTIONS = ['iss', 'sub', 'aud', 'nbf', 'jti'] as const;

/** What RFC 7519 section 4.1 says about the registered claims. */
const RULES: Readonly<
  Record<string, { readonly holds: (value: JsonValue) => boolean; readonly words: string }>
> = {
  iss: { holds: isText, words: 'text' },
  sub: { holds: isText, words: 'text' },
  aud: { holds: (value) => isText(value) || isListOfTexts(value), words: 'text or a list of texts' },
  nbf: { holds: (value) => typeof value === 'number', words: 'a number of seconds since 1970' },
  jti: { holds: isText, words: 'text' },
};

/**
 * The claims of a token to be issued.
 *
 * @throws GatewayError `token-claims-invalid` with all problems
 */
function claimsOf(options: ClaimOptions, time: TokenTime): Claims {
  const { claims = {} } = options;
  const given = OPTIONS.flatMap((name) =>
    options[name] === undefined ? [] : [[name, options[name]] as const],
  );
  // Entries, not members: a claim may be called __proto__.
  const all = [...given, ...Object.entries(claims)];
  const problems = [
    ...given.filter(([name]) => Object.hasOwn(claims, name)).map(([name]) => at(name, 'is given twice')),
    ...['iat', 'exp']
      .filter((name) => Object.hasOwn(claims, name))
      .map((name) => at(name, 'is always set, from the clock and the time to live')),
    ...all.flatMap(([name, value]) => problemsOf(name, value, time)),
  ];
  if (problems.length > 0) {
    throw new GatewayError('token-claims-invalid', 'the token cannot have these claims', { problems });
  }
  return Object.fromEntries([...all, ...Object.entries(time)]);
}

function problemsOf(name: string, value: unknown, { exp }: TokenTime): Problem[] {
  if (!isJsonValue(value))
    return [at(name, 'is not JSON: text, a finite number, true, false, null, a list or an object')];
  const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
  if (rule !== undefined && !rule.holds(value)) return [at(name, `must be ${rule.words}`)];
  if (name === 'nbf' && Number(value) >= exp)
    return [at(name, 'is not before exp: the token would never be good')];
  return [];
}

const at = (name: string, message: string): Problem => ({ path: `$.${name}`, message });

function isText(value: JsonValue): boolean {
  return typeof value === 'string';
}

function isListOfTexts(value: JsonValue): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}
