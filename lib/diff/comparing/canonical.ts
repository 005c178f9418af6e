import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../../json';
import type { GatewayPlugin } from '../../model';
import { functionIn, isFunctionName, isUnknown } from '../../template';

/** Lists whose items have names, by the name of the list, and the member that names an item. */
const NAMED_LISTS: Readonly<Record<string, string>> = {
  claimParameters: 'claimName',
  ConstParameters: 'ServiceParameterName',
  ErrorCodeSamples: 'Code',
  MockHeaders: 'HeaderName',
  policies: 'key',
  RequestParameters: 'ApiParameterName',
  routes: 'name',
  rules: 'name',
  ServiceParameters: 'ServiceParameterName',
  ServiceParametersMap: 'ServiceParameterName',
  SystemParameters: 'ServiceParameterName',
  Tags: 'Key',
};

/** Lists of names whose order says nothing. */
const SETS: ReadonlySet<string> = new Set(['ApiIds', 'AppIds']);

/** Objects that mean nothing by themselves: none is as good as one without members. */
const CONTAINERS: ReadonlySet<string> = new Set([
  ...Object.keys(NAMED_LISTS),
  ...SETS,
  'JwtGateway',
  'Metadata',
  'parameters',
  'Properties',
  'RequestConfig',
  'ServiceConfig',
  'Variables',
]);

/** Whether an object of the name only holds things. */
export function isContainer(name: string): boolean {
  return CONTAINERS.has(name);
}

/** Lists of named items that are looked at in order. */
const ORDERED: ReadonlySet<string> = new Set(['rules', 'routes']);

/** Where the order of such a list is told, as the JSON text of a list of names. */
const ORDER = '(order)';

/** Whether a path leads to the order of a list, and not to a member that is only called so. */
export function isOrder(path: readonly string[]): boolean {
  return path[0] === 'Properties' && path.at(-1) === ORDER && ORDERED.has(path.at(-2) ?? '');
}

/** Where an object stands that is written in the place of such a list. */
const NO_LIST = '(no list)';

/**
 * The value in a form in which only differences that mean something are left: lists of named things are objects by
 * name, lists whose order says nothing are objects with their items as names. Two values have one form only if they
 * mean the same.
 */
export function canonical(value: JsonValue, name = ''): JsonValue {
  const isList = SETS.has(name) || Object.hasOwn(NAMED_LISTS, name);
  if (isJsonObject(value)) {
    const members = mapMembers(value, canonical);
    return isList && functionIn(value) === undefined ? { [NO_LIST]: members } : members;
  }
  if (!Array.isArray(value)) return value;
  const items: readonly JsonValue[] = value;
  const named = isList ? namedItems(items, name) : undefined;
  return named ?? items.map((item) => canonical(item));
}

/** The items of a list by their names; `undefined` where a name is taken for something else here. */
function namedItems(items: readonly JsonValue[], list: string): JsonValue | undefined {
  const key = NAMED_LISTS[list];
  if (key === undefined) return asSet(items);
  if (!items.every(isJsonObject)) return undefined;
  const isTaken = items.some((item) => isReserved(nameOf(memberOf(item, key) ?? null)));
  return isTaken ? undefined : byName(items, { key, isOrdered: ORDERED.has(list) });
}

/** What a list must not call an item, lest it be taken for what stands beside the items, or for a function. */
function isReserved(name: string): boolean {
  return name === ORDER || name === NO_LIST || ORDERED.has(name) || isFunctionName(name);
}

function mapMembers(value: JsonObject, map: (member: JsonValue, name: string) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, map(member, name)]));
}

function asSet(items: readonly JsonValue[]): JsonValue | undefined {
  const names = items.map(nameOf);
  return names.some(isReserved)
    ? undefined
    : Object.fromEntries(names.map((name, at) => [name, items[at] ?? null]));
}

/** Two items of one name: the second is called `name (2)`. */
function byName(
  items: readonly JsonObject[],
  { key, isOrdered }: { readonly key: string; readonly isOrdered: boolean },
): JsonObject {
  const named = new Map<string, JsonValue>();
  for (const item of items) named.set(freeName(nameOf(memberOf(item, key) ?? null), named), canonical(item));
  // An object tells names that are numbers in the order of the numbers.
  if (isOrdered) named.set(ORDER, JSON.stringify([...named.keys()]));
  return Object.fromEntries(named);
}

function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(name)) return name;
  let count = 2;
  while (taken.has(`${name} (${count})`)) count += 1;
  return `${name} (${count})`;
}

function nameOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What PluginData says, in that form; `undefined` where it is no object, so that only its letters can be compared. */
export function canonicalData({ data }: GatewayPlugin): JsonValue | undefined {
  return isUnknown(data) || !isJsonObject(data) ? undefined : canonical(data);
}

/** The same with keys by their thumbprints, of a JWT plug-in whose data is in order. */
export function canonicalTokenData({ data, jwtAuth }: GatewayPlugin): JsonValue | undefined {
  if (isUnknown(data) || !isJsonObject(data) || jwtAuth === undefined) return undefined;
  const { jwk, jwks, ...others } = data;
  const list = [...(jwk === undefined ? [] : [jwk]), ...(Array.isArray(jwks) ? jwks : [])];
  const keys = new Map<string, JsonValue>();
  list.forEach((key: JsonValue, index) => {
    keys.set(freeName(jwtAuth.keys[index]?.thumbprint ?? '', keys), withoutMaterial(key));
  });
  const keysIn = [jwk === undefined ? [] : ['jwk'], jwks === undefined ? [] : ['jwks']].flat().join(' and ');
  const members = Object.entries(others).map(([name, member]) => [besideKeys(name), member]);
  return canonical({ ...Object.fromEntries(members), keys: Object.fromEntries(keys), keysIn });
}

/** Another name for a member that is called like what is made of the keys; no two members get one name. */
function besideKeys(name: string): string {
  return /^keys(?:In)?(?: \(written\))*$/.test(name) ? `${name} (written)` : name;
}

/** The members that make a key; its thumbprint says them all. */
const MATERIAL: ReadonlySet<string> = new Set(['crv', 'e', 'kty', 'n', 'x', 'y']);

function withoutMaterial(key: JsonValue): JsonValue {
  if (!isJsonObject(key)) return key;
  return Object.fromEntries(Object.entries(key).filter(([name]) => !MATERIAL.has(name)));
}
