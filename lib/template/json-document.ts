import { GatewayError } from '../errors';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import type { TemplateDocument } from './document';
import { type JsonPlaces, scanJson } from './json-places';
import { NESTING_LEVELS } from './limits';
import { createLineIndex, type Position, type Step } from './origin';

/**
 * Reads JSON, strictly: no duplicate names, no byte order mark, no deeper nesting than our limit.
 *
 * The engine's parser does the work. Only what is refused, and only a template whose positions are asked for, is
 * scanned a second time.
 *
 * @throws GatewayError `template-invalid` with file, line and column
 */
export function readJson(text: string, file: string): TemplateDocument {
  const value = parse(text);
  // Refuses a text that is no JSON, a name that stands twice, and deep nesting, each at its place.
  if (value === undefined || hasOtherNames(value, text)) locate(text, file);
  if (value === undefined) throw new GatewayError('template-invalid', 'is not JSON', { place: file });
  let find: ((path: readonly Step[]) => Position) | undefined;
  return {
    file,
    value,
    bytes: Buffer.byteLength(text),
    positionOf(path) {
      find ??= createFinder(text, file);
      return find(path);
    },
  };
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function locate(text: string, file: string): JsonPlaces {
  return scanJson(text, (offset, message) => {
    const { line, column } = createLineIndex(text)(offset);
    throw new GatewayError('template-invalid', message, { place: `${file}:${line}:${column}` });
  });
}

function createFinder(text: string, file: string): (path: readonly Step[]) => Position {
  const root = locate(text, file);
  const positionAt = createLineIndex(text);
  return (path) => {
    let here = root;
    for (const step of path) {
      const next = here.members?.get(String(step)) ?? here.items?.[Number(step)];
      if (next === undefined) break;
      here = next;
    }
    return positionAt(here.offset);
  };
}

/** Whether a text has other names than its value, so that one may stand twice, or is nested too deep. */
function hasOtherNames(value: JsonValue, text: string): boolean {
  const names = typeof value === 'object' && value !== null ? countNames(value, 0) : 0;
  return names !== countNamesIn(text);
}

/** How many names the objects of a value have; `NaN`, which equals no number, for a value that is nested too deep. */
function countNames(value: JsonObject | readonly JsonValue[], level: number): number {
  if (level >= NESTING_LEVELS) return Number.NaN;
  let count = 0;
  // Most values are plain, and a call for each of them would cost more than it counts.
  if (isJsonObject(value))
    for (const name in value) {
      const member = value[name];
      count += 1;
      if (typeof member === 'object' && member !== null) count += countNames(member, level + 1);
    }
  else
    for (const item of value)
      if (typeof item === 'object' && item !== null) count += countNames(item, level + 1);
  return count;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;

/**
 * How many names the objects of a JSON text have, or more: a name is what ends with a quote before a colon, and a
 * string that begins with a colon looks like it. More than its value has can mean that a name stands twice.
 */
function countNamesIn(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    let end = colon - 1;
    while (text.charCodeAt(end) <= SPACE) end -= 1;
    if (text.charCodeAt(end) === QUOTE && !isEscaped(text, end)) count += 1;
  }
  return count;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
