import type { GatewayRoute, RouteStage } from '../../model';
import { isUnknown } from '../../template';
import type { UnsupportedReason } from './bound-plugins';
import { fullRoute, words } from './full-route';

interface Published {
  readonly route: GatewayRoute;
  readonly stage: RouteStage;
}

/** What about callers is not checked here, or cannot be read. */
export function whoMayCall({
  route: { authType },
  stage: { protection },
}: Published): readonly UnsupportedReason[] {
  if (protection.kind === 'unknown') return [{ name: 'protection', why: protection.why }];
  if (protection.kind === 'public') return [];
  const locks = protection.locks.flatMap((lock): UnsupportedReason[] => {
    if (lock.kind === 'app')
      return [
        { name: 'app', why: `AuthType is ${words(authType)}: signatures of apps are not checked here` },
      ];
    if (lock.kind === 'openid')
      return [{ name: 'openid', why: "the API's own OpenID Connect settings are not checked here" }];
    return [];
  });
  const perhaps = protection.perhaps.flatMap(({ kind, why }): UnsupportedReason[] => {
    if (kind === 'app') return [{ name: 'app', why: `${why}: an app may be demanded beside the plug-in` }];
    return kind === 'openid' ? [{ name: 'openid', why: `${why}: an ID token may be demanded` }] : [];
  });
  return [...locks, ...perhaps];
}

/** Why it is not certain that the service serves the route, here and in this way. */
export function whetherServed({ route, stage }: Published): readonly UnsupportedReason[] {
  const { group } = route;
  const conditions = [...route.existsIf, ...stage.existsIf, ...(isUnknown(group) ? [] : group.existsIf)];
  const old = stage.deployments.find(({ historyVersion }) => historyVersion !== undefined);
  const [condition] = conditions;
  const found: readonly (UnsupportedReason | false | undefined)[] = [
    condition !== undefined && { name: 'existence', why: `it is there only if ${condition}` },
    stage.maybe !== undefined && { name: 'existence', why: stage.maybe },
    isUnknown(stage.stage) && { name: 'existence', why: `the stage is ${stage.stage.expression}` },
    isUnknown(group) && { name: 'definition', why: `the group is ${group.expression}` },
    old && { name: 'definition', why: `deployment ${old.id} publishes an older version` },
    fullRoute(route) === undefined && {
      name: 'definition',
      why: route.problem ?? 'the base path of the group cannot be read',
    },
  ];
  return found.filter((each) => typeof each === 'object');
}
