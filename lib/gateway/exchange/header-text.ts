import { asciiOnly, redact } from '../../text';

/**
 * Text that can stand in a header at the backend: control characters and what is not ASCII are percent-encoded, so
 * that no claim and no parameter can add a header (GATEWAY.claimText).
 */
export function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, encoded);
}

/**
 * A claim as text for a header, such that two claims never look the same: what `headerText` encodes, the percent sign
 * itself, and spaces at the ends, which every reader of a header drops.
 */
export function claimHeaderText(text: string): string {
  return text.replace(/^ +| +$|[^\x20-\x24\x26-\x7e]/gu, encoded);
}

/** Whether all of it can be written in UTF-8: JSON can hold one half of a pair of surrogates. */
export function isText(text: string): boolean {
  return !/\p{Cs}/u.test(text);
}

function encoded(characters: string): string {
  return [...Buffer.from(characters)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

/** Whether these can be a header: RFC 9110 section 5, a token and visible characters. */
export function isHeader(name: string, value: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value);
}

/** Whether two names are of the same header. */
export function isSameHeader(a: string, b: string): boolean {
  return a.length === b.length && a.toLowerCase() === b.toLowerCase();
}

/** RFC 9110 section 7.6.1, and what is made anew for each hop. */
const HOP_BY_HOP = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Whether a header, in lower case, is for the next hop only. */
export function isHopByHop(name: string, connection: readonly string[]): boolean {
  return HOP_BY_HOP.has(name) || connection.includes(name);
}

/** The names that `Connection` lists, in lower case. */
export function connectionNames(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => value.split(',')).map((name) => name.trim().toLowerCase());
}

/** Whether a header of an answer is the gateway's own or the connection's: no template sets it. */
export function isOwnHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return HOP_BY_HOP.has(lower) || /^x-(?:ca|jwt-gateway)-/.test(lower);
}

const LONGEST = 512;

/**
 * Text on one line that can stand in a header and in a log: printable ASCII, everything else as `\uXXXX`, cut where
 * it is long, and without secrets. Texts of templates and requests come through here, so that neither can add a
 * header.
 */
export function ascii(text: string, longest = LONGEST): string {
  const known = redact(text);
  return asciiOnly(known.length > longest ? `${known.slice(0, longest)}...` : known);
}
