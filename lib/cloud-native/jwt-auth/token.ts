import { isUtf8 } from 'node:buffer';
import { type JsonObject, memberOf } from '../../json';
import { lenientBytes, lenientObject } from './lenient';
import type { JwtStatus } from './status';

/** A token as the plug-in has read it. A time that is not in it is 0, a text that is not in it is empty. */
export interface ReadToken {
  readonly alg: string;
  readonly kid: string;
  readonly claims: JsonObject;
  readonly nbf: number;
  readonly exp: number;
  /** What is signed: the first two parts with the dot between them. */
  readonly signed: string;
  readonly signature: Buffer;
}

const ALGORITHMS = /^(?:(?:ES|HS|RS|PS)(?:256|384|512)|EdDSA)$/;

/**
 * Reads a token as the plug-in does, in its order of checks.
 *
 * @see https://github.com/google/jwt_verify_lib, src/jwt.cc [code]
 */
export function readToken(text: string): ReadToken | JwtStatus {
  // An empty part is skipped, so that `a..b.c` has three parts.
  const [first, second, third, more] = text.split('.').filter((part) => part !== '');
  if (first === undefined || second === undefined || third === undefined || more !== undefined)
    return 'JwtBadFormat';
  const header = objectIn(first, 'JwtHeaderParseErrorBadBase64', 'JwtHeaderParseErrorBadJson');
  if (typeof header === 'string') return header;
  const alg = memberOf(header, 'alg');
  if (typeof alg !== 'string') return 'JwtHeaderBadAlg';
  if (!ALGORITHMS.test(alg)) return 'JwtHeaderNotImplementedAlg';
  const kid = memberOf(header, 'kid') ?? '';
  if (typeof kid !== 'string') return 'JwtHeaderBadKid';
  const claims = objectIn(second, 'JwtPayloadParseErrorBadBase64', 'JwtPayloadParseErrorBadJson');
  if (typeof claims === 'string') return claims;
  const problem = claimProblem(claims);
  if (problem !== undefined) return problem;
  const signature = lenientBytes(third);
  if (signature === undefined) return 'JwtSignatureParseErrorBadBase64';
  const times = { nbf: timeIn(claims, 'nbf'), exp: timeIn(claims, 'exp') };
  return { alg, kid, claims, ...times, signed: `${first}.${second}`, signature };
}

function objectIn(part: string, badBase64: JwtStatus, badJson: JwtStatus): JsonObject | JwtStatus {
  const bytes = lenientBytes(part);
  if (bytes === undefined) return badBase64;
  return (isUtf8(bytes) ? lenientObject(bytes.toString()) : undefined) ?? badJson;
}

function claimProblem(claims: JsonObject): JwtStatus | undefined {
  if (!isTextIfAny(claims, 'iss')) return 'JwtPayloadParseErrorIssNotString';
  if (!isTextIfAny(claims, 'sub')) return 'JwtPayloadParseErrorSubNotString';
  const time =
    timeProblem(claims, 'iat', 'JwtPayloadParseErrorIatNotInteger', 'JwtPayloadParseErrorIatOutOfRange') ??
    timeProblem(claims, 'nbf', 'JwtPayloadParseErrorNbfNotInteger', 'JwtPayloadParseErrorNbfOutOfRange') ??
    timeProblem(claims, 'exp', 'JwtPayloadParseErrorExpNotInteger', 'JwtPayloadParseErrorExpOutOfRange');
  if (time !== undefined) return time;
  if (!isTextIfAny(claims, 'jti')) return 'JwtPayloadParseErrorJtiNotString';
  const aud = memberOf(claims, 'aud');
  const areTexts = Array.isArray(aud)
    ? aud.every((each) => typeof each === 'string')
    : isTextIfAny(claims, 'aud');
  return areTexts ? undefined : 'JwtPayloadParseErrorAudNotString';
}

function isTextIfAny(claims: JsonObject, name: string): boolean {
  const value = memberOf(claims, name);
  return value === undefined || typeof value === 'string';
}

function timeProblem(
  claims: JsonObject,
  name: string,
  noInteger: JwtStatus,
  outOfRange: JwtStatus,
): JwtStatus | undefined {
  const value = memberOf(claims, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'number') return noInteger;
  return value < 0 || value >= 2 ** 64 ? outOfRange : undefined;
}

/** A fraction is cut. */
function timeIn(claims: JsonObject, name: string): number {
  const value = memberOf(claims, name);
  return typeof value === 'number' ? Math.trunc(value) : 0;
}
