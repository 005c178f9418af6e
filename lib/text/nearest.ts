/** The words that are most like a word, the most alike first; letter case does not count. */
export function nearest(word: string, words: readonly string[], count = 3): readonly string[] {
  const distances = distancesTo(word, words);
  return [...distances.keys()]
    .sort((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0))
    .slice(0, count);
}

/** The word that was probably meant; `undefined` where none is near enough to say so. */
export function findMeant(word: string, words: readonly string[]): string | undefined {
  const [first] = nearest(word, words, 1);
  if (first === undefined) return undefined;
  const far = distancesTo(word, [first]).get(first) ?? 0;
  const isPart = word.length >= 4 && first.toLowerCase().includes(word.toLowerCase());
  return far <= Math.max(2, Math.floor(first.length / 3)) || isPart ? first : undefined;
}

function distancesTo(word: string, words: readonly string[]): ReadonlyMap<string, number> {
  return new Map(words.map((each) => [each, distance(word.toLowerCase(), each.toLowerCase())]));
}

/** How many characters have to be put in, left out or changed (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, character] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const changed = (row[j] ?? 0) + (character === b[j] ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
