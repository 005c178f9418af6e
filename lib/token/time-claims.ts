import type { Claims } from './claims';
import type { Doubt } from './refusal';

/** The claims that are points in time, in seconds since 1970, fractions allowed: RFC 7519 section 2, NumericDate. */
const TIME_CLAIMS = ['exp', 'nbf', 'iat'] as const;

/** What speaks against a token at this time. */
export function findTimeDoubt(
  claims: Claims,
  nowSeconds: number,
  { ignoreExpirationCheck = false } = {},
): Doubt | undefined {
  const malformed = TIME_CLAIMS.find((name) => claims[name] !== undefined && !Number.isFinite(claims[name]));
  if (malformed !== undefined) {
    return { reason: 'claim-malformed', message: `${malformed} is not a number of seconds since 1970` };
  }
  const { exp, nbf } = claims;
  if (typeof exp === 'number' && nowSeconds >= exp && !ignoreExpirationCheck) {
    return { reason: 'expired', message: `expired at ${timeOf(exp)}` };
  }
  if (typeof nbf === 'number' && nowSeconds < nbf) {
    return { reason: 'not-yet-valid', message: `not valid before ${timeOf(nbf)}` };
  }
  return undefined;
}

function timeOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? `${seconds} seconds since 1970` : date.toISOString();
}

/** The time of a clock in seconds since 1970. A clock without a time would make every token look fresh. */
export function secondsOf(now: () => number): number {
  const millis = now();
  if (!Number.isFinite(millis)) throw new TypeError('options.now must return milliseconds since 1970');
  return millis / 1000;
}
