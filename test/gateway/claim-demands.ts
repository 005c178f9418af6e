import { type ClaimRule, findJwtLock, type RouteStage } from '../../lib/model';

/** A value of `iss` and `aud` that no rule of a test mentions. */
export const ELSEWHERE = 'elsewhere';

/** Whether a gateway that is as it is said to be refuses every token with this value. */
export function isRefusedBy(demanded: ClaimRule | undefined, value: unknown): boolean {
  const isMissing = value === undefined || value === null;
  if (demanded?.kind === 'condition') return isMissing || value === ELSEWHERE;
  if (demanded?.kind !== 'values') return false;
  return isMissing || typeof value === 'object' || !demanded.values.includes(String(value));
}

/** Whether what is said of a route in a stage keeps a token out that says this of its issuer and audience. */
export function keepsOut(
  { protection }: RouteStage,
  { aud, iss }: Readonly<Record<string, unknown>>,
): boolean {
  if (protection.kind !== 'locked') return false;
  const lock = findJwtLock(protection);
  return isRefusedBy(lock?.issuer, iss) || isRefusedBy(lock?.audience, aud);
}
