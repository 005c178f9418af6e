import type { PathPiece, Route } from './route';
import { caughtBetween, isWildcard, literalsOf } from './segment';

/**
 * Which of two routes takes a request that both match: below 0 for the first. Segment by segment the more exact one,
 * then a method before ANY (GATEWAY.precedence, inferred). 0 where nothing tells.
 */
export function comparePrecedence(a: Route, b: Route): number {
  for (const [index, pieces] of a.segments.entries()) {
    const order = compareSegments(pieces, b.segments[index] ?? []);
    if (order !== 0) return order;
    if (shapeOf(pieces) !== shapeOf(b.segments[index] ?? [])) return 0;
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
}

/** Text before text with parameters, the longest text first, before a parameter, before `*`. */
export function compareSegments(a: readonly PathPiece[], b: readonly PathPiece[]): number {
  return rankOf(a) - rankOf(b) || textLength(b) - textLength(a);
}

function rankOf(pieces: readonly PathPiece[]): number {
  if (isWildcard(pieces)) return 3;
  if (!hasParameter(pieces)) return 0;
  return pieces.length > 1 ? 1 : 2;
}

/** Only between parameters does the length of the text tell. */
function textLength(pieces: readonly PathPiece[]): number {
  return hasParameter(pieces) ? literalsOf(pieces).join('').length : 0;
}

function shapeOf(pieces: readonly PathPiece[]): string {
  return literalsOf(pieces).join('[]');
}

function hasParameter(pieces: readonly PathPiece[]): boolean {
  return pieces.some((piece) => 'parameter' in piece);
}

/** Whether some request may match both routes. May say so of segments that mix text and parameters where none does. */
export function overlaps(a: Route, b: Route): boolean {
  if (a.method !== b.method && a.method !== 'ANY' && b.method !== 'ANY') return false;
  return walk(a, b, meets);
}

/** Whether some request may match both routes, and nothing tells which of them takes it. */
export function isTie(a: Route, b: Route): boolean {
  return overlaps(a, b) && comparePrecedence(a, b) === 0;
}

/**
 * Whether a route is meant to stand out of a wider one: it takes what both match, and all that it takes the wider one
 * would take without it, as `GET /orders/mine` stands out of `GET /orders/[id]`.
 */
export function standsOutOf(narrow: Route, wide: Route): boolean {
  const isOfMethod = wide.method === 'ANY' || wide.method === narrow.method;
  return isOfMethod && comparePrecedence(narrow, wide) < 0 && coversPath(wide, narrow);
}

/** Whether a route matches every path that another one matches, whatever their methods are. */
export function coversPath(wide: Route, narrow: Route): boolean {
  return walk(wide, narrow, takes) && !endsBefore(narrow, wide);
}

/** A final `*` of the narrow one stands for paths that the wide one has no `*` for, or not yet. */
function endsBefore(narrow: Route, wide: Route): boolean {
  if (!isWildcard(narrow.segments.at(-1) ?? [])) return false;
  return !isWildcard(wide.segments.at(-1) ?? []) || wide.segments.length > narrow.segments.length;
}

type Segments = readonly PathPiece[];

/** Segment by segment, as far as the first `*` of either. */
function walk(a: Route, b: Route, fits: (a: Segments, b: Segments) => boolean): boolean {
  for (let index = 0; ; index += 1) {
    const [mine, theirs] = [a.segments[index], b.segments[index]];
    if (mine === undefined || theirs === undefined) return mine === theirs;
    if (isWildcard(mine)) return !isEmptyEnd(b, index);
    if (isWildcard(theirs)) return !isEmptyEnd(a, index);
    if (!fits(mine, theirs)) return false;
  }
}

/** Nothing but a final slash is left: `*` wants one character. */
function isEmptyEnd({ segments }: Route, index: number): boolean {
  return index === segments.length - 1 && segments[index]?.length === 0;
}

function meets(a: Segments, b: Segments): boolean {
  if (!hasParameter(a)) return takes(b, a);
  if (!hasParameter(b)) return takes(a, b);
  const [mine, theirs] = [literalsOf(a), literalsOf(b)];
  const [start, first] = [mine[0] ?? '', theirs[0] ?? ''];
  const [end, last] = [mine.at(-1) ?? '', theirs.at(-1) ?? ''];
  return (start.startsWith(first) || first.startsWith(start)) && (end.endsWith(last) || last.endsWith(end));
}

function takes(wide: Segments, narrow: Segments): boolean {
  const text = textOf(narrow);
  if (!hasParameter(wide)) return text === textOf(wide);
  if (rankOf(wide) === 2) return text !== '';
  return text === undefined
    ? shapeOf(wide) === shapeOf(narrow)
    : caughtBetween(literalsOf(wide), text) !== undefined;
}

/** The whole segment, where it has no parameter. */
function textOf(pieces: Segments): string | undefined {
  const [only] = pieces;
  if (only === undefined) return '';
  return pieces.length === 1 && 'literal' in only ? only.literal : undefined;
}
