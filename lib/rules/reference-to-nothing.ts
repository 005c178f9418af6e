import { resourcesOf } from '../cloud-native';
import type { GatewayDeployment, PluginBinding } from '../model';
import { followReference, type Reference, type Resource } from '../template';
import { apiFragment, bindingFragment, deploymentFragment, fragment, pluginFragment } from './fragment';
import { propertySubject } from './gateway-resources';
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
  title: 'A binding, a deployment or an operation names an API or a plug-in that is not there.',
  why: 'ROS refuses the template, so nothing in it is protected or published.',
  remediation:
    'Refer to the logical id of an Api or Plugin of the template, or of an HttpApi where it is a cloud-native gateway.',
  severity: 'error',
  // Its error code InvalidTemplateReference.
  source: 'https://www.alibabacloud.com/help/en/ros/api-previewstack',
  grade: 'doc',
  bad: orders('Browser'),
  good: orders('Browsers'),
  isOfTemplates: true,
  isOfEveryProduct: true,
  check: ({ bindings, deployments, stacks }) => [
    ...deployments.map(judgeDeployment),
    ...bindings.map(judgeBinding),
    ...OF_AN_API.flatMap((name) => resourcesOf(stacks)(name).map(judgeOfApi)),
  ],
});

/** What is of an HttpApi. */
const OF_AN_API = ['Operation', 'Route', 'ApiAttachment'] as const;

function judgeOfApi(resource: Resource): Judgement {
  const api = followReference(resource.properties.HttpApiId ?? null, resource);
  if (api.kind === 'resource') return 'pass';
  const subject = propertySubject(resource, 'HttpApiId');
  if (api.kind === 'missing') return fail(subject, `is ${api.expression}, which the template does not have`);
  if (api.kind === 'unknown') return unknown(subject, `is ${api.expression}`);
  return unknown(subject, `is ${JSON.stringify(api.text)}, which is made elsewhere: so is what publishes it`);
}

function judgeDeployment(deployment: GatewayDeployment): Judgement {
  const { api } = deployment;
  const defect = findDefect('ApiId', api);
  const doubt = findDoubt('ApiId', api);
  if (defect === undefined && doubt === undefined) return 'pass';
  return judge(resourceSubject('deployment', deployment), defect, doubt);
}

function judgeBinding(binding: PluginBinding): Judgement {
  const { api, pluginReference: plugin } = binding;
  const defect = findDefect('ApiId', api) ?? findDefect('PluginId', plugin);
  const doubt = findDoubt('ApiId', api) ?? findDoubt('PluginId', plugin);
  if (defect === undefined && doubt === undefined) return 'pass';
  return judge(bindingSubject(binding), defect, doubt);
}

function judge(subject: Subject, defect: string | undefined, doubt: string | undefined): Judgement {
  return defect === undefined ? unknown(subject, doubt ?? '') : fail(subject, defect);
}

const TYPES = { ApiId: 'ALIYUN::ApiGateway::Api', PluginId: 'ALIYUN::ApiGateway::Plugin' } as const;
type IdProperty = keyof typeof TYPES;

function findDoubt(property: IdProperty, to: Reference): string | undefined {
  return to.kind === 'unknown' ? `${property} is ${to.expression}` : undefined;
}

function findDefect(property: IdProperty, to: Reference): string | undefined {
  if (to.kind === 'missing') return `${property} is ${to.expression}, which the template does not have`;
  // What an attribute of another resource holds is not known here.
  if (to.kind !== 'resource' || to.attribute !== undefined) return undefined;
  const { id, type } = to.resource;
  const isOther = type.startsWith('ALIYUN::ApiGateway::') && type !== TYPES[property];
  return isOther ? `${property} is Ref ${id}, which is of type ${type}` : undefined;
}
