import type { Cursor } from '../shape';
import { type Condition, comparisonsOf } from './conditions/parser';

/** What a token must say, as one condition can ask for it. */
export type TokenDemand =
  /** A whole word of a claim that is a list of words with spaces between them, as `scope` is (RFC 8693 section 4.2). */
  | { readonly kind: 'word'; readonly claim: string; readonly word: string }
  | { readonly kind: 'oneOf'; readonly claim: string; readonly values: readonly string[] }
  | { readonly kind: 'pathParameter'; readonly claim: string; readonly parameter: string };

/** What a demand asks for, in words: `scope orders:write`. */
export function demandText(demand: TokenDemand): string {
  switch (demand.kind) {
    case 'word':
      return `${demand.claim} ${demand.word}`;
    case 'oneOf':
      return `${demand.claim} ${demand.values.join(' or ')}`;
    case 'pathParameter':
      return `${demand.claim} of the path parameter ${demand.parameter}`;
  }
}

/**
 * The condition that holds for a token that says what is demanded, and for no other.
 *
 * @param variables by where they come from, as in `Token:scope`
 */
export function conditionOf(demand: TokenDemand, variables: ReadonlyMap<string, string>): string {
  const claim = `$${variables.get(`Token:${demand.claim}`)}`;
  switch (demand.kind) {
    case 'word': {
      const { word } = demand;
      const patterns = [`${word} %`, `% ${word}`, `% ${word} %`];
      return [`${claim} = '${word}'`, ...patterns.map((each) => `${claim} like '${each}'`)].join(' or ');
    }
    case 'oneOf':
      return demand.values.map((value) => `${claim} = '${value}'`).join(' or ');
    case 'pathParameter':
      return `${claim} = $${variables.get(`Parameter:${demand.parameter}`)}`;
  }
}

/** Where the values come from that a demand compares. */
export function sourcesOf(demand: TokenDemand): readonly string[] {
  const claim = `Token:${demand.claim}`;
  return demand.kind === 'pathParameter' ? [claim, `Parameter:${demand.parameter}`] : [claim];
}

/**
 * What cannot stand in a text of a condition: the service documents no escape inside one, so what might end or change it is
 * refused.
 */
export const UNWRITABLE = /['"`\\$\p{Cc}\p{Zl}\p{Zp}]/u;

/** Beside %, other readers of `like` have these; what the service makes of them is not documented. */
const MAYBE_WILDCARD = /[_*?[\]]/u;

/** What cannot be asked for, told at its place. */
export function lookAtDemand(demand: TokenDemand, at: Cursor): void {
  for (const problem of demandProblems(demand)) at.problem(problem);
}

/** Why a demand cannot be asked for. */
export function demandProblems(demand: TokenDemand): readonly string[] {
  return [claimProblem(demand.claim), ...wantedProblems(demand)].filter((each) => each !== undefined);
}

function wantedProblems(demand: TokenDemand): readonly (string | undefined)[] {
  if (demand.kind === 'pathParameter') {
    const isName = typeof demand.parameter === 'string' && /^[A-Za-z0-9._~-]+$/.test(demand.parameter);
    return isName ? [] : ['must compare with the name of a path parameter'];
  }
  if (demand.kind === 'word') return [valueProblem(demand.word, true)];
  if (demand.values.length === 0) return ['lists no value: no token would be accepted'];
  return demand.values.map((value) => valueProblem(value, false));
}

function claimProblem(claim: string): string | undefined {
  if (typeof claim !== 'string' || claim === '') return 'must be the name of a claim';
  const name = JSON.stringify(claim);
  if (claim.includes('.')) {
    return `${name} has a dot: whether the gateway reads it as one name or as a claim inside another is not documented; issue the claim under a flat name`;
  }
  const isPlain = /^[A-Za-z0-9_:/-]+$/.test(claim);
  return isPlain ? undefined : `${name} has characters that cannot be written as the source of a variable`;
}

function valueProblem(value: string, isWord: boolean): string | undefined {
  if (typeof value !== 'string' || value === '') return 'must be a text that is not empty';
  const text = JSON.stringify(value);
  const [character] = UNWRITABLE.exec(value) ?? [];
  if (character !== undefined)
    return `${text} holds ${JSON.stringify(character)}, which cannot be written in a condition`;
  if (isWord && /\s/u.test(value)) return `${text} has a space: a scope is one word`;
  return isWord && value.includes('%') ? `${text} has %, which stands for any characters in like` : undefined;
}

/** What of a demand rests on what is not documented, for a warning. */
export function doubtIn(demand: TokenDemand): string | undefined {
  if (demand.kind === 'pathParameter') {
    return `that the claim ${demand.claim} can be compared with the path parameter ${demand.parameter} is inferred from a vendor sample, and how percent-encoding counts is not documented: try it on the service with another value`;
  }
  if (demand.kind !== 'word') return undefined;
  const [character] = MAYBE_WILDCARD.exec(demand.word) ?? [];
  if (character === undefined) return undefined;
  const other = demand.word.replace(character, 'x');
  return `the ${character} of ${demand.word} may stand for another character in like, which is not documented: then a ${demand.claim} with the word ${other} gets through beside others`;
}

/** The variable and the word of a condition that `conditionOf` writes for a whole word. */
export function findWholeWord(
  condition: Condition,
): { readonly variable: string; readonly word: string } | undefined {
  if (condition.kind !== 'or' || condition.parts.some(({ kind }) => kind !== 'comparison')) return undefined;
  const comparisons = comparisonsOf(condition);
  const [first] = comparisons;
  if (first?.left.kind !== 'variable' || first.right.kind !== 'constant') return undefined;
  const { name: variable } = first.left;
  const { value: word } = first.right;
  if (typeof word !== 'string' || word === '' || /[%\s]/.test(word)) return undefined;
  const wanted = [`= ${word}`, `like ${word} %`, `like % ${word}`, `like % ${word} %`];
  const found = comparisons.map(({ left, operator, right }) =>
    left.kind === 'variable' && left.name === variable && right.kind === 'constant'
      ? `${operator} ${right.value}`
      : undefined,
  );
  const isSame = found.length === wanted.length && wanted.every((each) => found.includes(each));
  return isSame ? { variable, word } : undefined;
}

/** The variables of a condition `$claim = $parameter`. */
export function findEqualVariables(condition: Condition): readonly [string, string] | undefined {
  if (condition.kind !== 'comparison' || condition.operator !== '=') return undefined;
  const { left, right } = condition;
  return left.kind === 'variable' && right.kind === 'variable' ? [left.name, right.name] : undefined;
}
