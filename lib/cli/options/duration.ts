import { findSeconds, UNIT_SECONDS } from '../../duration';
import { GatewayError } from '../../errors';

/**
 * Reads a duration as people write it: `30s`, `10m`, `2h`, `7d`, or plain seconds.
 *
 * @param place the option it was given to, for the message
 * @returns whole seconds
 * @throws GatewayError `usage`
 */
export function parseDuration(text: string, place: string): number {
  const seconds = findSeconds(text);
  if (seconds !== undefined) return seconds;
  throw new GatewayError('usage', `'${text}' is not a duration`, {
    place,
    hint: 'write 30s, 10m, 2h, 7d or plain seconds',
  });
}

const SECOND = ['second', UNIT_SECONDS.s] as const;
const UNITS = [
  ['day', UNIT_SECONDS.d],
  ['hour', UNIT_SECONDS.h],
  ['minute', UNIT_SECONDS.m],
  SECOND,
] as const;

/** A duration in words, in the largest unit of which there are two: `10 minutes`, `90 seconds`, `7 days`. */
export function durationInWords(seconds: number): string {
  const whole = Math.trunc(seconds);
  const [name, size] = UNITS.find(([, unit]) => whole >= 2 * unit) ?? SECOND;
  const count = Math.trunc(whole / size);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
