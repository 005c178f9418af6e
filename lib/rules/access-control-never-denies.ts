import { SOURCES } from '../facts';
import { type JsonValue, memberOf } from '../json';
import type { GatewayPlugin } from '../model';
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
  title: 'An accessControl plug-in, or the last of its rules, denies nobody.',
  why: 'A request that no rule denies is let through: a rule that only allows, and that no rule to deny follows, lets everybody through.',
  remediation: 'Give the rule ifTrue: DENY or ifFalse: DENY.',
  severity: 'warning',
  source: SOURCES.accessControl,
  grade: 'doc',
  bad: admins('ifTrue: ALLOW'),
  good: admins('ifTrue: ALLOW, ifFalse: DENY'),
  *check(model) {
    for (const { plugin, subject, value } of pluginSettings(model, 'accessControl', 'rules')) {
      if (isUnknown(value)) yield unknown(subject, value.expression);
      else if (value !== undefined && !Array.isArray(value)) yield unknown(subject, 'its rules are no list');
      else {
        const message = defectOf(value ?? [], plugin);
        yield message === undefined ? 'pass' : fail(subject, message);
      }
    }
  },
});

function defectOf(rules: readonly JsonValue[], { accessControl }: GatewayPlugin): string | undefined {
  const last = rules.findLastIndex(
    (rule) => isDeny(memberOf(rule, 'ifTrue')) || isDeny(memberOf(rule, 'ifFalse')),
  );
  if (last === -1) return `none of its ${rules.length} rules denies`;
  const idle = rules[last + 1];
  if (idle !== undefined) {
    const name = memberOf(idle, 'name');
    const words = typeof name === 'string' ? name : String(last + 2);
    return `rule ${words} denies nobody: what it does not allow goes on, and no rule after it denies`;
  }
  const { evaluation } = accessControl ?? {};
  // Where no request comes to a rule, that is another finding.
  const isIdle = evaluation?.deniesAny() === false && evaluation.comesTo(rules.length - 1) !== false;
  return isIdle ? 'no value of what its conditions compare is ever denied' : undefined;
}

function isDeny(verdict: unknown): boolean {
  return verdict === 'DENY';
}
