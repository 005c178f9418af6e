import { API } from '../facts';
import { isJsonObject, isSameValue, type JsonObject, type JsonValue } from '../json';
import type { Route } from '../route';
import { type Code, call, list, object, PARAMETER_FUNCTIONS, text } from '../source-code';
import { jsonCode } from './json-code';

/** The parameters of an API as options, and the properties that the options make. */
interface ParameterCode {
  readonly options: Readonly<
    Record<'parameters' | 'constantParameters' | 'systemParameters', Code | undefined>
  >;
  readonly rendered: JsonObject;
  readonly hasBodyFields: boolean;
  /** Whether the options say all parameters; else only those of the path are declared. */
  readonly isWhole: boolean;
}

interface Field {
  readonly option: string;
  readonly ros: string;
}

const FIELDS: readonly Field[] = [
  { option: 'defaultValue', ros: 'DefaultValue' },
  { option: 'minLength', ros: 'MinLength' },
  { option: 'maxLength', ros: 'MaxLength' },
  { option: 'minValue', ros: 'MinValue' },
  { option: 'maxValue', ros: 'MaxValue' },
  { option: 'regularExpression', ros: 'RegularExpression' },
  { option: 'jsonSchema', ros: 'JsonScheme' },
  { option: 'description', ros: 'Description' },
  { option: 'demoValue', ros: 'DemoValue' },
];

interface Parameter {
  readonly name: string;
  readonly location: string;
  readonly type: string;
  readonly recorded: JsonObject;
  readonly service: { readonly name: string; readonly location: string };
}

interface Reading {
  readonly route: Route;
  readonly isMock: boolean;
  readonly isPassthrough: boolean;
  /** The names in square brackets of the backend path. */
  readonly placeholders: readonly string[];
}

/**
 * The parameters as options. What does not come out as it was recorded is left to overrides; then only the parameters
 * of the path are declared.
 */
export function parameterCode(properties: JsonObject, reading: Reading): ParameterCode {
  const parameters = parametersIn(properties, reading);
  const constants = constantsIn(properties);
  const systems = systemsIn(properties);
  const inPath = [
    ...(parameters ?? []).map(({ service }) => service),
    ...constants.places,
    ...systems.places,
  ];
  const fillers = inPath.filter(({ location }) => location === 'PATH').map(({ name }) => name);
  const isWhole =
    parameters !== undefined &&
    (reading.isMock ||
      (reading.placeholders.every((name) => fillers.includes(name)) &&
        fillers.every((name) => reading.placeholders.includes(name)) &&
        new Set(inPath.map(({ location, name }) => `${location} ${name.toLowerCase()}`)).size ===
          inPath.length));
  const used = isWhole ? parameters : reading.route.parameters.map((name) => ofPath(name));
  const written = used.flatMap((parameter) => parameterOf(parameter) ?? []);
  const mapped = reading.isMock ? [] : used;
  return {
    options: {
      parameters: written.length === 0 ? undefined : list(written),
      constantParameters: isWhole ? constants.code : undefined,
      systemParameters: isWhole ? systems.code : undefined,
    },
    isWhole,
    hasBodyFields: used.some(({ location }) => location === 'BODY'),
    rendered: withLists({
      RequestParameters: used.map(({ recorded }) => recorded),
      ServiceParameters: mapped.map(({ service, type }) => ({
        ServiceParameterName: service.name,
        Location: service.location,
        ParameterType: serviceTypeOf(type),
      })),
      ServiceParametersMap: mapped.map(({ name, service }) => ({
        RequestParameterName: name,
        ServiceParameterName: service.name,
      })),
      ConstParameters: isWhole ? constants.rendered : [],
      SystemParameters: isWhole ? systems.rendered : [],
    }),
  };
}

function ofPath(name: string): Parameter {
  const recorded = {
    ApiParameterName: name,
    Location: 'PATH',
    ParameterType: 'String',
    Required: 'REQUIRED',
  };
  return { name, location: 'PATH', type: 'String', recorded, service: { name, location: 'PATH' } };
}

