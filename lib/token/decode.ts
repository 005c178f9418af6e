import { isUtf8 } from 'node:buffer';
import { GatewayError } from '../errors';
import { LIMITS } from '../facts';
import { isJsonObject, type JsonObject, type JsonValue, parseJsonIfAny } from '../json';
import type { Claims } from './claims';

/** The header of a token. */
export interface TokenHeader {
  readonly alg: string;
  readonly kid?: string;
  readonly [name: string]: JsonValue | undefined;
}

/** What a token says. Nothing of it is proven: anybody can write such a token. */
export interface DecodedToken {
  readonly header: TokenHeader;
  readonly claims: Claims;
  /** The length of the signature in bytes; 0 for a token without one. */
  readonly signatureBytes: number;
}

/** A token as it comes, in its three parts. */
export interface TokenParts {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
}

const LIMIT = LIMITS.headerAndUrlBytes.value;

/**
 * Reads a token in the compact form of RFC 7519 without checking its signature.
 *
 * Strict where readers differ: base64url without padding and in its one spelling, UTF-8, no member twice.
 *
 * @throws GatewayError `token-too-large` for a token that cannot reach the gateway, `token-malformed`; neither
 *   quotes the token
 */
export function decodeToken(text: string): DecodedToken {
  const { header, payload, signature } = partsOf(text);
  return {
    header: readHeader(header),
    claims: readClaims(payload),
    signatureBytes: readSignature(signature).length,
  };
}

/**
 * The parts of a token.
 *
 * @throws GatewayError `token-too-large` for a token that cannot reach the gateway, `token-malformed`
 */
export function partsOf(text: string): TokenParts {
  refuseTooLarge(text);
  const parts = text.split('.');
  const [header = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3) throw malformed(partsInWords(text, parts.length));
  return { header, payload, signature };
}

/**
 * What the first part of a token says.
 *
 * @throws GatewayError `token-malformed`
 */
export function readHeader(part: string): TokenHeader {
  const header = objectOf(part, 'header');
  const { alg, kid } = header;
  if (typeof alg !== 'string') throw malformed('has a header without alg, the name of its algorithm');
  if (kid !== undefined && typeof kid !== 'string')
    throw malformed('has a header with a kid that is no text');
  return header as TokenHeader;
}

/**
 * What the second part of a token says.
 *
 * @throws GatewayError `token-malformed`
 */
export function readClaims(part: string): Claims {
  return objectOf(part, 'payload');
}

/**
 * The third part of a token.
 *
 * @throws GatewayError `token-malformed`
 */
export function readSignature(part: string): Buffer {
  return bytesOf(part, 'signature');
}

/**
 * Refuses a token that cannot reach the gateway.
 *
 * @throws GatewayError `token-too-large`
 */
export function refuseTooLarge(text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= LIMIT) return;
  throw new GatewayError(
    'token-too-large',
    `the token is ${bytes} bytes; the gateway takes ${LIMIT} at most`,
    {
      hint: 'URL and headers of a request together may not be larger; carry fewer claims',
    },
  );
}

function partsInWords(text: string, count: number): string {
  if (text === '') return 'is empty';
  if (count === 5) return 'has five parts, as an encrypted token has; a signed one has three';
  return `has ${count} ${count === 1 ? 'part' : 'parts'} between dots; a signed token has three`;
}

function objectOf(part: string, name: string): { readonly [name: string]: JsonValue } {
  const bytes = bytesOf(part, name);
  const object = isUtf8(bytes) ? findJsonObject(bytes.toString()) : undefined;
  if (object === undefined) throw malformed(`has a ${name} that is no JSON object with each member once`);
  return object;
}

function bytesOf(part: string, name: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw malformed(`has a ${name} that is not base64url`);
  return bytes;
}

const malformed = (what: string): GatewayError => new GatewayError('token-malformed', `the token ${what}`);

/** A token as it is copied from an Authorization header, without the scheme before it. */
export function withoutScheme(text: string): string {
  return text.trim().replace(/^bearer\s+/i, '');
}

/**
 * The object that a JSON text holds. Undefined when the text is not JSON, holds something else, or says a member
 * twice in one object: readers differ in which of the two they take (RFC 7519 section 4).
 */
function findJsonObject(text: string): JsonObject | undefined {
  const value = parseJsonIfAny(text);
  // Of a member that is said twice, one is lost.
  return isJsonObject(value) && membersIn(value) === membersSaid(text) ? value : undefined;
}

/** Level by level: a recursion could be too deep. */
function membersIn(value: JsonObject): number {
  const nested: (JsonObject | readonly JsonValue[])[] = [value];
  let count = 0;
  for (const each of nested) {
    const inside: readonly JsonValue[] = Object.values(each);
    if (!Array.isArray(each)) count += inside.length;
    for (const item of inside) if (typeof item === 'object' && item !== null) nested.push(item);
  }
  return count;
}

/**
 * How often a member is said, by the colons outside of strings.
 *
 * @param text well-formed JSON
 */
function membersSaid(text: string): number {
  let count = 0;
  let isInString = false;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === QUOTE) isInString = !isInString;
    else if (unit === COLON && !isInString) count += 1;
    else if (unit === BACKSLASH) i += 1;
  }
  return count;
}

const BACKSLASH = 0x5c;
const COLON = 0x3a;
const QUOTE = 0x22;
