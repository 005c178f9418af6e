import { groupBy } from '../../group-by';
import { isJsonObject, type JsonValue, memberOf } from '../../json';
import { oncePer } from '../../once-per';
import {
  endOfReference,
  followReference,
  isUnknown,
  mentionsOf,
  type Resource,
  resolveValue,
  type Stack,
} from '../../template';

/** Where the types of the cloud-native gateway begin. */
const PREFIX = 'ALIYUN::APIG::';

/** Whether a resource is one of the cloud-native gateway's. */
export function isCloudNative({ type }: Pick<Resource, 'type'>): boolean {
  return type.startsWith(PREFIX);
}

/** Whether a type is one of the cloud-native gateway's, or looks something up for it. */
export function isCloudNativeType(type: string): boolean {
  return /^(?:ALIYUN|DATASOURCE)::APIG::/.test(type);
}

/** The resources of the cloud-native gateway, by the last part of their types: `Operation`. */
export const resourcesOf = oncePer((stacks: readonly Stack[]): ((name: string) => readonly Resource[]) => {
  const own = stacks.flatMap(({ resources }) =>
    [...resources.values()].flatMap((instances) => instances.filter(isCloudNative)),
  );
  const byType = groupBy(own, ({ type }) => type.slice(PREFIX.length));
  return (name) => byType.get(name) ?? [];
});

/** What an id in a template stands for. */
export type Target =
  /** A resource of the template. */
  | { readonly kind: 'resource'; readonly resource: Resource }
  /** Something made elsewhere: what is written for it, the same text for the same thing. */
  | { readonly kind: 'elsewhere'; readonly key: string }
  /** What only ROS knows; `mentions` are the resources that it may be. */
  | {
      readonly kind: 'unknown';
      readonly words: string;
      readonly key: string;
      readonly mentions: readonly Resource[];
    };

/** The attributes that are the id of the resource itself. */
const IDS: ReadonlySet<string> = new Set([
  'ConsumerId',
  'DomainId',
  'GatewayId',
  'HttpApiId',
  'OperationId',
  'PluginClassId',
  'PluginId',
  'RouteId',
  'ServiceId',
]);

/** Follows an id, through parameters and nested stacks. */
export function targetOf(written: JsonValue, scope: Resource): Target {
  const reference = followReference(written, scope);
  if (reference.kind === 'literal') return { kind: 'elsewhere', key: JSON.stringify(reference.text) };
  if (reference.kind === 'missing') return unknownTarget(reference.expression, [], { written, scope });
  if (reference.kind === 'resource') {
    const { attribute, resource } = reference;
    if (attribute === undefined || IDS.has(attribute)) return { kind: 'resource', resource };
    return unknownTarget(`${resource.id}.${attribute}`, [resource], { written, scope });
  }
  const { expression, mentions } = reference;
  return unknownTarget(expression, mentions, { written, scope });
}

function unknownTarget(
  words: string,
  mentions: readonly Resource[],
  { scope, written }: { readonly written: JsonValue; readonly scope: Resource },
): Target {
  const end = endOfReference(written, scope);
  return { kind: 'unknown', words, mentions, key: `${end.scope.stack.name} ${JSON.stringify(end.value)}` };
}

/** A text that is the same for the same id, even where nobody knows what it stands for. */
export function keyOfTarget(written: JsonValue, scope: Resource): string {
  const target = targetOf(written, scope);
  return target.kind === 'resource' ? `${target.resource.stack.name} ${target.resource.id}` : target.key;
}

/** The ids in a list; one unknown target where the list itself cannot be read. */
export function targetsIn(written: JsonValue | undefined, scope: Resource): readonly Target[] {
  if (written === undefined) return [];
  if (Array.isArray(written)) return written.map((each: JsonValue) => targetOf(each, scope));
  const list = resolveValue(written, scope);
  if (Array.isArray(list)) return list.map((each: JsonValue) => targetOf(each, scope));
  const words = isUnknown(list) ? list.expression : 'no list';
  return [unknownTarget(words, mentionsOf(written, scope), { written, scope })];
}

/** The member of an object that the template writes, through the functions around it. */
export function memberIn(
  written: JsonValue | undefined,
  name: string,
  scope: Resource,
): JsonValue | undefined {
  const own = memberOf(written, name);
  if (own !== undefined || written === undefined) return own;
  const value = resolveValue(written, scope);
  return isJsonObject(value) ? memberOf(value, name) : undefined;
}
