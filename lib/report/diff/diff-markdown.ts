import type { Change, Exposure, GatewayDiff, LevelledDiff } from '../../diff';
import { plural, shortenToWidth, visible } from '../../text';
import { markdownProse, proseWithNames, shortCode, shortProse } from '../formats/markdown-prose';
import { type FilledRows, fillRows, type Row } from './comment-room';
import { deploymentLines } from './deployment-lines';
import { exposureItems } from './diff-exposures';
import { type DiffOptions, type DiffReport, levelWords } from './diff-report';
import { changeRows } from './diff-rows';
import { type DiffVerdict, diffVerdict, NOT_LOOKED_AT, rankedChanges } from './diff-summary';
import { sortedChanges } from './diff-topics';
import { type RouteGroup, rankOfRoute, routeGroups } from './route-groups';
import { callersText, type Part, routeParts } from './route-words';

/** A comment on GitHub has 65,536 characters at most, one on Codeup 65,535; what adds to it needs room, too. */
const COMMENT_CHARACTERS = 60_000;

/** What headings and notices of sections take. */
const SECTIONS_CHARACTERS = 2_000;

const SIGNS: Readonly<Record<DiffVerdict['level'], string>> = {
  weaker: '❌',
  open: '🔓',
  unclear: '❔',
  outage: '⚠️',
  breaking: '⚠️',
  decided: '✅',
  others: '✅',
  unread: '❔',
  same: '✅',
};

/**
 * A difference as a comment of a pull request, which a program finds again by its first line: what becomes of callers,
 * route by route, then what else changes, and folded what ROS does. All texts of templates are code but for plain words.
 * What has no room is in short or counted; a weakening is never left out for anything else.
 */
export function renderDiffMarkdown({ diff }: DiffReport, options: DiffOptions): string {
  const { level, words } = diffVerdict(diff);
  const names = [...new Set([...diff.addresses, ...diff.routes.map(({ route }) => route)])].map(visible);
  const top = [
    `<!-- jwt-gateway diff${options.commentId === undefined ? '' : ` ${options.commentId}`} -->`,
    `### ${SIGNS[level]} ${proseWithNames(shortenToWidth(visible(words), 500), names)}`,
    '',
    `${shortCode(diff.base, 200)} → ${shortCode(diff.head, 200)}`,
  ].join('\n');
  const topics = sortedChanges(diff);
  // What happens before anything else is true stands before it.
  const moments = listOf('⏱️ While it is being deployed', exposureItems(topics.exposed));
  const lists = [
    foldOf('What ROS will do', deploymentLines(topics.deployment, diff.addresses), names),
    foldOf('Texts and order', deploymentLines(topics.texts, diff.addresses), names),
  ];
  const bottom = [
    unreadOf(diff),
    levelsOf(diff),
    notesOf(diff),
    `<sub>${markdownProse(NOT_LOOKED_AT)}</sub>`,
  ];
  const taken = [top, moments, ...lists, ...bottom].reduce(
    (sum, text) => sum + text.length + 2,
    SECTIONS_CHARACTERS,
  );
  const tables = tablesOf(diff, topics.told, { ...options, characters: COMMENT_CHARACTERS - taken });
  const paragraphs = [top, moments, ...tables, ...lists, ...bottom];
  return `${paragraphs.filter((text) => text !== '').join('\n\n')}\n`;
}

interface Room extends Pick<DiffOptions, 'maxRows'> {
  readonly characters: number;
}

const ROUTES = [
  '| Route, and who may call it: before → after | Who gets in now | Who breaks |',
  '| --- | --- | --- |',
];
const CHANGES = [
  '| What else changes | Do more callers get in? | Do callers break? |',
  '| --- | --- | --- |',
];

