import type { Unemulated } from '../gateway';
import { pathOf, type RouteRow } from '../report';
import {
  apiDefinitionOf,
  basePathOf,
  type GatewayRoute,
  isUnknown,
  type JwtLock,
  type Lock,
  type Protection,
  type RequestParameter,
} from '../template';

/** What a caller of a route needs to know. */
export interface RouteCall {
  /** With the base path of the group and its `[parameters]`; `null` where the path is unknown. */
  readonly path: string | null;
  /** Where the token goes: a header, a query parameter, a cookie, a form field; `null` where none is looked at. */
  readonly token: { readonly location: string; readonly name: string } | null;
  /** What the API declares beside its path, in the template's words. */
  readonly parameters: readonly DeclaredParameter[];
  /** What the local gateway cannot do as the service does. */
  readonly unemulated: readonly Pick<Unemulated, 'name' | 'why' | 'blocks'>[];
}

interface DeclaredParameter {
  readonly name: string;
  readonly location: string;
  readonly required: boolean;
  readonly defaultValue?: string;
}

/** What a caller of this row needs to know. */
export function callOf({ route, stage }: RouteRow, unemulated: readonly Unemulated[]): RouteCall {
  const parameters = declaredIn(route);
  const lock = stage && jwtLockIn(stage.protection);
  const tokenName = lock?.parameter;
  const isPathKnown = route.route !== undefined && !isUnknown(route.group) && !isUnknown(basePathOf(route));
  return {
    path: isPathKnown ? pathOf(route) : null,
    token: lock === undefined ? null : { location: placeOf(lock, parameters), name: lock.parameter },
    parameters: parameters.filter(({ location, name }) => location !== 'PATH' && name !== tokenName),
    unemulated: unemulated.map(({ blocks, name, why }) => ({ name, why, blocks })),
  };
}

function jwtLockIn(protection: Protection): JwtLock | undefined {
  if (protection.kind === 'unknown') return undefined;
  const locks: readonly Lock[] = protection.kind === 'locked' ? protection.locks : [];
  return locks.find((lock) => lock.kind === 'jwt') ?? protection.optionalToken;
}

const PLACES: Readonly<Record<string, string>> = { HEAD: 'header', QUERY: 'query', BODY: 'form' };

/** Without a location of its own, the plug-in reads an API parameter. */
function placeOf(lock: JwtLock, parameters: readonly DeclaredParameter[]): string {
  if (lock.parameterLocation !== undefined) return lock.parameterLocation;
  const declared = parameters.find(({ name }) => name === lock.parameter);
  return PLACES[declared?.location ?? ''] ?? 'header';
}

function declaredIn(route: GatewayRoute): DeclaredParameter[] {
  const { requestParameters } = apiDefinitionOf(route);
  return isUnknown(requestParameters) ? [] : requestParameters.flatMap(declaredParameter);
}

function declaredParameter(parameter: RequestParameter): DeclaredParameter[] {
  const { defaultValue, location, name, required } = parameter;
  if (isUnknown(name) || isUnknown(location)) return [];
  const given = defaultValue === undefined || isUnknown(defaultValue) ? {} : { defaultValue };
  return [{ name, location: location.toUpperCase(), required: required === 'REQUIRED', ...given }];
}
