import type { Change, ChangeSide, GatewayDiff } from '../diff';
import { codeSpan } from './code-span';
import { type FilledRows, fillRows, type Row } from './comment-room';
import { exposureItems } from './diff-exposures';
import { affectedRoutes, type DiffOptions, type DiffReport, kindWords } from './diff-report';
import {
  type DiffVerdict,
  diffVerdict,
  NOT_LOOKED_AT,
  type RankedChanges,
  rankedChanges,
} from './diff-summary';
import { shortenToWidth } from './display-width';
import { plural } from './findings-summary';
import { markdownProse } from './markdown-prose';
import { visible } from './visible';

/** A comment on GitHub has 65,536 characters at most, one on Codeup 65,535; what adds to it needs room, too. */
const COMMENT_CHARACTERS = 60_000;

/** What headings and notices of sections take. */
const SECTIONS_CHARACTERS = 2_000;

const SIGNS: Readonly<Record<DiffVerdict['level'], string>> = {
  weaker: '❌',
  unclear: '❔',
  breaking: '⚠️',
  others: '✅',
  unread: '❔',
  same: '✅',
};

type Rank = keyof RankedChanges;

/** By rank. */
const TITLES: Readonly<Record<Rank, string>> = {
  weaker: '❌ Weaker: more callers get in than before',
  unclear: '❔ Not clear: the templates alone do not tell whether more callers get in',
  breaking: '⚠️ Not weaker, but callers may notice',
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
    `### ${SIGNS[level]} ${prose(words, 300)}`,
    '',
    `${code(diff.base, 200)} → ${code(diff.head, 200)}`,
  ].join('\n');
  const bottom = [exposuresOf(diff.changes), unreadOf(diff), `<sub>${markdownProse(NOT_LOOKED_AT)}</sub>`];
  const taken = [top, ...bottom].reduce((sum, text) => sum + text.length + 2, SECTIONS_CHARACTERS);
  const paragraphs = [top, ...sectionsOf(diff, COMMENT_CHARACTERS - taken), ...bottom];
  return `${paragraphs.filter((text) => text !== '').join('\n\n')}\n`;
}

function sectionsOf(diff: GatewayDiff, characters: number): string[] {
  const ranks = Object.entries(rankedChanges(diff)) as [Rank, readonly Change[]][];
  const groups = ranks.map(([rank, changes]) => ({ isMust: rank === 'weaker', rows: changes.map(rowOf) }));
  const filled = fillRows(groups, characters);
  return ranks.map(([rank], index) => sectionOf(rank, filled[index]));
}

function sectionOf(rank: Rank, filled: FilledRows | undefined): string {
  if (filled === undefined || filled.lines.length + filled.dropped === 0) return '';
  const table = tableOf(filled);
  if (rank !== 'others') return `#### ${TITLES[rank]}\n\n${table}`;
  const count = plural(filled.lines.length + filled.dropped, 'change');
  return `<details><summary>${TITLES[rank]}: ${count}</summary>\n\n${table}\n\n</details>`;
}

const HEADINGS = ['| What | Before → after | Verdict |', '| --- | --- | --- |'];

function tableOf({ dropped, lines, shortened }: FilledRows): string {
  const notices = [
    ...(shortened === 0 ? [] : [`${plural(shortened, 'row')} above in short.`]),
    ...(dropped === 0 ? [] : [`**${plural(dropped, 'more change')} not shown here.**`]),
  ];
  const notice =
    notices.length === 0 ? [] : ['', `${notices.join(' ')} \`jwt-gateway diff\` has all in full.`];
  return [...(lines.length === 0 ? [] : [...HEADINGS, ...lines]), ...notice].join('\n').trimStart();
}

function rowOf(change: Change): Row {
  const { callers, message, posture, replacement, subject } = change;
  const where = [...placesOf(change), prose(kindWords(change), 100)].join(' · ');
  const cells = [
    `${code(subject, 120)}: ${prose(message, 300)}${routesOf(change)}<br><sub>${where}</sub>`,
    sidesOf(change),
    [
      `**${posture.verdict}**: ${prose(posture.reason, 300)}`,
      `callers **${callers.verdict}**: ${prose(callers.reason, 300)}`,
      ...(replacement === undefined ? [] : [`deployed as: ${prose(replacement, 300)}`]),
    ].join('<br>'),
  ];
  const short = [
    `${code(subject, 80)}: ${prose(kindWords(change), 60)}`,
    '',
    `**${posture.verdict}**, callers **${callers.verdict}**`,
  ];
  return { full: `| ${cells.join(' | ')} |`, short: `| ${short.join(' | ')} |` };
}

const MOST_ROUTES = 5;

function routesOf(change: Change): string {
  const { more, shown } = affectedRoutes(change, MOST_ROUTES);
  const names = [...shown.map((each) => code(each, 80)), ...(more > 0 ? [`and ${more} more`] : [])];
  return shown.length === 0 ? '' : `<br>on ${names.join(', ')}`;
}

function sidesOf({ after, before }: Change): string {
  const [was, is] = [before, after].map((side: ChangeSide | undefined) => code(side?.text ?? '', 200) || '—');
  return `${was} → ${is}`;
}

function placesOf({ after, before }: Change): string[] {
  const origin = after?.origin ?? before?.origin;
  return origin === undefined ? [] : [code(`${origin}`, 200)];
}

/** What lists under the tables may take. */
const LIST_CHARACTERS = 8_000;

function exposuresOf(changes: readonly Change[]): string {
  return listOf('⏱️ While it is being deployed', exposureItems(changes));
}

function unreadOf({ unread }: GatewayDiff): string {
  const items = unread.map(({ message, origin, side }) => {
    return `- ${side}: ${prose(message, 200)} ${code(`${origin}`, 200)}`;
  });
  return listOf('❔ Not read: a change may hide there', items);
}

function listOf(title: string, items: readonly string[]): string {
  const rows = items.map((item) => ({ full: item, short: item }));
  const [filled] = fillRows([{ isMust: false, rows }], LIST_CHARACTERS);
  if (filled === undefined || items.length === 0) return '';
  const rest = filled.dropped === 0 ? [] : [`- ${filled.dropped} more, which \`jwt-gateway diff\` shows.`];
  return [`#### ${title}`, '', ...filled.lines, ...rest].join('\n');
}

function code(text: string, most: number): string {
  return codeSpan(shortenToWidth(visible(text), most));
}

function prose(text: string, most: number): string {
  return markdownProse(shortenToWidth(visible(text), most));
}