function tablesOf(diff: GatewayDiff, others: readonly Change[], { characters, maxRows }: Room): string[] {
  const groups = routeGroups(diff);
  const changes = new Map(diff.changes.map((each) => [each.fingerprint, each]));
  const ranked = rankedChanges({ changes: others });
  const { breaking, decided, open, outage, others: harmless, unclear, weaker } = ranked;
  const rows = groups.map((group) => routeRow(group, diff, changes));
  const isMust = groups.map(({ change }) => ['weaker', 'open'].includes(rankOfRoute(change)));
  const filled = fillRows(
    [
      { isMust: true, rows: rows.filter((_, index) => isMust[index]) },
      { isMust: true, rows: changeRows([...weaker, ...open], 'all', diff) },
      { isMust: false, rows: rows.filter((_, index) => !isMust[index]) },
      { isMust: false, rows: changeRows([...unclear, ...outage, ...breaking, ...decided], 'some', diff) },
      { isMust: false, rows: changeRows(harmless, 'some', diff) },
    ],
    characters,
    maxRows,
  );
  const [first, second, third, fourth, last] = filled;
  const folded = tableOf(CHANGES, last);
  return [
    tableOf(ROUTES, merged(first, third)),
    tableOf(CHANGES, merged(second, fourth)),
    folded === ''
      ? ''
      : `<details><summary>✅ Not weaker, and callers keep working: ${plural(last?.count ?? 0, 'change')}</summary>\n\n${folded}\n\n</details>`,
  ];
}

function merged(a: FilledRows | undefined, b: FilledRows | undefined): FilledRows {
  const sum = (of: (rows: FilledRows) => number) => (a ? of(a) : 0) + (b ? of(b) : 0);
  return {
    lines: [...(a?.lines ?? []), ...(b?.lines ?? [])],
    count: sum(({ count }) => count),
    shortened: sum(({ shortened }) => shortened),
    dropped: sum(({ dropped }) => dropped),
  };
}

function tableOf(headings: readonly string[], filled: FilledRows | undefined): string {
  if (filled === undefined || filled.count === 0) return '';
  const { dropped, lines, shortened } = filled;
  const notices = [
    ...(shortened === 0 ? [] : [`${plural(shortened, 'change')} above in short.`]),
    ...(dropped === 0 ? [] : [`**${plural(dropped, 'more change')} not shown here.**`]),
  ];
  const notice =
    notices.length === 0 ? [] : ['', `${notices.join(' ')} \`jwt-gateway diff\` has all in full.`];
  return [...(lines.length === 0 ? [] : [...headings, ...lines]), ...notice].join('\n').trimStart();
}

const RANK_SIGNS: Readonly<Record<ReturnType<typeof rankOfRoute>, string>> = {
  weaker: '❌',
  open: '🔓',
  unclear: '❔',
  outage: '⚠️',
  breaking: '⚠️',
  others: '✅',
};

function routeRow(group: RouteGroup, diff: GatewayDiff, changes: ReadonlyMap<string, Change>): Row {
  const { change, routes, stages } = group;
  const stage = stages.length === 0 ? '' : ` in ${stages.map((each) => shortCode(each, 40)).join(', ')}`;
  const name = `${RANK_SIGNS[rankOfRoute(change)]} ${markdownParts(routeParts(routes, diff.addresses))}${stage}`;
  const why = group.changes.flatMap((each) => changes.get(each) ?? []);
  const full = [
    // In a column of its own it would push what matters off the screen of a phone.
    [name, callersOf(change.before, change.after), ...reasonsOf(why)].join('<br>'),
    [...admittedOf(group), ...momentsOf(change.exposures, 'open')].join('<br>') || 'nobody else',
    [...refusedOf(group, why), ...momentsOf(change.exposures, 'outage')].join('<br>') || 'nobody',
  ];
  const short = [name, `**${change.posture.verdict}**`, `**${change.callers.verdict}**`];
  return { full: lineOf(full), short: lineOf(short), count: routes.length };
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function markdownParts(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : shortCode(part.code, 120))).join('');
}

const NOT_THERE = 'not there';

function callersOf(before: string | undefined, after: string | undefined): string {
  const [was, is] = [before, after].map((text) => (text === undefined ? NOT_THERE : shortCode(text, 160)));
  return was === is ? (is ?? '') : `${was}<br>→ ${is}`;
}

/** Why: the kinds of the changes about callers, and where the first of them stands. */
function reasonsOf(why: readonly Change[]): string[] {
  const callers = why.filter(({ topic }) => topic === 'callers');
  const about = callers.length > 0 ? callers : why;
  const kinds = [
    ...new Set(about.map(({ kind }) => kind.replaceAll('-', ' ').replace(/\bplugin\b/, 'plug-in'))),
  ];
  const [place] = about.flatMap(({ after, before }) => (after?.origin ?? before?.origin)?.toString() ?? []);
  const general = about.filter(({ judgedAs }) => judgedAs !== undefined).length;
  const words = [
    ...kinds.slice(0, 4).map((each) => shortProse(each, 60)),
    ...(kinds.length > 4 ? [`${kinds.length - 4} more`] : []),
    ...(place === undefined ? [] : [shortCode(place, 120)]),
    ...(general === 0 ? [] : [`${plural(general, 'change')} judged by a file of levels`]),
  ];
  return words.length === 0 ? [] : [`<sub>${words.join(' · ')}</sub>`];
}

