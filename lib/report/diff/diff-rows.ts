import type { Change, ChangeSide, GatewayDiff } from '../../diff';
import { shortCode, shortProse } from '../formats/markdown-prose';
import type { Row } from './comment-room';
import { generalWords, kindWords, withoutStage } from './diff-report';
import { routeParts } from './route-words';

/** How many subjects stand in one row: a weakening is told of each, and anything else of the first ones. */
const TOGETHER = { all: 40, some: Number.POSITIVE_INFINITY } as const;
const MOST_SUBJECTS = { all: TOGETHER.all, some: 6 } as const;

/** Rows of a Markdown table; what happened to several things in the same way is one row. */
export function changeRows(
  changes: readonly Change[],
  named: keyof typeof TOGETHER,
  { addresses }: Pick<GatewayDiff, 'addresses'>,
): readonly Row[] {
  return alike(changes, TOGETHER[named]).map((same) => rowOf(same, MOST_SUBJECTS[named], addresses));
}

/** The changes that differ in nothing but what they are of, so many together at most. */
export function alike(
  changes: readonly Change[],
  most = Number.POSITIVE_INFINITY,
): readonly (readonly [Change, ...Change[]])[] {
  const open = new Map<string, [Change, ...Change[]]>();
  const groups: [Change, ...Change[]][] = [];
  for (const change of changes) {
    const { after, before, callers, judgedAs, kind, message, posture, replacement } = change;
    const sides = [before?.text, after?.text];
    const key = JSON.stringify([kind, message, sides, posture, callers, judgedAs, replacement]);
    const group = open.get(key);
    if (group !== undefined && group.length < most) group.push(change);
    else {
      const started: [Change, ...Change[]] = [change];
      open.set(key, started);
      groups.push(started);
    }
  }
  return groups;
}

function rowOf(same: readonly [Change, ...Change[]], most: number, all: readonly string[]): Row {
  const [change] = same;
  const { callers, message, posture, replacement } = change;
  const kind = shortProse(kindWords(change), 100);
  const general = generalWords(change);
  const what = [
    `${subjectsOf(same, { most, width: 120, all })}: ${shortProse(message, 300)}`,
    ...sidesOf(change),
    ...routesOf(same, all),
    ...(replacement === undefined ? [] : [`deployed as: ${shortProse(replacement, 300)}`]),
    ...(general === undefined ? [] : [shortProse(general, 600)]),
    `<sub>${[...placesOf(same), kind].join(' · ')}</sub>`,
  ];
  const verdicts = [posture, callers].map(
    ({ reason, verdict }) => `**${verdict}**: ${shortProse(reason, 300)}`,
  );
  if (change.avoid !== undefined) verdicts[1] += `<br>To avoid it: ${shortProse(change.avoid, 300)}`;
  const short = [
    `${subjectsOf(same, { most, width: 80, all })}: ${kind}`,
    `**${posture.verdict}**`,
    `**${callers.verdict}**`,
  ];
  return { full: lineOf([what.join('<br>'), ...verdicts]), short: lineOf(short), count: same.length };
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

interface Naming {
  readonly most: number;
  readonly width: number;
  /** Every route of the gateway. */
  readonly all: readonly string[];
}

/** Several routes by what they have in common; everything else by its name. */
function subjectsOf(same: readonly Change[], { all, most, width }: Naming): string {
  const subjects = [...new Set(same.map(({ subject }) => subject))];
  const isOfRoutes = same.every(({ route, subject }) => subject === route);
  if (isOfRoutes && subjects.length > 2) return markdownRoutes(subjects, all, width);
  return listed(
    subjects.map((subject) => shortCode(subject, width)),
    most,
  );
}

function markdownRoutes(routes: readonly string[], all: readonly string[], width: number): string {
  return routeParts(routes, all)
    .map((part) => (typeof part === 'string' ? part : shortCode(part.code, width)))
    .join('');
}

/** Where a plug-in does its work, unless the change is said to be of that very route. */
function routesOf(same: readonly [Change, ...Change[]], all: readonly string[]): string[] {
  const [{ affects }] = same;
  const isSaid = same.every(({ affects: own, subject }) => own.every((each) => each === subject));
  if (isSaid || same.length > 1) return [];
  return [`on ${markdownRoutes(affects.map(withoutStage), all, 80)}`];
}

function sidesOf({ after, before }: Change): string[] {
  const [was, is] = [before, after].map((side: ChangeSide | undefined) => shortCode(side?.text ?? '', 200));
  return was || is ? [`${was || 'nothing'} → ${is || 'nothing'}`] : [];
}

function placesOf(same: readonly Change[]): string[] {
  const places = same.flatMap(({ after, before }) => (after?.origin ?? before?.origin)?.toString() ?? []);
  const names = [...new Set(places)].map((each) => shortCode(each, 200));
  return names.length === 0 ? [] : [listed(names, 1)];
}

function listed(names: readonly string[], most: number, others = 0): string {
  const more = Math.max(0, names.length - most) + others;
  return [...names.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}
