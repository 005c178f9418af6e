/**
 * Whether a glob matches the whole text: `*` is any characters but `/`, `**` any characters, `?` one character but
 * `/`, and `**` with a `/` after it may be nothing at all. Every other character is itself; nothing is escaped.
 */
export function matchesGlob(glob: string, text: string): boolean {
  const characters = [...text];
  const steps = [...glob.matchAll(/\*\*\/|\*+|./gsu)].map(([piece]) => stepFor(piece));
  // The set of positions that the glob may have come to: no pattern takes more than its length times the text's.
  const end = steps.reduce<Reached>((reached, step) => step(characters, reached), new Set([0]));
  return end.has(characters.length);
}

type Reached = ReadonlySet<number>;
type Step = (text: readonly string[], from: Reached) => Reached;

function stepFor(piece: string): Step {
  if (piece === '**/') return folders;
  if (piece.startsWith('**')) return run(() => true);
  if (piece === '*') return run(isNoSlash);
  return single(piece === '?' ? isNoSlash : (character) => character === piece);
}

const isNoSlash = (character: string): boolean => character !== '/';

function single(takes: (character: string) => boolean): Step {
  return (text, from) =>
    new Set([...from].filter((at) => at < text.length && takes(text[at] ?? '')).map((at) => at + 1));
}

function run(takes: (character: string) => boolean): Step {
  return (text, from) => {
    const reached = new Set<number>();
    for (let at = 0; at <= text.length; at += 1)
      if (from.has(at) || (reached.has(at - 1) && takes(text[at - 1] ?? ''))) reached.add(at);
    return reached;
  };
}

/** Nothing, or anything that ends in a slash. */
const folders: Step = (text, from) => {
  const first = Math.min(...from);
  return new Set([
    ...from,
    ...text.flatMap((character, at) => (character === '/' && at >= first ? [at + 1] : [])),
  ]);
};
