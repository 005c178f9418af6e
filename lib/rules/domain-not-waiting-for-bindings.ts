import { SOURCES } from '../facts';
import type { GatewayDomain, GatewayModel, GatewayRoute, RouteBinding } from '../model';
import { isUnknown, mentionsOf, type Resource } from '../template';
import { stacksAround, waitedFor } from './dependencies';
import type { Judgement, Rule } from './rule';
import { fail, resourceSubject, unknown } from './subject';

const domain = (dependsOn: string): string => `Resources:
  Shop:
    Type: ALIYUN::ApiGateway::Group
    Properties: { GroupName: shop, InternetEnable: false }
  Orders:
    Type: ALIYUN::ApiGateway::Api
    Properties:
      GroupId: { Ref: Shop }
      RequestConfig: { RequestHttpMethod: GET, RequestPath: /orders }
  OrdersCustomers:
    Type: ALIYUN::ApiGateway::PluginAttachment
    Properties: { ApiId: { Ref: Orders }, PluginId: customers, StageName: RELEASE }
  Domain:
    Type: ALIYUN::ApiGateway::CustomDomain
${dependsOn}    Properties: { GroupId: { Ref: Shop }, DomainName: api.example.com }
`;

export const domainNotWaitingForBindings: Rule = Object.freeze<Rule>({
  id: 'domain-not-waiting-for-bindings',
  title: 'A domain may go live before the plug-ins of its APIs are bound.',
  why: 'ROS creates what does not depend on each other in any order. Until its plug-in is bound, a published API is open to anybody.',
  remediation: 'Name every PluginAttachment of the group in the DependsOn of the domain.',
  severity: 'warning',
  source: SOURCES.pluginOverview,
  grade: 'inferred',
  bad: domain(''),
  good: domain('    DependsOn: OrdersCustomers\n'),
  isOfTemplates: true,
  *check(model) {
    const routes = routesByGroup(model);
    for (const each of model.domains) yield* judge(each, routes);
  },
});

function routesByGroup({ routes }: GatewayModel): ReadonlyMap<unknown, readonly GatewayRoute[]> {
  const byGroup = new Map<unknown, GatewayRoute[]>();
  for (const route of routes) {
    const same = byGroup.get(route.group);
    if (same === undefined) byGroup.set(route.group, [route]);
    else same.push(route);
  }
  return byGroup;
}

function* judge(each: GatewayDomain, routes: ReturnType<typeof routesByGroup>): Generator<Judgement> {
  const subject = resourceSubject('domain', each);
  if (isUnknown(each.group)) {
    yield unknown(subject, `which APIs it serves is not known: its group is ${each.group.expression}`);
    return;
  }
  const bindings = (routes.get(each.group) ?? []).flatMap((route) => route.bindings);
  if (bindings.length === 0) return;
  const open = notAwaited(bindings, each.resource);
  const missing = [...new Set(open.filter(({ maybe }) => maybe === undefined).map(nameOf))];
  const doubt = open.find(({ maybe }) => maybe !== undefined)?.maybe;
  if (missing.length > 0) yield fail(subject, `does not wait for ${listOf(missing)}`);
  else yield doubt === undefined ? 'pass' : unknown(subject, doubt);
}

function notAwaited(bindings: readonly RouteBinding[], domain: Resource): readonly RouteBinding[] {
  const without = (awaited: ReadonlySet<Resource>) =>
    bindings.filter(({ binding }) => binding === undefined || !isAwaited(binding.resource, awaited));
  // The usual case, without a look at properties.
  return without(new Set(waitedFor(domain))).length === 0 ? [] : without(awaitedBy(domain));
}

function nameOf({ binding }: RouteBinding): string {
  return binding?.id ?? 'a binding';
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** Everything that ROS creates before a resource: what it depends on and refers to, directly or not. */
function awaitedBy(resource: Resource): ReadonlySet<Resource> {
  // The stacks around it are not created before it; what they wait for is.
  const around = new Set(stacksAround(resource));
  const awaited = new Set<Resource>();
  const open = [resource, ...around].flatMap(dependencies);
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    if (awaited.has(here) || around.has(here)) continue;
    awaited.add(here);
    const { parent } = here.stack;
    open.push(...dependencies(here), ...(parent === undefined ? [] : [parent]));
  }
  return awaited;
}

function dependencies(resource: Resource): Resource[] {
  return [...waitedFor(resource), ...mentionsOf(resource.properties, resource)];
}

/** Who waits for a nested stack waits for all that is in it. */
function isAwaited(resource: Resource, awaited: ReadonlySet<Resource>): boolean {
  return [resource, ...stacksAround(resource)].some((each) => awaited.has(each));
}
