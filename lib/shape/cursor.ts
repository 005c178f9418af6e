import type { Problem } from '../errors';

/** A place in a document while it is read or written, and what was found there and elsewhere in it. */
export class Cursor {
  private constructor(
    /** The JSON path of the place: `$.jwks[1]`. */
    readonly path: string,
    /** What makes the whole document refused. */
    readonly problems: Problem[],
    /** What is let through but should be looked at. */
    readonly notes: Problem[],
    /** Those notes that may be a mistake in writing: the service may not know what stands there. */
    readonly doubts: Problem[],
  ) {}

  static atRoot(): Cursor {
    return new Cursor('$', [], [], []);
  }

  /** The place of a member, or of an item of a list. */
  at(key: string | number): Cursor {
    return new Cursor(this.path + step(key), this.problems, this.notes, this.doubts);
  }

  problem(message: string): void {
    this.problems.push({ path: this.path, message });
  }

  note(message: string): void {
    this.notes.push({ path: this.path, message });
  }

  /** A note on something that is written in no way that the service documents. */
  doubt(message: string): void {
    this.note(message);
    this.doubts.push({ path: this.path, message });
  }
}

function step(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
