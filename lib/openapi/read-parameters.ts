import type { Problem } from '../errors';
import { API, LIMITS, OPENAPI_EXTENSIONS } from '../facts';
import { PARAMETER_LOCATIONS } from '../plugin';
import type { Route } from '../route';
import type { DocumentNode } from './node';
import type { OperationParameter, ParameterLocation, ServiceParameter } from './operation';
import { readSchema } from './schema-checks';

/** The parameters of an operation as the gateway has them, and what it cannot keep of them. */
interface ParameterReading {
  readonly parameters: readonly OperationParameter[];
  readonly losses: readonly Problem[];
}

/** OpenAPI 3 says that header parameters of these names are to be ignored: other parts of the document tell of them. */
const IGNORED_HEADERS = ['accept', 'content-type', 'authorization'];

/** Locations by the document's word; 2.0 has the fields of forms among its parameters. */
const LOCATIONS: ReadonlyMap<string, ParameterLocation> = new Map(
  API.parameterLocations.value.map((location) => [PARAMETER_LOCATIONS[location], location]),
);

/** The parameters that hold for an operation: its own, and those of its path that it does not replace. */
export function parameterNodes(pathItem: DocumentNode, operation: DocumentNode): DocumentNode[] {
  const nodes = new Map<string, DocumentNode>();
  for (const owner of [pathItem, operation])
    for (const node of owner.member('parameters')?.items() ?? [])
      nodes.set(`${node.requiredText('in')} ${node.requiredText('name')}`, node);
  return [...nodes.values()];
}

/** Reads parameters; those of `body` are left to whoever reads bodies. */
export function readParameters(
  nodes: readonly DocumentNode[],
  { isSwagger, route }: { readonly isSwagger: boolean; readonly route: Route },
): ParameterReading {
  const read = nodes.map((node) => readParameter(node, isSwagger));
  const parameters = read.flatMap(({ parameter }) => (parameter === undefined ? [] : [parameter]));
  const losses = read.flatMap((each) => each.losses);
  const pointers = new Map(read.map(({ parameter }, index) => [parameter, nodes[index]?.pointer ?? '#']));
  const lose = (parameter: OperationParameter, message: string) => {
    losses.push({ path: pointers.get(parameter) ?? '#', message });
    return false;
  };
  const ordered = inOrder(parameters, route).filter((parameter, index, all) => {
    const { location, name } = parameter;
    if (location === 'PATH' && !route.parameters.includes(name))
      return lose(parameter, `is left out: ${route.path} has no [${name}]`);
    if (location !== 'PATH' && route.parameters.includes(name))
      return lose(
        parameter,
        `is left out: the gateway knows parameters by name, and [${name}] stands in the path`,
      );
    return all.findIndex((each) => each.name === name) === index
      ? true
      : lose(parameter, `is left out: the gateway knows parameters by name, and there are two of ${name}`);
  });
  return { parameters: ordered, losses };
}

/** In an order that the document's does not decide. */
export function inOrder(parameters: readonly OperationParameter[], route: Route): OperationParameter[] {
  const place = ({ location, name }: OperationParameter) =>
    location === 'PATH'
      ? route.parameters.indexOf(name)
      : 1_000 + API.parameterLocations.value.indexOf(location);
  return [...parameters].sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
}

interface OneParameter {
  readonly parameter?: OperationParameter;
  readonly losses: readonly Problem[];
}

function readParameter(node: DocumentNode, isSwagger: boolean): OneParameter {
  const [name, where] = [node.requiredText('name'), node.requiredText('in')];
  const lost = (message: string): OneParameter => ({ losses: [{ path: node.pointer, message }] });
  if (where === 'body' && isSwagger) return { losses: [] };
  if (where === 'cookie') return lost(`cookie ${name} is not checked: the gateway has no cookie parameters`);
  if (where === 'header' && !isSwagger && IGNORED_HEADERS.includes(name.toLowerCase())) return { losses: [] };
  const location = LOCATIONS.get(where);
  if (location === undefined)
    throw node.refusal(`stands in ${JSON.stringify(where)}, which is no place of a parameter`);
  const content = node.member('content');
  if (content !== undefined) {
    const losses = [
      { path: content.pointer, message: `content of ${name} is not checked: it passes as text` },
    ];
    return { parameter: described(node, { name, location, ...requiredOf(node, location) }), losses };
  }
  return readField({ node, name, location, schema: isSwagger ? node : node.member('schema') });
}

