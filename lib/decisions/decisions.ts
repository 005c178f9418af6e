import { matchesGlob } from '../glob';
import type { Origin } from '../template';

/** What somebody has decided, and where it stands. */
export interface Decision {
  /** A glob: `*` and `?` do not match `/`, `**` does. @default - everything */
  readonly path?: string;
  /** The last day it holds, in UTC: `2030-12-31`. @default - for ever */
  readonly expires?: string;
  readonly origin: Origin;
}

/** The day in UTC: `2030-12-31`. */
function today(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

/** Whether a decision has not expired. */
export function isInForce({ expires }: Decision, now: number): boolean {
  return expires === undefined || today(now) <= expires;
}

/** Finds what was decided about things, and remembers which decisions were for any. */
interface Desk<T, D extends Decision> {
  /** The first decision about a thing that has not expired. */
  decisionOn(thing: T): D | undefined;
  /** Whether a decision, expired or not, was about any of the things that were asked for. */
  isUsed(decision: D): boolean;
}

/**
 * @param decisions in the order in which they count
 * @param isOfKind whether a decision is about things of this kind
 * @param pathsOf what the glob of a decision is held against; one has to match
 * @param now the clock, in milliseconds since 1970
 */
export function createDesk<T, D extends Decision>(
  decisions: readonly D[],
  {
    isOfKind,
    now,
    pathsOf,
  }: {
    readonly isOfKind: (decision: D, thing: T) => boolean;
    readonly pathsOf: (thing: T) => readonly string[];
    readonly now: number;
  },
): Desk<T, D> {
  const used = new Set<D>();
  const isAbout = (decision: D, thing: T): boolean => {
    if (!isOfKind(decision, thing)) return false;
    const { path } = decision;
    return path === undefined || pathsOf(thing).some((each) => matchesGlob(path, each));
  };
  return {
    decisionOn: (thing) => {
      const matching = decisions.filter((decision) => isAbout(decision, thing));
      for (const decision of matching) used.add(decision);
      return matching.find((decision) => isInForce(decision, now));
    },
    isUsed: (decision) => used.has(decision),
  };
}
