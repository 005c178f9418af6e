import { isCloudNativeStage } from '../cloud-native';
import { consumerFragment } from './consumer-fragment';
import { publishedStages } from './published-stages';
import type { Rule } from './rule';
import { fail, stageSubject } from './subject';

export const jwtAuthLetsCallsPass: Rule = Object.freeze<Rule>({
  id: 'jwt-auth-lets-calls-pass',
  title: 'The plug-in jwt-auth is attached, and lets calls pass without a token.',
  why: 'What is configured for the whole gateway, for a route and in global_auth decides together whether anybody is asked for a token. Several combinations look safe and ask nobody.',
  remediation:
    'Attach consumers to the API itself, without global_auth; or set global_auth: true in the part for the whole gateway, whose consumers all have good keys.',
  severity: 'warning',
  source: 'https://github.com/alibaba/higress, plugins/wasm-cpp/common/route_rule_matcher.h',
  grade: 'inferred',
  bad: consumerFragment({ more: 'global_auth: false' }),
  good: consumerFragment(),
  isOfEveryProduct: true,
  *check(model) {
    for (const { protection, route, stage } of publishedStages(model)) {
      if (!isCloudNativeStage(stage) || protection.kind === 'unknown') continue;
      const { openBecause } = stage;
      if (openBecause === undefined) yield stage.jwtAuth.kind === 'checked' ? 'pass' : 'not-applicable';
      else yield fail(stageSubject(route, stage), openBecause, route.publicAccess);
    }
  },
});
