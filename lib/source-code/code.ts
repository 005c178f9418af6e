import { displayWidth, escaped, INVISIBLE } from '../text';

/**
 * A piece of TypeScript that is laid out as Biome and Prettier would do it: on one line where that has room for it,
 * else with each item on a line of its own.
 */
export type Code = string | CodeList;

/** A list, an object or a call. */
interface CodeList {
  readonly open: string;
  readonly items: readonly Code[];
  readonly close: string;
  /** Spaces inside of braces. */
  readonly padding: string;
  /** Whether the last item may stay on the line of the call and break inside. */
  readonly hugsLast: boolean;
  /** Whether the items never share a line. */
  readonly isBroken: boolean;
}

const LINE_WIDTH = 110;
/** A key that is shorter stays before a text that is too long for its line. */
const SHORT_KEY = 5;

/** `[a, b]` */
export function list(items: readonly Code[]): Code {
  // Several objects of several members each never share a line.
  const isBroken =
    items.length > 1 &&
    items.every((each) => typeof each !== 'string' && each.open === '{' && each.items.length > 1);
  return { open: '[', items, close: ']', padding: '', hugsLast: false, isBroken };
}

/** `{ key: value }`, without the members that are undefined. */
export function object(members: Readonly<Record<string, Code | undefined>>): Code {
  const items = Object.entries(members).flatMap(([key, value]) =>
    value === undefined ? [] : [member(key, value)],
  );
  return { open: '{', items, close: '}', padding: ' ', hugsLast: false, isBroken: false };
}

/** `name(a, b)` */
export function call(name: string, ...args: readonly Code[]): Code {
  const last = args.at(-1);
  const hugsLast = last !== undefined && typeof last !== 'string' && '[{'.includes(last.open);
  return { open: `${name}(`, items: args, close: ')', padding: '', hugsLast, isBroken: false };
}

function member(key: string, value: Code): Code {
  if (typeof value === 'string') return `${key}: ${value}`;
  return { ...value, open: `${key}: ${value.open}` };
}

/** A text as TypeScript writes it; what would not be seen is escaped. */
export function text(value: string): string {
  const count = (quote: string) => value.split(quote).length - 1;
  const quote = count("'") > count('"') ? '"' : "'";
  const written = value
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(INVISIBLE, escaped);
  return quote + written + quote;
}

/** The same of a text that may not be there. */
export function optionalText(value: string | undefined): Code | undefined {
  return value === undefined ? undefined : text(value);
}

/** A text inside a comment of one line. */
export function comment(words: string): string {
  return words.replace(INVISIBLE, ' ').replaceAll('*/', '* /');
}

/** What code imports from one module, in the order of the names; types are marked as such. */
export function importLines(
  { types = [], values = [] }: { readonly types?: readonly string[]; readonly values?: readonly string[] },
  from: string,
  printer: CodePrinter,
): string {
  const isTypes = values.length === 0;
  const names = [...new Set([...types, ...values])].sort();
  const written = names.map((name) => (isTypes || values.includes(name) ? name : `type ${name}`));
  const start = isTypes ? 'import type {' : 'import {';
  const line = `${start} ${written.join(', ')} } from ${text(from)};`;
  if (printer.fits(line)) return `${line}\n`;
  return `${start}\n${written.map((name) => `  ${name},\n`).join('')}} from ${text(from)};\n`;
}

/** What code imports from a file beside it, by the name of the file. */
export function fileImport(name: string, file: string): string {
  return `import { ${name} } from ${text(`./${file.replace(/\.ts$/, '')}`)};`;
}

/** The key of a member: quoted only where it must be. */
export function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : text(name);
}

/** `of.name`, or `of['the name']` */
export function access(of: string, name: string): string {
  return key(name) === name ? `${of}.${name}` : `${of}[${text(name)}]`;
}

/** Lays code out. */
export class CodePrinter {
  /** A statement at an indent. */
  statement(code: Code, indent: number): string {
    return `${' '.repeat(indent)}${this.#laidOut(code, indent)};`;
  }

  /** Whether a line has room for a text. */
  fits(line: string): boolean {
    // Marks that stand on the letter before them take no column.
    return displayWidth(line.replace(/[\p{Mn}\p{Me}]/gu, '')) <= LINE_WIDTH;
  }

  /** The code from an indent on; one more character has to stand behind it on its last line. */
  #laidOut(code: Code, indent: number): string {
    const line = flat(code);
    if (line !== undefined && this.fits(`${' '.repeat(indent)}${line};`)) return line;
    if (typeof code === 'string') return brokenMember(code, indent);
    const { close, hugsLast, items, open } = code;
    const last = items.at(-1);
    if (hugsLast && last !== undefined) {
      const before = items.slice(0, -1).map((each) => `${flat(each)}, `);
      // The last one opens on the line of the call, and what is in it stands one step further in.
      return open + before.join('') + this.#expanded(last, indent) + close;
    }
    return items.length === 0 ? open + close : this.#expanded(code, indent);
  }

  #expanded(code: Code, indent: number): string {
    if (typeof code === 'string') return code;
    const { close, items, open } = code;
    const inner = ' '.repeat(indent + 2);
    const lines = items.map((each) => `${inner}${this.#laidOut(each, indent + 2)},\n`);
    return `${open}\n${lines.join('')}${' '.repeat(indent)}${close}`;
  }
}

/** `key: 'text'` with the text on a line of its own. */
function brokenMember(code: string, indent: number): string {
  const [, name, value] = /^([\w$]+): (['"].*)$/s.exec(code) ?? [];
  if (name === undefined || name.length < SHORT_KEY) return code;
  return `${name}:\n${' '.repeat(indent + 2)}${value}`;
}

/** On one line; `undefined` where something in it never is. */
function flat(code: Code): string | undefined {
  if (typeof code === 'string') return code;
  const items = code.items.map(flat);
  if (code.isBroken || items.includes(undefined)) return undefined;
  const padding = items.length === 0 ? '' : code.padding;
  return code.open + padding + items.join(', ') + padding + code.close;
}
