import { isCalendarDay } from '../calendar-day';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import { NOT_RECORDED, RecordedStack, type Stack, type TemplateProblem } from '../template';
import type { FromResource, GatewayModel, GatewayPlugin } from './gateway';

/** Where the Metadata of a stack tells of gateways that exist without it. */
const EXISTING = ['Metadata', 'JwtGateway', 'Existing'] as const;

/** What a recording has resources of. */
const RECORDED_TYPES: ReadonlySet<string> = new Set([
  'Api',
  'Authorization',
  'CustomDomain',
  'Deployment',
  'Group',
  'Plugin',
  'PluginAttachment',
  'Signature',
  'SignatureBinding',
  'TrafficControl',
  'TrafficControlBinding',
  'VpcAccessConfig',
]);

/**
 * The gateways that the Metadata of a stack tells of, as they were recorded. Each is a stack of its own: nothing in it
 * can refer to a resource of the template, so it cannot protect a route of the template, nor open one.
 */
export function recordedStacksIn(stack: Stack): Stack[] {
  const existing = EXISTING.reduce<JsonValue | undefined>(memberOf, stack.written);
  if (existing === undefined) return [];
  if (Array.isArray(existing)) return existing.map((each, at) => recordedStack(stack, each, at));
  const problem = { origin: stack.origin.at(...EXISTING), message: 'is no list of recorded gateways' };
  return [new RecordedStack({ ...commonOf(stack), problems: [problem] }).stack];
}

function commonOf(stack: Stack) {
  const origin = stack.origin.at(...EXISTING);
  return { name: `${stack.name} (recorded)`, origin, recordedOn: undefined, toldBy: stack };
}

function recordedStack(stack: Stack, written: JsonValue, at: number): Stack {
  const origin = stack.origin.at(...EXISTING, at);
  const problems: TemplateProblem[] = [];
  const [day, name] = [memberOf(written, 'RecordedOn'), memberOf(written, 'Name')];
  const recordedOn = typeof day === 'string' && isCalendarDay(day) ? day : undefined;
  if (recordedOn === undefined)
    problems.push({ origin, message: 'does not say on which day it was recorded (RecordedOn: YYYY-MM-DD)' });
  const made = new RecordedStack({
    ...commonOf(stack),
    ...(typeof name === 'string' && name !== '' ? { name } : {}),
    origin,
    problems,
    recordedOn,
  });
  const missing = memberOf(written, 'NotRead');
  for (const [index, message] of (Array.isArray(missing) ? missing : []).entries())
    problems.push({ origin: origin.at('NotRead', index), message: String(message) });
  const resources = memberOf(written, 'Resources');
  for (const [id, resource] of Object.entries(isJsonObject(resources) ? resources : {})) {
    const type = memberOf(resource, 'Type');
    const place = origin.at('Resources', id);
    if (!isJsonObject(resource) || typeof type !== 'string' || !RECORDED_TYPES.has(type)) {
      problems.push({ origin: place, message: `${id} is no recorded resource and is not read` });
      continue;
    }
    const { Live, Properties } = resource;
    made.add({
      type,
      name: id,
      id: '',
      properties: isJsonObject(Properties) ? membersOf(Properties) : {},
      metadata: isJsonObject(Live) ? { Live } : {},
      from: { value: resource, origin: place },
      pathOf: (path) => path,
    });
  }
  return made.stack;
}

/** `{ Recorded: 'orders' }` leads to a recorded resource; a function of ROS has no place here and is unknown. */
function valueIn(written: JsonValue): JsonValue {
  if (Array.isArray(written)) return written.map(valueIn);
  if (!isJsonObject(written)) return written;
  const { Recorded, ...others } = written;
  if (Recorded !== undefined)
    return typeof Recorded === 'string' && Object.keys(others).length === 0
      ? { Ref: Recorded }
      : NOT_RECORDED;
  return Object.keys(written).some((key) => key === 'Ref' || key.startsWith('Fn::'))
    ? NOT_RECORDED
    : membersOf(written);
}

function membersOf(written: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(written).map(([key, value]) => [key, valueIn(value)]));
}

/**
 * The plug-ins that templates tell of as they were recorded, by their ids. Of an id that is told of twice nothing is
 * known.
 */
export function recordedPluginsOf(plugins: readonly GatewayPlugin[]): ReadonlyMap<string, GatewayPlugin> {
  const known = new Map<string, GatewayPlugin | undefined>();
  for (const plugin of plugins) {
    const id = memberOf(memberOf(plugin.resource.metadata, 'Live'), 'Id');
    if (plugin.resource.stack.toldBy === undefined || typeof id !== 'string') continue;
    known.set(id, known.has(id) ? undefined : plugin);
  }
  return new Map([...known].flatMap(([id, plugin]) => (plugin === undefined ? [] : [[id, plugin]])));
}

/** A gateway without what was recorded of one that exists: what templates ask ROS to make. */
export function withoutRecordings(model: GatewayModel): GatewayModel {
  if (model.stacks.every(isTemplate)) return model;
  const isWritten = ({ resource }: FromResource) => isTemplate(resource.stack);
  return {
    ...model,
    stacks: model.stacks.filter(isTemplate),
    groups: model.groups.filter(isWritten),
    routes: model.routes.filter(isWritten),
    plugins: model.plugins.filter(isWritten),
    bindings: model.bindings.filter(isWritten),
    deployments: model.deployments.filter(isWritten),
    domains: model.domains.filter(isWritten),
  };
}

const isTemplate = ({ source }: Stack): boolean => source === 'template';
