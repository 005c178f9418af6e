/** The time of a clock in seconds since 1970. A clock without a time would make every token look fresh. */
export function secondsOf(now: () => number): number {
  const millis = now();
  if (!Number.isFinite(millis)) throw new TypeError('options.now must return milliseconds since 1970');
  return millis / 1000;
}
