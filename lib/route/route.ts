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
const PARAMETER = /^\[[A-Za-z0-9._~-]+\]$/;
// What nearly every path looks like: whole segments of plain characters or one parameter.
const PLAIN_PATH = /^(?:\/(?:[A-Za-z0-9_-]+|\[[A-Za-z0-9._~-]+\]))+$/;

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
  return read({ method, path, text, place });
}

/**
 * The same of a method and a path that stand apart.
 *
 * @throws GatewayError `route-invalid` with everything that is wrong
 */
export function createRoute(method: string, path: string): Route {
  return read({ method, path });
}

interface Written {
  readonly method: string;
  readonly path: string;
  /** Both, as somebody wrote them. */
  readonly text?: string;
  readonly place?: string | undefined;
}

function read({ method, path, place, text }: Written): Route {
  const segments = path.slice(1).split('/');
  const pieces = segments.map(piecesOf);
  const parameters = parametersIn(pieces);
  const problems = [...methodProblems(method, path), ...pathProblems({ path, segments, parameters })];
  if (problems.length > 0) {
    throw new GatewayError('route-invalid', `${JSON.stringify(text ?? `${method} ${path}`)} is not a route`, {
      place,
      problems,
      hint: "a route is written like 'GET /orders/[orderId]'",
    });
  }
  const shape = parameters.length === 0 ? path : path.replace(PLACEHOLDER, '[]');
  return { method: method as Method, path, parameters, segments: pieces, signature: `${method} ${shape}` };
}

const PLACEHOLDER = /\[[^\]]*\]/g;

function piecesOf(segment: string): PathPiece[] {
  if (segment === '') return [];
  if (!segment.includes('[')) return [{ literal: segment }];
  // A whole segment is the usual place of a parameter, and needs no expression.
  if (segment.startsWith('[') && segment.indexOf(']') === segment.length - 1)
    return [{ parameter: segment.slice(1, -1) }];
  return segment
    .split(/(\[[^\]]*\])/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith('[') ? { parameter: piece.slice(1, -1) } : { literal: piece }));
}

/** The names in square brackets, in the order of the path. */
function parametersIn(segments: readonly (readonly PathPiece[])[]): string[] {
  const names: string[] = [];
  for (const pieces of segments)
    for (const piece of pieces) if ('parameter' in piece) names.push(piece.parameter);
  return names;
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
  const areDifferent = parameters.length < 2 || new Set(parameters).size === parameters.length;
  if (path === '' || (areDifferent && PLAIN_PATH.test(path))) return [];
  if (!path.startsWith('/')) return [{ path: 'path', message: `must start with a slash, got ${path}` }];
  const messages: string[] = [];
  for (const [index, segment] of segments.entries())
    messages.push(...segmentProblems(segment, index === segments.length - 1));
  if (!areDifferent) messages.push(...repeated(parameters));
  return messages.map((message) => ({ path: 'path', message }));
}

function repeated(parameters: readonly string[]): string[] {
  const twice = new Set(parameters.filter((name, index) => parameters.indexOf(name) !== index));
  return [...twice].map((name) => `names the parameter [${name}] twice`);
}

function segmentProblems(segment: string, isLast: boolean): readonly string[] {
  if (segment === '') return isLast ? [] : ['has an empty segment (two slashes in a row)'];
  if (segment === '.' || segment === '..') return [`has the relative segment ${segment}`];
  if (segment === WILDCARD) return isLast ? [] : ['has * before its last segment'];
  if (LITERAL.test(segment) || PARAMETER.test(segment)) return [];
  const pieces = segment.split(/(\[[^[\]]*\])/).filter((piece) => piece !== '');
  return pieces.flatMap(pieceProblem);
}

function pieceProblem(piece: string): string[] {
  if (PARAMETER.test(piece)) return [];
  if (piece.startsWith('[') && piece.endsWith(']'))
    return [`has the parameter ${piece}, whose name must be letters, digits, ".", "_", "~" or "-"`];
  if (piece.includes('[')) return [`has an unclosed [ in ${piece}`];
  if (piece.includes(']')) return [`has a ] without its [ in ${piece}`];
  if (piece.includes('*')) return [`has * inside the segment ${piece}; only a whole last segment may be *`];
  return LITERAL.test(piece) ? [] : [`has characters that RFC 3986 does not allow in a path: ${piece}`];
}
