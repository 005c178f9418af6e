import { durationInWords } from '../options/duration';

/** A point in time for people: `2026-01-01T12:10:00Z (in 10 minutes)`. Both are seconds since 1970. */
export function timeInWords(seconds: number, nowSeconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return `${seconds} (not a time)`;
  return `${date.toISOString().replace('.000Z', 'Z')} (${distanceInWords(seconds - nowSeconds)})`;
}

/** A distance in time: `in 10 minutes`, `3 hours ago`, `now`. */
export function distanceInWords(seconds: number): string {
  const distance = Math.trunc(seconds);
  if (distance === 0) return 'now';
  return distance > 0 ? `in ${durationInWords(distance)}` : `${durationInWords(-distance)} ago`;
}
