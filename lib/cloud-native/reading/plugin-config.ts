import { GatewayError } from '../../errors';
import { isJsonObject, type JsonValue, memberOf } from '../../json';
import { isUnknown, type Maybe, PLAIN_YAML, readDocument, type TemplateDocument } from '../../template';
import { type JwtAuthPart, readJwtAuth } from '../jwt-auth/config';

/** What a `PluginConfig` of jwt-auth says. */
export type PluginConfig =
  /** The plug-in takes it. */
  | { readonly kind: 'read'; readonly part: JwtAuthPart; readonly value: JsonValue }
  /** The plug-in refuses it, as its open code does: the part counts as wrong. */
  | { readonly kind: 'wrong'; readonly why: string; readonly value: JsonValue }
  /** Nobody here can tell what it says; `isNoYaml` where it is no Base64 of YAML, which nobody can use. */
  | { readonly kind: 'unknown'; readonly why: string; readonly isNoYaml?: true };

/** No more of a text is decoded: a rule with its keys has a few thousand characters. */
const LONGEST_TEXT = 512 * 1024;

/**
 * Reads a `PluginConfig`: Base64 of YAML.
 *
 * @param text what the template writes; `undefined` where it writes nothing
 * @param place where that is, for messages
 */
export function readPluginConfig(text: Maybe<string> | undefined, place: string): PluginConfig {
  if (text === undefined) return configOf({});
  if (isUnknown(text)) return { kind: 'unknown', why: `PluginConfig is ${text.expression}` };
  if (text.length > LONGEST_TEXT)
    return { kind: 'unknown', why: `PluginConfig has more than ${LONGEST_TEXT} characters` };
  const decoded = decode(text);
  if (decoded === undefined)
    return { kind: 'unknown', why: 'PluginConfig is not the Base64 of a text', isNoYaml: true };
  const document = documentOf(decoded, place);
  return 'why' in document ? document : configOf(document.value ?? {}, document);
}

function decode(text: string): string | undefined {
  const plain = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(plain) || plain.replace(/=+$/, '').length % 4 === 1) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(plain, 'base64'));
  } catch {
    return undefined;
  }
}

function documentOf(
  decoded: string,
  place: string,
): TemplateDocument | Extract<PluginConfig, { why: string }> {
  try {
    return readDocument(decoded, `${place} (decoded).yaml`, PLAIN_YAML);
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    const where = /:(\d+):\d+$/.exec(error.place ?? '')?.[1];
    const line = where === undefined ? '' : ` in line ${where} of what it decodes to`;
    const why = `PluginConfig is not the Base64 of YAML${line}: it ${wordsOf(error)}`;
    return { kind: 'unknown', why, isNoYaml: true };
  }
}

/** The message without the place, which is in no file. */
function wordsOf({ message, place }: GatewayError): string {
  return place !== undefined && message.startsWith(`${place}: `) ? message.slice(place.length + 2) : message;
}

function configOf(value: JsonValue, document?: TemplateDocument): PluginConfig {
  const own = ownRulesIn(value);
  if (own !== undefined) return { kind: 'unknown', why: `PluginConfig has ${own}, which is not read here` };
  const reading = readJwtAuth(value);
  if ('part' in reading) return { kind: 'read', part: reading.part, value };
  const line = document?.positionOf(reading.path).line;
  const where = line === undefined ? '' : ` (line ${line} of what PluginConfig decodes to)`;
  const name = reading.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return { kind: 'wrong', why: `${name.replace(/^\./, '') || 'it'} ${reading.problem}${where}`, value };
}

/** What decides about more than the part it stands in: rules inside, and keys that the product fetches. */
function ownRulesIn(value: JsonValue): string | undefined {
  if (!isJsonObject(value)) return undefined;
  const inside = Object.keys(value).find((name) => name.startsWith('_'));
  if (inside !== undefined) return inside;
  const consumers = memberOf(value, 'consumers');
  const isRemote = (consumer: JsonValue) => memberOf(consumer, 'remote_jwks') !== undefined;
  return Array.isArray(consumers) && consumers.some(isRemote) ? 'remote_jwks' : undefined;
}
