import { SOURCES } from '../facts';
import {
  CreationOrder,
  type GatewayDomain,
  type GatewayModel,
  type GatewayRoute,
  type RouteBinding,
} from '../model';
import { isUnknown, type Resource } from '../template';
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
  why: 'ROS creates resources that do not depend on each other in any order. Until its plug-in is bound, a published API is open to anybody.',
  remediation: 'Name every PluginAttachment of the group in the DependsOn of the domain.',
  severity: 'warning',
  source: SOURCES.pluginOverview,
  grade: 'inferred',
  bad: domain(''),
  good: domain('    DependsOn: OrdersCustomers\n'),
  isOfTemplates: true,
  *check(model) {
    const routes = routesByGroup(model);
    const order = new CreationOrder();
    for (const each of model.domains) yield* judge(each, routes, order);
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

function* judge(
  each: GatewayDomain,
  routes: ReturnType<typeof routesByGroup>,
  order: CreationOrder,
): Generator<Judgement> {
  const subject = resourceSubject('domain', each);
  if (isUnknown(each.group)) {
    yield unknown(subject, `which APIs it serves is not known: its group is ${each.group.expression}`);
    return;
  }
  const bindings = (routes.get(each.group) ?? []).flatMap((route) => route.bindings);
  if (bindings.length === 0) return;
  const open = notAwaited(bindings, each.resource, order);
  const missing = [...new Set(open.filter(({ maybe }) => maybe === undefined).map(nameOf))];
  const doubt = open.find(({ maybe }) => maybe !== undefined)?.maybe;
  if (missing.length > 0) yield fail(subject, `does not wait for ${listOf(missing)}`);
  else yield doubt === undefined ? 'pass' : unknown(subject, doubt);
}

function notAwaited(
  bindings: readonly RouteBinding[],
  domain: Resource,
  order: CreationOrder,
): readonly RouteBinding[] {
  const missing = order.notBefore(
    domain,
    bindings.flatMap(({ binding }) => binding?.resource ?? []),
  );
  return bindings.filter(({ binding }) => binding === undefined || missing.has(binding.resource));
}

function nameOf({ binding }: RouteBinding): string {
  return binding?.id ?? 'a binding';
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
