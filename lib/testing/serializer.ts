import { GatewayError } from '../errors';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import { PRIVATE_MEMBERS, type PublicJwk, thumbprint } from '../jwk';
import { readDocument } from '../template';
import { createRedactor, findSecrets } from '../text';

const PLUGIN = 'ALIYUN::ApiGateway::Plugin';

/**
 * For `expect.addSnapshotSerializer` of jest and of vitest: in every template and resource, PluginData is printed as
 * data and not as one long text, and each key as its RFC 7638 thumbprint. A private key or a secret is never printed.
 */
export const gatewaySerializer = {
  test: (value: unknown): boolean => readable(value) !== undefined,
  // Generic, for the types of both runners.
  serialize: <Config>(
    value: unknown,
    config: Config,
    indentation: string,
    depth: number,
    references: unknown[],
    print: (
      value: unknown,
      config: Config,
      indentation: string,
      depth: number,
      references: unknown[],
    ) => string,
  ): string => print(readable(value), config, indentation, depth, references),
};

/**
 * The resource or parameter without secrets, a plug-in with its data as people read it; `undefined` for what is neither,
 * or reads like that already.
 */
function readable(value: unknown): JsonObject | undefined {
  if (!isJsonObject(value) || typeof value.Type !== 'string') return undefined;
  const shown = withoutSecrets(value.Type === PLUGIN ? withData(value) : value);
  return JSON.stringify(shown) === JSON.stringify(value) ? undefined : (shown as JsonObject);
}

function withData(resource: JsonObject): JsonObject {
  const written = memberOf(resource.Properties, 'PluginData');
  if (written === undefined) return resource;
  const data = withoutKeys(typeof written === 'string' ? parsed(written) : written);
  return { ...resource, Properties: { ...(resource.Properties as JsonObject), PluginData: data } };
}

function withoutSecrets(value: JsonValue): JsonValue {
  const hide = createRedactor(findSecrets(value));
  const shown = (each: JsonValue): JsonValue => {
    if (typeof each === 'string') return hide(each);
    if (Array.isArray(each)) return each.map(shown);
    if (!isJsonObject(each)) return each;
    return Object.fromEntries(Object.entries(each).map(([name, member]) => [name, shown(member)]));
  };
  return shown(value);
}

function parsed(text: string): JsonValue {
  try {
    return readDocument(text, 'PluginData.yaml').value;
  } catch (error) {
    // It may hold anything, a private key too.
    if (GatewayError.isGatewayError(error)) return `unreadable, ${text.length} characters`;
    throw error;
  }
}

function withoutKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutKeys);
  if (!isJsonObject(value)) return value;
  if (typeof value.kty === 'string') return keyInWords(value);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutKeys(each)]));
}

/** `key NzbL… (kid customers-1, RS256)` */
function keyInWords(jwk: JsonObject): string {
  if (PRIVATE_MEMBERS.some((name) => Object.hasOwn(jwk, name)))
    return 'a private or symmetric key, not shown';
  const about = [jwk.kid === undefined ? 'no kid' : `kid ${jwk.kid}`, jwk.alg ?? 'no alg'].join(', ');
  return `key ${thumbprintOf(jwk)} (${about})`;
}

function thumbprintOf(jwk: JsonObject): string {
  try {
    return thumbprint(jwk as unknown as PublicJwk);
  } catch {
    return `of the type ${jwk.kty}`;
  }
}
