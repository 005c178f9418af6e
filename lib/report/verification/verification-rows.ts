import type { ProbedRoute, ProbeReport, RouteVerdict, Trial } from '../../probe';
import { plural } from '../../text';
import { pathOf, protectionOf, textOf } from '../routes/route-rows';

/** The worst first. */
export const VERDICTS: readonly RouteVerdict[] = ['failed', 'open', 'proved', 'skipped'];

/** The verdict on a route in words. */
export const VERDICT_WORDS: Readonly<Record<RouteVerdict, string>> = {
  failed: 'FAILED',
  open: 'not proved',
  proved: 'proved',
  skipped: 'not tried',
};

/** How many routes there are of each verdict. */
export function countVerdicts({ routes }: ProbeReport): Readonly<Record<RouteVerdict, number>> {
  const counts = { failed: 0, open: 0, proved: 0, skipped: 0 };
  for (const { verdict } of routes) counts[verdict] += 1;
  return counts;
}

/** The routes that did not do what they must first; by path, method and stage among equals. */
export function sortedRoutes({ routes }: ProbeReport): readonly ProbedRoute[] {
  const key = (row: ProbedRoute) => `${pathOf(row.route)} ${textOf(row.route.method)} ${stageOf(row)}`;
  const rank = ({ verdict }: ProbedRoute) => VERDICTS.indexOf(verdict);
  return [...routes].sort((a, b) => rank(a) - rank(b) || (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** `GET /orders RELEASE` */
export function nameOf(row: ProbedRoute): string {
  return [textOf(row.route.method), pathOf(row.route), stageOf(row)].filter((part) => part !== '').join(' ');
}

export const stageOf = ({ stage }: ProbedRoute): string => textOf(stage?.stage);

export const protectionWordOf = ({ route, stage }: ProbedRoute): string => protectionOf({ route, stage });

/** What shows the verdict, in a few words. */
export function evidenceOf({ note, trials, verdict }: ProbedRoute): string {
  // What to do about it stands below the table.
  if (trials.length === 0) return note?.replace(/ \(.*\)$/, '') ?? '';
  if (verdict === 'failed') return failures(trials);
  if (verdict === 'open')
    return [...new Set(ofVerdict(trials, 'open').map(({ why }) => why ?? ''))].join('; ');
  const passed = ofVerdict(trials, 'pass');
  const refused = passed.filter(({ must }) => must === 'refuse').length;
  const accepted = passed.filter(({ must }) => must === 'accept').map(({ kind }) => kind);
  const keys = accepted.filter((kind) => kind === 'good').length;
  const letIn = [...new Set(accepted)].map((kind) => {
    if (kind === 'good' && keys > 1) return `takes a good one of each of ${keys} keys`;
    return LETS_IN[kind] ?? kind;
  });
  const words = [...(refused === 0 ? [] : [`refuses ${plural(refused, 'bad token')}`]), ...letIn];
  return words.length === 0 ? (note ?? '') : words.join(' · ');
}

const LETS_IN: Readonly<Record<string, string>> = {
  good: 'takes the good one',
  'no-token': 'lets anybody in',
};

function failures(trials: readonly Trial[]): string {
  const failed = ofVerdict(trials, 'fail');
  const named = (must: Trial['must']) => [
    ...new Set(failed.filter((t) => t.must === must).map(({ kind }) => kind)),
  ];
  const [letIn, refused] = [named('refuse'), named('accept')];
  return [
    ...(letIn.length === 0 ? [] : [`lets in ${letIn.join(', ')}`]),
    ...(refused.length === 0 ? [] : [`refuses ${refused.join(', ')}`]),
  ].join(' · ');
}

/** The trials of this verdict. */
export function ofVerdict(trials: readonly Trial[], wanted: Trial['verdict']): readonly Trial[] {
  return trials.filter(({ verdict }) => verdict === wanted);
}

/** `alg-none (None)` */
export function trialName({ kind, variant }: Trial): string {
  return variant === undefined ? kind : `${kind} (${variant})`;
}
