import type { JwtAuthModel } from '../plugin';
import { type ApiDefinition, isUnknown } from '../template';
import { type Answer, refuse } from './answer';
import type { Call } from './call';

/** Where a plug-in looks for tokens. */
export interface TokenSource {
  readonly location: 'header' | 'query' | 'cookie' | 'parameter';
  readonly name: string;
}

/** Without `parameterLocation` the token is in the API's parameter of that name, wherever that is. */
export function tokenSourceOf(model: JwtAuthModel, { requestParameters }: ApiDefinition): TokenSource {
  const { parameter: name, parameterLocation } = model;
  if (parameterLocation !== undefined) return { location: parameterLocation, name };
  const declared = isUnknown(requestParameters) ? [] : requestParameters;
  const location = declared.find((each) => each.name === name)?.location;
  if (location === 'HEAD') return { location: 'header', name };
  return { location: location === 'QUERY' ? 'query' : 'parameter', name };
}

/**
 * The token of a request; `undefined` when there is none, an answer when there is more than one: the backend might
 * take the other.
 */
export function readToken(call: Call, { location, name }: TokenSource): string | Answer | undefined {
  switch (location) {
    case 'header':
      return readHeader(call, name);
    case 'query':
      return present(call.queryValue(name));
    case 'cookie':
      return only(cookieValues(call, name), `the cookie ${name}`);
    case 'parameter':
      return present(call.parameters.get(name));
  }
}

function readHeader(call: Call, name: string): string | Answer | undefined {
  const text = only(call.headerValues(name), name);
  if (typeof text !== 'string' || name.toLowerCase() !== 'authorization') return text;
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