function withLists(lists: Readonly<Record<string, readonly JsonValue[]>>): JsonObject {
  return Object.fromEntries(Object.entries(lists).filter(([, items]) => items.length > 0));
}

function itemsIn(properties: JsonObject, name: string): JsonObject[] {
  const items = properties[name];
  return Array.isArray(items) ? items.filter(isJsonObject) : [];
}

/** In the order of the code: those of the path first. `undefined` where the constructs would refuse one. */
function parametersIn(properties: JsonObject, reading: Reading): Parameter[] | undefined {
  const services = itemsIn(properties, 'ServiceParameters');
  const maps = itemsIn(properties, 'ServiceParametersMap');
  const all: Parameter[] = [];
  for (const recorded of itemsIn(properties, 'RequestParameters')) {
    const { ApiParameterName: name, Location: location, ParameterType: type = 'String' } = recorded;
    if (typeof name !== 'string' || typeof location !== 'string' || typeof type !== 'string')
      return undefined;
    if (PARAMETER_FUNCTIONS[location] === undefined || !isRegular(recorded, type, reading)) return undefined;
    const mapped = maps.filter(({ RequestParameterName }) => RequestParameterName === name);
    const served = mapped[0]?.ServiceParameterName ?? name;
    const placed = services.find(({ ServiceParameterName }) => ServiceParameterName === served);
    const service = { name: String(served), location: String(placed?.Location ?? location) };
    if (mapped.length > 1 || PARAMETER_FUNCTIONS[service.location] === undefined) return undefined;
    all.push({ name, location, type, recorded, service });
  }
  if (new Set(all.map(({ name }) => name)).size !== all.length) return undefined;
  const ofRoute = reading.route.parameters.map(
    (name) => all.find((each) => each.location === 'PATH' && each.name === name) ?? ofPath(name),
  );
  const others = all.filter((each) => each.location !== 'PATH');
  const strange = all.some(
    ({ location, name }) =>
      (location === 'PATH') !== reading.route.parameters.includes(name) ||
      (reading.isPassthrough && location !== 'PATH'),
  );
  const hasBody = API.methodsThatMayHaveBody.value.includes(reading.route.method);
  if (strange || (!hasBody && all.some(({ location }) => location === 'BODY'))) return undefined;
  return [...ofRoute, ...others];
}

/** Whether the options of a parameter can say what was recorded, and are not refused. */
function isRegular(recorded: JsonObject, type: string, { route }: Reading): boolean {
  const known = [
    'ApiParameterName',
    'Location',
    'ParameterType',
    'Required',
    'EnumValue',
    ...FIELDS.map(({ ros }) => ros),
  ];
  if (!Object.keys(recorded).every((name) => known.includes(name))) return false;
  const has = (name: string) => recorded[name] !== undefined;
  const { EnumValue: values, Location: location, Required: required } = recorded;
  const isText = type === 'String';
  const isNumber = !isText && type !== 'Boolean';
  const low = (a: string, b: string) =>
    Number(recorded[a] ?? 0) > Number(recorded[b] ?? Number.POSITIVE_INFINITY);
  return (
    API.requestParameterTypes.value.some((each) => each === type) &&
    (required === 'REQUIRED' || required === 'OPTION') &&
    !(location === 'PATH' && required !== 'REQUIRED') &&
    !(required === 'REQUIRED' && has('DefaultValue')) &&
    ['MinLength', 'MaxLength', 'MinValue', 'MaxValue'].every(
      (name) => !has(name) || typeof recorded[name] === 'number',
    ) &&
    ['DefaultValue', 'RegularExpression', 'JsonScheme', 'Description', 'DemoValue'].every(
      (name) => !has(name) || typeof recorded[name] === 'string',
    ) &&
    (isText || !['MinLength', 'MaxLength', 'RegularExpression', 'JsonScheme'].some(has)) &&
    (isNumber || !['MinValue', 'MaxValue'].some(has)) &&
    !low('MinLength', 'MaxLength') &&
    !low('MinValue', 'MaxValue') &&
    (!has('EnumValue') || (typeof values === 'string' && values !== '')) &&
    [...String(recorded.Description ?? '')].length <= 180 &&
    route.path !== ''
  );
}

