import type { GatewayModel } from '../../model';
import { codeSpan, type Redactor } from '../../text';
import { markdownRow } from '../formats/markdown-prose';
import { type Phrase, plainText, shownText } from '../formats/phrase';
import { parameterWords } from './parameter-words';
import { columnsFor, headingOf, phraseIn } from './route-columns';
import type { RouteRow } from './route-rows';
import { renderSummary } from './route-summary';

/**
 * The table for a repository: whole texts, no line numbers, no machine's paths. Texts from the template are code
 * spans, inside which no name is a mention, a link or markup.
 */
export function renderMarkdown(model: GatewayModel, rows: readonly RouteRow[], hide: Redactor): string {
  const columns = columnsFor(rows, { withGroup: true });
  const lines = rows.map((row) => markdownRow(columns.map((id) => cellText(phraseIn(row, id), hide))));
  const table = [markdownRow(columns.map(headingOf)), `|${' --- |'.repeat(columns.length)}`, ...lines, ''];
  const parameters = parameterWords(model).map(({ text }) => codeSpan(hide(text)));
  return [
    ...(rows.length === 0 ? [] : table),
    renderSummary(rows),
    ...(parameters.length === 0 ? [] : ['', `Parameters: ${parameters.join(', ')}`]),
    '',
  ].join('\n');
}

function cellText(phrase: Phrase, hide: Redactor): string {
  return phrase
    .map((part) =>
      typeof part !== 'string' && 'quoted' in part ? codeSpan(hide(shownText(part))) : plainText([part]),
    )
    .join('');
}
