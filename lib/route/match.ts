import { oncePer } from '../once-per';
import type { PathPiece, Route } from './route';
import { WILDCARD } from './route';

/**
 * The path parameters of a request that the route catches, or `undefined` when it does not catch it.
 *
 * A parameter matches one or more characters without a slash; a final `*` matches everything below, at least
 * one character. Values are as sent: percent-encoding is kept.
 */
export function matchRoute(
  route: Route,
  method: string,
  path: string,
): Readonly<Record<string, string>> | undefined {
  if (route.method !== 'ANY' && route.method !== method) return undefined;
  const found = expressionOf(route).exec(path);
  if (found === null) return undefined;
  return Object.fromEntries(route.parameters.map((name, index) => [name, found[index + 1] ?? '']));
}

const expressionOf = oncePer(({ segments }: Route): RegExp => {
  const body = segments.map((pieces) => `/${pieces.map(pieceExpression).join('')}`).join('');
  return new RegExp(`^${body}$`);
});

function pieceExpression(piece: PathPiece): string {
  if ('parameter' in piece) return '([^/]+)';
  return piece.literal === WILDCARD ? '.+' : piece.literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
