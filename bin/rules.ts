/** `npm run rules` writes the catalogues of rules, of changes and of facts from these. */
import { writeFileSync } from 'node:fs';
import { CHANGE_KINDS } from '../lib/diff';
import * as facts from '../lib/facts';
import { renderChangeCatalogue, renderFactCatalogue, renderRuleCatalogue } from '../lib/report';
import { RULES, WAIVER_RULES } from '../lib/rules';

writeFileSync('RULES.md', renderRuleCatalogue({ rules: RULES, waiverRules: WAIVER_RULES }));
writeFileSync('docs/changes.md', renderChangeCatalogue(CHANGE_KINDS));
writeFileSync('docs/facts.md', renderFactCatalogue(facts));
