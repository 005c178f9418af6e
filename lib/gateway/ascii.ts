const LONGEST = 512;

/**
 * Text on one line that can stand in a header: printable ASCII, everything else as `\uXXXX`, cut where it is long.
 * Texts of templates and requests come through here, so that neither can add a header.
 */
export function ascii(text: string, longest = LONGEST): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}...` : text;
  return /^[\x20-\x7e]*$/.test(shown) ? shown : shown.replace(/[^\x20-\x7e]/g, escaped);
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
