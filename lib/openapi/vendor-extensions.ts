import type { Problem } from '../errors';
import { API, OPENAPI_EXTENSION_PREFIX, OPENAPI_EXTENSIONS } from '../facts';
import type { DocumentNode } from './node';
import type { ApiSettings, ParameterLocation, ServiceParameter } from './operation';

const EXTENSION = {
  authType: OPENAPI_EXTENSIONS.authType.value,
  forceNonceCheck: OPENAPI_EXTENSIONS.forceNonceCheck.value,
  marketEnable: OPENAPI_EXTENSIONS.marketEnable.value,
  parameterHandling: OPENAPI_EXTENSIONS.parameterHandling.value,
  parameterHandlingMisspelt: OPENAPI_EXTENSIONS.parameterHandlingMisspelt.value,
  systemParameters: OPENAPI_EXTENSIONS.systemParameters.value,
  constantParameters: OPENAPI_EXTENSIONS.constantParameters.value,
} as const;

/** What the extensions of an operation say. */
interface VendorReading {
  /** Whether the API demands app authentication. */
  readonly app: boolean;
  readonly settings: Pick<
    ApiSettings,
    'requestMode' | 'forceNonceCheck' | 'constantParameters' | 'systemParameters'
  >;
  readonly losses: readonly Problem[];
}

/** Reads the vendor's extensions of an operation. */
export function readVendorExtensions(operation: DocumentNode): VendorReading {
  const read: readonly string[] = Object.values(EXTENSION);
  const authType = oneOf(operation, EXTENSION.authType, ['APP', 'ANONYMOUS']);
  const requestMode =
    oneOf(operation, EXTENSION.parameterHandling, API.requestModes.value) ??
    oneOf(operation, EXTENSION.parameterHandlingMisspelt, API.requestModes.value);
  const constants = operation.member(EXTENSION.constantParameters)?.items().map(constantOf);
  const systems = operation.member(EXTENSION.systemParameters)?.items().map(systemOf);
  const unread = Object.keys(operation.object()).filter(
    (name) => name.startsWith(OPENAPI_EXTENSION_PREFIX.value) && !read.includes(name),
  );
  const losses = unread.map((name) => ({ path: `${operation.pointer}/${name}`, message: 'is not kept' }));
  if (operation.flag(EXTENSION.marketEnable) === true)
    losses.push({
      path: `${operation.pointer}/${EXTENSION.marketEnable}`,
      message: 'is not kept: ROS has no property for it',
    });
  return {
    app: authType === 'APP',
    settings: {
      ...(requestMode === undefined ? {} : { requestMode }),
      ...(operation.flag(EXTENSION.forceNonceCheck) === true ? { forceNonceCheck: true } : {}),
      ...(constants === undefined ? {} : { constantParameters: sorted(constants) }),
      ...(systems === undefined ? {} : { systemParameters: sorted(systems) }),
    },
    losses,
  };
}

function oneOf<T extends string>(node: DocumentNode, name: string, allowed: readonly T[]): T | undefined {
  const text = node.text(name);
  const found = allowed.find((each) => each === text);
  if (text === undefined || found !== undefined) return found;
  throw node.refusal(`has ${name} ${JSON.stringify(text)}; allowed: ${allowed.join(', ')}`);
}

const LOCATIONS: Readonly<Record<string, ParameterLocation>> = {
  header: 'HEAD',
  head: 'HEAD',
  query: 'QUERY',
  path: 'PATH',
  body: 'BODY',
  formData: 'BODY',
};

function placedOf(node: DocumentNode): ServiceParameter {
  const place = node.text('location') ?? 'header';
  const location = Object.hasOwn(LOCATIONS, place) ? LOCATIONS[place] : undefined;
  if (location === undefined)
    throw node.refusal(
      `has the location ${JSON.stringify(place)}; allowed: ${Object.keys(LOCATIONS).join(', ')}`,
    );
  return { name: node.requiredText('backendName'), location };
}

function constantOf(node: DocumentNode) {
  return { ...placedOf(node), value: node.requiredText('value') };
}

function systemOf(node: DocumentNode) {
  const written = node.requiredText('systemName');
  const systemParameter = API.systemParameters.value.find((each) => each === written);
  if (systemParameter === undefined)
    throw node.refusal(
      `has the systemName ${JSON.stringify(written)}; allowed: ${API.systemParameters.value.join(', ')}`,
    );
  return { systemParameter, ...placedOf(node) };
}

function sorted<T extends ServiceParameter>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => (`${a.location} ${a.name}` < `${b.location} ${b.name}` ? -1 : 1));
}
