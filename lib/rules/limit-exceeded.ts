import { type Fact, LIMITS, NAMES, type NameRule, SOURCES } from '../facts';
import type { GatewayModel } from '../model';
import { isUnknown, type Resource, resolveValue, type Stack } from '../template';
import { characterCount } from './character-count';
import { gatewayResources, propertySubject } from './gateway-resources';
import { propertyOf } from './property';
import type { Judgement, Rule } from './rule';
import { fail, type Subject, unknown } from './subject';

const group = (name: string): string => `Resources:
  Orders:
    Type: ALIYUN::ApiGateway::Group
    Properties: { GroupName: ${name} }
`;

export const limitExceeded: Rule = Object.freeze<Rule>({
  id: 'limit-exceeded',
  title: 'A number, a size or a name is outside what the service or ROS takes.',
  why: 'The stack fails while it is created or updated.',
  remediation: 'Split the stack, the plug-in or the text; take a name that the service takes.',
  severity: 'error',
  source: `${SOURCES.rosLimits}; ${SOURCES.pluginOverview}; ${SOURCES.rosApi}`,
  grade: 'doc',
  bad: group('1st'),
  good: group('orders'),
  isOfTemplates: true,
  check: (model) => [
    ...model.stacks.flatMap(judgeStack),
    ...pluginSizes(model),
    ...gatewayResources(model).flatMap(judgeTexts),
  ],
});

function judgeStack(stack: Stack): Judgement[] {
  return stack.bytes === undefined ? [countOf(stack)] : [countOf(stack), sizeOf(stack, stack.bytes)];
}

function countOf(stack: Stack): Judgement {
  const limit = LIMITS.resourcesPerStack.value;
  const { name, origin, parent } = stack;
  const logicalId = parent?.id ?? name;
  const subject = { subject: `stack ${name}`, origin, logicalId, stack: parent?.stack.name ?? name };
  // A nested stack's resources have the conditions of the stack, too: where it is there, these are true.
  const given = parent?.existsIf.length ?? 0;
  let [certain, most] = [0, 0];
  let uncounted: Resource | undefined;
  for (const instances of stack.resources.values())
    for (const each of instances) {
      if (each.count === undefined) uncounted ??= each;
      const count = each.count ?? 0;
      most += count;
      if (each.existsIf.length === given) certain += count;
    }
  if (certain > limit) return fail(subject, `has ${certain} resources; ROS takes ${limit}`);
  if (uncounted !== undefined)
    return unknown(subject, `has ${certain} resources, and how many ${uncounted.id} are is not known`);
  if (most <= limit) return 'pass';
  return unknown(subject, `has ${certain} resources, and under conditions up to ${most}; ROS takes ${limit}`);
}

/** Nested stacks that stand in a template are part of it. */
function sizeOf({ name, origin }: Stack, bytes: number): Judgement {
  const limit = LIMITS.templateBytes.value;
  if (bytes <= limit) return 'pass';
  const subject = { subject: `template ${name}`, origin, logicalId: name, stack: name };
  return fail(subject, `has ${bytes} bytes; ROS takes ${limit}`);
}

function* pluginSizes({ plugins }: GatewayModel): Generator<Judgement> {
  const limit = LIMITS.pluginDataBytes.value;
  for (const { data, resource } of plugins) {
    const written = resource.properties.PluginData;
    if (written === undefined) continue;
    const subject = propertySubject(resource, 'PluginData');
    if (isUnknown(data)) {
      yield unknown(subject, `is made by ${data.expression}`);
      continue;
    }
    const value = resolveValue(written, resource);
    const bytes = Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value));
    yield bytes > limit ? fail(subject, `has ${bytes} bytes; the service takes ${limit}`) : 'pass';
  }
}

interface NameLimit {
  readonly property: string;
  readonly rule: Fact<NameRule>;
  /** What a newer vendor text takes beyond the rule. */
  readonly atMost?: Fact<NameRule>;
}

const named = (property: string): NameLimit => ({
  property,
  rule: NAMES.groupOrApi,
  atMost: NAMES.groupOrApiAtMost,
});

const NAMED: ReadonlyMap<string, NameLimit> = new Map([
  ['ALIYUN::ApiGateway::Api', named('ApiName')],
  ['ALIYUN::ApiGateway::App', { property: 'AppName', rule: NAMES.app }],
  ['ALIYUN::ApiGateway::Group', named('GroupName')],
  ['ALIYUN::ApiGateway::Plugin', { property: 'PluginName', rule: NAMES.plugin, atMost: NAMES.pluginAtMost }],
  ['ALIYUN::ApiGateway::Signature', named('SignatureName')],
  ['ALIYUN::ApiGateway::TrafficControl', named('TrafficControlName')],
]);

/** Most resources have a name or a description, few have both, and every one is asked. */
function judgeTexts(resource: Resource): Judgement | readonly Judgement[] {
  const [name, description] = [nameOf(resource), descriptionOf(resource)];
  if (name === undefined) return description ?? NONE;
  return description === undefined ? name : [name, description];
}

const NONE: readonly Judgement[] = [];

function nameOf(resource: Resource): Judgement | undefined {
  const limit = NAMED.get(resource.type);
  const name = limit && propertyOf(resource, limit.property);
  if (limit === undefined || name === undefined) return undefined;
  if (!isUnknown(name) && limit.rule.value.pattern.test(String(name))) return 'pass';
  const subject = propertySubject(resource, limit.property);
  return isUnknown(name)
    ? unknown(subject, `is ${name.expression}`)
    : judgeName(String(name), subject, limit);
}

function judgeName(name: string, subject: Subject, { atMost, rule }: NameLimit): Judgement {
  const words = `is ${JSON.stringify(name.slice(0, 60))}`;
  if (atMost?.value.pattern.test(name))
    return unknown(subject, `${words}: some vendor pages take it, others want ${rule.value.words}`);
  return fail(subject, `${words}; the service takes ${(atMost ?? rule).value.words}`);
}

function descriptionOf(resource: Resource): Judgement | undefined {
  const text = propertyOf(resource, 'Description');
  if (text === undefined) return undefined;
  const isPlugin = resource.type === 'ALIYUN::ApiGateway::Plugin';
  const limit = (isPlugin ? LIMITS.pluginDescriptionCharacters : LIMITS.descriptionCharacters).value;
  const count = isUnknown(text) ? undefined : characterCount(String(text));
  if (count !== undefined && count <= limit) return 'pass';
  const subject = propertySubject(resource, 'Description');
  if (isUnknown(text)) return unknown(subject, `is ${text.expression}`);
  return fail(subject, `has ${count} characters; the service takes ${limit}`);
}
