/** One `name=value` of a query or a form. */
export interface QueryPair {
  /** As sent. */
  readonly raw: string;
  readonly name: string;
  readonly value: string;
}

/** The pairs of a query or of a form body, in order. What is no proper encoding is taken as it stands. */
export function queryPairs(query: string): readonly QueryPair[] {
  return query
    .split('&')
    .filter((raw) => raw !== '')
    .map((raw) => {
      const mark = raw.indexOf('=');
      const name = decoded(mark === -1 ? raw : raw.slice(0, mark));
      return { raw, name, value: mark === -1 ? '' : decoded(raw.slice(mark + 1)) };
    });
}

function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/**
 * The names that some backend might read in a pair: one that splits at semicolons, too, or that decodes what is no
 * proper percent-encoding. Where such a byte is no UTF-8, nobody knows what it reads.
 */
export function looseNames({ raw }: Pick<QueryPair, 'raw'>): readonly string[] {
  return raw.split(';').map((part) => looselyDecoded(part.replace(/=.*/s, '')));
}

function looselyDecoded(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/%u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString());
}

/** The first value of a name. */
export function findValue(pairs: readonly QueryPair[], name: string): string | undefined {
  return pairs.find((pair) => pair.name === name)?.value;
}

/** A pair as it stands in a query. */
export function pairText(name: string, value: string): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
}

// RFC 3986 section 3.3 `pchar`, as the paths of routes have it.
const PATH = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*$/;
const UNRESERVED = /[A-Za-z0-9\-._~]/;

/**
 * A path in the one spelling that routes are compared with: what needs no percent-encoding has none (RFC 3986
 * section 6.2.2.2). `undefined` for a path that a backend might read as another one: with `.`, `..` or empty
 * segments, or with characters that RFC 3986 does not allow.
 */
export function findPath(sent: string): string | undefined {
  if (!PATH.test(sent)) return undefined;
  const path = sent.replace(/%[0-9A-Fa-f]{2}/g, plain);
  return hasOddSegment(path) ? undefined : path;
}

function plain(encoded: string): string {
  const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
  return UNRESERVED.test(character) ? character : encoded.toUpperCase();
}

/**
 * Whether a path, in that one spelling, has segments that leave others out, also for a backend that drops what
 * follows a semicolon, as servlets do: `..;a`.
 */
export function hasOddSegment(path: string): boolean {
  return path.includes('//') || /\/\.\.?(?:[/;]|$)/.test(path);
}

/** Text as a part of a path segment. */
export function segmentText(text: string): string {
  return encodeURIComponent(text).replace(/%(?:24|26|2B|2C|3B|3D|3A|40)/g, decodeURIComponent);
}

/** The text that a part of a path segment stands for; `undefined` when it stands for none. */
export function findSegmentText(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
