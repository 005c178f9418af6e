import { type Condition, doubtIn, findWholeWord } from '../plugin';

/**
 * The words that a condition looks for in a claim which is a list of words, as `scope` is; `undefined` where it reads
 * the claim in another way, too.
 *
 * @param isClaim whether a variable stands for the claim
 */
export function wordsRead(
  condition: Condition,
  claim: string,
  isClaim: (variable: string) => boolean,
): readonly string[] | undefined {
  const { variable, word } = findWholeWord(condition) ?? {};
  if (variable !== undefined && word !== undefined && isClaim(variable))
    return doubtIn({ kind: 'word', claim, word }) === undefined ? [word] : undefined;
  if (condition.kind === 'comparison') {
    const operands = [condition.left, condition.right];
    return operands.some((each) => each.kind === 'variable' && isClaim(each.name)) ? undefined : [];
  }
  const parts = condition.kind === 'not' ? [condition.inner] : condition.parts;
  const found = parts.map((part) => wordsRead(part, claim, isClaim));
  return found.includes(undefined) ? undefined : found.flatMap((words) => words ?? []);
}

/**
 * A list for each choice of some of the words: whatever else a claim says, it is as good as one of these, or as one
 * without any of the words.
 */
export function wordLists(words: readonly string[]): readonly string[] {
  const [first, ...others] = words;
  if (first === undefined) return [];
  const without = wordLists(others);
  return [first, ...without, ...without.map((list) => `${first} ${list}`)];
}

/**
 * What lists have in common that no other one has: `with scope "a" but not "b"`, `without scope "a"`. `undefined` where
 * that is not said in so few words.
 *
 * @param lists those that are meant, with `undefined` for one without any of the words
 */
export function wordsInCommon(
  claim: string,
  words: readonly string[],
  lists: readonly (string | undefined)[],
): string | undefined {
  const has = (list: string | undefined, word: string) => list?.split(' ').includes(word) ?? false;
  const must = words.filter((word) => lists.every((list) => has(list, word)));
  const mustNot = words.filter((word) => !lists.some((list) => has(list, word)));
  const isMeant = (list: string | undefined) =>
    must.every((word) => has(list, word)) && !mustNot.some((word) => has(list, word));
  const all = [...wordLists(words), undefined];
  if (all.filter(isMeant).length !== new Set(lists).size) return undefined;
  const quoted = (some: readonly string[], joint: string) =>
    some.map((each) => JSON.stringify(each)).join(joint);
  if (must.length === 0) return `without ${claim} ${quoted(mustNot, ' and ')}`;
  const less = mustNot.length === 0 ? '' : ` but not ${quoted(mustNot, ' or ')}`;
  return `with ${claim} ${quoted(must, ' and ')}${less}`;
}
