import { GatewayError } from '../../errors';
import { CONDITION_LANGUAGE, LIMITS } from '../../facts';
import { type Lexeme, lexemesOf, type Refuser, refuserAt } from './lexer';

/** What stands on a side of a comparison. */
export type Operand =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null };

/** How two sides are compared; `==` and `<>` are other spellings of `=` and `!=`. */
export type Comparison = '=' | '!=' | '>' | '>=' | '<' | '<=' | 'like' | '!like' | 'in_cidr' | '!in_cidr';

/** A condition of a plug-in: `$userType = 'admin' and !($path like '/public/%')`. */
export type Condition =
  | {
      readonly kind: 'comparison';
      readonly operator: Comparison;
      readonly left: Operand;
      readonly right: Operand;
    }
  | { readonly kind: 'not'; readonly inner: Condition }
  | { readonly kind: 'and' | 'or' | 'xor'; readonly parts: readonly Condition[] };

/**
 * Reads a condition. Terms have the form `{operand} {operator} {operand}`; an operand is a `$variable` or `${variable}`, a text in
 * single or double quotes without escapes, a number, `true`, `false` or `null`. Terms are joined by `and`, `or` and
 * `xor`, put in parentheses and negated by `!(…)`.
 *
 * Two of `and`, `or`, `xor` beside each other need parentheses: which of them the service takes first is only
 * remembered. Functions such as `Random()` are not read.
 *
 * @param place the rule that holds it, for the message
 * @throws GatewayError `plugin-data-invalid` with the character at fault
 * @see https://www.alibabacloud.com/help/en/api-gateway/traditional-api-gateway/user-guide/use-parameters-and-conditional-expressions
 */
export function parseCondition(text: string, place?: string): Condition {
  const reading = readCondition(text, place);
  if (reading.kind === 'read') return reading.condition;
  throw reading.error;
}

/** What could be read of a condition. */
export type ConditionReading =
  | { readonly kind: 'read'; readonly condition: Condition }
  /** It breaks the grammar. */
  | { readonly kind: 'wrong'; readonly error: GatewayError }
  /** The service may well take it; what it makes of it is not documented. */
  | { readonly kind: 'undocumented'; readonly error: GatewayError };

/** Reads a condition as {@link parseCondition} does, and tells what is wrong from what is only not documented. */
export function readCondition(text: string, place?: string): ConditionReading {
  const allowed = LIMITS.conditionCharacters.value;
  const refuse = refuserAt(place);
  try {
    if (text.length > allowed) throw refuse(allowed + 1, `is beyond the ${allowed} that the service takes`);
    const parser = new Parser(lexemesOf(text, refuse), { end: text.length + 1, refuse });
    return { kind: 'read', condition: parser.condition() };
  } catch (error) {
    if (error instanceof Undocumented) return { kind: 'undocumented', error: error.refusal };
    if (GatewayError.isGatewayError(error)) return { kind: 'wrong', error };
    throw error;
  }
}

/** Carries a refusal out of the parser that is none of the service. */
class Undocumented extends Error {
  constructor(readonly refusal: GatewayError) {
    super(refusal.message);
  }
}

/** The comparisons of a condition, in the order in which they stand. */
export function comparisonsOf(condition: Condition): readonly Extract<Condition, { kind: 'comparison' }>[] {
  if (condition.kind === 'comparison') return [condition];
  return condition.kind === 'not' ? comparisonsOf(condition.inner) : condition.parts.flatMap(comparisonsOf);
}

/** The variables of a condition, in the order in which they are first named. */
export function variablesOf(condition: Condition): readonly string[] {
  const operands = comparisonsOf(condition).flatMap(({ left, right }) => [left, right]);
  return [...new Set(operands.flatMap((each) => (each.kind === 'variable' ? [each.name] : [])))];
}

type Connective = (typeof CONDITION_LANGUAGE.connectives.value)[number];

