import { isUnknown, type Resource } from '../../template';
import type { RoutePair } from '../pairing/pair-routes';
import { contentsOf, type WrittenResource } from '../pairing/written-resource';
import type { Places } from './places';

/** Whether it may matter to a resource when another one of its gateway is made; of one that nobody knows, it may. */
export type Relevance = (waiting: WrittenResource, first: WrittenResource | undefined) => boolean;

/**
 * Two routes are nothing to each other, and a plug-in is nothing to a route that it is not bound to. That apps are
 * authorized later lets nobody in before.
 */
export function relevanceIn({ routeOf }: Pick<Places, 'routeOf'>): Relevance {
  const isOfRoute = (route: RoutePair, resource: WrittenResource) => {
    if (resource.type === 'ALIYUN::ApiGateway::Plugin') return mayBind(route, resource.instance);
    const other = routeOf(resource);
    return other === undefined || other === route;
  };
  return (waiting, first) => {
    if (first === undefined) return true;
    const route = routeOf(waiting);
    const guards = contentsOf(first).filter(({ type }) => type !== 'ALIYUN::ApiGateway::Authorization');
    return guards.some((each) => route === undefined || isOfRoute(route, each));
  };
}

function mayBind({ after, before }: RoutePair, plugin: Resource | undefined): boolean {
  const bindings = [before, after].flatMap((route) => route?.bindings ?? []);
  return bindings.some((each) => isUnknown(each.plugin) || each.plugin.resource === plugin);
}
