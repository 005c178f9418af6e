import { codeSpan, type Redactor } from '../../text';
import { type Phrase, plainText, quoted, shownText } from '../formats/phrase';
import { groupOf, pathOf, protectionOf, type RouteRow, textOf } from './route-rows';
import { renderSummary } from './route-summary';
import { whoMayCall } from './who-may-call';

const HEADINGS = ['Method', 'Path', 'Stage', 'Protection', 'Who may call', 'Group'];

/**
 * The table for a repository: whole texts, no line numbers, no machine's paths. Texts from the template are code
 * spans, inside which no name is a mention, a link or markup.
 */
export function renderMarkdown(rows: readonly RouteRow[], hide: Redactor): string {
  const lines = rows.map(
    (row) =>
      `| ${cellsOf(row)
        .map((cell) => cellText(cell, hide))
        .join(' | ')} |`,
  );
  const table = [`| ${HEADINGS.join(' | ')} |`, `|${' --- |'.repeat(HEADINGS.length)}`, ...lines, ''];
  return [...(rows.length === 0 ? [] : table), renderSummary(rows), ''].join('\n');
}

function cellsOf(row: RouteRow): readonly Phrase[] {
  const { route, stage } = row;
  return [
    route.route === undefined ? [quoted(textOf(route.method))] : [route.route.method],
    [quoted(pathOf(route))],
    stage === undefined ? ['-'] : [quoted(textOf(stage.stage))],
    [protectionOf(row)],
    whoMayCall(row),
    [quoted(groupOf(row))],
  ];
}

function cellText(phrase: Phrase, hide: Redactor): string {
  return phrase
    .map((part) =>
      typeof part !== 'string' && 'quoted' in part ? codeSpan(hide(shownText(part))) : plainText([part]),
    )
    .join('');
}
