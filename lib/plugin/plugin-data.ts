import { GatewayError } from '../errors';
import { LIMITS } from '../facts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { refusePrivateKeys } from './private-keys';

/**
 * The text of PluginData: JSON with an indent of two spaces and the keys in the order given. The service reads
 * JSON and YAML alike.
 *
 * @param place the construct or file the data belongs to, for the message
 * @throws GatewayError `key-set-private` for a private key anywhere in the data, `plugin-data-too-large` above
 *   50 KB of UTF-8, `plugin-data-invalid` for what JSON cannot hold
 * @see https://www.alibabacloud.com/help/en/api-gateway/traditional-api-gateway/overview-3
 */
export function renderPluginData(data: JsonObject, place?: string): string {
  const value = readPluginData(data, place);
  if (!isJsonObject(value)) {
    throw new GatewayError('plugin-data-invalid', 'plug-in data must be an object', { place });
  }
  const text = JSON.stringify(value, null, 2);
  refuseTooLarge(text, place);
  return text;
}

/**
 * The value in the text of PluginData, from JSON. YAML is read where templates are read.
 *
 * @throws GatewayError `plugin-data-invalid` for text that is not JSON, `plugin-data-too-large` above 50 KB of
 *   UTF-8
 */
export function parsePluginData(text: string, place?: string): JsonValue {
  refuseTooLarge(text, place);
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    // The engine's message quotes the text, which may hold a key: only the position is passed on.
    const [position] = /position \d+/.exec(String(error)) ?? [];
    throw new GatewayError(
      'plugin-data-invalid',
      `plug-in data is not JSON${position ? ` (at ${position})` : ''}`,
      {
        place,
        hint: 'plug-in data is one JSON object',
      },
    );
  }
}

/**
 * Data as JSON without private keys: text is parsed, anything else is taken as JSON would write it.
 *
 * @throws GatewayError `plugin-data-invalid`, `plugin-data-too-large` or `key-set-private`
 */
export function readPluginData(input: unknown, place?: string): JsonValue {
  const value = typeof input === 'string' ? parsePluginData(input, place) : jsonOf(input, place);
  refusePrivateKeys(value, place);
  return value;
}

function jsonOf(input: unknown, place: string | undefined): JsonValue {
  try {
    return JSON.parse(JSON.stringify(input) ?? 'null') as JsonValue;
  } catch (cause) {
    throw new GatewayError('plugin-data-invalid', 'plug-in data cannot be written as JSON', { place, cause });
  }
}

function refuseTooLarge(text: string, place: string | undefined): void {
  const bytes = Buffer.byteLength(text);
  const allowed = LIMITS.pluginDataBytes.value;
  if (bytes > allowed) {
    throw new GatewayError(
      'plugin-data-too-large',
      `plug-in data has ${bytes} bytes; the service takes ${allowed}`,
      {
        place,
        hint: 'split the plug-in, or keep lists in a plug-in dataset',
      },
    );
  }
}
