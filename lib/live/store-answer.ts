import { GatewayError } from '../errors';
import { secretPathsOf } from '../facts';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import { readDocument, readEither } from '../template';
import { createRedactor, findSecrets, HIDDEN, redactDocument } from '../text';
import { type CallName, RECORDED_CALLS, type RecordedCall } from './calls';
import { lackOf } from './recorded-answers';

/**
 * An answer as a recording keeps it: checked, without secrets, on lines of their own with the members of each object
 * in the order of their names, so that two recordings can be compared and the script can read it with `awk`.
 *
 * @param text what the call printed
 * @param place what the answer is called in messages
 * @throws GatewayError `recording-invalid` for what is no answer of the call
 */
export function storedAnswer(call: CallName, text: string, place: string): string {
  const value = answerIn(call, text, place);
  return `${JSON.stringify(withoutSecrets(value, call), null, 2)}\n`;
}

function answerIn(call: CallName, text: string, place: string): JsonObject {
  const value = jsonIn(text, place);
  const code = memberOf(value, 'Code');
  if (typeof code === 'string' && memberOf(value, 'Message') !== undefined)
    throw new GatewayError('recording-invalid', `is an error of ${call}: ${code}`, { place });
  const lacks = lackOf(call, value);
  if (lacks === undefined && isJsonObject(value)) return value;
  throw new GatewayError('recording-invalid', `is no answer of ${call}: it has no ${lacks}`, { place });
}

function jsonIn(text: string, place: string): JsonValue {
  try {
    return readDocument(text, `${place}.json`).value;
  } catch {
    // The message of the reader would quote the text, which may hold a secret.
    throw new GatewayError('recording-invalid', 'is no JSON', { place });
  }
}

/** The answer without what is secret in it; `(hidden)` stands in its place. */
function withoutSecrets(value: JsonObject, call: CallName): JsonValue {
  const { secrets }: RecordedCall = RECORDED_CALLS[call];
  const left = mapped(value, (text, name, beside) => {
    if (secrets.includes(name)) return HIDDEN;
    return name === 'PluginData' ? withoutPluginSecrets(text, memberOf(beside, 'PluginType')) : text;
  });
  const hide = createRedactor(findSecrets(left));
  return mapped(left, (text, name) => (name === 'PluginData' ? text : hide(text)));
}

/** Plug-in data as JSON, whose private parts and passwords are hidden; what cannot be read is hidden where it may be secret. */
function withoutPluginSecrets(text: string, type: JsonValue | undefined): string {
  const data = dataIn(text);
  if (data === undefined) return redactDocument(text);
  const paths = secretPathsOf(typeof type === 'string' ? type : undefined);
  const left = paths.reduce<JsonValue>(withoutPath, data);
  const hide = createRedactor(findSecrets(left));
  return JSON.stringify(mapped(left, (each) => hide(each)));
}

function dataIn(text: string): JsonValue | undefined {
  try {
    return readEither(text, 'PluginData').value;
  } catch {
    return undefined;
  }
}

function withoutPath(value: JsonValue, [step, ...rest]: readonly string[]): JsonValue {
  if (step === undefined) return HIDDEN;
  if (step === '*' && Array.isArray(value)) return value.map((each) => withoutPath(each, rest));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [
    name,
    step === '*' || step === name ? withoutPath(member, rest) : member,
  ]);
  return Object.fromEntries(members) as JsonObject;
}

/** The value with every text replaced, and the members of each object in the order of their names. */
function mapped(
  value: JsonValue,
  replace: (text: string, name: string, beside: JsonObject) => JsonValue,
  name = '',
  beside: JsonObject = {},
): JsonValue {
  if (typeof value === 'string') return replace(value, name, beside);
  if (Array.isArray(value)) return value.map((each) => mapped(each, replace, name, beside));
  if (!isJsonObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((key) => [key, mapped(value[key] ?? null, replace, key, value)]));
}
