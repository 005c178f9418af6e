import type { Outcome } from './answer';
import type { ShownRequest } from './probe-request';
import type { TokenKind, TokenKindId } from './token-kinds';

/** One thing that was tried on a route, and how it ended. */
export interface Trial {
  readonly kind: TokenKindId;
  /** Which spelling of the kind, where there are several. */
  readonly variant: string | undefined;
  readonly verdict: TrialVerdict;
  readonly must: TokenKind['must'];
  /** `undefined` for what was not tried. */
  readonly outcome: Outcome | undefined;
  /** Why it was not tried, or what to know about the outcome. */
  readonly why: string | undefined;
  /** The request, with the kind in the place of its token. */
  readonly request: ShownRequest | undefined;
}

/**
 * - `pass`, `fail`: the gateway did what it must, or did not
 * - `open`: it could not be told
 * - `note`: it did one thing or the other, and may
 * - `skipped`: not tried
 */
export type TrialVerdict = 'pass' | 'fail' | 'open' | 'note' | 'skipped';

/** What an outcome means for what the gateway must do. */
export function verdictOn(must: TokenKind['must'], outcome: Outcome): TrialVerdict {
  if (must === 'either') return 'note';
  if (outcome.kind === 'unclear') return 'open';
  return (outcome.kind === 'refused') === (must === 'refuse') ? 'pass' : 'fail';
}

/** How the trials of a route ended together: `proved` when it did all that it must. */
export type RouteVerdict = 'proved' | 'failed' | 'open' | 'skipped';

/** The worst that any trial showed. */
export function routeVerdict(trials: readonly Trial[]): RouteVerdict {
  const has = (wanted: TrialVerdict) => trials.some(({ verdict }) => verdict === wanted);
  if (has('fail')) return 'failed';
  if (has('open')) return 'open';
  return has('pass') ? 'proved' : 'skipped';
}
