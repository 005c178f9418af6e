import type { Reference } from '../template';
import { apiFragment, bindingFragment, deploymentFragment, fragment, pluginFragment } from './fragment';
import type { Judgement, Rule } from './rule';
import { bindingSubject, fail, resourceSubject, type Subject, unknown } from './subject';

const orders = (pluginId: string): string =>
  fragment(
    apiFragment(),
    deploymentFragment(),
    pluginFragment('Browsers', 'cors', '{ allowOrigins: shop.example.com }'),
    bindingFragment(pluginId),
  );

export const referenceToNothing: Rule = Object.freeze<Rule>({
  id: 'reference-to-nothing',
  title: 'A binding or a deployment names an API or a plug-in that is not there.',
  why: 'What it was meant to protect or to publish is not, and ROS refuses the template.',
  mend: 'Refer to the logical id of an ALIYUN::ApiGateway::Api or Plugin of the template.',
  severity: 'error',
  // Its error code InvalidTemplateReference.
  source: 'https://www.alibabacloud.com/help/en/ros/api-previewstack',
  grade: 'doc',
  bad: orders('Browser'),
  good: orders('Browsers'),
  *check(model) {
    for (const each of model.deployments)
      yield judge([{ property: 'ApiId', to: each.api }], () => resourceSubject('deployment', each));
    for (const each of model.bindings) {
      const plugin = { property: 'PluginId', to: each.pluginReference } as const;
      yield judge([{ property: 'ApiId', to: each.api }, plugin], () => bindingSubject(each));
    }
  },
});

interface Named {
  readonly property: 'ApiId' | 'PluginId';
  readonly to: Reference;
}

function judge(references: readonly Named[], subject: () => Subject): Judgement {
  const defect = references.map(findDefect).find((each) => each !== undefined);
  if (defect !== undefined) return fail(subject(), defect);
  const stranger = references.find(({ to }) => to.kind === 'unknown');
  if (stranger?.to.kind !== 'unknown') return 'pass';
  return unknown(subject(), `${stranger.property} is ${stranger.to.expression}`);
}

const TYPES = { ApiId: 'ALIYUN::ApiGateway::Api', PluginId: 'ALIYUN::ApiGateway::Plugin' } as const;

function findDefect({ property, to }: Named): string | undefined {
  if (to.kind === 'missing') return `${property} is ${to.expression}, which the template does not have`;
  // What an attribute of another resource holds is not known here.
  if (to.kind !== 'resource' || to.attribute !== undefined) return undefined;
  const { id, type } = to.resource;
  const isOther = type.startsWith('ALIYUN::ApiGateway::') && type !== TYPES[property];
  return isOther ? `${property} is Ref ${id}, which is of type ${type}` : undefined;
}
