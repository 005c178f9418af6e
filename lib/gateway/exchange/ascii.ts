import { asciiOnly, redact } from '../../text';

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
