import type { GatewayModel, RouteStage } from '../../model';
import { isUnknown, mentionsOf, type Resource, textIn } from '../../template';
import type { UnsupportedReason } from './bound-plugins';
import type { UnsupportedName } from './unsupported';

/** What binds policies to APIs without a plug-in, and the plug-in type that does the same. */
const BINDERS: ReadonlyMap<string, UnsupportedName> = new Map([
  ['ALIYUN::ApiGateway::TrafficControlBinding', 'trafficControl'],
  ['ALIYUN::ApiGateway::SignatureBinding', 'backendSignature'],
]);

/** For an API in a stage, the policies that are or may be bound to it without a plug-in. */
export type OlderBindings = (api: Resource, stage: RouteStage) => readonly UnsupportedReason[];

/** Finds the policies of a model; none of them is emulated. */
export function olderBindingsOf({ stacks }: GatewayModel): OlderBindings {
  const byApi = new Map<Resource, Resource[]>();
  const resources = stacks.flatMap((stack) => [...stack.resources.values()].flat());
  for (const binder of resources.filter(({ type }) => BINDERS.has(type)))
    for (const api of mentionsOf(binder.properties.ApiIds ?? null, binder))
      byApi.set(api, [...(byApi.get(api) ?? []), binder]);
  return (api, { stage }) =>
    (byApi.get(api) ?? []).flatMap((binder): UnsupportedReason[] => {
      const bound = textIn(binder.properties.StageName, binder);
      const isElsewhere = typeof bound === 'string' && !isUnknown(stage) && bound !== stage;
      const name = BINDERS.get(binder.type);
      return isElsewhere || name === undefined
        ? []
        : [{ name, why: `${binder.id} binds a policy, which is not emulated` }];
    });
}
