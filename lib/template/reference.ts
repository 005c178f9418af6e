import { PSEUDO_PARAMETERS } from '../facts';
import { isSameValue, type JsonValue, memberOf } from '../json';
import { branchOf, knownValue } from './evaluate';
import { functionIn, SUBSTITUTED } from './function-call';
import {
  FOLLOWED_REFERENCES,
  findDefinition,
  isIndex,
  isLocal,
  referenceName,
  type Scope,
  type Scoped,
} from './scope';
import { isNestedStack, outermost, type Resource, type Stack } from './stack';
import type { Unknown } from './unknown';
import { unknownOf } from './value';

/** What an id in a template refers to. */
export type Reference =
  /** A resource of the template, or an attribute of one. */
  | { readonly kind: 'resource'; readonly resource: Resource; readonly attribute: string | undefined }
  /** An id as it stands: of something that exists already. */
  | { readonly kind: 'literal'; readonly text: string }
  /** A name that the template does not have. */
  | { readonly kind: 'missing'; readonly expression: string }
  /** What only ROS knows; it can be no resource of the template but those that it mentions. */
  | {
      readonly kind: 'unknown';
      readonly expression: string;
      readonly value: Unknown;
      readonly mentions: readonly Resource[];
    };

/**
 * Follows a reference: to a resource, through the parameters and outputs of nested stacks, and to one instance of
 * a resource with a `Count`.
 */
export function followReference(value: JsonValue, scope: Scope): Reference {
  const { end, reference } = follow({ value, scope });
  return reference ?? unknownReference(end);
}

/** The last value on the way of a reference, and where it stands: a plain one, or a function of the stack it names. */
export function endOfReference(value: JsonValue, scope: Scope): Scoped {
  return follow({ value, scope }).end;
}

/** The last value on the way, and what it refers to, where that is known. */
function follow(from: Scoped): { readonly end: Scoped; readonly reference?: Reference } {
  let here = from;
  for (let steps = 0; steps < FOLLOWED_REFERENCES; steps += 1) {
    const next = step(here);
    if (next === undefined) break;
    if ('kind' in next) return { end: here, reference: next };
    here = next;
  }
  return { end: here };
}

function step(here: Scoped): Reference | Scoped | undefined {
  const { scope, value } = here;
  if (functionIn(value) === undefined) return literalOf(value);
  const name = referenceName(value);
  if (name !== undefined) return named({ name, attribute: undefined }, here) ?? findDefinition(name, scope);
  const attribute = attributeIn(value);
  if (attribute !== undefined) return named(attribute, here);
  return stackOutput(here) ?? selected(here) ?? passedOn(here) ?? literalOf(knownValue(value, scope) ?? null);
}

/** The one value that a function gives on as it is. */
function passedOn({ scope, value }: Scoped): Scoped | undefined {
  const choice = memberOf(value, 'Fn::If');
  if (choice !== undefined) return scoped(branchOf(choice, scope), scope);
  const text = memberOf(value, 'Fn::Sub');
  if (typeof text === 'string') return scoped(onlyName(text, scope.stack), scope);
  const joined = memberOf(value, 'Fn::Join');
  const [, list] = Array.isArray(joined) ? joined : [];
  return Array.isArray(list) && list.length === 1 ? scoped(list[0], scope) : undefined;
}

/** `${Orders}` and `${Orders.ApiId}` as the function that says the same. ROS takes no local variables in a text. */
function onlyName(text: string, stack: Stack): JsonValue | undefined {
  const [, name, attribute] = /^\$\{([^}!.]+)(?:\.([^}]+))?\}$/.exec(text) ?? [];
  if (name === undefined || isLocal(name, stack)) return undefined;
  return attribute === undefined ? { Ref: name } : { 'Fn::GetAtt': [name, attribute] };
}

function literalOf(value: JsonValue): Reference | undefined {
  return typeof value === 'string' || typeof value === 'number'
    ? { kind: 'literal', text: String(value) }
    : undefined;
}

interface Named {
  readonly name: string;
  readonly attribute: string | undefined;
}

