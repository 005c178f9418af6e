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

export function lineOf({ callers, kind, message, posture, subject }: Change): string {
  return `${posture.verdict}/${callers.verdict} ${kind} ${subject}: ${message}`;
}
