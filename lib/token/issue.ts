import { GatewayError } from '../errors';
import { TOKEN_LIFETIME_SECONDS } from '../facts';
import { CompactSign, importJWK } from '../jose';
import { type PrivateKey, revealPrivateJwk } from '../jwk';
import type { Claims } from './claims';
import { type ClaimOptions, claimsOf } from './claims-to-issue';
import { secondsOf } from './clock';
import { refuseTooLarge } from './decode';

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

const DEFAULT_TTL_SECONDS = 600;
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
  const { now, ttlSeconds = DEFAULT_TTL_SECONDS, allowLongLifetime = false } = options;
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
