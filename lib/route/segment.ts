import { type PathPiece, WILDCARD } from './route';

/** Whether a segment is the `*` that takes everything below. */
export function isWildcard([piece]: readonly PathPiece[]): boolean {
  return piece !== undefined && 'literal' in piece && piece.literal === WILDCARD;
}

/** The texts around the parameters of a segment, one more than those. */
export function literalsOf(pieces: readonly PathPiece[]): readonly string[] {
  const literals = [''];
  for (const piece of pieces)
    if ('parameter' in piece) literals.push('');
    else literals.push((literals.pop() ?? '') + piece.literal);
  return literals;
}

/** What the parameters between literals catch, each as little as it can; no expression, for that might hang. */
export function caughtBetween(literals: readonly string[], segment: string): readonly string[] | undefined {
  const [first = '', ...others] = literals;
  if (!segment.startsWith(first)) return undefined;
  const caught: string[] = [];
  let from = first.length;
  for (const [index, literal] of others.entries()) {
    const isLast = index === others.length - 1;
    const end = isLast ? segment.length - literal.length : segment.indexOf(literal, from + 1);
    if (end <= from || (isLast && !segment.endsWith(literal))) return undefined;
    caught.push(segment.slice(from, end));
    from = end + literal.length;
  }
  return caught;
}
