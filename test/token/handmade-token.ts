import { createHmac, createPrivateKey, type JsonWebKey, sign } from 'node:crypto';
import type { SigningAlgorithm } from '../../lib/facts';
import { type PublicJwk, PublicKeySet } from '../../lib/jwk';
import { signatureCheckOf } from '../../lib/token/verify-signature';
import { type FixtureAlgorithm, fixtureJwk, fixturePublicJwk } from '../fixtures/keys/fixture-keys';

/** The time at which every token here is good: 2026-01-01T00:00:00Z. */
export const NOW_SECONDS = 1_767_225_600;
export const now = () => NOW_SECONDS * 1000;

/** The public keys of these algorithms. */
export const keysOf = (...algorithms: FixtureAlgorithm[]): PublicKeySet =>
  PublicKeySet.of(algorithms.map(fixturePublicJwk));

const encoded = (part: unknown): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

/** A token by hand, properly signed with the RS256 fixture, whatever it says. Texts are taken as they stand. */
export function rs256Token(header: unknown, claims: unknown): string {
  const input = `${encoded(header)}.${encoded(claims)}`;
  const key = createPrivateKey({ key: { ...fixtureJwk('RS256') } as JsonWebKey, format: 'jwk' });
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
}

/** A token by hand with a symmetric signature. */
export function hs256Token(header: unknown, claims: unknown, secret: string | Buffer): string {
  const input = `${encoded(header)}.${encoded(claims)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** A token by hand without a signature. */
export const unsignedToken = (header: unknown, claims: unknown): string =>
  `${encoded(header)}.${encoded(claims)}.`;

/** Whether the signature of a token, of whatever kind its other parts are, is of a key. */
export function tokenCheckOf(
  jwk: PublicJwk,
  algorithm: SigningAlgorithm,
): (token: string) => Promise<boolean> {
  const check = signatureCheckOf(jwk, algorithm);
  return (token) => {
    const dot = token.lastIndexOf('.');
    return check(token.slice(0, dot), Buffer.from(token.slice(dot + 1), 'base64url'));
  };
}

/** A good header for {@link rs256Token}. */
export const HEADER = { alg: 'RS256', kid: 'rs256-test', typ: 'JWT' };

/** Good claims. */
export const CLAIMS = { sub: 'alice', exp: NOW_SECONDS + 60 };