/** A value with a name and a schema, wherever it stands. */
export function readField(field: {
  readonly node: DocumentNode;
  readonly name: string;
  readonly location: ParameterLocation;
  readonly schema: DocumentNode | undefined;
  /** Whether it must be sent, where the field itself does not say. */
  readonly required?: boolean;
}): OneParameter {
  const { location, name, node, schema } = field;
  const { checks, kind, losses } = readSchema(schema);
  if (kind === 'object') {
    const message = `object ${name} is left out: the gateway has no parameters with members`;
    return { losses: [{ path: node.pointer, message }] };
  }
  const required = field.required === undefined ? requiredOf(node, location) : required_(field.required);
  const { defaultValue, ...others } = checks;
  const parameter = described(node, {
    name,
    location,
    ...required,
    ...others,
    // A value that must be sent needs no other.
    ...(defaultValue === undefined || required.required === true || location === 'PATH'
      ? {}
      : { defaultValue }),
  });
  if (kind === 'text') return { parameter, losses };
  const isRepeated = location === 'QUERY' && isExploded(node);
  const message = isRepeated
    ? `list ${name} is not kept: of a repeated query key, the backend gets the first value only`
    : `list ${name} is not checked: it passes as one text`;
  return { parameter, losses: [{ path: node.pointer, message }] };
}

function required_(required: boolean) {
  return required ? { required } : {};
}

/** Path parameters are always required, and say so by themselves. */
function requiredOf(node: DocumentNode, location: ParameterLocation): { readonly required?: true } {
  return node.flag('required') === true && location !== 'PATH' ? { required: true } : {};
}

/** `a=1&a=2`: what 3.x takes where nothing is said, and 2.0 calls `multi`. */
function isExploded(node: DocumentNode): boolean {
  if (node.member('collectionFormat') !== undefined) return node.text('collectionFormat') === 'multi';
  // A parameter of 2.0 has its type beside its name.
  if (node.member('type') !== undefined) return false;
  return node.flag('explode') ?? (node.text('style') ?? 'form') === 'form';
}

function described(node: DocumentNode, parameter: OperationParameter): OperationParameter {
  const description = shortText(node.text('description'));
  const service = serviceOf(node, parameter);
  return {
    ...parameter,
    ...(description === undefined ? {} : { description }),
    ...(service === undefined ? {} : { service }),
  };
}

/** Where the backend gets it, by the vendor's extension. */
function serviceOf(node: DocumentNode, { location, name }: OperationParameter): ServiceParameter | undefined {
  const [place, other] = [
    node.text(OPENAPI_EXTENSIONS.backendLocation.value),
    node.text(OPENAPI_EXTENSIONS.backendName.value),
  ];
  if (place === undefined && other === undefined) return undefined;
  const moved = place === undefined ? location : LOCATIONS.get(place === 'head' ? 'header' : place);
  if (moved === undefined)
    throw node.refusal(
      `has ${OPENAPI_EXTENSIONS.backendLocation.value} ${JSON.stringify(place)}; allowed: ${[...LOCATIONS.keys()].join(', ')}`,
    );
  return { name: other ?? name, location: moved };
}

/** The first line, as long as the service takes it. */
export function shortText(text: string | undefined): string | undefined {
  const line =
    text
      ?.trim()
      .split(/[\r\n]/, 1)[0]
      ?.trimEnd() ?? '';
  const characters = [...line];
  const limit = LIMITS.descriptionCharacters.value;
  if (characters.length === 0) return undefined;
  return characters.length <= limit
    ? line
    : `${characters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`;
}
