import type { Change } from './change';

/**
 * The order of reports: what is weaker, then what is open for a moment, then what nobody can judge, then what breaks callers, then the rest; within
 * them by stack, route and subject. Total, and the same for the same changes.
 */
export function byWeight(a: Change, b: Change): number {
  return weightOf(a) - weightOf(b) || compare(keysOf(a), keysOf(b));
}

const CALLERS: readonly Change['callers']['verdict'][] = ['break', 'may break', 'unknown', 'safe'];

function weightOf({ callers, exposure, posture }: Change): number {
  const effect = CALLERS.indexOf(callers.verdict);
  if (posture.verdict === 'weaker') return effect;
  if (exposure?.kind === 'open') return 5 + effect;
  if (posture.verdict === 'unknown') return 10 + effect;
  return 20 + 10 * effect + (posture.verdict === 'stronger' ? 0 : 1);
}

function keysOf({ fingerprint, kind, logicalId, route, stack, stage, subject }: Change): readonly string[] {
  // What happens to routes comes before what causes it.
  return [
    route === undefined ? '1' : '0',
    stack,
    pathOf(route),
    route ?? '',
    stage ?? '',
    subject,
    kind,
    logicalId,
    fingerprint,
  ];
}

/** `/orders`: routes of one path stand together. */
function pathOf(route: string | undefined): string {
  return route?.slice(route.indexOf(' ') + 1) ?? '';
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (const [index, mine] of a.entries()) {
    const theirs = b[index] ?? '';
    if (mine !== theirs) return mine < theirs ? -1 : 1;
  }
  return 0;
}
