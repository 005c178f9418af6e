import { CLOUD_NATIVE } from '../../facts';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../../json';
import { type KeySet, readKeySet } from './key-set';

/** A claim that goes to a header of the backend request. */
interface ClaimToHeader {
  readonly claim: string;
  readonly header: string;
  /** Whether a header of that name that the caller sends is replaced. @default true */
  readonly override: boolean;
}

/** A header that may hold a token. */
interface TokenHeader {
  readonly name: string;
  /** What stands before the token: searched for anywhere in the value, in its own case. */
  readonly prefix: string;
}

/** Whose tokens are taken, and where they may stand. */
export interface JwtConsumer {
  readonly name: string;
  readonly keys: KeySet;
  /** What claims have to say, word for word; the issuer is one of them. */
  readonly claims: ReadonlyMap<string, string>;
  readonly claimsToHeaders: readonly ClaimToHeader[];
  readonly fromHeaders: readonly TokenHeader[];
  readonly fromParams: readonly string[];
  readonly fromCookies: readonly string[];
  readonly clockSkewSeconds: number;
  readonly keepToken: boolean;
  /** Whether no place was given, so that a token is taken from the query, too. */
  readonly hasDefaultPlaces: boolean;
}

/** What one configuration says: the one of the whole gateway, or that of a rule. */
export interface JwtAuthPart {
  /** Whose tokens it knows; none where it has no `consumers`. */
  readonly consumers: readonly JwtConsumer[];
  /** The consumers that a rule lets in by name; `undefined` where it names none. */
  readonly allow: ReadonlySet<string> | undefined;
  readonly globalAuth: boolean | undefined;
  /** Headers without which nothing is checked; not documented. */
  readonly enableHeaders: readonly string[];
}

/** A configuration that was read, or what is wrong with it. */
type JwtAuthReading =
  | { readonly part: JwtAuthPart }
  | { readonly path: readonly (string | number)[]; readonly problem: string };

/**
 * Reads a configuration as the plug-in does: one thing that is wrong makes all of it wrong.
 *
 * @param value the YAML of `PluginConfig` as data
 * @see https://www.alibabacloud.com/help/en/api-gateway/cloud-native-api-gateway/user-guide/jwt-auth-plug-ins [doc]
 * @see https://github.com/alibaba/higress, plugins/wasm-cpp/extensions/jwt_auth [code]
 */
export function readJwtAuth(value: JsonValue): JwtAuthReading {
  try {
    return { part: partOf(value) };
  } catch (error) {
    if (error instanceof Wrong) return { path: error.path, problem: error.message };
    throw error;
  }
}

type Path = readonly (string | number)[];

/** Carries a problem to `readJwtAuth`. */
class Wrong extends Error {
  constructor(
    readonly path: Path,
    message: string,
  ) {
    super(message);
  }
}

function partOf(value: JsonValue): JwtAuthPart {
  if (!isJsonObject(value)) throw new Wrong([], 'is no object');
  const consumers = listIn(value, 'consumers', []).map(consumerOf);
  const names = consumers.map(({ name }) => name);
  const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
  if (twice >= 0) throw new Wrong(['consumers', twice, 'name'], 'is the name of another consumer, too');
  const allow = memberOf(value, 'allow');
  const globalAuth = memberOf(value, 'global_auth') ?? undefined;
  if (globalAuth !== undefined && typeof globalAuth !== 'boolean')
    throw new Wrong(['global_auth'], 'is no boolean');
  return {
    consumers,
    // A rule with both takes its own consumers.
    allow: allow === undefined || consumers.length > 0 ? undefined : new Set(textsIn(value, 'allow', [])),
    globalAuth,
    enableHeaders: textsIn(value, 'enable_headers', []),
  };
}

const PLACES = ['from_headers', 'from_params', 'from_cookies'] as const;

