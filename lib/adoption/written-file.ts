/** A file of code, by its path below the folder that it is written to. */
export interface WrittenFile {
  readonly path: string;
  readonly text: string;
}
