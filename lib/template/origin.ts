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
}

/** Where a piece of a template was read. Line and column are looked up when they are asked for. */
export class Origin implements Position {
  readonly #text: Located;
  readonly #steps: readonly Step[];
  /** The piece that the steps begin at. */
  readonly #around: Origin | undefined;

  constructor(text: Located, steps: readonly Step[] = [], around?: Origin) {
    this.#text = text;
    this.#steps = steps;
    this.#around = around;
  }

  /** Put together when it is asked for: few of the places that are noted are ever shown. */
  get #path(): readonly Step[] {
    return this.#around === undefined ? this.#steps : [...this.#around.#path, ...this.#steps];
  }

  /** The file, as the user named it. */
  get file(): string {
    return this.#text.file;
  }

  /** The path inside the file: `Resources.Api.Properties.RequestConfig`. */
  get path(): string {
    return this.#path.join('.');
  }

  get line(): number {
    return this.#text.positionOf(this.#path).line;
  }

  get column(): number {
    return this.#text.positionOf(this.#path).column;
  }

  /** Where a member of this piece stands. */
  at(...steps: readonly Step[]): Origin {
    return new Origin(this.#text, steps, this);
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
