import type { JsonValue } from '../json';

/** A member name, or the index of a list item. */
export type Step = string | number;

/** A line and a column, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A text that knows where each of its values stands. */
export interface Located {
  /** The file, as the user named it. */
  readonly file: string;
  /** Where the value stands; where there is no such value, the nearest one around it. */
  positionOf(path: readonly Step[]): Position;
  /** What the file itself calls the value, where that is not the path; `Resources.Api` unless said. */
  pathOf?(path: readonly Step[]): string;
}

/** Where a piece of a template was read. Line and column are looked up when they are asked for. */
export class Origin implements Position {
  readonly #text: Located;
  /** The piece around this one; `undefined` for the whole text. */
  readonly #around: Origin | undefined;
  /** Leads from the piece around to this one. */
  readonly #step: Step;

  private constructor(text: Located, around: Origin | undefined, step: Step) {
    this.#text = text;
    this.#around = around;
    this.#step = step;
  }

  /** Of a whole text, or of a piece of it. */
  static of(text: Located, path: readonly Step[] = []): Origin {
    return new Origin(text, undefined, '').at(...path);
  }

  /** Put together when it is asked for: few of the places that are noted are ever shown. */
  get #path(): readonly Step[] {
    const path: Step[] = [];
    for (let here: Origin = this; here.#around !== undefined; here = here.#around) path.push(here.#step);
    return path.reverse();
  }

  /** The file, as the user named it. */
  get file(): string {
    return this.#text.file;
  }

  /** The path inside the file: `Resources.Api.Properties.RequestConfig`. */
  get path(): string {
    return this.#text.pathOf?.(this.#path) ?? this.#path.join('.');
  }

  get line(): number {
    return this.#text.positionOf(this.#path).line;
  }

  get column(): number {
    return this.#text.positionOf(this.#path).column;
  }

  /** Where a member of this piece stands. */
  at(...steps: readonly Step[]): Origin {
    let here: Origin = this;
    for (const step of steps) here = new Origin(this.#text, here, step);
    return here;
  }

  /** `shop.template.json:12:5` */
  toString(): string {
    const { line, column } = this.#text.positionOf(this.#path);
    return `${this.file}:${line}:${column}`;
  }

  toJSON(): { file: string; path: string } & Position {
    return { file: this.file, path: this.path, ...this.#text.positionOf(this.#path) };
  }
}

/** From offsets to lines and columns. */
export function createLineIndex(text: string): (offset: number) => Position {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** A JSON or YAML text as data. Short YAML tags are written out: `!Ref X` is `{ Ref: 'X' }`. */
export interface TemplateDocument extends Located {
  readonly value: JsonValue;
  /** How many bytes the text has in UTF-8. */
  readonly bytes: number;
}