function admittedOf({ change }: RouteGroup): string[] {
  const { admits, also, posture, unclear } = change;
  const new_ = also.length === 0 ? [] : [shortProse(callersText(also), 200)];
  if (posture.verdict === 'weaker')
    return [
      `**weaker**: ${shortProse(admits.length === 0 ? posture.reason : callersText(admits), 300)}`,
      ...new_,
    ];
  if (posture.verdict === 'unknown')
    return [`**not clear**: ${shortProse(callersText([posture.reason, ...unclear]), 300)}`, ...new_];
  return new_;
}

function refusedOf({ change }: RouteGroup, why: readonly Change[]): string[] {
  const { callers, refuses } = change;
  if (callers.verdict === 'safe') return [];
  const who = refuses.length === 0 ? callers.reason : callersText(refuses);
  const steps = new Set(why.flatMap(({ avoid, topic }) => (topic === 'callers' && avoid ? [avoid] : [])));
  const ofRoute = why.find(({ avoid, kind }) => avoid !== undefined && OF_ADDRESSES.has(kind))?.avoid;
  const first = ofRoute !== undefined ? [ofRoute] : steps.size > 1 ? [TOGETHER] : [...steps];
  const shown = callers.verdict === 'unknown' ? 'not clear' : callers.verdict;
  return [`**${shown}**: ${shortProse(who, 300)}`, ...first.map(avoidWords)];
}

/** Where the address is another one, a second route is the way, whatever else changes. */
const OF_ADDRESSES: ReadonlySet<string> = new Set([
  'base-path-changed',
  'route-moved',
  'route-regrouped',
  'sub-domain-changed',
]);

/** Where several things would break callers at once. */
const TOGETHER =
  'accept the old and the new in one deployment, each claim and key of them, move the callers, then take the old away in another';

function avoidWords(steps: string): string {
  return `To avoid it: ${shortProse(steps, 300)}`;
}

const MOMENTS: Readonly<Record<Exposure['kind'], string>> = {
  open: '**open for a moment**',
  outage: '**no answer for a moment**',
};

function momentsOf(exposures: readonly Exposure[], kind: Exposure['kind']): string[] {
  return exposures
    .filter((each) => each.kind === kind)
    .flatMap(({ avoid, grade, why }) => {
      const doubt = grade === 'doc' || grade === 'run' ? '' : ` (${grade}, not documented)`;
      return [`${MOMENTS[kind]}: ${shortProse(why, 300)}${doubt}`, avoidWords(avoid)];
    });
}

/** What lists under the tables may take. */
const LIST_CHARACTERS = 8_000;

function notesOf({ notes = [] }: LevelledDiff): string {
  return listOf(
    'To know',
    notes.map((each) => markdownProse(each)),
  );
}

function unreadOf({ unread }: GatewayDiff): string {
  const items = unread.map(({ message, origin, side }) => {
    return `- ${side}: ${shortProse(message, 200)} ${shortCode(`${origin}`, 200)}`;
  });
  return listOf('❔ Not read: a change may hide there', items);
}

function levelsOf({ levelProblems }: LevelledDiff): string {
  const items = levelProblems.map((problem) => {
    return `- ${shortProse(levelWords(problem), 200)} ${shortCode(`${problem.level.origin}`, 200)}`;
  });
  return listOf('⚖️ Levels that decide nothing here', items);
}

function listOf(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : [`#### ${title}`, '', ...cut(items)].join('\n');
}

function foldOf(title: string, lines: readonly string[], names: readonly string[]): string {
  if (lines.length === 0) return '';
  const items = cut(lines.map((line) => `- ${proseWithNames(shortenToWidth(visible(line), 300), names)}`));
  return [`<details><summary>${title}</summary>`, '', ...items, '', '</details>'].join('\n');
}

/** No list is longer than what lists may take. */
function cut(items: readonly string[]): readonly string[] {
  const rows = items.map((item) => ({ full: item, short: item, count: 1 }));
  const [filled] = fillRows([{ isMust: false, rows }], LIST_CHARACTERS);
  const rest = filled?.dropped ? [`- ${filled.dropped} more, which \`jwt-gateway diff\` shows.`] : [];
  return [...(filled?.lines ?? []), ...rest];
}
