import { GatewayError } from '../errors';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import { readDocument } from '../template';
import { type CallName, RECORDED_CALLS, type RecordedCall } from './calls';
import { lackOf } from './recorded-answers';

/** What stands in place of a secret that was taken out. */
export const TAKEN_OUT = '(secret, not recorded)';

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

/** The answer without what is secret in it. */
function withoutSecrets(value: JsonValue, call: CallName): JsonValue {
  const { secrets }: RecordedCall = RECORDED_CALLS[call];
  const without = (each: JsonValue, name: string): JsonValue => {
    if (secrets.includes(name)) return TAKEN_OUT;
    if (Array.isArray(each)) return each.map((item) => without(item, ''));
    if (!isJsonObject(each)) return each;
    const names = Object.keys(each).sort();
    return Object.fromEntries(names.map((key) => [key, without(each[key] ?? null, key)]));
  };
  return without(value, '');
}
