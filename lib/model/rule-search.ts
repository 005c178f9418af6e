import { oncePer } from '../once-per';
import {
  AnyBut,
  type ConditionSource,
  type ConditionValue,
  comparisonsOf,
  judgeRules,
  type LookUp,
  type Operand,
  type ReadRule,
  type RuleEnd,
  Untold,
  variablesOf,
} from '../plugin';
import { any, type Truth } from '../truth';

/** Rules with the sources of their variables. */
export interface AppliedRules {
  readonly rules: readonly ReadRule[];
  /** By variable; `undefined` for a source that is not documented for requests. */
  readonly sources: ReadonlyMap<string, ConditionSource | undefined>;
}

/** The values that a caller may choose for what {@link keyOf} names. Together they stand for every value. */
export type Choices = ReadonlyMap<string, readonly ConditionValue[]>;

/** A text that nobody writes, and that sorts after all that people write. */
export const ARBITRARY = '\uE000';

const CLAIM = 'token:';

/** The key of a claim. */
export function claimKey(claim: string): string {
  return CLAIM + claim;
}

/** The claim of a key, where it is that of one. */
export function claimOf(key: string): string | undefined {
  return key.startsWith(CLAIM) ? key.slice(CLAIM.length) : undefined;
}

/** Headers that the client, a proxy or the gateway sets, or that hold credentials. */
const NOT_CHOSEN =
  /^(?:authorization|connection|cookie|content-.*|host|te|transfer-encoding|x-ca-.*|x-forwarded-.*)$/;

/** What a caller chooses: a claim (of whom the key belongs to), a header or a query parameter. */
export function keyOf(source: ConditionSource | undefined): string | undefined {
  const { location, name } = source ?? {};
  if (name === undefined) return undefined;
  if (location === 'token') return claimKey(name);
  if (location === 'query') return `query:${name}`;
  const header = name.toLowerCase();
  return location === 'header' && !NOT_CHOSEN.test(header) ? `header:${header}` : undefined;
}

/** The values that rules mention for each key, such as their patterns and bounds are about, any other, and none. */
export function choicesOf({ rules, sources }: AppliedRules): Choices {
  const constants = new Map<string, Set<Plain>>();
  const keyOfOperand = (operand: Operand) =>
    operand.kind === 'variable' ? keyOf(sources.get(operand.name)) : undefined;
  const comparisons = rules.flatMap(({ condition }) => (condition ? comparisonsOf(condition) : []));
  for (const { left, right } of comparisons)
    for (const [side, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const key = keyOfOperand(side);
      if (key === undefined) continue;
      const known = constants.get(key) ?? new Set();
      constants.set(key, known);
      if (other.kind === 'constant' && other.value !== null) known.add(other.value);
    }
  // Where variables are compared with each other, what is said of one may matter for the other.
  const mayMeet = comparisons.some(
    ({ left, right }) => left.kind === 'variable' && right.kind === 'variable',
  );
  const pool = mayMeet ? [...constants.values()].flatMap((each) => [...each]) : [];
  return new Map([...constants].map(([key, own]) => [key, withOthers(key, [...own, ...pool])]));
}

type Plain = string | number | boolean;

function withOthers(key: string, constants: readonly Plain[]): readonly ConditionValue[] {
  const texts = [...new Set(constants.flatMap(neighboursOf))];
  const values = claimOf(key) === undefined ? texts : texts.flatMap(valuesLike);
  return [...values, null, ARBITRARY, new AnyBut(new Set([...texts, ARBITRARY]))];
}

/** A constant as text, and the texts that decide where it is a pattern or a bound. */
function neighboursOf(constant: Plain): readonly string[] {
  if (typeof constant === 'number') return [constant, constant - 1, constant + 1].map(String);
  if (typeof constant === 'boolean') return [String(constant)];
  const [address = ''] = constant.split('/');
  const asPattern = constant.includes('%')
    ? ['', ARBITRARY].map((part) => constant.replaceAll('%', part))
    : [];
  return [constant, ...asPattern, ...(/^[0-9a-f.:]+\/\d+$/i.test(constant) ? [address] : [])];
}

/** All values that read like a text: the text, and the number or the boolean that is written so. */
export function valuesLike(text: string): readonly Plain[] {
  if (text === 'true' || text === 'false') return [text, text === 'true'];
  return text !== '' && String(Number(text)) === text && text !== 'NaN' ? [text, Number(text)] : [text];
}

/** How many times a search follows the rules before it gives up, and how many comparisons it makes in that. */
const MOST = { steps: 200, comparisons: 20_000 } as const;

function stepsFor(rules: readonly ReadRule[]): number {
  const each = rules.reduce(
    (sum, { condition }) => sum + (condition ? comparisonsOf(condition).length : 0),
    1,
  );
  return Math.min(MOST.steps, Math.ceil(MOST.comparisons / each));
}

/**
 * Whether some values of what is not given lead to an end: `true` where such values were found, `false` where none do,
 * `undefined` where that cannot be told.
 */
export function canEnd(
  { rules, sources }: AppliedRules,
  choices: Choices,
  given: ReadonlyMap<string, ConditionValue>,
  isMeant: (end: RuleEnd) => boolean,
): Truth {
  let steps = stepsFor(rules);
  const search = (chosen: ReadonlyMap<string, ConditionValue>): Truth => {
    if (steps === 0) return undefined;
    steps -= 1;
    const { possible, undecided } = judgeRules(rules, lookUpIn(sources, chosen));
    const ends = [...possible];
    if (ends.every(isMeant)) return true;
    if (!ends.some(isMeant)) return false;
    const open = openKey(undecided, sources, (key) => choices.has(key) && !chosen.has(key));
    if (open === undefined) return undefined;
    const found: Truth[] = [];
    for (const value of choices.get(open) ?? []) {
      found.push(search(new Map(chosen).set(open, value)));
      if (found.at(-1) === true) break;
    }
    return any(found);
  };
  return search(given);
}

const UNCHOSEN = new Untold('it may be anything');

function lookUpIn(sources: AppliedRules['sources'], chosen: ReadonlyMap<string, ConditionValue>): LookUp {
  return (variable) => {
    const value = chosen.get(keyOf(sources.get(variable)) ?? '');
    return value === undefined ? UNCHOSEN : value;
  };
}

/** What an undecided rule asks for next. */
function openKey(
  undecided: readonly ReadRule[],
  sources: AppliedRules['sources'],
  isOpen: (key: string) => boolean,
): string | undefined {
  for (const { condition } of undecided)
    for (const variable of condition ? variablesIn(condition) : []) {
      const key = keyOf(sources.get(variable));
      if (key !== undefined && isOpen(key)) return key;
    }
  return undefined;
}

/** A search asks for them at every step. */
const variablesIn = oncePer(variablesOf);