/** `Fn::GetAtt` as a list of two texts, or as one text with a dot. */
function attributeIn(value: JsonValue): Named | undefined {
  const argument = memberOf(value, 'Fn::GetAtt');
  const [name, attribute] =
    typeof argument === 'string'
      ? (/^([^.]+)\.(.+)$/s.exec(argument)?.slice(1) ?? [])
      : Array.isArray(argument)
        ? argument
        : [];
  return typeof name === 'string' && typeof attribute === 'string' ? { name, attribute } : undefined;
}

function named({ name, attribute }: Named, here: Scoped): Reference | Scoped | undefined {
  const { stack } = here.scope;
  const instances = findInstances(name, stack);
  if (instances === undefined) return isDeclared(name, stack) ? undefined : missing(here);
  const [resource, second] = instances;
  // All instances together are a list of ids.
  if (resource === undefined || second !== undefined || isOneOfMany(resource, name)) return undefined;
  const output = outputOf(resource, attribute);
  return output === undefined ? { kind: 'resource', resource, attribute } : output;
}

function findInstances(name: string, stack: Stack): readonly Resource[] | undefined {
  const all = stack.resources.get(name);
  if (all !== undefined) return all;
  const [, id, index] = /^(.*)\[(\d+)\]$/s.exec(name) ?? [];
  return id === undefined
    ? undefined
    : stack.resources.get(id)?.filter((each) => each.index === Number(index));
}

function isOneOfMany(resource: Resource, name: string): boolean {
  return resource.index !== undefined && resource.id !== name;
}

function isDeclared(name: string, stack: Stack): boolean {
  return (
    name.startsWith('ALIYUN::') || memberOf(stack.parameters, name) !== undefined || isLocal(name, stack)
  );
}

function missing({ value, scope }: Scoped): Reference {
  return { kind: 'missing', expression: unknownOf(value, scope).expression };
}

const OUTPUTS = 'Outputs.';

function outputOf(resource: Resource, attribute: string | undefined): Scoped | undefined {
  if (attribute === undefined || !attribute.startsWith(OUTPUTS)) return undefined;
  const child = resource.stack.children.get(resource);
  const value = memberOf(memberOf(child?.outputs, attribute.slice(OUTPUTS.length)), 'Value');
  return child && value !== undefined ? { value, scope: { stack: child } } : undefined;
}

/**
 * The output of a stack that is read together with this one. Another region has other stacks, and an output that a condition
 * may take away is not sure to be there.
 */
function stackOutput({ scope, value }: Scoped): Scoped | undefined {
  const argument = memberOf(value, 'Fn::GetStackOutput');
  if (!Array.isArray(argument)) return undefined;
  const [stack, output, region = OWN_REGION] = argument as readonly JsonValue[];
  const name = stack === undefined ? undefined : knownValue(stack, scope);
  const other = typeof name === 'string' ? scope.stack.together.get(name) : undefined;
  if (other === undefined || other === outermost(scope.stack) || !isSameValue(region, OWN_REGION))
    return undefined;
  const written = memberOf(other.outputs, typeof output === 'string' ? output : '');
  if (memberOf(written, 'Condition') !== undefined) return undefined;
  return scoped(memberOf(written, 'Value'), { stack: other });
}

const OWN_REGION = { Ref: PSEUDO_PARAMETERS.value.region };

/** `Fn::Select [index, Fn::GetAtt [Apis, ApiId]]` is the id of one instance. */
function selected({ value, scope }: Scoped): Reference | Scoped | undefined {
  const argument = memberOf(value, 'Fn::Select');
  const [at, list] = Array.isArray(argument) ? argument : [];
  if (at === undefined || list === undefined) return undefined;
  const index = isIndex(at) ? scope.index : numberOf(at, scope);
  if (index === undefined) return undefined;
  if (Array.isArray(list)) return typeof index === 'number' ? scoped(list[index], scope) : undefined;
  const target =
    referenceName(list) === undefined
      ? attributeIn(list)
      : { name: String(referenceName(list)), attribute: undefined };
  const resource = scope.stack.resources.get(target?.name ?? '')?.find((each) => each.index === index);
  return resource && { kind: 'resource', resource, attribute: target?.attribute };
}

function scoped(value: JsonValue | undefined, scope: Scope): Scoped | undefined {
  return value === undefined ? undefined : { value, scope };
}

