import { SOURCES } from '../facts';
import type { GatewayPlugin } from '../model';
import { isUnknown } from '../template';
import { fragment, pluginFragment } from './fragment';
import type { Judgement, Rule } from './rule';
import { fail, pluginSubject, unknown } from './subject';

const rules = (first: string): string =>
  fragment(
    pluginFragment(
      'Claims',
      'accessControl',
      `        parameters: { iss: 'Token:iss', role: 'Token:role' }
        rules:
          - { name: admins, condition: "$role = 'admin'", ${first} }
          - { name: issuer, condition: "$iss = 'https://login.example.com'", ifFalse: DENY }
`,
    ),
  );

export const accessControlRuleUnreachable: Rule = Object.freeze<Rule>({
  id: 'access-control-rule-unreachable',
  title: 'No request reaches a rule of an accessControl plug-in.',
  why: 'Rules are applied in order, and the first ALLOW or DENY decides: rules before this one decide all that it should deny.',
  remediation: 'Put rules that deny first, and leave out the ALLOW of rules that others follow.',
  severity: 'warning',
  source: SOURCES.accessControl,
  grade: 'doc',
  bad: rules('ifTrue: ALLOW, ifFalse: ALLOW'),
  good: rules('ifFalse: DENY'),
  *check({ plugins }) {
    for (const plugin of plugins)
      if (isUnknown(plugin.type) || plugin.type === 'accessControl') yield judge(plugin);
  },
});

function judge(plugin: GatewayPlugin): Judgement {
  const { accessControl, origin, problem, type } = plugin;
  const subject = { ...pluginSubject(plugin), origin: origin.at('Properties', 'PluginData', 'rules') };
  if (isUnknown(type)) return unknown(subject, `PluginType is ${type.expression}`);
  if (accessControl === undefined) return unknown(subject, problem ?? 'its rules cannot be read');
  const { evaluation, model } = accessControl;
  if (evaluation.problem !== undefined) return unknown(subject, evaluation.problem);
  // A rule of which it cannot be told whether some request comes to it has not this defect.
  if (evaluation.comesTo(model.rules.length - 1) !== false) return 'pass';
  const index = model.rules.findIndex((_, at) => evaluation.comesTo(at) === false);
  const [rule, before] = [model.rules[index], model.rules[index - 1]];
  if (rule === undefined || before === undefined) return 'pass';
  const message = `no request comes to rule ${rule.name}: rule ${before.name}, or one before it, decides each`;
  return fail({ ...subject, origin: subject.origin.at(String(index)) }, message);
}
