import type { Resource } from '../../template';
import type { Attached } from './plugins';
import type { Target } from './resources';

/** Where a route stands, for what is attached to it or around it. */
export interface RoutePlace {
  /** The Operation or Route. */
  readonly resource: Resource;
  readonly kind: 'Operation' | 'GatewayRoute';
  /** The HttpApi; `undefined` where it is not one of the template. */
  readonly api: Resource | undefined;
  /** What is written for the id of the HttpApi, as a key. */
  readonly apiKey: string;
  /** What is sure where the route is there and published. */
  readonly granted: ReadonlySet<string>;
}

/** Whether something is attached to a route, at which level, and why that is not certain. */
export interface Reach {
  readonly level: 'own' | 'api' | 'domain' | 'gateway';
  readonly maybe: string | undefined;
}

/** How an attachment reaches a route; `undefined` where it is sure not to. */
export function reachOf(attached: Attached, place: RoutePlace): Reach | undefined {
  const { attachKind, resource, targets } = attached;
  const open = resource.existsIf.find((text) => !place.granted.has(text));
  const doubt = open === undefined ? undefined : `${resource.id} is there only if ${open}`;
  if (attachKind === undefined)
    return { level: 'own', maybe: `what ${resource.id} is attached to cannot be read` };
  if (attachKind === 'Gateway') return { level: 'gateway', maybe: doubt };
  if (attachKind === 'Domain') return { level: 'domain', maybe: doubt };
  const level = attachKind === 'HttpApi' ? 'api' : 'own';
  if (level === 'own' && attachKind !== place.kind) return undefined;
  const named = targets.map((target) => isNamed(target, level, place));
  if (named.includes(true)) return { level, maybe: doubt };
  const unknown = named.find((each) => typeof each === 'string');
  return typeof unknown === 'string'
    ? { level, maybe: `${resource.id} is attached to ${unknown}` }
    : undefined;
}

/** The words for a target that may be meant. */
function isNamed(target: Target, level: 'own' | 'api', place: RoutePlace): boolean | string {
  const meant = level === 'own' ? place.resource : place.api;
  if (target.kind === 'resource') return target.resource === meant;
  // An id that is the same text, or the same expression, is the same id.
  if (level === 'api' && target.key === place.apiKey) return true;
  return target.kind === 'unknown' ? target.words : false;
}
