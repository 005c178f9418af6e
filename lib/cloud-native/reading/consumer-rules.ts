import type { Resource } from '../../template';
import type { RoutePlace } from './places';
import { memberIn, type Target, targetOf, targetsIn } from './resources';

/**
 * A ConsumerAuthorizationRule, or a Consumer for which the template has none. Where it is, the product's own consumer
 * authentication may be on, which is not read.
 */
export interface ConsumerRule {
  readonly resource: Resource;
  /** The routes and APIs that it is for; `undefined` where it may be for any. */
  readonly targets: readonly Target[] | undefined;
}

/** Reads all of them. */
export function consumerRulesOf(ofType: (name: string) => readonly Resource[]): readonly ConsumerRule[] {
  const rules = ofType('ConsumerAuthorizationRule');
  const named = new Set(
    rules.map((rule) => {
      const target = targetOf(rule.properties.ConsumerId ?? null, rule);
      return target.kind === 'resource' ? target.resource : undefined;
    }),
  );
  return [
    ...rules.map((resource) => ({ resource, targets: targetsOf(resource) })),
    ...ofType('Consumer').flatMap((resource) =>
      named.has(resource) ? [] : [{ resource, targets: undefined }],
    ),
  ];
}

/** What a rule is for: one route or API, the API around it, and a list of more. */
function targetsOf(rule: Resource): readonly Target[] | undefined {
  const identifier = rule.properties.ResourceIdentifier;
  const ids = ['ResourceId', 'ParentResourceId'].flatMap((name) => memberIn(identifier, name, rule) ?? []);
  const targets = [
    ...ids.map((id) => targetOf(id, rule)),
    ...targetsIn(memberIn(identifier, 'Resources', rule), rule),
  ];
  return targets.length === 0 ? undefined : targets;
}

const ROUTES_AND_APIS: readonly string[] = [
  'ALIYUN::APIG::HttpApi',
  'ALIYUN::APIG::Operation',
  'ALIYUN::APIG::Route',
];

/** Whether a rule may be for a route. It is for another one only where all that it names are others of the template. */
export function mayBeFor({ targets }: ConsumerRule, { api, resource }: RoutePlace): boolean {
  if (targets === undefined) return true;
  return targets.some(
    (target) =>
      target.kind !== 'resource' ||
      target.resource === resource ||
      target.resource === api ||
      !ROUTES_AND_APIS.includes(target.resource.type),
  );
}
