import type { GatewayError } from '../errors';
import { CONDITION_LANGUAGE, LIMITS } from '../facts';
import { type Lexeme, lexemesOf, type Refuser, refuserAt } from './condition-lexer';

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
 * Reads a condition. Terms have the form `{operand} {operator} {operand}`; an operand is a `$variable`, a text in
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
  const allowed = LIMITS.conditionCharacters.value;
  const refuse = refuserAt(place);
  if (text.length > allowed) throw refuse(allowed + 1, `is beyond the ${allowed} that the service takes`);
  return new Parser(lexemesOf(text, refuse), { end: text.length + 1, refuse }).condition();
}

/** The variables of a condition, in the order in which they are first named. */
export function variablesOf(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'comparison':
      return unique(
        [condition.left, condition.right].flatMap((o) => (o.kind === 'variable' ? [o.name] : [])),
      );
    case 'not':
      return variablesOf(condition.inner);
    default:
      return unique(condition.parts.flatMap(variablesOf));
  }
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
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
    const parts = [this.#term()];
    const kind = this.#connective();
    for (let next = kind; next !== undefined; next = this.#connective()) {
      if (next !== kind) throw this.#refuseHere(`has ${next} beside ${kind}: put one of them in parentheses`);
      this.#next += 1;
      parts.push(this.#term());
    }
    const [only] = parts;
    return kind === undefined && only !== undefined ? only : { kind: kind ?? 'and', parts };
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
    this.#next += 1;
    if (lexeme?.kind === 'variable') return { kind: 'variable', name: lexeme.name };
    if (lexeme?.kind === 'constant') return { kind: 'constant', value: lexeme.value };
    const word = lexeme?.kind === 'word' ? CONSTANTS.get(lexeme.text.toLowerCase()) : undefined;
    if (word !== undefined) return { kind: 'constant', value: word };
    this.#next -= 1;
    throw this.#unexpected('a $variable, a text, a number, true, false or null');
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
