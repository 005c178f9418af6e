import { LIMITS } from '../facts';
import {
  type AccessControlModel,
  AnyBut,
  type ConditionSource,
  type ConditionValue,
  findConditionSource,
  findEqualVariables,
  findWholeWord,
  type ReadRule,
  type RuleEnd,
  readCondition,
  readRule,
  variablesOf,
} from '../plugin';
import { findUnknownKey } from '../shape';
import type { Truth } from '../truth';
import {
  type AppliedRules,
  ARBITRARY,
  type Choices,
  canEnd,
  choicesOf,
  claimKey,
  claimOf,
  keyOf,
  valuesLike,
} from './rule-search';
import { wordsRead } from './word-claims';

/** What becomes of requests with a token, whatever else they say. */
export type Fate =
  /** Some of them get through. */
  | 'admitted'
  /** Every one is denied. */
  | 'refused'
  /** Neither could be shown. */
  | 'unknown';

/** Every value of a claim but those that rules mention: a text, a number or a boolean. */
export const OTHER = Symbol('other');

/**
 * A value of a claim; `null` where the token has none. A number or a boolean goes by its text. What the service takes a
 * list or an object for is not documented: whatever it is, it is one of these.
 */
export type ClaimValue = string | null | typeof OTHER;

/** A shared instance applies no more rules, and no more variables, than this. */
const SHARED = LIMITS.accessControlRulesOnSharedInstances.value;

/**
 * Whom the rules of an accessControl plug-in admit. They are followed in their order, for every value that they mention,
 * any other value and none; what callers do not choose (the path, the app) may be anything.
 *
 * The plug-in does not say whether its instance is shared, which applies only the first rules and variables: what is
 * said here holds either way.
 */
export class RuleEvaluation {
  /** Why nothing can be said: a condition that is none, or a key that may decide otherwise. */
  readonly problem: string | undefined;
  /** The claims that conditions compare. */
  readonly claims: readonly string[];
  /** The rules that take effect: all of them, and those that a shared instance applies where these are fewer. */
  readonly ways: readonly [AppliedRules, ...AppliedRules[]];
  readonly #choices: Choices;

