import { GatewayError } from '../errors';
import { LIMITS } from '../facts';
import type { JsonValue } from '../json';
import { thumbprint } from '../jwk';
import { accessControl, jwtAuth, jwtAuthKeys } from '../plugin';
import {
  callText,
  findCall,
  forEachParameter,
  functionIn,
  isNoValue,
  knownWhole,
  type Maybe,
  type Resource,
  readEither,
  referenceName,
  Unknown,
} from '../template';
import { createRedactor, findSecrets, listed } from '../text';
import { demandsOf } from './enforced-claims';
import type { AccessControlReading, GatewayPlugin, JwtAuthReading } from './gateway';
import { RuleEvaluation } from './rule-evaluation';

/** What could be read of a plug-in's data. */
type PluginDataReading = Pick<GatewayPlugin, 'data' | 'problem' | 'jwtAuth' | 'accessControl'>;

/** Reads PluginData: an object, or text that is JSON or YAML. It never throws for what the template says. */
export function readPluginData(resource: Resource, type: Maybe<string>): PluginDataReading {
  const nothing = { jwtAuth: undefined, accessControl: undefined };
  const written = resource.properties.PluginData ?? null;
  // Functions work where the template is read, not inside a text.
  const plain = isNoValue(written) ? null : written;
  const value = findCall(plain) === undefined ? plain : knownWhole(plain, resource);
  if (value === undefined) {
    const call = findCall(written, (each) => knownWhole(each, resource) === undefined);
    const data = new Unknown(makerOf(call ?? written) + parametersOf(call ?? written, resource));
    return { ...nothing, data, problem: `PluginData is made by ${data.expression}` };
  }
  return attempt(() => {
    const data = typeof value === 'string' ? dataIn(value) : value;
    return { ...nothing, data, problem: undefined, ...typed(type, data) };
  }, value);
}

/** What makes the data, without its arguments and defaults: they may hold a key. */
function makerOf(call: JsonValue): string {
  return referenceName(call) === undefined ? (functionIn(call) ?? 'a function') : callText(call);
}

/** Whose values are not known: ` of Ref Audience and Ref Issuer`. */
function parametersOf(call: JsonValue, resource: Resource): string {
  if (referenceName(call) !== undefined) return '';
  const names = new Set<string>();
  forEachParameter(call, resource, (name, stack) => {
    if (!stack.given.has(name)) names.add(`Ref ${name}`);
  });
  return names.size === 0 ? '' : ` of ${listed([...names].sort(), names.size)}`;
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
    return { problem: dataProblemOf(error, data) };
  }
}

function attempt(read: () => PluginDataReading, data: JsonValue): PluginDataReading {
  try {
    return read();
  } catch (error) {
    return { data, problem: dataProblemOf(error, data), jwtAuth: undefined, accessControl: undefined };
  }
}

function dataProblemOf(error: unknown, data: JsonValue): string {
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
  const evaluation = new RuleEvaluation(model);
  return { model, evaluation, ...demandsOf(evaluation) };
}
