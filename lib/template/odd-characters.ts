/** What looks like a space, or like nothing, and is neither to a parser. */
const ODD = /[\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

const NAMES: Readonly<Record<number, string>> = {
  160: 'no-break space',
  173: 'soft hyphen',
  8203: 'zero width space',
  8204: 'zero width non-joiner',
  8205: 'zero width joiner',
  8288: 'word joiner',
  12288: 'ideographic space',
  65279: 'byte order mark',
};

/** The first such character of a text, as people look it up: `U+00A0 (no-break space)`; `undefined` without one. */
export function oddCharacterIn(text: string): string | undefined {
  const [found] = ODD.exec(text) ?? [];
  return found === undefined ? undefined : characterName(found);
}

/** The same where a name begins or ends with it: nobody writes such a name on purpose. */
export function oddEdgeOf(name: string): string | undefined {
  return oddCharacterIn(name.charAt(0)) ?? oddCharacterIn(name.charAt(name.length - 1));
}

/** A character as people look it up, with its name where it cannot be seen. */
export function characterName(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const name = NAMES[code];
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}${name === undefined ? '' : ` (${name})`}`;
}
