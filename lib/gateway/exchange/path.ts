// RFC 3986 section 3.3 `pchar`, as the paths of routes have it.
const PATH = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*$/;
const UNRESERVED = /^[A-Za-z0-9\-._~]$/;

/**
 * A path in the one spelling that routes are compared with: what needs no percent-encoding has none (RFC 3986
 * section 6.2.2.2). `undefined` for a path that a backend might read as another one: with `.`, `..` or empty
 * segments, or with characters that RFC 3986 does not allow.
 */
export function findPath(sent: string): string | undefined {
  if (!PATH.test(sent)) return undefined;
  const path = sent.includes('%') ? sent.replace(/%[0-9A-Fa-f]{2}/g, plain) : sent;
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
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
