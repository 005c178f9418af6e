import { type JsonObject, type JsonValue, memberOf } from '../json';
import type { GatewayModel, GatewayPlugin } from '../model';
import { isUnknown, type Origin, Unknown } from '../template';
import type { Judgement } from './rule';
import { fail, pluginSubject, unknown } from './subject';

/** A key of a JWT plug-in as its data has it: nobody has checked it. */
export interface PluginKey {
  readonly jwk: JsonObject;
  /** Where it stands in the data: `jwk`, `jwks[1]`. */
  readonly place: string;
  readonly origin: Origin;
}

/** What is wrong with a key, given all keys of its plug-in. */
export type KeyDefect = (key: PluginKey, keys: readonly PluginKey[]) => string | undefined;

/** One outcome for each plug-in that has, or may have, keys; the words for each key follow its place. */
export function* judgeKeys(model: GatewayModel, defectOf: KeyDefect): Generator<Judgement> {
  for (const plugin of model.plugins) {
    if (!isUnknown(plugin.type) && plugin.type !== 'jwtAuth') continue;
    const keys = keysOf(plugin);
    const subject = pluginSubject(plugin);
    if (isUnknown(keys)) {
      yield unknown(subject, keys.expression);
      continue;
    }
    const wrong = keys.flatMap((key) => {
      const defect = defectOf(key, keys);
      return defect === undefined ? [] : [{ key, words: `${key.place} ${defect}` }];
    });
    const [first] = wrong;
    if (first !== undefined)
      yield fail({ ...subject, origin: first.key.origin }, wrong.map(({ words }) => words).join('; '));
    else if (keys.length > 0) yield 'pass';
  }
}

function keysOf(plugin: GatewayPlugin): readonly PluginKey[] | Unknown {
  const { data, origin } = plugin;
  if (isUnknown(data)) return new Unknown(`PluginData is made by ${data.expression}`);
  if (typeof data !== 'object' || data === null) return new Unknown('PluginData cannot be read');
  const place = origin.at('Properties', 'PluginData');
  const jwks = memberOf(data, 'jwks');
  const listed: readonly JsonValue[] = Array.isArray(jwks) ? jwks : [];
  return [
    { jwk: memberOf(data, 'jwk'), place: 'jwk', origin: place.at('jwk') },
    ...listed.map((jwk, at) => ({ jwk, place: `jwks[${at}]`, origin: place.at('jwks', at) })),
  ].filter(isKey);
}

function isKey(key: Omit<PluginKey, 'jwk'> & { readonly jwk: JsonValue | undefined }): key is PluginKey {
  return typeof key.jwk === 'object' && key.jwk !== null && !Array.isArray(key.jwk);
}

/** A member of a key that is text. */
export function textOf({ jwk }: PluginKey, name: string): string | undefined {
  const value = memberOf(jwk, name);
  return typeof value === 'string' ? value : undefined;
}

/** The size of an RSA key; `undefined` for any other key. */
export function modulusBits(key: PluginKey): number | undefined {
  const modulus = textOf(key, 'n');
  if (textOf(key, 'kty') !== 'RSA' || modulus === undefined) return undefined;
  const digits = Buffer.from(modulus, 'base64url').toString('hex');
  return digits === '' ? 0 : BigInt(`0x${digits}`).toString(2).length;
}

/** Whether everybody who may check tokens with the key may sign them, too. */
export function isSymmetric(key: PluginKey): boolean {
  return textOf(key, 'kty') === 'oct' || /^HS\d+$/i.test(textOf(key, 'alg') ?? '');
}
