/** A moment as files write it: in UTC, in whole seconds, such as `2026-01-31T12:00:00Z`. */
export type Instant = string;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** A moment in milliseconds since 1970 as files write it. */
export function instantOf(millis: number): Instant {
  return new Date(millis).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Whether a text is a moment that there is: no 30th of February, no 25th hour. */
export function isInstant(text: string): boolean {
  const millis = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(millis) && instantOf(millis) === text;
}
