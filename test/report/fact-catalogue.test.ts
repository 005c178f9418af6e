import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as facts from '../../lib/facts';
import { renderFactCatalogue } from '../../lib/report';

const catalogue = renderFactCatalogue(facts);

test('docs/facts.md is fresh; otherwise: npm run rules', () => {
  expect(readFileSync(join(__dirname, '..', '..', 'docs/facts.md'), 'utf8')).toBe(catalogue);
});

test('every fact has one row of four cells, below its grade', () => {
  const rows = catalogue.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter((row) => row.split(/(?<!\\)\|/).length !== 6)).toEqual([]);
  expect(new Set(rows.map((row) => row.split(' | ')[0])).size).toBe(rows.length);
  const recalled = catalogue.slice(catalogue.indexOf('## Remembered'));
  expect(recalled).toContain('| `GATEWAY_ERRORS.A403JE` |');
});
