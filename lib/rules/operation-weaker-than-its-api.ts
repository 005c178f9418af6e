import { isCloudNativeStage, type JwtConsumer, type PluginAttachment } from '../cloud-native';
import { listed } from '../text';
import { consumerFragment, operationRule } from './consumer-fragment';
import { publishedStages } from './published-stages';
import type { Rule } from './rule';
import { fail, stageSubject } from './subject';

export const operationWeakerThanItsApi: Rule = Object.freeze<Rule>({
  id: 'operation-weaker-than-its-api',
  title: 'A rule of jwt-auth for one operation asks for less than that of its API.',
  why: 'The rule of an operation takes the place of that of its API: what the API demands of tokens does not count there.',
  remediation: 'Remove the rule of the operation, or let its consumers demand what those of the API demand.',
  severity: 'warning',
  source:
    'https://www.alibabacloud.com/help/en/api-gateway/cloud-native-api-gateway/user-guide/configure-plug-in-rules-in-the-api-and-operation-lists',
  grade: 'doc',
  bad: consumerFragment({ resources: operationRule({ claims: undefined }) }),
  good: consumerFragment({ resources: operationRule() }),
  isOfEveryProduct: true,
  *check(model) {
    for (const { route, stage } of publishedStages(model)) {
      if (!isCloudNativeStage(stage)) continue;
      const { api, own } = stage.rules;
      const [mine, theirs] = [consumersOf(own), consumersOf(api)];
      if (mine.length === 0 || theirs.length === 0) yield 'not-applicable';
      else {
        const less = lessThan(mine, theirs);
        yield less.length === 0 ? 'pass' : fail(stageSubject(route, stage), listed(less), route.publicAccess);
      }
    }
  },
});

function consumersOf(attachment: PluginAttachment | undefined): readonly JwtConsumer[] {
  if (attachment?.enable !== true || attachment.config.kind !== 'read') return [];
  return attachment.config.part.consumers;
}

/** What some consumer of an operation does not ask for, and every one of its API does. */
function lessThan(own: readonly JwtConsumer[], api: readonly JwtConsumer[]): readonly string[] {
  const demanded = [...(api[0]?.claims.keys() ?? [])].filter((claim) =>
    api.every(({ claims }) => claims.has(claim)),
  );
  const skew = Math.max(...api.map(({ clockSkewSeconds }) => clockSkewSeconds));
  const hasQuery = api.some(({ fromParams }) => fromParams.length > 0);
  return own.flatMap(({ claims, clockSkewSeconds, fromParams, name }) => {
    const missing = demanded.filter((claim) => !claims.has(claim));
    return [
      ...(missing.length === 0 ? [] : [`consumer ${name} does not look at ${missing.join(' and ')}`]),
      ...(clockSkewSeconds > skew
        ? [`consumer ${name} takes tokens for ${clockSkewSeconds} seconds more`]
        : []),
      ...(fromParams.length > 0 && !hasQuery ? [`consumer ${name} takes tokens from the query`] : []),
    ];
  });
}
