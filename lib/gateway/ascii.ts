const LONGEST = 512;

/** A JSON object in base64url begins with `eyJ`. */
const TOKEN = /eyJ[\w-]{4,}(?:\.[\w-]*)*/g;

/**
 * Text on one line that can stand in a header and in a log: printable ASCII, everything else as `\uXXXX`, cut where
 * it is long, and without what looks like a token. Texts of templates and requests come through here, so that
 * neither can add a header.
 */
export function ascii(text: string, longest = LONGEST): string {
  const known = text.includes('eyJ') ? text.replace(TOKEN, '<token>') : text;
  const short = known.length > longest ? `${known.slice(0, longest)}...` : known;
  return /^[\x20-\x7e]*$/.test(short) ? short : short.replace(/[^\x20-\x7e]/g, escaped);
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