/** `RequestParameter.query('page', { type: 'Int' })`; nothing for one that the route declares by itself. */
function parameterOf({ location, name, recorded, service, type }: Parameter): Code | undefined {
  const isRequired = recorded.Required === 'REQUIRED';
  const isMoved = service.name !== name || service.location !== location;
  const options = {
    type: type === 'String' ? undefined : text(type),
    required: isRequired === (location === 'PATH') ? undefined : String(isRequired),
    ...Object.fromEntries(
      FIELDS.map(({ option, ros }) => [
        option,
        recorded[ros] === undefined ? undefined : jsonCode(recorded[ros]),
      ]),
    ),
    enumValue:
      typeof recorded.EnumValue === 'string'
        ? list(recorded.EnumValue.split(',').map((each) => text(each)))
        : undefined,
    service: isMoved ? object({ name: text(service.name), location: text(service.location) }) : undefined,
  };
  const isPlain = Object.values(options).every((each) => each === undefined);
  if (isPlain && location === 'PATH') return undefined;
  return call(PARAMETER_FUNCTIONS[location] ?? '', text(name), ...(isPlain ? [] : [object(options)]));
}

function serviceTypeOf(type: string): string {
  if (type === 'String') return 'STRING';
  return type === 'Boolean' ? 'BOOLEAN' : 'NUMBER';
}

interface Added {
  readonly code: Code | undefined;
  readonly rendered: readonly JsonValue[];
  readonly places: readonly { readonly name: string; readonly location: string }[];
}

const NOTHING: Added = { code: undefined, rendered: [], places: [] };

function constantsIn(properties: JsonObject): Added {
  const items = itemsIn(properties, 'ConstParameters');
  const isKnown = items.every(
    ({ ConstValue, Description = '', Location, ServiceParameterName, ...others }) =>
      [ConstValue, Description, ServiceParameterName].every((each) => typeof each === 'string') &&
      PARAMETER_FUNCTIONS[String(Location)] !== undefined &&
      Object.keys(others).length === 0,
  );
  if (items.length === 0 || !isKnown) return NOTHING;
  return {
    code: list(
      items.map(({ ConstValue, Description, Location, ServiceParameterName }) =>
        object({
          name: text(String(ServiceParameterName)),
          value: text(String(ConstValue)),
          location: Location === 'HEAD' ? undefined : text(String(Location)),
          description: Description === undefined ? undefined : text(String(Description)),
        }),
      ),
    ),
    rendered: items,
    places: items.map(placeIn),
  };
}

function systemsIn(properties: JsonObject): Added {
  const items = itemsIn(properties, 'SystemParameters');
  const isKnown = items.every(
    ({ Location, ParameterName, ServiceParameterName, ...others }) =>
      API.systemParameters.value.some((each) => each === ParameterName) &&
      typeof ServiceParameterName === 'string' &&
      PARAMETER_FUNCTIONS[String(Location)] !== undefined &&
      Object.keys(others).length === 0,
  );
  if (items.length === 0 || !isKnown) return NOTHING;
  return {
    code: list(
      items.map(({ Location, ParameterName, ServiceParameterName }) =>
        object({
          systemParameter: text(String(ParameterName)),
          name: text(String(ServiceParameterName)),
          location: Location === 'HEAD' ? undefined : text(String(Location)),
        }),
      ),
    ),
    rendered: items,
    places: items.map(placeIn),
  };
}

function placeIn({ Location, ServiceParameterName }: JsonObject) {
  return { name: String(ServiceParameterName), location: String(Location) };
}

/** Whether two lists hold the same in whatever order. */
export function isSameSet(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((each) => b.some((other) => isSameValue(each, other)));
}
