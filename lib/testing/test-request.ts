import { GATEWAY } from '../facts';
import type { GatewayRequest, ServedRoute } from '../gateway';
import { findJwtLock, fullPathOf, fullRouteOf, routeNamesOf } from '../model';
import {
  type Attempt,
  findSentPlace,
  type HeaderLine,
  type PresentedValue,
  type SentPlace,
  withToken,
} from '../probe';
import { matchRoute } from '../route';

/** A request as a test writes it: `GET /orders/1?page=2`, the same with a token and more, or a web request. */
export type TestRequest = string | RequestOptions | Request;

/** A request with a token and more. */
export interface RequestOptions {
  /** Method, path and query: `GET /orders/1?page=2`. */
  readonly request: string;
  /** @default 'RELEASE' */
  readonly stage?: string;
  /**
   * A token, or what a kit of tokens made. It goes where the route looks for it, else into `Authorization`.
   * @default - no token
   */
  readonly token?: string | Attempt;
  /** As a list, a name may come more than once. */
  readonly headers?: Readonly<Record<string, string>> | readonly HeaderLine[];
  readonly body?: string;
  /** @default 'localhost', where the routes of all groups are */
  readonly host?: string;
  /** @default 'https' */
  readonly protocol?: 'http' | 'https';
  /** @default '127.0.0.1' */
  readonly clientAddress?: string;
}

/** The stage of a request that names none. */
const DEFAULT_STAGE = GATEWAY.defaultStage.value;

const AUTHORIZATION: SentPlace = { location: 'header', name: 'Authorization' };
const REQUEST = /^([A-Z]+) (\/[^?\s]*)(?:\?(\S*))?$/;

/**
 * The request as the gateway takes it.
 *
 * @throws TypeError for a text that is not a method, a space and a path
 */
export function gatewayRequest(options: RequestOptions, routes: readonly ServedRoute[]): GatewayRequest {
  const { body, stage = DEFAULT_STAGE, token } = options;
  const [, method, path = '', search = ''] = REQUEST.exec(options.request) ?? [];
  if (method === undefined) throw new TypeError(`'${options.request}' is not like 'GET /orders/1?page=2'`);
  const place = tokenPlaceOf(findServed(routes, { method, path, stage })) ?? AUTHORIZATION;
  const draft = { method, path, query: [], headers: headerLines(options, stage), body };
  const { headers, query } = token === undefined ? draft : withToken(draft, place, presentedValues(token));
  const pairs = [search, ...query.map((pair) => pair.map(encodeURIComponent).join('='))].filter(Boolean);
  return {
    method,
    protocol: options.protocol ?? 'https',
    host: options.host ?? 'localhost',
    target: path + (pairs.length === 0 ? '' : `?${pairs.join('&')}`),
    headers,
    body: body === undefined ? undefined : bytesOf(body),
    clientAddress: options.clientAddress ?? '127.0.0.1',
  };
}

/** The route that takes a request; the one with the fewest parameters, where several do. */
function findServed(
  routes: readonly ServedRoute[],
  { method, path, stage }: { readonly method: string; readonly path: string; readonly stage: string },
): ServedRoute | undefined {
  const openness = ({ route }: ServedRoute) => fullPathOf(route).match(/[[*]/g)?.length ?? 0;
  const isTaking = ({ route, stageName }: ServedRoute) => {
    const full = fullRouteOf(route);
    return stageName === stage && full !== undefined && matchRoute(full, method, path) !== undefined;
  };
  return routes.filter(isTaking).sort((a, b) => openness(a) - openness(b))[0];
}

function tokenPlaceOf(served: ServedRoute | undefined): SentPlace | undefined {
  const lock = served && findJwtLock(served.stage.protection);
  return lock && findSentPlace(served.route, lock);
}

function presentedValues(token: string | Attempt): readonly PresentedValue[] {
  return typeof token === 'string' ? [{ text: token }] : token.values;
}

function headerLines({ headers = {} }: RequestOptions, stage: string): HeaderLine[] {
  const given = Array.isArray(headers) ? (headers as readonly HeaderLine[]) : Object.entries(headers);
  return [['X-Ca-Stage', stage], ...given];
}

/** A body as the gateway reads it. */
export async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

/**
 * The route of this name, in each stage that it is published to, or in the one that is named.
 *
 * @param name as in `GET /orders/[orderId]`, with the base path of the group or without it
 * @throws TypeError where there is none, with those that there are
 */
export function routesNamed(
  routes: readonly ServedRoute[],
  name: string,
  stage: string | undefined,
): readonly ServedRoute[] {
  const named = routes.filter(({ label, route }) => label === name || routeNamesOf(route).includes(name));
  const found = named.filter(({ stageName }) => stage === undefined || stageName === stage);
  if (found.length > 0) return found;
  const known = named.length > 0 ? named : routes;
  const there = known.map((each) => `${each.label} ${each.stageName}`).join(', ') || 'none at all';
  throw new TypeError(
    `there is no route '${name}'${stage === undefined ? '' : ` in ${stage}`}; there are: ${there}`,
  );
}

/** The same in one stage: the one that is named, else the first. */
export function routeNamed(
  routes: readonly ServedRoute[],
  name: string,
  stage: string | undefined,
): ServedRoute {
  const [first] = routesNamed(routes, name, stage);
  if (first === undefined) throw new TypeError(`there is no route '${name}'`);
  return first;
}
