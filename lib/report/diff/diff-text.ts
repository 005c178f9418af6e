import type { Change, LevelledDiff } from '../../diff';
import { shortenToWidth, visible, withoutCommands } from '../../text';
import { type Color, createTextStyle, hanging, type TextStyle } from '../formats/text-style';
import {
  affectedRoutes,
  type DiffOptions,
  type DiffReport,
  exposureWords,
  generalWords,
  kindWords,
  levelWords,
} from './diff-report';
import { type DiffVerdict, diffVerdict, NOT_LOOKED_AT } from './diff-summary';
import { diffTable } from './diff-table';

const LEVELS: Readonly<Record<DiffVerdict['level'], Color>> = {
  weaker: 'red',
  open: 'red',
  unclear: 'yellow',
  outage: 'yellow',
  breaking: 'yellow',
  decided: 'green',
  others: 'green',
  unread: 'yellow',
  same: 'green',
};

/** No text is longer than this, whatever a template says. */
const MOST_SHOWN = 400;

/** A difference for a terminal: a table, each change with its reasons, and the verdict last. */
export function renderDiffText({ diff }: DiffReport, options: DiffOptions): string {
  const style = createTextStyle(options);
  const sections = [
    diffTable(diff.changes, style),
    ...diff.changes.map((change) => detailsOf(change, style)),
    unreadOf(diff, style),
    levelsOf(diff, style),
    hanging('', NOT_LOOKED_AT, style).map((line) => style.paint('dim', line)),
    verdictOf(diff, style),
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return withoutCommands(`${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

/** The same in a few lines, for somebody who has made the change: its table and the verdict. */
export function renderDiffLines({ diff }: DiffReport, options: Pick<DiffOptions, 'color' | 'width'>): string {
  const style = createTextStyle(options);
  const { level, words } = diffVerdict(diff);
  const verdict = hanging('', words, style).map((line) => style.paint(LEVELS[level], line));
  return [...diffTable(diff.changes, style), ...verdict].join('\n');
}

function verdictOf(diff: LevelledDiff, style: TextStyle): string[] {
  const { level, words } = diffVerdict(diff);
  return [
    ...hanging('base  ', diff.base, style),
    ...hanging('head  ', diff.head, style),
    ...hanging('', words, style).map((line) => style.paint(LEVELS[level], line)),
  ];
}

function detailsOf(change: Change, style: TextStyle): string[] {
  const { after, before, callers, exposure, message, posture, replacement, subject } = change;
  const title = style.paint('bold', shortenToWidth(kindWords(change), MOST_SHOWN));
  const row = (name: string, text: string | undefined) =>
    text === undefined ? [] : labelled(name, text, style);
  return [
    title,
    ...hanging('  ', shortened(`${subject}: ${message}`), style),
    ...row('before', before?.text),
    ...row('after', after?.text),
    ...row('posture', `${posture.verdict}: ${posture.reason}`),
    ...row('callers', `${callers.verdict}: ${callers.reason}`),
    ...row('level', generalWords(change)),
    ...row('routes', routesOf(change)),
    ...row('update', exposure && exposureWords(exposure)),
    ...row('replace', replacement),
    ...row('at', placeOf(change)),
    ...row('was', after && before?.origin?.toString()),
  ];
}

function labelled(name: string, text: string, style: TextStyle): string[] {
  const [first = '', ...rest] = hanging(`    ${name.padEnd(8)}  `, shortened(text), style);
  return [first.replace(name, style.paint('dim', name)), ...rest];
}

const MOST_ROUTES = 6;

function routesOf(change: Change): string | undefined {
  const { more, shown } = affectedRoutes(change, MOST_ROUTES);
  return shown.length === 0 ? undefined : [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(' · ');
}

/** Where it is or, where it is gone, where it was. */
function placeOf({ after, before, logicalId, stack }: Change): string {
  const place = (after?.origin ?? before?.origin)?.toString();
  return [place, logicalId === '' ? undefined : `${stack}/${logicalId}`]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function unreadOf({ unread }: LevelledDiff, style: TextStyle): string[] {
  if (unread.length === 0) return [];
  const lines = unread.flatMap(({ message, origin, side }) => {
    return hanging('  - ', `${side}: ${origin}: ${shortened(message)}`, style);
  });
  return [style.paint('bold', 'not read: a change may hide there'), ...lines];
}

function levelsOf({ levelProblems }: LevelledDiff, style: TextStyle): string[] {
  if (levelProblems.length === 0) return [];
  const lines = levelProblems.flatMap((problem) => {
    return hanging('  - ', `${problem.level.origin}: ${shortened(levelWords(problem))}`, style);
  });
  return [style.paint('bold', 'levels that decide nothing here'), ...lines];
}

function shortened(text: string): string {
  return shortenToWidth(visible(text), MOST_SHOWN);
}
