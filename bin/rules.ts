/** `npm run rules` writes the catalogues of rules and of changes from the rules and the changes. */
import { writeFileSync } from 'node:fs';
import { CHANGE_KINDS } from '../lib/diff';
import { renderChangeCatalogue, renderRuleCatalogue } from '../lib/report';
import { RULES, WAIVER_RULES } from '../lib/rules';

writeFileSync('RULES.md', renderRuleCatalogue({ rules: RULES, waiverRules: WAIVER_RULES }));
writeFileSync('docs/changes.md', renderChangeCatalogue(CHANGE_KINDS));