function numberOf(value: JsonValue, scope: Scope): number | undefined {
  const known = knownValue(value, scope);
  const isNumeric = typeof known === 'number' || (typeof known === 'string' && /^\d+$/.test(known));
  return isNumeric && Number.isSafeInteger(Number(known)) ? Number(known) : undefined;
}

function unknownReference(here: Scoped): Reference {
  const value = unknownOf(here.value, here.scope);
  const { expression } = value;
  return { kind: 'unknown', expression, value, mentions: mentionsOf(here.value, here.scope) };
}

/**
 * Every resource whose id may flow into a value: those it refers to, those that their properties refer to, and
 * what the parameters and outputs of nested stacks bring.
 *
 * @param isFollowed whether what the properties of a resource refer to counts, too. Default: of every resource
 */
export function mentionsOf(
  value: JsonValue,
  scope: Scope,
  isFollowed: (resource: Resource) => boolean = () => true,
): Resource[] {
  const resources = new Set<Resource>();
  const seen = new Map<Stack, Set<JsonValue>>();
  const open: Scoped[] = [{ value, scope }];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    // A YAML alias may stand in two stacks, where its names mean different things.
    const seenHere = seen.get(here.scope.stack) ?? new Set();
    if (typeof here.value !== 'object' || here.value === null || seenHere.has(here.value)) continue;
    seen.set(here.scope.stack, seenHere.add(here.value));
    for (const name of namesIn(here.value))
      open.push(...flowInto(name, here.scope, { resources, isFollowed }));
    for (const member of Object.values(here.value)) open.push({ value: member, scope: here.scope });
  }
  return [...resources];
}

interface Mentions {
  readonly resources: Set<Resource>;
  readonly isFollowed: (resource: Resource) => boolean;
}

function flowInto(name: string, scope: Scope, { isFollowed, resources }: Mentions): Scoped[] {
  const argument = findDefinition(name, scope);
  const instances = findInstances(name, scope.stack) ?? [];
  const fresh = instances.filter((each) => !resources.has(each));
  for (const each of fresh) resources.add(each);
  const inside = fresh.filter(isFollowed).flatMap((each): Scoped[] => {
    const child = each.stack.children.get(each);
    const outputs: Scoped[] = child === undefined ? [] : [{ value: child.outputs, scope: { stack: child } }];
    return isNestedStack(each) && child !== undefined ? outputs : [{ value: each.properties, scope: each }];
  });
  return argument === undefined ? inside : [argument, ...inside];
}

/** The names of resources and parameters that a value refers to, where it is a function call. */
export function namesIn(value: JsonValue): readonly string[] {
  const call = functionIn(value);
  const names: string[] = [];
  if (call !== undefined) forEachName(call, memberOf(value, call) ?? null, (name) => void names.push(name));
  return names;
}

/** Is told the name of a resource or a parameter, and the attribute that is asked for, if any is. */
type FoundName = (name: string, attribute?: string) => void;

/** Calls back for every name of a resource or a parameter that a call of a function refers to. */
export function forEachName(call: string, argument: JsonValue, found: FoundName): void {
  if (call === 'Fn::Sub') forEachSubstituted(argument, found);
  else if (call === 'Ref' && typeof argument === 'string') found(argument);
  else if (call === 'Fn::GetAtt' && typeof argument === 'string') foundIn(argument, found);
  else if (call === 'Fn::GetAtt' && Array.isArray(argument)) {
    const [name, attribute]: readonly JsonValue[] = argument;
    if (typeof name === 'string') found(name, typeof attribute === 'string' ? attribute : undefined);
  }
}

/** `Orders.ApiId`, or a name alone. */
function foundIn(text: string, found: FoundName): void {
  const dot = text.indexOf('.');
  if (dot === -1) found(text);
  else found(text.slice(0, dot), text.slice(dot + 1));
}

/** The names in the text of a `Fn::Sub`, which stands alone or in a list with the values of some of them. */
function forEachSubstituted(argument: JsonValue, found: FoundName): void {
  const [text, given]: readonly JsonValue[] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string') return;
  for (const [, each = ''] of text.matchAll(SUBSTITUTED))
    if (memberOf(given, each.trim()) === undefined) foundIn(each.trim(), found);
}
