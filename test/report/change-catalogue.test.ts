import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHANGE_KINDS } from '../../lib/diff';
import { renderChangeCatalogue } from '../../lib/report';

const catalogue = renderChangeCatalogue(CHANGE_KINDS);

test('docs/changes.md is fresh; otherwise: npm run rules', () => {
  expect(readFileSync(join(__dirname, '..', '..', 'docs/changes.md'), 'utf8')).toBe(catalogue);
});

test('every kind has one row of four cells', () => {
  for (const { id } of CHANGE_KINDS) {
    const rows = catalogue.split('\n').filter((line) => line.startsWith(`| \`${id}\` |`));
    expect(rows.map((row) => row.split(/(?<!\\)\|/).length)).toEqual([6]);
  }
});
