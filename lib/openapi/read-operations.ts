import { GatewayError, type Problem } from '../errors';
import { API, type Method, OPENAPI_EXTENSIONS } from '../facts';
import { compareRoutes, createRoute, type Route } from '../route';
import type { OpenApiDocument } from './document';
import type { DocumentNode } from './node';
import type { ApiOperation, ApiSettings } from './operation';
import { readRequestBody, readSwaggerBody } from './read-body';
import { inOrder, parameterNodes, readParameters, shortText } from './read-parameters';
import { readSecurity, readSecurityContext, type SecurityContext } from './read-security';
import { readVendorExtensions } from './vendor-extensions';

const METHODS: ReadonlyMap<string, Method> = new Map([
  ...API.methods.value
    .filter((method) => method !== 'ANY' && method !== 'CONNECT')
    .map((method) => [method.toLowerCase(), method] as const),
  [OPENAPI_EXTENSIONS.anyMethod.value, 'ANY'] as const,
]);

// A misspelt member that is ignored could be the one that asks for a token.
const ROOT =
  '$schema openapi swagger info servers host basePath schemes consumes produces paths webhooks components definitions parameters responses securityDefinitions security tags externalDocs jsonSchemaDialect';
const PATH_ITEM = '$ref summary description servers parameters get put post delete options head patch trace';
const OPERATION =
  'tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated security servers consumes produces schemes';

interface Context {
  readonly isSwagger: boolean;
  readonly root: DocumentNode;
  readonly security: SecurityContext;
}

/**
 * All operations of a document, in the order of their routes, whatever the order of the document is.
 *
 * @throws GatewayError `openapi-invalid` with everything that cannot be read, each at its JSON pointer
 */
export function readOperations({ place, root, version }: OpenApiDocument): readonly ApiOperation[] {
  checkMembers(root, ROOT);
  const security = readSecurityContext(root);
  const context: Context = { isSwagger: version === '2.0', root, security };
  const problems: Problem[] = [];
  const operations: ApiOperation[] = [];
  for (const [pathItem, path] of pathItems(root))
    for (const [member, method] of METHODS)
      collect(problems, () => {
        const operation = pathItem.member(member);
        if (operation !== undefined)
          operations.push(readOperation({ pathItem, operation, method, path }, context));
      });
  problems.push(...twiceIn(operations));
  if (problems.length === 0) return operations.sort((a, b) => compareRoutes(a.route, b.route));
  throw new GatewayError('openapi-invalid', 'cannot be read', { place, problems });
}

function pathItems(root: DocumentNode): (readonly [DocumentNode, string])[] {
  const paths = root.member('paths');
  // A document of webhooks alone is one.
  const names = Object.keys(paths?.object() ?? {}).filter((name) => !name.startsWith('x-'));
  return names.flatMap((name) => {
    const item = paths?.member(name);
    if (item === undefined) return [];
    checkMembers(item, PATH_ITEM);
    return [[item, name] as const];
  });
}

function checkMembers(node: DocumentNode, known: string): void {
  const names = known.split(' ');
  const strange = Object.keys(node.object()).find((name) => !names.includes(name) && !name.startsWith('x-'));
  if (strange !== undefined)
    throw node.refusal(`has the member ${JSON.stringify(strange)}, which OpenAPI does not have here`);
}

/** Notes what a part of the document has against it, and goes on. */
function collect(problems: Problem[], read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!GatewayError.isGatewayError(error) || error.code !== 'openapi-invalid') throw error;
    problems.push(...error.problems);
  }
}

function twiceIn(operations: readonly ApiOperation[]): Problem[] {
  const first = new Map<string, ApiOperation>();
  return operations.flatMap((operation) => {
    const key = `${operation.basePath} ${operation.route.signature}`;
    const other = first.get(key);
    first.set(key, other ?? operation);
    if (other === undefined) return [];
    return [
      {
        path: operation.pointer,
        message: `takes the same requests as ${other.name}: names of parameters tell no paths apart`,
      },
    ];
  });
}

interface Written {
  readonly pathItem: DocumentNode;
  readonly operation: DocumentNode;
  readonly method: Method;
  readonly path: string;
}