const SPELLINGS: ReadonlyMap<string, Comparison> = new Map([
  ['=', '='],
  ['==', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['>', '>'],
  ['>=', '>='],
  ['<', '<'],
  ['<=', '<='],
  ['like', 'like'],
  ['in_cidr', 'in_cidr'],
]);

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

interface ParserContext {
  /** The character after the last one. */
  readonly end: number;
  readonly refuse: Refuser;
}

/** Recursive descent over the words. */
class Parser {
  #next = 0;

  constructor(
    private readonly lexemes: readonly Lexeme[],
    private readonly context: ParserContext,
  ) {}

  condition(): Condition {
    const condition = this.#joined();
    if (this.#peek() !== undefined) throw this.#unexpected('and, or, xor or the end');
    return condition;
  }

  #joined(): Condition {
    const first = this.#term();
    const kind = this.#connective();
    if (kind === undefined) return first;
    const parts = [first];
    for (let next: Connective | undefined = kind; next !== undefined; next = this.#connective()) {
      if (next !== kind)
        throw new Undocumented(
          this.#refuseHere(`has ${next} beside ${kind}: put one of them in parentheses`),
        );
      this.#next += 1;
      parts.push(this.#term());
    }
    return { kind, parts };
  }

  #term(): Condition {
    if (this.#takeSymbol('!')) {
      if (!this.#takeSymbol('(')) throw this.#unexpected('( after !');
      return { kind: 'not', inner: this.#enclosed() };
    }
    return this.#takeSymbol('(') ? this.#enclosed() : this.#comparison();
  }

  #enclosed(): Condition {
    const inner = this.#joined();
    if (!this.#takeSymbol(')')) throw this.#unexpected('a closing parenthesis');
    return inner;
  }

  #comparison(): Condition {
    return { kind: 'comparison', left: this.#operand(), operator: this.#operator(), right: this.#operand() };
  }

  #operand(): Operand {
    const lexeme = this.#peek();
    if (lexeme?.kind === 'constant' && lexeme.text.includes('\\'))
      throw new Undocumented(this.#refuseHere('has a text with \\, which may or may not be an escape'));
    this.#next += 1;
    if (lexeme?.kind === 'variable') return { kind: 'variable', name: lexeme.name };
    if (lexeme?.kind === 'constant') return { kind: 'constant', value: lexeme.value };
    const word = lexeme?.kind === 'word' ? CONSTANTS.get(lexeme.text.toLowerCase()) : undefined;
    if (word !== undefined) return { kind: 'constant', value: word };
    this.#next -= 1;
    const refusal = this.#unexpected('a $variable, a text, a number, true, false or null');
    throw lexeme?.kind === 'word' && this.#isCall() ? new Undocumented(refusal) : refusal;
  }

  /** Functions such as `Random()` are remembered, but none is documented. */
  #isCall(): boolean {
    const next = this.lexemes[this.#next + 1];
    return next?.kind === 'symbol' && next.text === '(';
  }

  #operator(): Comparison {
    const isNegated = this.#takeSymbol('!');
    const operator = findOperator(this.#peek());
    const isWord = operator === 'like' || operator === 'in_cidr';
    if (operator === undefined || (isNegated && !isWord))
      throw this.#unexpected('an operator such as =, != or like');
    this.#next += 1;
    return isNegated && isWord ? `!${operator}` : operator;
  }

  #connective(): Connective | undefined {
    const lexeme = this.#peek();
    const written = lexeme?.kind === 'word' ? lexeme.text.toLowerCase() : undefined;
    return CONDITION_LANGUAGE.connectives.value.find((each) => each === written);
  }

  #takeSymbol(text: string): boolean {
    const lexeme = this.#peek();
    const isThere = lexeme?.kind === 'symbol' && lexeme.text === text;
    if (isThere) this.#next += 1;
    return isThere;
  }

  #peek(): Lexeme | undefined {
    return this.lexemes[this.#next];
  }

  #unexpected(wanted: string): GatewayError {
    return this.#refuseHere(`has ${this.#peek()?.text ?? 'its end'} where ${wanted} must be`);
  }

  #refuseHere(message: string): GatewayError {
    return this.context.refuse(this.#peek()?.at ?? this.context.end, message);
  }
}

function findOperator(lexeme: Lexeme | undefined): Comparison | undefined {
  if (lexeme?.kind !== 'symbol' && lexeme?.kind !== 'word') return undefined;
  return SPELLINGS.get(lexeme.text.toLowerCase());
}
