import { type JsonValue, memberOf } from '../json';
import { followReference, isUnknown, type Resource, textIn } from '../template';
import type { GatewayModel, GatewayRoute, RouteStage } from './gateway';

/** The apps that may call a route in a stage, where it asks for an authorized app. */
interface AuthorizedApps {
  /** `app Mobile`, by logical id where the template makes it, else by the id that it names. */
  readonly names: readonly string[];
  /** Why others may be authorized, too: a list or a stage that only ROS knows. */
  readonly why: string | undefined;
}

/** Finds the authorized apps. Nothing is looked up before it is asked for. */
export type FindApps = (route: GatewayRoute, stage: RouteStage) => AuthorizedApps;

interface Grant {
  readonly stage: ReturnType<typeof textIn>;
  readonly apps: readonly string[];
  readonly why: string | undefined;
}

/** Finds the apps that the Authorizations of gateways name for an API. */
export function createAppFinder(models: readonly Pick<GatewayModel, 'stacks'>[]): FindApps {
  let grants: ReadonlyMap<Resource, readonly Grant[]> | undefined;
  return ({ resource }, { stage }) => {
    grants ??= grantsIn(models);
    const own = (grants.get(resource) ?? []).filter(
      (each) => isUnknown(each.stage) || isUnknown(stage) || each.stage === stage,
    );
    const names = new Set(own.filter((each) => each.stage === stage).flatMap(({ apps }) => apps));
    const doubt = own.find((each) => each.why !== undefined || each.stage !== stage);
    const why = doubt && (doubt.why ?? 'only ROS knows the stage for which apps are authorized');
    return { names: [...names].sort(), why };
  };
}

function grantsIn(models: readonly Pick<GatewayModel, 'stacks'>[]): ReadonlyMap<Resource, readonly Grant[]> {
  const grants = new Map<Resource, Grant[]>();
  const resources = models
    .flatMap(({ stacks }) => stacks)
    .flatMap((stack) => [...stack.resources.values()].flat());
  for (const each of new Set(resources)) {
    if (each.type !== 'ALIYUN::ApiGateway::Authorization') continue;
    const grant = grantOf(each);
    for (const api of itemsOf(memberOf(each.properties, 'ApiIds'))) {
      const target = followReference(api, each);
      if (target.kind !== 'resource') continue;
      const known = grants.get(target.resource);
      if (known === undefined) grants.set(target.resource, [grant]);
      else known.push(grant);
    }
  }
  return grants;
}

function grantOf(resource: Resource): Grant {
  const list = memberOf(resource.properties, 'AppIds');
  const apps = itemsOf(list).map((app) => {
    const target = followReference(app, resource);
    if (target.kind === 'resource') return `app ${target.resource.id}`;
    return `app ${target.kind === 'literal' ? target.text : target.expression}`;
  });
  const [condition] = resource.existsIf;
  return {
    stage: textIn(memberOf(resource.properties, 'StageName') ?? null, resource),
    apps: condition === undefined ? apps : [],
    why: condition ?? (Array.isArray(list) ? undefined : 'only ROS knows which apps are authorized'),
  };
}

function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}
