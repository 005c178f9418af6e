import type { Change, GatewayDiff, LevelledDiff } from '../../diff';
import { plural } from '../../text';
import { markdownProse, shortCode, shortProse } from '../formats/markdown-prose';
import { type FilledRows, fillRows } from './comment-room';
import { exposureItems } from './diff-exposures';
import { type DiffOptions, type DiffReport, levelWords } from './diff-report';
import { changeRows } from './diff-rows';
import {
  type DiffVerdict,
  diffVerdict,
  NOT_LOOKED_AT,
  type RankedChanges,
  rankedChanges,
} from './diff-summary';

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

type Rank = keyof RankedChanges;

/** By rank. */
const TITLES: Readonly<Record<Rank, string>> = {
  weaker: '❌ Weaker: more callers get in than before',
  open: '🔓 Open for a moment: anybody gets in while it is being deployed, and not afterwards',
  unclear: '❔ Not clear: the templates alone do not tell whether more callers get in',
  outage: '⚠️ No answer for a moment while it is being deployed',
  breaking: '⚠️ Not weaker, but callers may notice',
  decided: '⚖️ Harmless by a decision: a file of levels says so',
  others: '✅ Not weaker, and callers keep working',
};

/**
 * A difference as a comment of a pull request, which a program finds again by its first line. All texts of templates
 * are code but for plain words. What has no room is in short or counted; a weakening is never left out for anything else.
 */
export function renderDiffMarkdown({ diff }: DiffReport, { commentId }: DiffOptions): string {
  const { level, words } = diffVerdict(diff);
  const top = [
    `<!-- jwt-gateway diff${commentId === undefined ? '' : ` ${commentId}`} -->`,
    `### ${SIGNS[level]} ${shortProse(words, 300)}`,
    '',
    `${shortCode(diff.base, 200)} → ${shortCode(diff.head, 200)}`,
  ].join('\n');
  // What happens before anything else is true stands before it.
  const moments = exposuresOf(diff.changes);
  const bottom = [unreadOf(diff), levelsOf(diff), `<sub>${markdownProse(NOT_LOOKED_AT)}</sub>`];
  const taken = [top, moments, ...bottom].reduce((sum, text) => sum + text.length + 2, SECTIONS_CHARACTERS);
  const paragraphs = [top, moments, ...sectionsOf(diff, COMMENT_CHARACTERS - taken), ...bottom];
  return `${paragraphs.filter((text) => text !== '').join('\n\n')}\n`;
}

function sectionsOf(diff: GatewayDiff, characters: number): string[] {
  const ranks = Object.entries(rankedChanges(diff)) as [Rank, readonly Change[]][];
  const groups = ranks.map(([rank, changes]) => {
    const isMust = rank === 'weaker' || rank === 'open';
    return { isMust, rows: changeRows(changes, isMust ? 'all' : 'some') };
  });
  const filled = fillRows(groups, characters);
  return ranks.map(([rank], index) => sectionOf(rank, filled[index]));
}

function sectionOf(rank: Rank, filled: FilledRows | undefined): string {
  if (filled === undefined || filled.count === 0) return '';
  const table = tableOf(filled);
  if (rank !== 'others') return `#### ${TITLES[rank]}\n\n${table}`;
  return `<details><summary>${TITLES[rank]}: ${plural(filled.count, 'change')}</summary>\n\n${table}\n\n</details>`;
}

const HEADINGS = ['| What changed | Do more callers get in? | Do callers break? |', '| --- | --- | --- |'];

function tableOf({ dropped, lines, shortened }: FilledRows): string {
  const notices = [
    ...(shortened === 0 ? [] : [`${plural(shortened, 'change')} above in short.`]),
    ...(dropped === 0 ? [] : [`**${plural(dropped, 'more change')} not shown here.**`]),
  ];
  const notice =
    notices.length === 0 ? [] : ['', `${notices.join(' ')} \`jwt-gateway diff\` has all in full.`];
  return [...(lines.length === 0 ? [] : [...HEADINGS, ...lines]), ...notice].join('\n').trimStart();
}

/** What lists under the tables may take. */
const LIST_CHARACTERS = 8_000;

function exposuresOf(changes: readonly Change[]): string {
  return listOf('⏱️ While it is being deployed', exposureItems(changes));
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
  const rows = items.map((item) => ({ full: item, short: item, count: 1 }));
  const [filled] = fillRows([{ isMust: false, rows }], LIST_CHARACTERS);
  if (filled === undefined || items.length === 0) return '';
  const rest = filled.dropped === 0 ? [] : [`- ${filled.dropped} more, which \`jwt-gateway diff\` shows.`];
  return [`#### ${title}`, '', ...filled.lines, ...rest].join('\n');
}
