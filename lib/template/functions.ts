import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import { findCall } from './function-call';
import { NESTING_LEVELS } from './limits';

/** A function of ROS whose value depends on nothing but its argument; `undefined` where ROS does not document what it is. */
type PureFunction = (argument: JsonValue) => JsonValue | undefined;

/** The longest text that is put together: ROS takes no template that is longer. */
export const LONGEST_TEXT = 512 * 1024;

/**
 * What the functions of ROS make of arguments that are known.
 *
 * @see https://www.alibabacloud.com/help/en/doc-detail/28865.htm
 */
export const FUNCTIONS: ReadonlyMap<string, PureFunction> = new Map<string, PureFunction>([
  ['Fn::Str', plainTextOf],
  ['Fn::Join', joined],
  ['Fn::Select', selected],
  ['Fn::Split', split],
  ['Fn::Replace', replaced],
  ['Fn::Length', length],
  ['Fn::ListMerge', mergedList],
  ['Fn::MergeMapToList', mergedMaps],
  ['Fn::Base64Encode', encoded],
  ['Fn::Base64Decode', decoded],
  ['Fn::GetJsonValue', jsonValue],
]);

/** A text, or a whole number as ROS writes it out. */
export function plainTextOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

function pairOf(argument: JsonValue): readonly [JsonValue, JsonValue] | undefined {
  if (!Array.isArray(argument) || argument.length !== 2) return undefined;
  return [argument[0] ?? null, argument[1] ?? null];
}

function textsOf(values: JsonValue): readonly string[] | undefined {
  if (!Array.isArray(values)) return undefined;
  const texts: string[] = [];
  let size = 0;
  for (const value of values as readonly JsonValue[]) {
    const text = plainTextOf(value);
    if (text === undefined) return undefined;
    size += text.length;
    texts.push(text);
  }
  return size > LONGEST_TEXT ? undefined : texts;
}

function joined(argument: JsonValue): JsonValue | undefined {
  const [delimiter, list = null] = pairOf(argument) ?? [];
  const texts = textsOf(list);
  if (typeof delimiter !== 'string' || texts === undefined) return undefined;
  return delimiter.length * texts.length > LONGEST_TEXT ? undefined : texts.join(delimiter);
}

function selected(argument: JsonValue): JsonValue | undefined {
  const [at, from = null] = pairOf(argument) ?? [];
  if (isJsonObject(from)) return typeof at === 'string' ? memberOf(from, at) : undefined;
  const text = plainTextOf(at);
  if (text === undefined || !/^(?:0|[1-9]\d*)$/.test(text) || !Array.isArray(from)) return undefined;
  return from[Number(text)];
}

function split(argument: JsonValue): JsonValue | undefined {
  const [delimiter, text] = pairOf(argument) ?? [];
  if (typeof delimiter !== 'string' || delimiter === '' || typeof text !== 'string') return undefined;
  return text.split(delimiter);
}

/** Of several texts to be replaced, ROS does not say which comes first. */
function replaced(argument: JsonValue): JsonValue | undefined {
  const [pairs, text] = pairOf(argument) ?? [];
  const [pair, second] = isJsonObject(pairs) ? Object.entries(pairs) : [];
  if (pair === undefined || second !== undefined || typeof text !== 'string') return undefined;
  const [old, by] = [pair[0], plainTextOf(pair[1])];
  if (old === '' || by === undefined) return undefined;
  const parts = text.split(old);
  return parts.length * by.length > LONGEST_TEXT ? undefined : parts.join(by);
}

function length(value: JsonValue): JsonValue | undefined {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'string') return [...value].length;
  return isJsonObject(value) ? Object.keys(value).length : undefined;
}

function mergedList(lists: JsonValue): JsonValue | undefined {
  if (!Array.isArray(lists) || !lists.every((each) => Array.isArray(each))) return undefined;
  return lists.flat(1) as JsonValue;
}

/** Lists under names as a list of objects with these names. What becomes of lists of different lengths is not said. */
function mergedMaps(maps: JsonValue): JsonValue | undefined {
  if (!Array.isArray(maps) || !maps.every(isJsonObject)) return undefined;
  const columns = (maps as readonly JsonObject[]).flatMap((map) => Object.entries(map));
  const [first] = columns;
  const rows = first === undefined || !Array.isArray(first[1]) ? 0 : first[1].length;
  const isEven = columns.every(([, list]) => Array.isArray(list) && list.length === rows);
  const isOnce = new Set(columns.map(([name]) => name)).size === columns.length;
  if (first === undefined || !isEven || !isOnce) return undefined;
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(columns.map(([name, list]) => [name, (list as readonly JsonValue[])[row] ?? null])),
  );
}

function encoded(text: JsonValue): JsonValue | undefined {
  return typeof text === 'string' ? Buffer.from(text).toString('base64') : undefined;
}

function decoded(text: JsonValue): JsonValue | undefined {
  if (typeof text !== 'string') return undefined;
  const plain = Buffer.from(text, 'base64').toString('utf8');
  // Anything that is not the Base64 of a UTF-8 text is left to ROS.
  return encoded(plain) === text ? plain : undefined;
}

function jsonValue(argument: JsonValue): JsonValue | undefined {
  const [name, text] = pairOf(argument) ?? [];
  if (typeof name !== 'string' || typeof text !== 'string' || text.length > LONGEST_TEXT) return undefined;
  try {
    const value = memberOf(JSON.parse(text) as JsonValue, name);
    // In a text there are no functions: what looks like one must not be taken for one.
    const isPlain = value !== undefined && isShallow(value, NESTING_LEVELS) && findCall(value) === undefined;
    return isPlain ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What is deeper than a template may be would be walked by readers that recurse. */
function isShallow(value: JsonValue, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((member) => isShallow(member, levels - 1));
}
