import { SOURCES } from '../facts';
import type { GatewayDeployment, GatewayRoute, PluginBinding, RouteStage } from '../model';
import { isUnknown, type Maybe } from '../template';
import { type BoundRoute, boundRoutes, isSameStage, judgeEach } from './bound-routes';
import { apiFragment, bindingFragment, deploymentFragment, fragment, pluginFragment } from './fragment';
import type { Judgement, Rule } from './rule';
import { bindingSubject, fail, routeSubject, unknown, wordsOf } from './subject';

const orders = (published: string): string =>
  fragment(
    apiFragment(),
    deploymentFragment(published),
    pluginFragment('Browsers', 'cors', '{ allowOrigins: shop.example.com }'),
    bindingFragment('Browsers', 'RELEASE', `Orders${published}`),
  );

export const bindingToUnpublishedStage: Rule = Object.freeze<Rule>({
  id: 'binding-to-unpublished-stage',
  title: 'A plug-in is bound to an API in a stage that the API is not published to.',
  why: 'The service binds plug-ins to published APIs only: the stack fails while it is created.',
  remediation:
    'Publish the API to the stage with an ALIYUN::ApiGateway::Deployment, or take the binding away.',
  severity: 'error',
  source: SOURCES.pluginOverview,
  grade: 'doc',
  bad: orders('TEST'),
  good: orders('RELEASE'),
  check(model) {
    const routes = boundRoutes(model);
    const strangers = model.deployments.filter(({ api }) => api.kind === 'unknown');
    return model.bindings.flatMap((binding) => judgeBinding(binding, routes.get(binding) ?? NONE, strangers));
  },
});

const NONE: readonly BoundRoute[] = [];

/** @param strangers deployments of an API that is not known */
function judgeBinding(
  binding: PluginBinding,
  bound: readonly BoundRoute[],
  strangers: readonly GatewayDeployment[],
): Judgement | readonly Judgement[] {
  const doubt = doubtIn(bound) ?? outsideOf(binding, bound.length);
  if (doubt !== undefined) return unknown(bindingSubject(binding), doubt);
  return judgeEach(bound, (to) => judge(binding, to, strangers));
}

function doubtIn(bound: readonly BoundRoute[]): string | undefined {
  for (const { maybe } of bound) if (maybe !== undefined) return maybe;
  return undefined;
}

function outsideOf({ api }: PluginBinding, count: number): string | undefined {
  if (count > 0 || api.kind === 'resource' || api.kind === 'missing') return undefined;
  const id = api.kind === 'literal' ? JSON.stringify(api.text) : api.expression;
  return `API ${id} stands outside the template`;
}

function judge(
  binding: PluginBinding,
  { route, stage }: BoundRoute,
  strangers: readonly GatewayDeployment[],
): Judgement {
  if (stage !== undefined) {
    const doubt = doubtOf(stage, binding);
    return doubt === undefined ? 'pass' : unknown(bindingSubject(binding), doubt);
  }
  const subject = bindingSubject(binding);
  const publisher = mayPublish(binding.stage, route, strangers);
  if (publisher !== undefined) return unknown(subject, publisher);
  const names = route.stages.map((each) => wordsOf(each.stage)).join(', ');
  const where = names === '' ? 'is published to no stage' : `is published to ${names} only`;
  return fail(subject, `is for ${wordsOf(binding.stage)}, but ${routeSubject(route).subject} ${where}`);
}

function doubtOf(stage: RouteStage, binding: PluginBinding): string | undefined {
  if (!isSameStage(stage, binding))
    return `is for ${wordsOf(binding.stage)}, and the API is published to ${wordsOf(stage.stage)}`;
  const open = stage.existsIf.find((text) => !binding.existsIf.includes(text));
  return stage.maybe ?? (open === undefined ? undefined : `the API is published there only if ${open}`);
}

/** Who may publish the API to the stage without our seeing it. */
function mayPublish(
  stage: Maybe<string>,
  route: GatewayRoute,
  strangers: readonly GatewayDeployment[],
): string | undefined {
  const nested = route.bindings.find((each) => each.binding === undefined);
  if (nested !== undefined) return nested.maybe;
  const stranger = strangers.find(
    (each) => isUnknown(each.stage) || isUnknown(stage) || each.stage === stage,
  );
  return stranger && `deployment ${stranger.id} may publish it: its API is not known`;
}
