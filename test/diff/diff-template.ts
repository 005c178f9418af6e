import { type Change, diffGateways, type GatewayDiff } from '../../lib/diff';
import { modelOf } from '../rules/check-template';

/** What differs between two templates: YAML text, or objects. */
export function diffOf(base: object | string, head: object | string): GatewayDiff {
  return diffGateways(modelOf(base), modelOf(head));
}

/** One line for each change: `weaker/safe route-added GET /orders: was added in RELEASE`. */
export function linesOf(base: object | string, head: object | string): string[] {
  return diffOf(base, head).changes.map(lineOf);
}

/** The line says, too, whether a route is open or out meanwhile, and whether ROS makes a resource again. */
export function lineOf({ callers, exposure, kind, message, posture, replacement, subject }: Change): string {
  const meanwhile = [...(exposure ? [exposure.kind] : []), ...(replacement ? ['replaced'] : [])];
  const suffix = meanwhile.length === 0 ? '' : ` [${meanwhile.join(', ')}]`;
  return `${posture.verdict}/${callers.verdict} ${kind} ${subject}: ${message}${suffix}`;
}
