import { GatewayError } from '../../errors';

/** A word of a condition, and where it begins, counted from 1. */
export type Lexeme =
  | { readonly kind: 'symbol'; readonly text: string; readonly at: number }
  | { readonly kind: 'word'; readonly text: string; readonly at: number }
  | { readonly kind: 'variable'; readonly name: string; readonly text: string; readonly at: number }
  | {
      readonly kind: 'constant';
      readonly value: string | number;
      readonly text: string;
      readonly at: number;
    };

const LEXEME =
  /[ \t\r\n]*(?:(?<symbol>==|!=|<>|>=|<=|[=<>!()])|\$(?<variable>[A-Za-z_][A-Za-z0-9_]*)|\$\{(?<braced>[A-Za-z_][A-Za-z0-9_]*)\}|'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<number>[+-]?\d+(?:\.\d+)?)(?![A-Za-z0-9_.])|(?<word>[A-Za-z_][A-Za-z0-9_]*))/y;

/** What is wrong with a condition at one of its characters. */
export type Refuser = (at: number, message: string) => GatewayError;

/** Says what is wrong with the condition that stands in this place. */
export function refuserAt(place: string | undefined): Refuser {
  return (at, message) =>
    new GatewayError('plugin-data-invalid', 'cannot be read as a condition', {
      place,
      problems: [{ path: `character ${at}`, message }],
    });
}

/**
 * The words of a condition.
 *
 * @throws GatewayError `plugin-data-invalid` for a character that begins none
 */
export function lexemesOf(text: string, refuse: Refuser): readonly Lexeme[] {
  const lexemes: Lexeme[] = [];
  const end = text.replace(/[ \t\r\n]+$/, '').length;
  for (let from = 0; from < end; ) {
    LEXEME.lastIndex = from;
    const found = LEXEME.exec(text);
    if (found === null) throw unreadable(text, from, refuse);
    lexemes.push(lexemeOf(found));
    from = LEXEME.lastIndex;
  }
  return lexemes;
}

function lexemeOf({ 0: all, groups = {}, index }: RegExpExecArray): Lexeme {
  const text = all.replace(/^[ \t\r\n]+/, '');
  const at = index + all.length - text.length + 1;
  const { braced, double, number, single, symbol } = groups;
  const variable = groups.variable ?? braced;
  const quoted = single ?? double;
  if (symbol !== undefined) return { kind: 'symbol', text, at };
  if (variable !== undefined) return { kind: 'variable', name: variable, text, at };
  if (quoted !== undefined) return { kind: 'constant', value: quoted, text, at };
  if (number !== undefined) return { kind: 'constant', value: Number(number), text, at };
  return { kind: 'word', text, at };
}

function unreadable(text: string, from: number, refuse: Refuser): GatewayError {
  const at = from + text.slice(from).search(/[^ \t\r\n]/);
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const isOpen = character === "'" || character === '"';
  const words = isOpen ? 'begins a text that nothing ends' : 'begins nothing';
  return refuse(at + 1, `has ${nameOf(character)}, which ${words}`);
}

/** A character that looks like another one, or like nothing, goes by its number. */
function nameOf(character: string): string {
  if (/[!-~]/.test(character)) return JSON.stringify(character);
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The name behind each `$` or `${` outside quotes, in order, also in what is no condition; empty where none follows. */
export function variableNamesIn(text: string): readonly string[] {
  const withoutLiterals = text.replace(/'[^']*'|"[^"]*"/g, "''");
  return [...withoutLiterals.matchAll(/\$(?:\{(\w*)\}|(\w*))/g)].map(
    ([, braced, name = '']) => braced ?? name,
  );
}
