import type { Fact, Grade } from '../facts';
import { codeSpan, markdownSource, markdownText } from '../text';

const GRADES: Readonly<Record<Grade, string>> = {
  doc: 'Documented: a page or a package of the vendor, or an RFC, says so',
  run: "Seen by running the vendor's packages",
  inferred: 'Inferred from other facts: it may warn and is emulated, and never refuses a configuration',
  recall: 'Remembered and not read again: it may warn and is emulated, and never refuses a configuration',
};

/** The longest value that is shown whole. */
const MOST_CHARACTERS = 90;

interface Row {
  readonly name: string;
  readonly fact: Fact<unknown>;
}

/** All facts with their grades and sources as Markdown: `docs/facts.md` is this text. */
export function renderFactCatalogue(facts: Readonly<Record<string, unknown>>): string {
  const rows = rowsOf(facts, '', new Set());
  const sections = Object.entries(GRADES).flatMap(([grade, title]) => {
    const ofGrade = rows.filter(({ fact }) => fact.grade === grade);
    return ofGrade.length === 0 ? [] : [sectionOf(title, ofGrade)];
  });
  return [
    '# Facts about the service',
    'What this library takes to be true of the service, each with its source and how well it is known.\n' +
      'This file is made from `lib/facts` by `npm run rules`.',
    ...sections,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** In the order of the names, whatever the order of the modules. A fact that stands under two names is told once. */
function rowsOf(value: unknown, name: string, seen: Set<unknown>): Row[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  if (isFact(value)) return [{ name, fact: value }];
  const members = Object.keys(value).sort();
  return members.flatMap((member) =>
    rowsOf((value as Record<string, unknown>)[member], name === '' ? member : `${name}.${member}`, seen),
  );
}

function isFact(value: object): value is Fact<unknown> {
  return 'grade' in value && 'source' in value && 'value' in value;
}

function sectionOf(title: string, rows: readonly Row[]): string {
  const lines = rows.map(({ fact, name }) => {
    const { note = '', source, value } = fact;
    const cells = [codeSpan(name), codeSpan(shown(value)), markdownText(note), markdownSource(source)];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return [`## ${title}`, '', '| name | value | note | source |', '| --- | --- | --- | --- |', ...lines].join(
    '\n',
  );
}

function shown(value: unknown): string {
  const text = value instanceof RegExp ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
