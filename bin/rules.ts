/** `npm run rules` writes the rule catalogue from the rules. */
import { writeFileSync } from 'node:fs';
import { renderRuleCatalogue } from '../lib/report';
import { RULES, WAIVER_RULES } from '../lib/rules';

writeFileSync('RULES.md', renderRuleCatalogue({ rules: RULES, waiverRules: WAIVER_RULES }));
