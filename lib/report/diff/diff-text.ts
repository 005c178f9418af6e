import type { Change, LevelledDiff } from '../../diff';
import { plural, withoutCommands } from '../../text';
import { type Color, createTextStyle, hanging, type TextStyle } from '../formats/text-style';
import { deploymentLines } from './deployment-lines';
import {
  type DiffOptions,
  type DiffReport,
  exposureWords,
  generalWords,
  kindWords,
  levelWords,
  withoutStage,
} from './diff-report';
import { alike } from './diff-rows';
import { type DiffVerdict, diffVerdict, NOT_LOOKED_AT } from './diff-summary';
import { diffTable, subjectText } from './diff-table';
import { sortedChanges } from './diff-topics';
import { type RouteGroup, rankOfRoute, routeGroups } from './route-groups';
import { callersText, routeText } from './route-words';

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

/** A difference for a terminal: a table, each change with its reasons, and the verdict last. */
export function renderDiffText({ diff }: DiffReport, options: DiffOptions): string {
  const style = createTextStyle(options);
  const most = options.maxRows ?? Number.POSITIVE_INFINITY;
  const { deployment, texts } = sortedChanges(diff);
  const folded = new Set([...deployment, ...texts]);
  const [groups, changes] = [routeGroups(diff), alike(diff.changes.filter((each) => !folded.has(each)))];
  const kept = changes.slice(0, most);
  const sections = [
    ...groups.slice(0, most).map((group) => routeLines(group, diff, style)),
    leftOut(groups.length - most, 'group of routes', style),
    diffTable(kept, style, diff.addresses),
    ...kept.map((same) => detailsOf(same, style, diff.addresses)),
    leftOut(changes.length - most, 'group of changes', style),
    listOf('what ROS will do', deploymentLines(deployment, diff.addresses), style),
    listOf('texts and order', deploymentLines(texts, diff.addresses), style),
    unreadOf(diff, style),
    levelsOf(diff, style),
    listOf('to know', diff.notes ?? [], style),
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
  return [...diffTable(alike(diff.changes), style, diff.addresses), ...verdict].join('\n');
}

function verdictOf(diff: LevelledDiff, style: TextStyle): string[] {
  const { level, words } = diffVerdict(diff);
  return [
    ...hanging('base  ', diff.base, style),
    ...hanging('head  ', diff.head, style),
    ...hanging('', words, style).map((line) => style.paint(LEVELS[level], line)),
  ];
}

/** What becomes of the callers of some routes. */
function routeLines({ change, routes, stages }: RouteGroup, diff: LevelledDiff, style: TextStyle): string[] {
  const { admits, after, also, before, callers, exposures, posture, refuses, unclear } = change;
  const row = (name: string, texts: readonly string[]) =>
    texts.length === 0 ? [] : labelled(name, callersText(texts), style);
  const stage = stages.length === 0 ? '' : ` ${stages.join(', ')}`;
  const [color, verdict] = [LEVELS[rankOfRoute(change)], `${posture.verdict}, ${callers.verdict}`];
  return [
    ...hanging('', `${routeText(routes, diff.addresses)}${stage}`, style).map((line) =>
      style.paint('bold', line),
    ),
    `    ${style.paint(color, verdict)}`,
    ...row('before', [before ?? 'not there']),
    ...row('after', before === after ? [] : [after ?? 'not there']),
    ...row('gets in', [...admits, ...also]),
    ...row('breaks', refuses),
    ...row('unknown', unclear),
    ...exposures.flatMap((each) => labelled('update', exposureWords(each), style)),
  ];
}

function leftOut(count: number, what: string, style: TextStyle): string[] {
  return count > 0 && count < Number.POSITIVE_INFINITY
    ? [
        style.paint(
          'dim',
          `${plural(count, `more ${what}`).replace('group of routess', 'groups of routes').replace('group of changess', 'groups of changes')} left out (--max-rows): the weakest stand here`,
        ),
      ]
    : [];
}

function detailsOf(same: readonly [Change, ...Change[]], style: TextStyle, all: readonly string[]): string[] {
  const [change] = same;
  const { after, before, callers, exposure, message, posture, replacement } = change;
  const row = (name: string, text: string | undefined) =>
    text === undefined ? [] : labelled(name, text, style);
  return [
    style.paint('bold', kindWords(change)),
    ...hanging('  ', `${subjectText(same, all)}: ${message}`, style),
    ...row('before', before?.text),
    ...row('after', after?.text),
    ...row('posture', `${posture.verdict}: ${posture.reason}`),
    ...row('callers', `${callers.verdict}: ${callers.reason}`),
    ...row('avoid', change.avoid),
    ...row('level', generalWords(change)),
    ...row(
      'routes',
      change.affects.length === 0 || same.length > 1
        ? undefined
        : routeText(change.affects.map(withoutStage), all),
    ),
    ...row('update', exposure && exposureWords(exposure)),
    ...row('replace', replacement),
    ...row('at', placeOf(change) + (same.length > 1 ? ` and ${same.length - 1} more` : '')),
    ...row('was', after && before?.origin?.toString()),
  ];
}

function labelled(name: string, text: string, style: TextStyle): string[] {
  const [first = '', ...rest] = hanging(`    ${name.padEnd(8)}  `, text, style);
  return [first.replace(name, style.paint('dim', name)), ...rest];
}

/** Where it is or, where it is gone, where it was. */
function placeOf({ after, before, logicalId, stack }: Change): string {
  const place = (after?.origin ?? before?.origin)?.toString();
  return [place, logicalId === '' ? undefined : `${stack}/${logicalId}`]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function listOf(title: string, items: readonly string[], style: TextStyle): string[] {
  if (items.length === 0) return [];
  return [style.paint('bold', title), ...items.flatMap((item) => hanging('  - ', item, style))];
}

function unreadOf({ unread }: LevelledDiff, style: TextStyle): string[] {
  if (unread.length === 0) return [];
  const lines = unread.flatMap(({ message, origin, side }) => {
    return hanging('  - ', `${side}: ${origin}: ${message}`, style);
  });
  return [style.paint('bold', 'not read: a change may hide there'), ...lines];
}

function levelsOf({ levelProblems }: LevelledDiff, style: TextStyle): string[] {
  if (levelProblems.length === 0) return [];
  const lines = levelProblems.flatMap((problem) => {
    return hanging('  - ', `${problem.level.origin}: ${levelWords(problem)}`, style);
  });
  return [style.paint('bold', 'levels that decide nothing here'), ...lines];
}