function readOperation(written: Written, context: Context): ApiOperation {
  const { method, operation, path, pathItem } = written;
  checkMembers(operation, OPERATION);
  const route = routeOf(written);
  const nodes = parameterNodes(pathItem, operation);
  const { isSwagger, root } = context;
  const read = readParameters(
    nodes.filter((node) => node.text('in') !== 'formData'),
    { isSwagger, route },
  );
  const body = isSwagger
    ? readSwaggerBody(operation, nodes, { consumes: root.member('consumes'), route })
    : readRequestBody(operation, route);
  const vendor = readVendorExtensions(operation);
  const settings = settingsOf(operation, {
    ...vendor.settings,
    ...(body.body === undefined ? {} : { body: body.body }),
    parameters: inOrder([...read.parameters, ...body.fields], route),
  });
  const unchecked = uncheckedIn(settings, operation);
  const basePaths = basePathsOf(operation, pathItem, root);
  return {
    name: `${method} ${path}`,
    route,
    basePath: basePaths.length === 1 ? basePaths[0] : undefined,
    pointer: operation.pointer,
    origin: operation.origin,
    security: { ...readSecurity(operation, context.security), app: vendor.app },
    settings: unchecked === undefined ? settings : { ...settings, parameters: unchecked.kept },
    losses: [...read.losses, ...body.losses, ...vendor.losses, ...(unchecked?.losses ?? [])],
  };
}

/** A PASSTHROUGH API checks nothing but its path. */
function uncheckedIn({ parameters = [], requestMode }: ApiSettings, { pointer }: DocumentNode) {
  if (requestMode !== 'PASSTHROUGH') return undefined;
  const kept = parameters.filter(({ location }) => location === 'PATH');
  const names = parameters.filter(({ location }) => location !== 'PATH').map(({ name }) => name);
  const message = `parameters ${names.join(', ')} are not checked: the mode is PASSTHROUGH`;
  return { kept, losses: names.length === 0 ? [] : [{ path: pointer, message }] };
}

function routeOf({ method, operation, path }: Written): Route {
  try {
    return createRoute(method, path.replace(/\{([^{}]*)\}/g, '[$1]'));
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    throw operation.refusal(
      error.problems.map(({ message, path: where }) => `${where} ${message}`).join('; '),
    );
  }
}

function settingsOf(operation: DocumentNode, read: ApiSettings): ApiSettings {
  const description = shortText(operation.text('summary')) ?? shortText(operation.text('description'));
  const samples = errorSamplesOf(operation);
  const { parameters = [], ...others } = read;
  return {
    ...(description === undefined ? {} : { description }),
    ...others,
    ...(parameters.length === 0 ? {} : { parameters: parameters.filter(isSaid) }),
    ...(samples.length === 0 ? {} : { errorCodeSamples: samples }),
  };
}

/** A path parameter of which nothing more is said than the route says already is nothing to declare. */
function isSaid({ location, name: _, ...others }: NonNullable<ApiSettings['parameters']>[number]): boolean {
  return location !== 'PATH' || Object.keys(others).length > 0;
}

/** Answers of 400 and above, for the API's documentation. Ranges and `default` have no one code. */
function errorSamplesOf(operation: DocumentNode): { code: string; message: string }[] {
  const responses = operation.member('responses');
  const codes = Object.keys(responses?.object() ?? {})
    .filter((code) => /^[4-9]\d\d$/.test(code))
    .sort();
  return codes.map((code) => ({
    code,
    message: shortText(responses?.member(code)?.text('description')) ?? `HTTP status ${code}`,
  }));
}

/** The base paths of an operation's servers, each once, without a final slash; `''` where nothing is said. */
function basePathsOf(operation: DocumentNode, pathItem: DocumentNode, root: DocumentNode): readonly string[] {
  const swagger = root.text('basePath');
  if (swagger !== undefined) return [withoutFinalSlash(swagger)];
  const servers = [operation, pathItem, root]
    .map((node) => node.member('servers'))
    .find((node) => node !== undefined);
  const paths = servers?.items().map(basePathOf) ?? [];
  return paths.length === 0 ? [''] : [...new Set(paths)].sort();
}

function basePathOf(server: DocumentNode): string {
  const url = server.requiredText('url').replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const variable = server.member('variables')?.member(name);
    if (variable === undefined)
      throw server.refusal(`has the variable ${name} in its url, which is not declared`);
    return variable.requiredText('default');
  });
  const path = url.replace(/^(?:[a-z][a-z\d+.-]*:)?\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  return withoutFinalSlash(path === '' || path.startsWith('/') ? path : `/${path.replace(/^\.\//, '')}`);
}

export function withoutFinalSlash(path: string): string {
  // The look-behind finds the first slash of a run at once, however many there are.
  return path.replace(/(?<!\/)\/+$/, '');
}
