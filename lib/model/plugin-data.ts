import { GatewayError } from '../errors';
import { LIMITS } from '../facts';
import { isJsonObject, type JsonValue } from '../json';
import { thumbprint } from '../jwk';
import { accessControl, jwtAuth, jwtAuthKeys } from '../plugin';
import {
  callText,
  findCall,
  functionIn,
  isNoValue,
  isUnknown,
  type Maybe,
  type Resource,
  readEither,
  referenceName,
  resolveValue,
} from '../template';
import { createRedactor, findSecrets } from '../text';
import { findClaimRule } from './claim-rule';
import type { AccessControlReading, GatewayPlugin, JwtAuthReading } from './gateway-model';

/** What could be read of a plug-in's data. */
export type PluginDataReading = Pick<GatewayPlugin, 'data' | 'problem' | 'jwtAuth' | 'accessControl'>;

/** Reads PluginData: an object, or text that is JSON or YAML. It never throws for what the template says. */
export function readPluginData(resource: Resource, type: Maybe<string>): PluginDataReading {
  const nothing = { jwtAuth: undefined, accessControl: undefined };
  const written = resource.properties.PluginData ?? null;
  const resolved = resolveValue(written, resource);
  const value = isUnknown(resolved) ? resolved : withoutNoValues(resolved);
  // Functions work where the template is read, not inside a text.
  const call = isUnknown(value) ? written : typeof value === 'string' ? undefined : findCall(value);
  if (call !== undefined || isUnknown(value)) {
    const expression = makerOf(call ?? written);
    return {
      ...nothing,
      data: { kind: 'unknown', expression },
      problem: `PluginData is made by ${expression}`,
    };
  }
  return attempt(() => {
    const data = typeof value === 'string' ? dataIn(value) : value;
    return { ...nothing, data, problem: undefined, ...typed(type, data) };
  }, value);
}

/** The data without the members that `Ref: ALIYUN::NoValue` takes away. */
function withoutNoValues(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutNoValues);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => !isNoValue(member));
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNoValues(member)]));
}

/** What makes the data, without its arguments and defaults: they may hold a key. */
function makerOf(call: JsonValue): string {
  return referenceName(call) === undefined ? (functionIn(call) ?? 'a function') : callText(call);
}

function dataIn(text: string): JsonValue {
  const bytes = Buffer.byteLength(text);
  const allowed = LIMITS.pluginDataBytes.value;
  if (bytes > allowed)
    throw new GatewayError(
      'plugin-data-too-large',
      `plug-in data has ${bytes} bytes; the service takes ${allowed}`,
    );
  return readEither(text, 'PluginData').value;
}

function typed(type: Maybe<string>, data: JsonValue): Partial<PluginDataReading> {
  try {
    if (type === 'jwtAuth') return { jwtAuth: jwtAuthReading(data) };
    if (type === 'accessControl') return { accessControl: accessControlReading(data) };
    return {};
  } catch (error) {
    return { problem: problemOf(error, data) };
  }
}

function attempt(read: () => PluginDataReading, data: JsonValue): PluginDataReading {
  try {
    return read();
  } catch (error) {
    return { data, problem: problemOf(error, data), jwtAuth: undefined, accessControl: undefined };
  }
}

function problemOf(error: unknown, data: JsonValue): string {
  // It quotes what it refuses.
  if (GatewayError.isGatewayError(error)) return createRedactor(findSecrets(data))(error.message);
  throw error;
}

function jwtAuthReading(data: JsonValue): JwtAuthReading {
  const model = jwtAuth.parse(data);
  return {
    model,
    keys: jwtAuthKeys(model).map((key) => ({ kid: key.kid, alg: key.alg, thumbprint: thumbprint(key) })),
    forwards: model.claimParameters ?? [],
  };
}

function accessControlReading(data: JsonValue): AccessControlReading {
  const model = accessControl.parse(data);
  return { model, issuer: findClaimRule(model, 'iss'), audience: findClaimRule(model, 'aud') };
}
