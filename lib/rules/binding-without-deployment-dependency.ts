import { SOURCES } from '../facts';
import { CreationOrder, type PluginBinding } from '../model';
import { logicalIdOf } from '../template';
import { type BoundRoute, boundRoutes, isSameStage, judgeEach } from './bound-routes';
import { apiFragment, bindingFragment, deploymentFragment, fragment, pluginFragment } from './fragment';
import type { Judgement, Rule } from './rule';
import { bindingSubject, fail, unknown, wordsOf } from './subject';

const orders = (dependsOn: string): string =>
  fragment(
    apiFragment(),
    deploymentFragment(),
    pluginFragment('Browsers', 'cors', '{ allowOrigins: shop.example.com }'),
    bindingFragment('Browsers', 'RELEASE', dependsOn),
  );

export const bindingWithoutDeploymentDependency: Rule = Object.freeze<Rule>({
  id: 'binding-without-deployment-dependency',
  title: 'A binding does not wait for the deployment that publishes its API.',
  why: 'A plug-in can be bound to a published API only, and ROS does not see that the two belong together: it may create the binding first, and then the stack fails.',
  remediation:
    'Give the PluginAttachment DependsOn with the logical id of the Deployment of the same API and stage.',
  severity: 'warning',
  source: SOURCES.pluginOverview,
  grade: 'inferred',
  bad: orders(''),
  good: orders('OrdersRELEASE'),
  isOfTemplates: true,
  check(model) {
    const routes = boundRoutes(model);
    const order = new CreationOrder();
    return model.bindings.flatMap((binding) => judgeBinding(binding, routes.get(binding) ?? NONE, order));
  },
});

const NONE: readonly never[] = [];

function judgeBinding(
  binding: PluginBinding,
  bound: readonly BoundRoute[],
  order: CreationOrder,
): Judgement | readonly Judgement[] {
  const dangling = danglingIn(binding);
  if (dangling !== undefined)
    return fail(bindingSubject(binding), `waits for ${dangling}, which the template does not have`);
  return judgeEach(bound, (to) => judge(binding, to, order));
}

/** A name in DependsOn that the template does not have. */
function danglingIn({ resource: { dependsOn, stack } }: PluginBinding): string | undefined {
  for (const name of dependsOn) if (!stack.resources.has(name)) return name;
  return undefined;
}

function judge(
  binding: PluginBinding,
  { maybe: doubt, stage }: BoundRoute,
  order: CreationOrder,
): Judgement | readonly Judgement[] {
  if (stage === undefined) return NONE;
  const { deployments } = stage;
  if (deployments.some(({ resource }) => order.isAfter(binding.resource, resource))) return 'pass';
  const subject = bindingSubject(binding);
  if (doubt !== undefined) return unknown(subject, doubt);
  const foreign = deployments.find(({ stack }) => stack !== binding.stack);
  if (foreign !== undefined)
    return unknown(
      subject,
      `deployment ${foreign.id} is in stack ${foreign.stack}, which may be made before`,
    );
  if (!isSameStage(stage, binding))
    return unknown(subject, `whether it is for ${wordsOf(stage.stage)} is unknown`);
  const ids = [...new Set(deployments.map(({ resource }) => logicalIdOf(resource)))];
  return fail(subject, `does not wait for ${ids.join(' or ')}`);
}
