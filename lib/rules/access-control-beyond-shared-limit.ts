import { LIMITS, SOURCES } from '../facts';
import { isJsonObject } from '../json';
import type { GatewayModel } from '../model';
import { isUnknown } from '../template';
import { fragment, pluginFragment } from './fragment';
import { pluginSettings } from './plugin-settings';
import type { Judgement, Rule } from './rule';
import { fail, unknown } from './subject';

const blocking = (count: number): string => {
  const rules = Array.from(
    { length: count },
    (_, at) => `          - { name: r${at + 1}, condition: "$sub = 'user-${at + 1}'", ifTrue: DENY }\n`,
  );
  const data = `        parameters: { sub: 'Token:sub' }\n        rules:\n${rules.join('')}`;
  return fragment(pluginFragment('Blocked', 'accessControl', data));
};

const LIMIT = LIMITS.accessControlRulesOnSharedInstances.value;

export const accessControlBeyondSharedLimit: Rule = Object.freeze<Rule>({
  id: 'access-control-beyond-shared-limit',
  title: 'An accessControl plug-in has more rules or variables than a shared instance applies.',
  why: `A shared instance applies the first ${LIMIT} rules and the first ${LIMIT} variables, and ignores the others without an error: what they should deny gets through.`,
  remediation:
    'Join conditions by or, leave out variables that no condition uses, or use a dedicated instance and waive this.',
  severity: 'warning',
  source: SOURCES.accessControl,
  grade: 'doc',
  bad: blocking(LIMIT + 1),
  good: blocking(2),
  check: (model) => [...judge(model, 'rules', 'rules'), ...judge(model, 'parameters', 'variables')],
});

function* judge(model: GatewayModel, member: string, things: string): Generator<Judgement> {
  for (const { subject, value } of pluginSettings(model, 'accessControl', member)) {
    const count = Array.isArray(value) ? value.length : isJsonObject(value) ? Object.keys(value).length : 0;
    if (isUnknown(value)) yield unknown(subject, value.expression);
    else if (count <= LIMIT) yield 'pass';
    else yield fail(subject, `has ${count} ${things}; a shared instance applies the first ${LIMIT} only`);
  }
}
