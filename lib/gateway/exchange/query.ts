/** One `name=value` of a query or a form. */
export interface QueryPair {
  /** As sent. */
  readonly raw: string;
  readonly name: string;
  readonly value: string;
}

/** The pairs of a query or of a form body, in order. What is no proper encoding is taken as it stands. */
export function queryPairs(query: string): readonly QueryPair[] {
  if (query === '') return [];
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
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
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
  return raw.split(';').map((part) => looselyDecoded(part.split('=', 1)[0] ?? ''));
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
