import { hash } from 'node:crypto';
import { GatewayError } from '../errors';
import { LIMITS, type StageName } from '../facts';
import type { Route } from '../route';
import type { LazyResource } from './lazy-resource';

/** How one API goes live in one stage. */
export interface Publication {
  /** What is made first, and waits for whoever is before it in its lane. */
  readonly first: readonly LazyResource[];
  /** What is made last: whoever is behind it in its lane waits for these. */
  readonly last: readonly string[];
}

/** An API as its lane sees it. */
interface LaneMember {
  readonly route: Route;
  readonly logicalId: string;
  readonly stages: readonly StageName[];
  publicationIn(stage: StageName): Publication;
}

/**
 * Lets APIs go live one after the other, in several lanes side by side, each stage by itself. Which lane an API is in
 * is told by its method and path, and its place there by its logical id: one API more changes nothing but what
 * the one behind it waits for.
 */
export function layLanes(members: readonly LaneMember[], lanes: number): void {
  const before = new Map<string, readonly string[]>();
  for (const member of [...members].sort(byLogicalId)) {
    for (const stage of member.stages) {
      const lane = `${numberOf(member.route.signature, lanes)} ${stage}`;
      const { first, last } = member.publicationIn(stage);
      for (const each of first) each.setLane(before.get(lane) ?? []);
      if (last.length > 0) before.set(lane, last);
    }
  }
}

/** From 1 to the given number; a pure function of the text. */
export function numberOf(text: string, most: number): number {
  return (Number.parseInt(hash('sha256', text).slice(0, 8), 16) % most) + 1;
}

/** @throws GatewayError `parameter-invalid` */
export function checkLanes(lanes: number | undefined, place: string): void {
  const most = LIMITS.managementCallsPerSecond.value;
  if (lanes === undefined || (Number.isInteger(lanes) && lanes >= 1 && lanes <= most)) return;
  throw new GatewayError(
    'parameter-invalid',
    `lanes must be a whole number from 1 to ${most}, got ${lanes}`,
    {
      place,
    },
  );
}

function byLogicalId(a: LaneMember, b: LaneMember): number {
  return a.logicalId < b.logicalId ? -1 : 1;
}
