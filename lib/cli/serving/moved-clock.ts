import { parsePointInTime } from '../options/point-in-time';

/**
 * A clock that says now what `--clock` says, and goes on from there.
 *
 * @param written `2026-01-31T12:00:00Z`, `+5m` or what else is a point in time; the clock of the machine without it
 * @throws GatewayError `usage`
 */
export function createMovedClock(written: string | undefined, now: () => number): () => number {
  if (written === undefined) return now;
  const start = now();
  const ahead = parsePointInTime(written, '--clock', start) * 1000 - start;
  return () => now() + ahead;
}
