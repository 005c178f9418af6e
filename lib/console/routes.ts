import type { Unemulated } from '../gateway';
import {
  apiDefinitionOf,
  basePathOf,
  findJwtLock,
  findTokenPlace,
  type GatewayRoute,
  type JwtLock,
  parameterMappingOf,
  type RequestParameter,
  redactorOf,
  type TokenPlace,
} from '../model';
import { pathOf, type RouteRow, routeRows, routesDocument } from '../report';
import { isUnknown } from '../template';
import { jsonAnswer } from './answer';
import type { Endpoint } from './endpoint';

/** The document of `jwt-gateway routes --format json`; each row has in `call` what a caller needs. */
export const routes: Endpoint = {
  method: 'GET',
  work: async (_, { served }) => {
    const { gateway, model } = served();
    const unemulated = new Map(gateway.routes.map(({ stage, unemulated: each }) => [stage, each]));
    const rows = routeRows(model, 'route');
    const document = routesDocument(model, rows);
    const calls = rows.map((row) => callOf(row, (row.stage && unemulated.get(row.stage)) ?? []));
    const answer = { ...document, routes: document.routes.map((row, i) => ({ ...row, call: calls[i] })) };
    return jsonAnswer(answer, 200, [], redactorOf(model));
  },
};

/** What a caller of a route needs to know. */
interface RouteCall {
  /** With the base path of the group and its `[parameters]`; `null` where the path is unknown. */
  readonly path: string | null;
  /** Where the token goes; `null` where none is looked at. */
  readonly token: TokenPlace | null;
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
function callOf({ route, stage }: RouteRow, unemulated: readonly Unemulated[]): RouteCall {
  const lock = stage && findJwtLock(stage.protection);
  return {
    path: isPathKnown(route) ? pathOf(route) : null,
    token: lock === undefined ? null : shownTokenPlace(lock, route),
    parameters: declaredIn(route).filter(
      ({ location, name }) => location !== 'PATH' && name !== lock?.parameter,
    ),
    unemulated: unemulated.map(({ blocks, name, why }) => ({ name, why, blocks })),
  };
}

/** Only a route that can be read stands under a path that can. */
function isPathKnown(route: GatewayRoute): boolean {
  return route.route !== undefined && !isUnknown(route.group) && !isUnknown(basePathOf(route));
}

/** Where nobody knows the place, a header is as good as any. */
function shownTokenPlace(lock: JwtLock, route: GatewayRoute): TokenPlace {
  const place = findTokenPlace(lock, parameterMappingOf(route));
  return place === undefined || isUnknown(place) ? { location: 'header', name: lock.parameter } : place;
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

/** What is served, at what time, and what the page can do. */
export const health: Endpoint = {
  method: 'GET',
  work: async (_, { now, served, signer }) =>
    jsonAnswer({
      status: 'ok',
      template: served().model.place,
      time: new Date(now()).toISOString(),
      mints: signer !== undefined,
    }),
};