  constructor(model: AccessControlModel) {
    this.problem = rulesProblemOf(model);
    const rules = model.rules.map(readRule);
    const sources = new Map(
      Object.entries(model.parameters).map(([name, text]) => [name, findConditionSource(text)] as const),
    );
    const whole = { rules, sources };
    const cut = { rules: rules.slice(0, SHARED), sources: new Map([...sources].slice(0, SHARED)) };
    this.ways = rules.length <= SHARED && sources.size <= SHARED ? [whole] : [whole, cut];
    this.#choices = choicesOf(whole);
    this.claims = [...this.#choices.keys()].map(claimOf).filter((claim) => claim !== undefined);
  }

  /** The values of a claim that conditions mention, as texts; also such as their patterns and bounds are about. */
  mentioned(claim: string): readonly string[] {
    const values = this.#choices.get(claimKey(claim)) ?? [];
    const texts = values.flatMap((value) =>
      value === null || value === ARBITRARY || typeof value === 'object' ? [] : [String(value)],
    );
    return [...new Set(texts)];
  }

  /** What becomes of tokens that say this, whatever their other claims are. */
  fateOf(claims: Readonly<Record<string, ClaimValue>>): Fate {
    if (this.problem !== undefined) return 'unknown';
    const isThrough = (end: RuleEnd) => end !== 'DENY';
    const cases = this.#casesOf(claims);
    const each = this.ways.map((way) => cases.map((given) => canEnd(way, this.#choices, given, isThrough)));
    if (each.every((found) => found.includes(true))) return 'admitted';
    return each.every((found) => found.every((truth) => truth === false)) ? 'refused' : 'unknown';
  }

  /** Whether a request comes to a rule; `undefined` where that cannot be told. */
  comesTo(index: number): Truth {
    const [{ rules, sources }] = this.ways;
    return canEnd(
      { rules: rules.slice(0, index), sources },
      this.#choices,
      new Map(),
      (end) => end === 'none',
    );
  }

  /** Whether any request is denied; `undefined` where that cannot be told. */
  deniesAny(): Truth {
    return canEnd(this.ways[0], this.#choices, new Map(), (end) => end === 'DENY');
  }

  /** The whole words that a token must have in a claim, whatever else it says. */
  wordsIn(claim: string): readonly string[] {
    const [{ sources }] = this.ways;
    return this.#firm.flatMap(({ condition }) => {
      const { variable, word } = (condition && findWholeWord(condition)) ?? {};
      return word !== undefined && keyOf(sources.get(variable ?? '')) === claimKey(claim) ? [word] : [];
    });
  }

  /** The words that conditions look for in a claim; `undefined` where one of them reads it otherwise. */
  wordsRead(claim: string): readonly string[] | undefined {
    const [{ rules, sources }] = this.ways;
    const isClaim = (variable: string) => keyOf(sources.get(variable)) === claimKey(claim);
    const found = rules.map(({ condition }) => condition && wordsRead(condition, claim, isClaim));
    return found.includes(undefined) ? undefined : [...new Set(found.flatMap((words) => words ?? []))];
  }

  /** The condition that every request fulfils whose claim is that of a path parameter, and the parameter. */
  pathComparisonOf(claim: string): { readonly condition: string; readonly parameter: string } | undefined {
    const [{ sources }] = this.ways;
    for (const { condition, rule } of this.#firm) {
      const pair = (condition && findEqualVariables(condition)) ?? [];
      const found = pair.map((name) => sources.get(name));
      const isClaim = found.some((source) => keyOf(source) === claimKey(claim));
      const { name } = found.find((source) => source?.location === 'parameter') ?? {};
      if (isClaim && name !== undefined) return { condition: rule.condition, parameter: name };
    }
    return undefined;
  }

  /** The rules that every request comes to which gets through, and that deny where their condition does not hold. */
  get #firm(): readonly ReadRule[] {
    if (this.problem !== undefined) return [];
    const { rules } = this.ways.at(-1) ?? this.ways[0];
    const end = rules.findIndex(({ rule }) => rule.ifTrue === 'ALLOW' || rule.ifFalse === 'ALLOW');
    const reached = end === -1 ? rules : rules.slice(0, end + 1);
    return reached.filter(({ rule }) => rule.ifFalse === 'DENY');
  }

  /** The first rule that reads from a source. */
  readerOf(isMeant: (source: ConditionSource) => boolean): ReadRule | undefined {
    const [{ rules, sources }] = this.ways;
    return rules.find(({ condition }) =>
      (condition ? variablesOf(condition) : []).some((name) => {
        const source = sources.get(name);
        return source !== undefined && isMeant(source);
      }),
    );
  }

  /** Every combination of the values that stand for what is said of the claims. */
  #casesOf(claims: Readonly<Record<string, ClaimValue>>): readonly ReadonlyMap<string, ConditionValue>[] {
    return Object.entries(claims).reduce<readonly ReadonlyMap<string, ConditionValue>[]>(
      (cases, [claim, value]) =>
        cases.flatMap((each) =>
          this.#valuesOf(claim, value).map((one) => new Map(each).set(claimKey(claim), one)),
        ),
      [new Map()],
    );
  }

  #valuesOf(claim: string, value: ClaimValue): readonly ConditionValue[] {
    if (value === null) return [null];
    return value === OTHER ? [ARBITRARY, new AnyBut(new Set(this.mentioned(claim)))] : valuesLike(value);
  }
}

function rulesProblemOf(model: AccessControlModel): string | undefined {
  for (const { condition, name } of model.rules) {
    const reading = readCondition(condition, `rule ${name}`);
    if (reading.kind === 'wrong') return reading.error.message;
  }
  const key = findUnknownKey(model);
  return key === undefined ? undefined : `the rules have the key ${key}, which is not known here`;
}
