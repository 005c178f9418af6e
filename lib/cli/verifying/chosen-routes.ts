import { GatewayError } from '../../errors';
import { type GatewayModel, routeNamesOf } from '../../model';
import type { PlanOptions } from '../../probe';
import { isUnknown } from '../../template';
import { nearest } from '../../text';

/**
 * Which routes and stages are asked for, by `--route` and `--stage`; all where nothing is asked.
 *
 * @param routes as in `GET /orders/[orderId]`, with the base path of the group or without it
 * @throws GatewayError `usage` for a route that the template does not have, and for a stage it does not publish to
 */
export function chosenRoutes(
  model: GatewayModel,
  { routes = [], stage }: { readonly routes?: readonly string[]; readonly stage?: string },
): NonNullable<PlanOptions['isWanted']> {
  const names = new Map(model.routes.map((route) => [route, routeNamesOf(route)]));
  refuseUnknown(model, routes, [...names.values()].flat());
  refuseUnpublished(model, stage);
  return (route, own) =>
    (routes.length === 0 || routes.some((name) => names.get(route)?.includes(name))) &&
    (stage === undefined || own?.stage === stage);
}

function refuseUnknown({ place }: GatewayModel, asked: readonly string[], known: readonly string[]): void {
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const hint = known.length === 0 ? 'it has no routes' : `nearest: ${nearest(unknown, known).join(', ')}`;
  throw new GatewayError('usage', `'${unknown}' is no route of ${place}`, { place: '--route', hint });
}

function refuseUnpublished({ place, routes }: GatewayModel, asked: string | undefined): void {
  const published = new Set(routes.flatMap(({ stages }) => stages.map(({ stage }) => stage)));
  if (asked === undefined || published.has(asked)) return;
  const known = [...published].filter((stage) => !isUnknown(stage));
  const hint = known.length === 0 ? 'it publishes nothing' : `there are: ${known.join(', ')}`;
  throw new GatewayError('usage', `${place} publishes nothing to ${asked}`, { place: '--stage', hint });
}
