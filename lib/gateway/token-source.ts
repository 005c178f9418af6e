import type { JwtAuthModel } from '../plugin';
import { type Answer, refuse } from './answer';
import type { Call } from './call';

/**
 * The token of a request, where the plug-in looks for it; `undefined` when there is none, an answer when there is
 * more than one: the backend might take the other.
 */
export function readToken(
  call: Call,
  { parameter, parameterLocation }: JwtAuthModel,
): string | Answer | undefined {
  switch (parameterLocation) {
    case 'header':
      return readHeader(call, parameter);
    case 'query':
      return present(call.queryValue(parameter));
    case 'cookie':
      return only(cookieValues(call, parameter), `the cookie ${parameter}`);
    case undefined:
      return present(call.parameters.get(parameter));
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
