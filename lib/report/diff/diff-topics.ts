import type { Change, GatewayDiff } from '../../diff';

/** The changes by where a reader is told of them. */
export interface SortedChanges {
  /** In a table: what is not said of routes already. */
  readonly told: readonly Change[];
  /** What happens during the update, where no route stands for it. */
  readonly exposed: readonly Change[];
  /** What ROS does to resources, once it is done nothing else. */
  readonly deployment: readonly Change[];
  /** Texts that decide nothing, and what waits for what. */
  readonly texts: readonly Change[];
}

/** Each change stands where it is told, and nowhere twice. What is judged worse than its routes stands for itself. */
export function sortedChanges({ changes, routes }: GatewayDiff): SortedChanges {
  const found = {
    told: [] as Change[],
    exposed: [] as Change[],
    deployment: [] as Change[],
    texts: [] as Change[],
  };
  const worst = worstOfRoutes(routes);
  for (const change of changes) {
    const fate = worst.get(change.fingerprint);
    if (change.exposure !== undefined && fate === undefined) found.exposed.push(change);
    if (fate !== undefined && change.topic === 'callers' && isWithin(change, fate)) continue;
    found[sectionOf(change)].push(change);
  }
  return found;
}

interface Fate {
  isWeaker: boolean;
  isUnknown: boolean;
  breaks: boolean;
}

function worstOfRoutes(routes: GatewayDiff['routes']): ReadonlyMap<string, Fate> {
  const found = new Map<string, Fate>();
  for (const { callers, changes, posture } of routes)
    for (const each of changes) {
      const known = found.get(each) ?? { isWeaker: false, isUnknown: false, breaks: false };
      known.isWeaker ||= posture.verdict === 'weaker';
      known.isUnknown ||= posture.verdict === 'unknown';
      known.breaks ||= callers.verdict !== 'safe';
      found.set(each, known);
    }
  return found;
}

/** Whether the routes say all that a change says. */
function isWithin({ callers, judgedAs, posture }: Change, { breaks, isUnknown, isWeaker }: Fate): boolean {
  if (judgedAs !== undefined) return false;
  if (posture.verdict === 'weaker' && !isWeaker) return false;
  if (posture.verdict === 'unknown' && !isWeaker && !isUnknown) return false;
  return callers.verdict === 'safe' || breaks;
}

const TEXTS: ReadonlySet<string> = new Set([
  'property-changed',
  'dependency-added',
  'dependency-removed',
  'public-reason-changed',
]);

function sectionOf(change: Change): 'told' | 'deployment' | 'texts' {
  const { callers, judgedAs, kind, posture, topic } = change;
  const isHarmless = posture.verdict === 'neutral' && callers.verdict === 'safe' && judgedAs === undefined;
  if (TEXTS.has(kind) && isHarmless) return 'texts';
  const isDone = posture.verdict === 'neutral' && (callers.verdict === 'safe' || kind === 'resource-renamed');
  return topic === 'deployment' && isDone && judgedAs === undefined ? 'deployment' : 'told';
}
