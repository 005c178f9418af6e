import { GatewayError } from '../../errors';
import { API } from '../../facts';
import { type JsonValue, memberOf } from '../../json';
import type { GatewayPlugin } from '../../model';
import type { PluginType } from '../../plugin';
import { isUnknown, type Maybe, type Resource, textIn, Unknown } from '../../template';
import type { ComparedPlugins, Comparison, Difference } from '../comparing/comparison';

const GATEWAY = 'ALIYUN::ApiGateway::';

/** The differences of resources of a type of the service, at a property or below it: `Api`, `RequestConfig`, … */
export function differencesAt(
  { differences }: Pick<Comparison, 'differences'>,
  type: string,
  ...path: readonly string[]
): Difference[] {
  return differences.filter((each) => each.type === GATEWAY + type && isBelow(each, path));
}

/** Whether a difference is that of one property as a whole. */
export function isProperty({ path: [section, property, ...members] }: Difference, name: string): boolean {
  return section === 'Properties' && property === name && members.length === 0;
}

function isBelow({ path }: Difference, names: readonly string[]): boolean {
  return path[0] === 'Properties' && names.every((name, index) => path[index + 1] === name);
}

/** What both sides of a difference say where both are known: texts, numbers written out. `undefined` for nothing. */
export interface KnownTexts {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The texts of a difference; `undefined` where one side is known to ROS only, or is no text. */
export function knownTexts({ after, before, sides }: Difference): KnownTexts | undefined {
  const [mine, theirs] = [textOf(before, sides.before?.instance), textOf(after, sides.after?.instance)];
  return isUnknown(mine) || isUnknown(theirs) ? undefined : { before: mine, after: theirs };
}

function textOf(value: JsonValue | undefined, instance: Resource | undefined): Maybe<string> | undefined {
  if (value === undefined || value === null) return undefined;
  if (instance !== undefined) return textIn(value, instance);
  return typeof value === 'object' ? new Unknown('a resource never made') : String(value);
}

/** Whether a parameter of a path was declared, or is no longer: under its new name, or under the old one. */
export function isPathParameter({ after, before, path }: Difference): boolean {
  if (path[1] !== 'RequestParameters' || path.length !== 3) return false;
  return isInPath(after ?? before);
}

/** A plug-in that differs, with the differences below one member of its data. */
interface PluginDifference {
  readonly plugins: ComparedPlugins;
  readonly difference: Difference;
}

/** The plug-ins of a type on both sides. */
export function* pluginsOfType(
  { plugins }: Pick<Comparison, 'plugins'>,
  type: string,
): Generator<ComparedPlugins> {
  for (const each of plugins)
    if (each.differences.length > 0 && each.before.type === type && each.after.type === type) yield each;
}

/** Where the data of plug-ins of a type differ, at a member or below it. */
export function* pluginDifferences(
  comparison: Pick<Comparison, 'plugins'>,
  type: string,
  ...path: readonly string[]
): Generator<PluginDifference> {
  for (const plugins of pluginsOfType(comparison, type))
    for (const difference of below(plugins, ...path)) yield { plugins, difference };
}

/** The differences of a plug-in at a member of its data, or below it. */
export function below({ differences }: ComparedPlugins, ...path: readonly string[]): Difference[] {
  return differences.filter((each) => path.every((name, index) => dataPath(each)[index] === name));
}

/** From PluginData to the value. */
export function dataPath({ path }: Difference): readonly string[] {
  return path.slice(2);
}

/** Whether a switch is on; the service's default is off. */
export function isOn(value: JsonValue | undefined): boolean {
  return String(value).toLowerCase() === 'true';
}

/** The data of a plug-in as its type has it; `undefined` where it is not in order. */
export function typedData<Model>(
  { parse }: PluginType<string, Model>,
  { data }: GatewayPlugin,
): Model | undefined {
  if (isUnknown(data)) return undefined;
  try {
    return parse(data);
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return undefined;
    throw error;
  }
}

/** What one list has that the other has not, either way; both in their order. */
interface SetDifference {
  readonly lost: readonly string[];
  readonly gained: readonly string[];
}

/** What was in the first list only, and what is in the second only. */
export function setDifference(before: readonly string[], after: readonly string[]): SetDifference {
  const [mine, theirs] = [new Set(before), new Set(after)];
  return {
    lost: [...mine].filter((each) => !theirs.has(each)),
    gained: [...theirs].filter((each) => !mine.has(each)),
  };
}

const TYPES = 'ALIYUN::ApiGateway::';

/** What holds where a template says nothing, by type and path. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'Api.DisableInternet': 'false',
  'Api.RequestConfig.RequestMode': API.defaultRequestMode.value,
  'Api.RequestConfig.RequestProtocol': API.defaultRequestProtocol.value,
  'Api.ServiceConfig.Mock': 'false',
  'Api.ServiceConfig.ServiceProtocol': API.defaultServiceProtocol.value,
  'Api.ServiceConfig.ServiceVpcEnable': 'false',
  'Group.InternetEnable': 'true',
  'Plugin.PluginData.allowCredentials': 'false',
  'Plugin.PluginData.bypassEmptyToken': 'false',
  'Plugin.PluginData.ignoreExpirationCheck': 'false',
  'Plugin.PluginData.preventJtiReplay': 'false',
};

/** Whether one side writes out what holds on the other side anyway. */
export function isDefaultWritten(difference: Difference): boolean {
  const { path, type } = difference;
  const preset = DEFAULTS[`${type.replace(TYPES, '')}.${path.slice(1).join('.')}`];
  // A name with a dot in it is no path.
  if (path.some((step) => step.includes('.'))) return false;
  const texts = knownTexts(difference);
  if (preset === undefined || texts === undefined || path[0] !== 'Properties') return false;
  const [was, is] = [texts.before ?? preset, texts.after ?? preset].map((text) => text.toLowerCase());
  return was === is;
}

const CHECKS = [
  'EnumValue',
  'JsonScheme',
  'MaxLength',
  'MaxValue',
  'MinLength',
  'MinValue',
  'RegularExpression',
];

/** Whether some values of a declared parameter are refused. */
export function isChecked(parameter: JsonValue | undefined): boolean {
  return checksOf(parameter) !== checksOf({});
}

/** What its values have to be, in words that two parameters of the same checks share. */
export function checksOf(parameter: JsonValue | undefined): string {
  const type = memberOf(parameter, 'ParameterType') ?? 'String';
  return JSON.stringify([type, ...CHECKS.map((name) => memberOf(parameter, name) ?? null)]);
}

/** Whether a request without it is refused; what is in the path is in every request that comes to the route. */
export function isRequired(parameter: JsonValue | undefined): boolean {
  return memberOf(parameter, 'Required') === 'REQUIRED' && !isInPath(parameter);
}

/** Whether it is a part of the path. */
export function isInPath(parameter: JsonValue | undefined): boolean {
  return String(memberOf(parameter, 'Location')).toUpperCase() === 'PATH';
}
