import { memberOf } from '../json';
import type { GatewayModel, GatewayPlugin, GatewayRoute } from '../model';
import type { ClaimParameter } from '../plugin';
import { isUnknown } from '../template';

/** A claim and where it goes, as far as the template tells. */
export type ForwardedClaim = Pick<ClaimParameter, 'claimName' | 'location' | 'parameterName'>;

/** A plug-in of a route, and the claims it forwards, or why they are unknown. */
export interface ForwardingPlugin {
  readonly plugin: GatewayPlugin;
  readonly claims: readonly ForwardedClaim[] | string;
}

/** The claims a plug-in forwards, or why they are unknown. */
export function claimsForwardedBy({
  data,
  jwtAuth,
  problem,
}: GatewayPlugin): readonly ForwardedClaim[] | string {
  if (jwtAuth !== undefined) return jwtAuth.forwards;
  const written = isUnknown(data) ? undefined : memberOf(data, 'claimParameters');
  if (written === undefined) return problem ?? [];
  return Array.isArray(written) && written.every(isClaim)
    ? written
    : (problem ?? 'claimParameters is no list of claims');
}

/** The JWT plug-ins that forward something, or may do so, at each route they are bound to: in two stages, told once. */
export function* forwardsOfRoutes({ plugins, routes }: GatewayModel): Generator<{
  readonly route: GatewayRoute;
  readonly forwards: readonly ForwardingPlugin[];
}> {
  const all = new Map(
    plugins
      .filter(isJwtAuth)
      .map((plugin) => [plugin, { plugin, claims: claimsForwardedBy(plugin) }] as const)
      .filter(([, { claims }]) => claims.length > 0),
  );
  if (all.size === 0) return;
  for (const route of routes) {
    const forwards: ForwardingPlugin[] = [];
    for (const { plugin } of route.bindings) {
      const forwarding = isUnknown(plugin) ? undefined : all.get(plugin);
      if (forwarding !== undefined && !forwards.includes(forwarding)) forwards.push(forwarding);
    }
    if (forwards.length > 0) yield { route, forwards };
  }
}

/** Whether a plug-in forwards claims at all. */
export function isJwtAuth({ type }: GatewayPlugin): boolean {
  return type === 'jwtAuth';
}

function isClaim(value: unknown): value is ForwardedClaim {
  const { claimName, location, parameterName } = (value ?? {}) as Partial<
    Record<keyof ForwardedClaim, unknown>
  >;
  return (
    typeof claimName === 'string' &&
    typeof parameterName === 'string' &&
    ['query', 'header', 'path', 'formData'].includes(String(location))
  );
}
