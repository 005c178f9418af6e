import { isJsonObject, type JsonObject, type JsonValue } from '../../json';
import type { GatewayPlugin } from '../../model';
import { isUnknown } from '../../template';

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
export const ORDER = '(order)';

/**
 * The value in a form in which only differences that mean something are left: lists of named things are objects by
 * name, lists whose order says nothing are objects with their items as names.
 */
export function canonical(value: JsonValue, name = ''): JsonValue {
  if (isJsonObject(value)) return mapMembers(value, canonical);
  if (SETS.has(name)) return asSet(value);
  if (!Array.isArray(value)) return value;
  const key = NAMED_LISTS[name];
  return key === undefined || !value.every(isJsonObject)
    ? value.map((item: JsonValue) => canonical(item))
    : byName(value, { key, isOrdered: ORDERED.has(name) });
}

function mapMembers(value: JsonObject, map: (member: JsonValue, name: string) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, map(member, name)]));
}

function asSet(value: JsonValue): JsonValue {
  const items = Array.isArray(value) ? value : [value];
  if (isJsonObject(value)) return canonical(value);
  return Object.fromEntries(items.map((item: JsonValue) => [nameOf(item), item]));
}

/** Two items of one name: the second is called `name (2)`. */
function byName(
  items: readonly JsonObject[],
  { key, isOrdered }: { readonly key: string; readonly isOrdered: boolean },
): JsonObject {
  const named: Record<string, JsonValue> = {};
  for (const item of items) named[freeName(nameOf(item[key] ?? null), named)] = canonical(item);
  return isOrdered ? { ...named, [ORDER]: JSON.stringify(Object.keys(named)) } : named;
}

function freeName(name: string, taken: object): string {
  if (!Object.hasOwn(taken, name)) return name;
  let count = 2;
  while (Object.hasOwn(taken, `${name} (${count})`)) count += 1;
  return `${name} (${count})`;
}

function nameOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What PluginData says, in that form; `undefined` where it cannot be read. */
export function canonicalData({ data, problem }: GatewayPlugin): JsonValue | undefined {
  return isUnknown(data) || (!isJsonObject(data) && problem !== undefined) ? undefined : canonical(data);
}

/** The same with keys by their thumbprints, of a JWT plug-in whose data is in order. */
export function canonicalTokenData({ data, jwtAuth }: GatewayPlugin): JsonValue | undefined {
  if (isUnknown(data) || !isJsonObject(data) || jwtAuth === undefined) return undefined;
  const { jwk, jwks, ...others } = data;
  const list = [...(jwk === undefined ? [] : [jwk]), ...(Array.isArray(jwks) ? jwks : [])];
  const keys: Record<string, JsonValue> = {};
  list.forEach((key: JsonValue, index) => {
    keys[freeName(jwtAuth.keys[index]?.thumbprint ?? '', keys)] = withoutMaterial(key);
  });
  const keysIn = [jwk === undefined ? [] : ['jwk'], jwks === undefined ? [] : ['jwks']].flat().join(' and ');
  return canonical({ ...others, keys, keysIn });
}

/** The members that make a key; its thumbprint says them all. */
const MATERIAL: ReadonlySet<string> = new Set(['crv', 'e', 'kty', 'n', 'x', 'y']);

function withoutMaterial(key: JsonValue): JsonValue {
  if (!isJsonObject(key)) return key;
  return Object.fromEntries(Object.entries(key).filter(([name]) => !MATERIAL.has(name)));
}
