import type { Claims } from '../token';

/** A claim as text for a backend parameter; `undefined` where the token does not have it. */
export function claimText(claims: Claims | undefined, name: string): string | undefined {
  if (claims === undefined || !Object.hasOwn(claims, name)) return undefined;
  const value = claims[name];
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
