import { GatewayError } from '../errors';
import { isJsonObject, type JsonValue, memberOf } from '../json';
import { readDocument } from './document';
import { callText, functionIn } from './function-call';
import { NESTED_STACKS, STACKS } from './limits';
import type { TemplateDocument } from './origin';
import { type Located, Origin, type Step } from './origin';
import { type GivenParameter, givenParameters, type ParameterValues } from './parameter-values';
import { readInstances, report, type StackDraft } from './read-instances';
import { objectIn } from './scope';
import { isNestedStack, logicalIdOf, makesRoutesUnseen, type Resource, type Stack } from './stack';

interface StackSource extends Pick<Stack, 'name' | 'bytes' | 'together'> {
  readonly text: Located;
  readonly value: JsonValue;
  /** Where in the text the template stands. */
  readonly path: readonly Step[];
  readonly parent?: Resource;
  /** What fills in the parameters of the outermost stack. */
  readonly values: ParameterValues;
  /** All stacks of the document so far. */
  readonly stacks: Stack[];
}

/**
 * The stack of a template document.
 *
 * @param values what fills in its parameters. Default: nobody knows
 * @param together the stacks that are read with it, which may come to be known later. Default: none
 * @throws GatewayError `template-invalid` for what is no ROS template, `parameter-invalid` for a value that it does not
 *   allow
 */
export function readStack(
  name: string,
  document: TemplateDocument,
  values: ParameterValues = {},
  together: Stack['together'] = new Map(),
): Stack {
  return stackOf({
    name,
    text: document,
    value: document.value,
    bytes: document.bytes,
    path: [],
    values,
    together,
    stacks: [],
  });
}

/** A nested stack has what its parent passes. */
const NONE: ReadonlyMap<string, GivenParameter> = new Map();

function stackOf(source: StackSource): Stack {
  const { bytes, name, parent, path, text, together, value } = source;
  const origin = Origin.of(text, path);
  refuseOtherDocuments(value, origin);
  const parameters = objectIn(value, 'Parameters');
  const stack: StackDraft = {
    name,
    source: 'template',
    origin,
    bytes,
    parent,
    written: isJsonObject(value) ? value : {},
    parameters,
    given: parent === undefined ? givenParameters({ name, parameters }, source.values) : NONE,
    conditions: objectIn(value, 'Conditions'),
    outputs: objectIn(value, 'Outputs'),
    resources: new Map(),
    children: new Map(),
    together,
    problems: [],
    resourcesOrigin: origin.at('Resources'),
    instances: 0,
  };
  source.stacks.push(stack);
  const transform = memberOf(value, 'Transform');
  if (transform !== undefined)
    report(
      stack,
      ['Transform'],
      `Transform ${JSON.stringify(transform)} changes the template; it is not applied here`,
    );
  const resources = objectIn(value, 'Resources');
  for (const id of Object.keys(resources)) {
    const instances = readInstances(stack, id, resources[id] ?? null);
    if (instances === undefined) continue;
    stack.resources.set(id, instances);
    const type = instances[0]?.type ?? '';
    if (makesRoutesUnseen(type))
      report(stack, ['Resources', id], `${id} is of type ${type}: the routes that it makes are not read`);
  }
  for (const instances of stack.resources.values())
    for (const resource of instances) if (isNestedStack(resource)) addNested(stack, resource, source);
  return stack;
}

function refuseOtherDocuments(value: JsonValue, origin: Origin): void {
  const isTemplate = memberOf(value, 'ROSTemplateFormatVersion') !== undefined;
  const hint = 'a ROS template has ROSTemplateFormatVersion: 2015-09-01 and Resources';
  if (!isTemplate) {
    const words = isJsonObject(value) ? 'it has no ROSTemplateFormatVersion' : 'it is no object';
    throw new GatewayError('template-invalid', `is not a ROS template: ${words}`, {
      place: `${origin}`,
      hint,
    });
  }
  if (isJsonObject(memberOf(value, 'Resources'))) return;
  // A stack that only tells of what exists makes nothing.
  const told = memberOf(memberOf(value, 'Metadata'), 'JwtGateway');
  if (memberOf(value, 'Resources') === undefined && memberOf(told, 'Existing') !== undefined) return;
  const transform = memberOf(value, 'Transform');
  if (isTerraform(transform) || memberOf(value, 'Workspace') !== undefined)
    throw new GatewayError('template-invalid', 'is Terraform inside a ROS template, which is not read', {
      place: `${origin.at(transform === undefined ? 'Workspace' : 'Transform')}`,
      hint: 'read a template whose Resources are of ROS',
    });
  throw new GatewayError('template-invalid', 'has no Resources that can be read', {
    place: `${origin}`,
    hint,
  });
}

/** `Aliyun::Terraform-v1.5`, alone or in a list. */
function isTerraform(transform: JsonValue | undefined): boolean {
  const names: readonly (JsonValue | undefined)[] = Array.isArray(transform) ? transform : [transform];
  return names.some((name) => typeof name === 'string' && /^aliyun::terraform/i.test(name));
}

function addNested(stack: StackDraft, resource: Resource, source: StackSource): void {
  const path = ['Resources', logicalIdOf(resource), 'Properties', 'TemplateBody'];
  const body = memberOf(resource.properties, 'TemplateBody');
  const problem = bodyProblem(body, stack) ?? numberProblem(source.stacks);
  if (problem !== undefined) {
    report(stack, body === undefined ? path.slice(0, 2) : path, `${resource.id} ${problem}`);
    return;
  }
  try {
    const name = `${stack.name}/${resource.id}`;
    const place = [...source.path, ...path];
    const text = typeof body === 'string' ? textInside(body, source.text, place) : source.text;
    const value = typeof body === 'string' ? (text as TemplateDocument).value : (body ?? null);
    const child = stackOf({
      name,
      text,
      value,
      bytes: undefined,
      path: typeof body === 'string' ? [] : place,
      parent: resource,
      values: source.values,
      together: source.together,
      stacks: source.stacks,
    });
    stack.children.set(resource, child);
    stack.problems.push(...child.problems);
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    report(stack, path, `the nested stack ${resource.id} cannot be read: ${error.message}`);
  }
}

function bodyProblem(body: JsonValue | undefined, stack: Stack): string | undefined {
  if (body === undefined) return 'is a nested stack whose template is elsewhere';
  if (functionIn(body) !== undefined) return `is a nested stack whose template is made by ${callText(body)}`;
  let levels = 1;
  for (let outer: Resource | undefined = stack.parent; outer !== undefined; outer = outer.stack.parent)
    levels += 1;
  return levels > NESTED_STACKS ? `is nested deeper than ${NESTED_STACKS} stacks` : undefined;
}

/** A Count in a Count in a Count is many stacks in few words. */
function numberProblem({ length }: readonly Stack[]): string | undefined {
  return length < STACKS ? undefined : `is left out: no more than ${STACKS} stacks are read of one template`;
}

/** A template inside a string: for everything in it, the place is that of the string. */
function textInside(body: string, outer: Located, path: readonly Step[]): TemplateDocument {
  const { bytes, value } = readDocument(body, `${Origin.of(outer, path)}`);
  return { file: outer.file, value, bytes, positionOf: () => outer.positionOf(path) };
}
