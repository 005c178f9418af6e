/**
 * How well a fact is known.
 *
 * - `doc`: stated by the vendor (help page, SDK comment, published resource specification) or an RFC
 * - `run`: seen by running the vendor's packages
 * - `inferred`: reasoned from other facts; may warn and be emulated, never refuses a configuration
 * - `recall`: remembered and not re-read; may warn and be emulated, never refuses a configuration
 */
export type Grade = 'doc' | 'run' | 'inferred' | 'recall';

/** One thing the service does, where we know it from, and how well. */
export interface Fact<T> {
  readonly value: T;
  readonly grade: Grade;
  /** The vendor page, package or RFC the value was read from. */
  readonly source: string;
  /** What the value alone does not say. */
  readonly note?: string;
}
