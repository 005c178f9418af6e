import { CONDITION_LOCATIONS } from '../../facts';

/** Where a variable of a condition comes from: `{ location: 'token', name: 'sub' }` for `Token:sub`. */
export interface ConditionSource {
  /** In lower case: the vendor's own samples differ in it. */
  readonly location: string;
  /** `undefined` where there is none, as for `Method`. */
  readonly name: string | undefined;
}

/**
 * The source of a variable, as `parameters` write it: `Method`, `Token:sub`. A vendor sample writes `path:userId`
 * for a path parameter, which the page on parameters calls `Parameter:userId`; the two are one here.
 *
 * @returns undefined for a location that the service does not document for requests, and for `Token` and its like
 *   without a name
 */
export function findConditionSource(text: string): ConditionSource | undefined {
  const [, written = '', name] = /^([A-Za-z]+)(?::(.+))?$/s.exec(text) ?? [];
  const location = written.toLowerCase();
  const known = CONDITION_LOCATIONS.value.request.some((each) => each.toLowerCase() === location);
  if (!known || (name === undefined && NAMED.has(location))) return undefined;
  return location === 'path' && name !== undefined ? { location: 'parameter', name } : { location, name };
}

/** Each has many things, and a name says which. */
const NAMED: ReadonlySet<string> = new Set([
  'form',
  'header',
  'parameter',
  'query',
  'system',
  'token',
  'xff',
]);
