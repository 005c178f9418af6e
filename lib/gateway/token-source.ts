import { isAuthorization, type TokenPlace } from '../model';
import { type Answer, refuse } from './answer';
import type { Call } from './call';

/**
 * The token of a request; `undefined` when there is none, an answer when there is more than one: the backend might
 * take the other.
 */
export function readToken(call: Call, place: TokenPlace): string | Answer | undefined {
  const { location, name } = place;
  switch (location) {
    case 'header':
      return readHeader(call, place);
    case 'query':
      return present(call.queryValue(name));
    case 'cookie':
      return only(cookieValues(call, name), `the cookie ${name}`);
    case 'form':
    case 'path':
      return present(call.parameters.get(name));
  }
}

function readHeader(call: Call, place: TokenPlace): string | Answer | undefined {
  const text = only(call.headerValues(place.name), place.name);
  if (typeof text !== 'string' || !isAuthorization(place)) return text;
  return present(text.replace(/^bearer(?: +|$)/i, ''));
}

function only(values: readonly string[], name: string): string | Answer | undefined {
  if (values.length > 1) return refuse('I400HD', `${name} comes more than once`);
  return present(values[0]);
}

/** An empty token is none. */
function present(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function cookieValues(call: Call, name: string): readonly string[] {
  return call
    .headerValues('cookie')
    .flatMap((line) => line.split(';'))
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1).replace(/^"(.*)"$/, '$1'));
}
