import { type ProbedRoute, type ProbeReport, type RouteVerdict, TOKEN_KINDS, type Trial } from '../probe';
import { pathOf, protectionOf, textOf } from './route-rows';

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

/** What shows the verdict, in words of ours. */
export function evidenceOf(row: ProbedRoute): string {
  const { note, trials, verdict } = row;
  if (trials.length === 0) return note ?? '';
  if (verdict === 'failed') return failures(trials);
  if (verdict === 'open')
    return [...new Set(ofVerdict(trials, 'open').map(({ why }) => why ?? ''))].join('; ');
  const passed = ofVerdict(trials, 'pass');
  const refused = passed.filter(({ must }) => must === 'refuse').length;
  return [
    ...(refused === 0 ? [] : [`refuses ${refused} bad tokens`]),
    ...passed.filter(({ must }) => must === 'accept').map(({ kind }) => `lets in ${whatIn(kind)}`),
    ...(note === undefined ? [] : [note]),
  ].join(' · ');
}

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

const whatIn = (kind: Trial['kind']): string => TOKEN_KINDS[kind].what;

/** The trials of this verdict. */
export function ofVerdict(trials: readonly Trial[], wanted: Trial['verdict']): readonly Trial[] {
  return trials.filter(({ verdict }) => verdict === wanted);
}

/** `alg-none (None)` */
export function trialName({ kind, variant }: Trial): string {
  return variant === undefined ? kind : `${kind} (${variant})`;
}
