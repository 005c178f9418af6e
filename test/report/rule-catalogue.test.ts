import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderRuleCatalogue } from '../../lib/report';
import { RULES, WAIVER_RULES } from '../../lib/rules';

const catalogue = renderRuleCatalogue({ rules: RULES, waiverRules: WAIVER_RULES });

test('RULES.md is fresh; otherwise: npm run rules', () => {
  expect(readFileSync(join(__dirname, '..', '..', 'RULES.md'), 'utf8')).toBe(catalogue);
});

test('every rule has a row and an entry that it leads to', () => {
  for (const { id } of [...RULES, ...WAIVER_RULES]) {
    expect(catalogue).toContain(`| [${id}](#${id}) |`);
    expect(catalogue).toContain(`\n## ${id}\n`);
  }
});
