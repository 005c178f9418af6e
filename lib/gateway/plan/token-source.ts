import { isAuthorization, type TokenPlace } from '../../model';
import { type BackendName, takenNames } from '../../plugin';
import { type Answer, refuse } from '../exchange/answer';
import type { Call } from '../exchange/call';
import { looseNames } from '../exchange/query';

/**
 * The token of a request; `undefined` when there is none, an answer when another might be read in its place: the
 * backend might take that one.
 */
export type TokenReader = (call: Call) => string | Answer | undefined;

/** How the token of a request is read at its place. */
export function tokenReaderOf(place: TokenPlace): TokenReader {
  const { location, name } = place;
  switch (location) {
    case 'header':
      return headerReader(place);
    case 'query': {
      const only = onlyNamed({ location, name });
      return (call) =>
        only(
          call.queryPairs.map((pair) => ({ names: looseNames(pair), name: pair.name, value: pair.value })),
        );
    }
    case 'cookie': {
      const only = onlyNamed({ location: 'query', name });
      return (call) => only(cookiesOf(call));
    }
    case 'form':
    case 'path':
      // Of a form that the gateway reads, the backend gets nothing but what is declared, and each once.
      return (call) => present(call.parameters.get(name));
  }
}

function headerReader(place: TokenPlace): TokenReader {
  const only = onlyNamed({ location: 'header', name: place.name });
  const name = place.name.toLowerCase();
  return ({ request }) => {
    const text = only(
      request.headers.map(([each, value]) => ({
        names: [each],
        name: each.toLowerCase() === name ? place.name : each,
        value,
      })),
    );
    if (typeof text !== 'string' || !isAuthorization(place)) return text;
    return present(text.replace(/^bearer(?: +|$)/i, ''));
  };
}

interface Named {
  readonly name: string;
  /** What backends might read as its name. */
  readonly names: readonly string[];
  readonly value: string;
}

/** The one value that has the name, where no other has one that a backend might read as that. */
function onlyNamed({ location, name }: BackendName): (all: readonly Named[]) => string | Answer | undefined {
  const isSame = takenNames([{ location, name }]);
  return (all) => {
    const [first, second] = all.filter((each) =>
      each.names.some((asked) => isSame({ location, name: asked })),
    );
    if (second !== undefined) return refuse('I400HD', `${name} comes more than once`);
    if (first === undefined) return undefined;
    return first.name === name
      ? present(first.value)
      : refuse('I400HD', `${name} comes under another spelling, which the backend might read`);
  };
}

/** An empty token is none. */
function present(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function cookiesOf(call: Call): readonly Named[] {
  return call
    .headerValues('cookie')
    .flatMap((line) => line.split(';'))
    .map((raw) => {
      const mark = raw.indexOf('=');
      const value = raw.slice(mark + 1).trim();
      return {
        // Some readers end a cookie at a comma.
        names: raw.split(',').flatMap((each) => looseNames({ raw: each })),
        name: raw.slice(0, Math.max(mark, 0)).trimStart(),
        value: value.replace(/^"(.*)"$/, '$1'),
      };
    });
}
