import { API, SOURCES } from '../facts';
import type { GatewayModel, GatewayPlugin, KeySummary } from '../model';
import { isUnknown } from '../template';
import { EXAMPLE_POINT, examplePlugin } from './example-plugin';
import type { Judgement, Rule } from './rule';
import { fail, pluginSubject, unknown } from './subject';

const TEST_STAGES = API.stages.value.filter((stage) => stage !== 'RELEASE');

const published = (
  ...stages: readonly string[]
): string => `${examplePlugin(`jwk: { ${EXAMPLE_POINT} }`)}  Orders:
    Type: ALIYUN::ApiGateway::Api
    Properties:
      RequestConfig: { RequestHttpMethod: GET, RequestPath: /orders }
${stages.map(stageOf).join('')}`;

const stageOf = (stage: string): string => `  Orders${stage}:
    Type: ALIYUN::ApiGateway::Deployment
    Properties: { ApiId: { Ref: Orders }, StageName: ${stage} }
  Customers${stage}:
    Type: ALIYUN::ApiGateway::PluginAttachment
    DependsOn: Orders${stage}
    Properties: { ApiId: { Ref: Orders }, PluginId: { Ref: Customers }, StageName: ${stage} }
`;

export const jwkSharedByStages: Rule = Object.freeze<Rule>({
  id: 'jwk-shared-by-stages',
  title: `A key is accepted in RELEASE and in ${TEST_STAGES.join(' or ')}.`,
  why: 'A token that was signed for a test is good in production, and test keys are kept less well.',
  remediation: 'Make a key for each stage and bind a JWT plug-in of its own to each.',
  severity: 'warning',
  source: SOURCES.jwtPlugin,
  grade: 'inferred',
  bad: published('RELEASE', 'TEST'),
  good: published('RELEASE'),
  *check(model) {
    for (const plugin of boundPlugins(model))
      if (plugin.jwtAuth === undefined) yield unknown(pluginSubject(plugin), 'its keys cannot be read');
    for (const use of usesOf(model)) yield judge(use);
  },
});

interface KeyUse {
  readonly key: KeySummary;
  /** The first plug-in that has the key. */
  readonly plugin: GatewayPlugin;
  readonly stages: Set<string>;
  /** Why it may be accepted in another stage, too. */
  doubt?: string;
}

function judge({ doubt, key, plugin, stages }: KeyUse): Judgement {
  const subject = { ...pluginSubject(plugin), subject: `key ${key.thumbprint}` };
  const others = TEST_STAGES.filter((stage) => stages.has(stage));
  if (stages.has('RELEASE') && others.length > 0)
    return fail(
      subject,
      `is accepted in RELEASE and ${others.join(' and ')}: a test token is good in production`,
    );
  return doubt === undefined ? 'pass' : unknown(subject, doubt);
}

function boundPlugins({ routes }: GatewayModel): Set<GatewayPlugin> {
  const bound = new Set<GatewayPlugin>();
  for (const { stages } of routes)
    for (const { bindings } of stages)
      for (const { plugin } of bindings)
        if (!isUnknown(plugin) && plugin.type === 'jwtAuth') bound.add(plugin);
  return bound;
}

/** Every key that a published stage accepts, once. */
function usesOf({ routes }: GatewayModel): Iterable<KeyUse> {
  const uses = new Map<string, KeyUse>();
  for (const { stages } of routes)
    for (const { bindings, maybe, stage } of stages)
      for (const { maybe: bindingMaybe, plugin } of bindings) {
        if (isUnknown(plugin)) continue;
        for (const key of plugin.jwtAuth?.keys ?? []) {
          const use = uses.get(key.thumbprint) ?? { key, plugin, stages: new Set() };
          uses.set(key.thumbprint, use);
          const doubt = maybe ?? bindingMaybe;
          if (isUnknown(stage)) use.doubt ??= `the stage is ${stage.expression}`;
          else if (doubt !== undefined) use.doubt ??= doubt;
          else use.stages.add(stage);
        }
      }
  return uses.values();
}
