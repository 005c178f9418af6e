import { CLOUD_NATIVE } from '../facts';
import {
  findTokenPlace,
  type GatewayRoute,
  isAuthorization,
  type JwtLock,
  parameterMappingOf,
  type TokenPlace,
} from '../model';
import { isUnknown } from '../template';
import type { HeaderLine, RequestDraft } from './request-draft';
import type { Attempt, PresentedValue, TokenKindId } from './token-kinds';

/** A request as it goes out. Header lines are sent as they stand, a name that comes twice as two lines. */
export interface ProbeRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly HeaderLine[];
  readonly body: string | undefined;
  /** Aborted when the answer takes too long. */
  readonly signal: AbortSignal;
}

/** A request as it may be shown: without the token, and without the values of the user's own headers. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly HeaderLine[];
}

/** A request to a route, but for its token. */
export interface Unsigned {
  readonly base: URL;
  readonly draft: RequestDraft;
  readonly place: SentPlace | undefined;
  /** The names of the headers that the user gave, in lower case. */
  readonly ownHeaders: ReadonlySet<string>;
}

/** What of an attempt goes out in one request. */
export type Presented = Pick<Attempt, 'values' | 'inQuery'>;

/** The request with these values where the gateway looks for its token. */
export function requestWith(
  { base, draft, place }: Unsigned,
  presented: Presented,
  signal: AbortSignal,
): ProbeRequest {
  const { body, headers, method, ...rest } = filled(draft, place, presented);
  return { method, url: urlOf(base, rest), headers, body, signal };
}

/** The request of an attempt as it may be shown: `Authorization: Bearer <expired>`. */
export function shownRequest(
  unsigned: Unsigned,
  kind: TokenKindId,
  { inQuery, values }: Attempt,
): ShownRequest {
  const { base, draft, ownHeaders, place } = unsigned;
  const named = values.map((value) => (value.isWhole ? value : { text: `<${kind}>` }));
  const shown = { values: named, inQuery: inQuery && `<${kind}>` };
  const { headers, method, ...rest } = filled(draft, place, shown);
  return {
    method,
    url: urlOf(base, rest).replaceAll(encodeURIComponent(`<${kind}>`), `<${kind}>`),
    headers: headers.map(([name, value]) => [name, ownHeaders.has(name.toLowerCase()) ? '…' : value]),
  };
}

function filled(draft: RequestDraft, place: SentPlace | undefined, presented: Presented): RequestDraft {
  const { inQuery, values } = presented;
  const request = place === undefined ? draft : withToken(draft, place, values);
  if (inQuery === undefined) return request;
  return { ...request, query: [...request.query, [CLOUD_NATIVE.defaultTokenParameter.value, inQuery]] };
}

function urlOf({ origin }: URL, { path, query }: Pick<RequestDraft, 'path' | 'query'>): string {
  const pairs = query.map((pair) => pair.map(encodeURIComponent).join('='));
  return origin + path + (pairs.length === 0 ? '' : `?${pairs.join('&')}`);
}

/** A place that a token is sent in. */
export interface SentPlace extends TokenPlace {
  readonly location: 'header' | 'query' | 'cookie';
}

/** Where a token for this route is sent; `undefined` where the template does not say, or says a form or the path. */
export function findSentPlace(route: GatewayRoute, lock: JwtLock): SentPlace | undefined {
  const place = findTokenPlace(lock, parameterMappingOf(route));
  return place !== undefined && !isUnknown(place) && isSent(place) ? place : undefined;
}

function isSent(place: TokenPlace): place is SentPlace {
  return place.location !== 'form' && place.location !== 'path';
}

/** The request with these values, and no others, where the gateway looks for its token. */
export function withToken(
  draft: RequestDraft,
  place: SentPlace,
  values: readonly PresentedValue[],
): RequestDraft {
  const lines = values.map(({ isWhole, text }): HeaderLine => {
    return [place.name, isAuthorization(place) && isWhole === undefined ? `Bearer ${text}` : text];
  });
  const isOther = ([name]: HeaderLine) => name.toLowerCase() !== place.name.toLowerCase();
  switch (place.location) {
    case 'header':
      return { ...draft, headers: [...draft.headers.filter(isOther), ...lines] };
    case 'query':
      return { ...draft, query: [...draft.query.filter(([name]) => name !== place.name), ...lines] };
    case 'cookie':
      return { ...draft, headers: [...draft.headers, ...cookieOf(lines)] };
  }
}

function cookieOf(lines: readonly HeaderLine[]): HeaderLine[] {
  return lines.length === 0 ? [] : [['cookie', lines.map((line) => line.join('=')).join('; ')]];
}
