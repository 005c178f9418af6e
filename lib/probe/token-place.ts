import {
  findTokenPlace,
  type GatewayRoute,
  isAuthorization,
  type JwtLock,
  parameterMappingOf,
  type TokenPlace,
} from '../model';
import { isUnknown } from '../template';
import type { HeaderLine } from './probe-request';
import type { RequestDraft } from './request-draft';
import type { PresentedValue } from './token-kinds';

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
