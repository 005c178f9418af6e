import { apiDefinitionOf, type GatewayRoute, isUnknown, type JwtLock } from '../template';
import type { HeaderLine } from './probe-request';
import type { RequestDraft } from './request-draft';
import type { PresentedValue } from './token-kinds';

/** Where a gateway looks for a token. */
export interface TokenPlace {
  readonly in: 'header' | 'query' | 'cookie';
  readonly name: string;
}

const LOCATIONS: Readonly<Record<string, TokenPlace['in']>> = { HEAD: 'header', QUERY: 'query' };

/** Where the plug-in looks for its token on this route; `undefined` where the template does not say. */
export function findTokenPlace(route: GatewayRoute, lock: JwtLock): TokenPlace | undefined {
  const { parameter: name, parameterLocation: written } = lock;
  if (written === 'header' || written === 'query' || written === 'cookie') return { in: written, name };
  const { requestParameters } = apiDefinitionOf(route);
  if (written !== undefined || isUnknown(requestParameters)) return undefined;
  const declared = requestParameters.find((each) => each.name === name)?.location;
  const place = isUnknown(declared) || declared === undefined ? undefined : LOCATIONS[declared];
  return place === undefined ? undefined : { in: place, name };
}

/** Whether tokens come after `Bearer` there. */
export function isAuthorization(place: TokenPlace): boolean {
  return place.in === 'header' && place.name.toLowerCase() === 'authorization';
}

/** The request with these values, and no others, where the gateway looks for its token. */
export function withToken(
  draft: RequestDraft,
  place: TokenPlace,
  values: readonly PresentedValue[],
): RequestDraft {
  const lines = values.map(({ isWhole, text }): HeaderLine => {
    return [place.name, isAuthorization(place) && isWhole === undefined ? `Bearer ${text}` : text];
  });
  const isOther = ([name]: HeaderLine) => name.toLowerCase() !== place.name.toLowerCase();
  switch (place.in) {
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
