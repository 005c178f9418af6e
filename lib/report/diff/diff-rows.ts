import type { Change, ChangeSide } from '../../diff';
import { shortCode, shortProse } from '../formats/markdown-prose';
import type { Row } from './comment-room';
import { affectedRoutes, generalWords, kindWords } from './diff-report';

/** How many subjects stand in one row: a weakening is told of each, and anything else of the first ones. */
const TOGETHER = { all: 40, some: Number.POSITIVE_INFINITY } as const;
const MOST_SUBJECTS = { all: TOGETHER.all, some: 6 } as const;
const MOST_ROUTES = 5;

/** Rows of a Markdown table; what happened to several things in the same way is one row. */
export function changeRows(changes: readonly Change[], named: keyof typeof TOGETHER): readonly Row[] {
  return alike(changes, TOGETHER[named]).map((same) => rowOf(same, MOST_SUBJECTS[named]));
}

/** The changes that differ in nothing but what they are of, so many together at most. */
function alike(changes: readonly Change[], most: number): readonly (readonly [Change, ...Change[]])[] {
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

function rowOf(same: readonly [Change, ...Change[]], most: number): Row {
  const [change] = same;
  const { callers, message, posture, replacement } = change;
  const kind = shortProse(kindWords(change), 100);
  const general = generalWords(change);
  const what = [
    `${subjectsOf(same, { most, width: 120 })}: ${shortProse(message, 300)}`,
    ...sidesOf(change),
    ...routesOf(same),
    ...(replacement === undefined ? [] : [`deployed as: ${shortProse(replacement, 300)}`]),
    ...(general === undefined ? [] : [shortProse(general, 600)]),
    `<sub>${[...placesOf(same), kind].join(' · ')}</sub>`,
  ];
  const verdicts = [posture, callers].map(
    ({ reason, verdict }) => `**${verdict}**: ${shortProse(reason, 300)}`,
  );
  const short = [
    `${subjectsOf(same, { most, width: 80 })}: ${kind}`,
    `**${posture.verdict}**`,
    `**${callers.verdict}**`,
  ];
  return { full: lineOf([what.join('<br>'), ...verdicts]), short: lineOf(short), count: same.length };
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function subjectsOf(same: readonly Change[], { most, width }: { most: number; width: number }): string {
  return listed([...new Set(same.map(({ subject }) => shortCode(subject, width)))], most);
}

/** Where a plug-in does its work, unless the change is said to be of that very route. */
function routesOf(same: readonly [Change, ...Change[]]): string[] {
  const [change] = same;
  const { more, shown } = affectedRoutes(change, MOST_ROUTES);
  const isSaid = same.every(({ affects, subject }) => affects.every((each) => each === subject));
  if (isSaid || same.length > 1) return [];
  const names = shown.map((each) => shortCode(each, 80));
  return [`on ${listed(names, MOST_ROUTES, more)}`];
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
