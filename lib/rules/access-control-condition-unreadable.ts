import { SOURCES } from '../facts';
import { type JsonValue, memberOf } from '../json';
import { readCondition } from '../plugin';
import { isUnknown } from '../template';
import { fragment, pluginFragment } from './fragment';
import { pluginSettings } from './plugin-settings';
import type { Judgement, Rule } from './rule';
import { fail, type Subject, unknown } from './subject';

const admins = (condition: string): string =>
  fragment(
    pluginFragment(
      'Admins',
      'accessControl',
      `        parameters: { role: 'Token:role' }
        rules:
          - { name: admins, condition: "${condition}", ifFalse: DENY }
`,
    ),
  );

export const accessControlConditionUnreadable: Rule = Object.freeze<Rule>({
  id: 'access-control-condition-unreadable',
  title: 'A condition of an accessControl plug-in cannot be read.',
  why: 'The service refuses such a plug-in, or reads the condition in another way: what it should deny may get through.',
  remediation:
    "Write terms of the form $variable = 'text', joined by and or or; put parentheses where both are used.",
  severity: 'error',
  source: SOURCES.conditions,
  grade: 'doc',
  bad: admins('$role === admin'),
  good: admins("$role = 'admin'"),
  *check(model) {
    for (const { subject, value } of pluginSettings(model, 'accessControl', 'rules')) {
      if (isUnknown(value)) yield unknown(subject, value.expression);
      else if (Array.isArray(value)) for (const [at, rule] of value.entries()) yield judge(rule, at, subject);
    }
  },
});

/** That a rule has no condition, or one that is no text, is said elsewhere. */
function judge(rule: JsonValue, index: number, plugin: Subject): Judgement {
  const condition = memberOf(rule, 'condition');
  if (typeof condition !== 'string') return 'not-applicable';
  const name = memberOf(rule, 'name');
  const reading = readCondition(condition, `rule ${typeof name === 'string' ? name : index + 1}`);
  if (reading.kind === 'read') return 'pass';
  const subject = { ...plugin, origin: plugin.origin.at(String(index), 'condition') };
  const { message } = reading.error;
  return reading.kind === 'wrong'
    ? fail(subject, message)
    : unknown(subject, `${message}; what the service makes of it is not documented`);
}
