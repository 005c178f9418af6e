import { consumerFragment } from './consumer-fragment';
import { jwtAuthAttachments } from './consumers';
import type { Rule } from './rule';
import { fail, unknown } from './subject';

export const jwtAuthConfigurationBroken: Rule = Object.freeze<Rule>({
  id: 'jwt-auth-configuration-broken',
  title: 'The plug-in jwt-auth cannot use its configuration.',
  why: 'One bad key set or one missing name makes all of a configuration wrong, with no more than a line in a log. Rules that allow consumers by name then let everybody pass, and what happens where a rule itself is wrong is not documented.',
  remediation:
    'Mend what is named: PluginConfig is the Base64 of YAML, and every consumer has a name and a key set with a good key.',
  severity: 'warning',
  source: 'https://github.com/alibaba/higress, plugins/wasm-cpp/common/route_rule_matcher.h',
  grade: 'inferred',
  bad: consumerFragment({ consumer: { jwks: `'{"keys":[]}'` } }),
  good: consumerFragment(),
  isOfEveryProduct: true,
  *check(model) {
    for (const { attachment, subject } of jwtAuthAttachments(model)) {
      const { config } = attachment;
      if (config.kind === 'read') yield 'pass';
      else if (config.kind === 'wrong' || config.isNoYaml) yield fail(subject, config.why);
      else yield unknown(subject, config.why);
    }
  },
});
