import { SOURCES } from '../facts';
import { memberOf } from '../json';
import { isUnknown } from '../template';
import { fragment, pluginFragment } from './fragment';
import { pluginSettings } from './plugin-settings';
import type { Rule } from './rule';
import { fail, unknown } from './subject';

const admins = (verdicts: string): string =>
  fragment(
    pluginFragment(
      'Admins',
      'accessControl',
      `        parameters: { role: 'Token:role' }
        rules:
          - { name: admins, condition: "$role = 'admin'", ${verdicts} }
`,
    ),
  );

export const accessControlNeverDenies: Rule = Object.freeze<Rule>({
  id: 'access-control-never-denies',
  title: 'An accessControl plug-in has no rule that denies.',
  why: 'A request that no rule denies is let through: this plug-in lets everything through.',
  mend: 'Give a rule ifTrue: DENY or ifFalse: DENY.',
  severity: 'warning',
  source: SOURCES.accessControl,
  grade: 'doc',
  bad: admins('ifTrue: ALLOW'),
  good: admins('ifTrue: ALLOW, ifFalse: DENY'),
  *check(model) {
    for (const { subject, value } of pluginSettings(model, 'accessControl', 'rules')) {
      if (isUnknown(value)) yield unknown(subject, value.expression);
      else if (value !== undefined && !Array.isArray(value)) yield unknown(subject, 'its rules are no list');
      else {
        const rules = value ?? [];
        const denies = rules.some(
          (rule) => isDeny(memberOf(rule, 'ifTrue')) || isDeny(memberOf(rule, 'ifFalse')),
        );
        yield denies ? 'pass' : fail(subject, `none of its ${rules.length} rules denies`);
      }
    }
  },
});

function isDeny(verdict: unknown): boolean {
  return verdict === 'DENY';
}
