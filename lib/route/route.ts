import { GatewayError, type Problem } from '../errors';
import { API, type Method } from '../facts';

/** A piece of a path segment: text as it stands, or the name of a path parameter. */
export type PathPiece = { readonly literal: string } | { readonly parameter: string };

/** One method and path of an API group, as in `GET /orders/[orderId]`. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  /** The names in square brackets, in the order of the path. */
  readonly parameters: readonly string[];
  /** The pieces of each segment between slashes. */
  readonly segments: readonly (readonly PathPiece[])[];
  /**
   * The same text for every route that catches the same requests: parameter names are left out, as in
   * `GET /orders/[]`. Two routes of one group must not share it.
   */
  readonly signature: string;
}

/** `/[root]/*` ends in this: it stands for every path below. */
export const WILDCARD = '*';

// RFC 3986 section 3.3 `pchar` without the gateway's own `[`, `]` and `*`.
const LITERAL = /^(?:[A-Za-z0-9\-._~!$&'()+,;=:@]|%[0-9A-Fa-f]{2})*$/;
const PARAMETER = /^[A-Za-z0-9._~-]+$/;

/**
 * Reads `METHOD /path/[parameter]/*`.
 *
 * @param text the method, one space and the path; `ANY` stands for every method
 * @param place where the text stands, for the message
 * @throws GatewayError `route-invalid` with everything that is wrong
 * @see https://help.aliyun.com/zh/api-gateway/user-guide/parameter-mapping-and-verification-rules
 */
export function parseRoute(text: string, place?: string): Route {
  const [, method = '', path = ''] = /^(\S+) (.+)$/s.exec(text) ?? [];
  const segments = path.slice(1).split('/');
  const parameters = parameterNames(path);
  const problems = [...methodProblems(method, path), ...pathProblems({ path, segments, parameters })];
  if (problems.length > 0) {
    throw new GatewayError('route-invalid', `${JSON.stringify(text)} is not a route`, {
      place,
      problems,
      hint: "a route is written like 'GET /orders/[orderId]'",
    });
  }
  const signature = `${method} ${path.replace(PLACEHOLDER, '[]')}`;
  return { method: method as Method, path, parameters, segments: segments.map(piecesOf), signature };
}

const PLACEHOLDER = /\[[^\]]*\]/g;

/** The names in square brackets. */
function parameterNames(path: string): string[] {
  return (path.match(PLACEHOLDER) ?? []).map((placeholder) => placeholder.slice(1, -1));
}

function piecesOf(segment: string): PathPiece[] {
  if (segment !== '' && !segment.includes('[')) return [{ literal: segment }];
  return segment
    .split(/(\[[^\]]*\])/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith('[') ? { parameter: piece.slice(1, -1) } : { literal: piece }));
}

function methodProblems(method: string, path: string): Problem[] {
  if (path === '') return [{ path: 'route', message: 'must be a method, one space and a path' }];
  if ((API.methods.value as readonly string[]).includes(method)) return [];
  return [{ path: 'method', message: `must be one of ${API.methods.value.join(', ')}, got ${method}` }];
}

interface Path extends Pick<Route, 'path' | 'parameters'> {
  readonly segments: readonly string[];
}

function pathProblems({ path, parameters, segments }: Path): Problem[] {
  if (path === '') return [];
  const wrong = (message: string): Problem => ({ path: 'path', message });
  if (!path.startsWith('/')) return [wrong(`must start with a slash, got ${path}`)];
  const twice = parameters.filter((name, index) => parameters.indexOf(name) !== index);
  return [
    ...segments.flatMap((segment, index) => segmentProblems(segment, index === segments.length - 1)),
    ...[...new Set(twice)].map((name) => `names the parameter [${name}] twice`),
  ].map(wrong);
}

function segmentProblems(segment: string, isLast: boolean): string[] {
  if (segment === '') return isLast ? [] : ['has an empty segment (two slashes in a row)'];
  if (segment === '.' || segment === '..') return [`has the relative segment ${segment}`];
  if (segment === WILDCARD) return isLast ? [] : ['has * before its last segment'];
  if (LITERAL.test(segment)) return [];
  const pieces = segment.split(/(\[[^[\]]*\])/).filter((piece) => piece !== '');
  return pieces.flatMap(pieceProblem);
}

function pieceProblem(piece: string): string[] {
  const isParameter = piece.startsWith('[') && piece.endsWith(']');
  if (isParameter && PARAMETER.test(piece.slice(1, -1))) return [];
  if (isParameter)
    return [`has the parameter ${piece}, whose name must be letters, digits, ".", "_", "~" or "-"`];
  if (piece.includes('[')) return [`has an unclosed [ in ${piece}`];
  if (piece.includes(']')) return [`has a ] without its [ in ${piece}`];
  if (piece.includes('*')) return [`has * inside the segment ${piece}; only a whole last segment may be *`];
  return LITERAL.test(piece) ? [] : [`has characters that RFC 3986 does not allow in a path: ${piece}`];
}