function consumerOf(value: JsonValue, at: number): JwtConsumer {
  const path = ['consumers', at];
  if (!isJsonObject(value)) throw new Wrong(path, 'is no object');
  const name = textIn(value, 'name', path);
  if (name === undefined || name === '') throw new Wrong([...path, 'name'], 'is missing');
  const hasDefaultPlaces = PLACES.every((place) => memberOf(value, place) === undefined);
  const skew = memberOf(value, 'clock_skew_seconds') ?? CLOUD_NATIVE.clockSkewSeconds.value;
  if (typeof skew !== 'number') throw new Wrong([...path, 'clock_skew_seconds'], 'is no number');
  return {
    name,
    keys: keysIn(value, path),
    claims: claimsIn(value, path),
    claimsToHeaders: listIn(value, 'claims_to_headers', path).map((each, index) =>
      claimToHeader(each, [...path, 'claims_to_headers', index]),
    ),
    fromHeaders: hasDefaultPlaces
      ? [{ name: 'Authorization', prefix: 'Bearer ' }]
      : listIn(value, 'from_headers', path).map((each, index) =>
          tokenHeader(each, [...path, 'from_headers', index]),
        ),
    fromParams: hasDefaultPlaces
      ? [CLOUD_NATIVE.defaultTokenParameter.value]
      : textsIn(value, 'from_params', path),
    fromCookies: textsIn(value, 'from_cookies', path),
    clockSkewSeconds: skew,
    keepToken: memberOf(value, 'keep_token') !== false,
    hasDefaultPlaces,
  };
}

function keysIn(value: JsonObject, path: Path): KeySet {
  // The product's page has remote keys, the open code has not: nobody can read them here.
  if (memberOf(value, 'remote_jwks') !== undefined)
    throw new Wrong([...path, 'remote_jwks'], 'is not known here');
  const jwks = textIn(value, 'jwks', path);
  if (jwks === undefined || jwks === '') throw new Wrong([...path, 'jwks'], 'is missing');
  const keys = readKeySet(jwks);
  if ('status' in keys) throw new Wrong([...path, 'jwks'], `holds no key that can be used (${keys.status})`);
  return keys;
}

function claimsIn(value: JsonObject, path: Path): ReadonlyMap<string, string> {
  const claims = memberOf(value, 'claims') ?? {};
  if (!isJsonObject(claims)) throw new Wrong([...path, 'claims'], 'is no object');
  const issuer = textIn(value, 'issuer', path);
  const texts = Object.entries(claims).map(([name, text]) => {
    if (typeof text !== 'string') throw new Wrong([...path, 'claims', name], 'is no text');
    return [name, text] as const;
  });
  return new Map(issuer === undefined ? texts : [...texts, ['iss', issuer]]);
}

function claimToHeader(value: JsonValue, path: Path): ClaimToHeader {
  if (!isJsonObject(value)) throw new Wrong(path, 'is no object');
  const [claim, header] = [textIn(value, 'claim', path), textIn(value, 'header', path)];
  if (claim === undefined) throw new Wrong([...path, 'claim'], 'is missing');
  if (header === undefined) throw new Wrong([...path, 'header'], 'is missing');
  return { claim, header, override: memberOf(value, 'override') !== false };
}

function tokenHeader(value: JsonValue, path: Path): TokenHeader {
  if (!isJsonObject(value)) throw new Wrong(path, 'is no object');
  const name = textIn(value, 'name', path);
  if (name === undefined) throw new Wrong([...path, 'name'], 'is missing');
  return { name, prefix: textIn(value, 'value_prefix', path) ?? '' };
}

function textIn(value: JsonObject, name: string, path: Path): string | undefined {
  const text = memberOf(value, name) ?? undefined;
  if (text === undefined || typeof text === 'string') return text;
  throw new Wrong([...path, name], 'is no text');
}

function listIn(value: JsonObject, name: string, path: Path): readonly JsonValue[] {
  const list = memberOf(value, name) ?? [];
  if (!Array.isArray(list)) throw new Wrong([...path, name], 'is no list');
  return list;
}

function textsIn(value: JsonObject, name: string, path: Path): readonly string[] {
  return listIn(value, name, path).map((text, at) => {
    if (typeof text !== 'string') throw new Wrong([...path, name, at], 'is no text');
    return text;
  });
}
