import { GatewayError } from '../../errors';
import { parseDuration } from './duration';

const FROM_NOW = /^([+-])(.+)$/;
const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * Reads a point in time: seconds since 1970, an ISO date or time with its zone, or a distance from now such as
 * `+5m` or `-1m`.
 *
 * @returns whole seconds since 1970
 * @throws GatewayError `usage`
 */
export function parsePointInTime(text: string, place: string, nowMillis: number): number {
  const [, sign, distance] = FROM_NOW.exec(text) ?? [];
  if (distance !== undefined) {
    const seconds = parseDuration(distance, place);
    return Math.floor(nowMillis / 1000) + (sign === '+' ? seconds : -seconds);
  }
  if (/^\d{1,12}$/.test(text)) return Number(text);
  const millis = ISO.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(millis)) {
    throw new GatewayError('usage', `'${text}' is not a point in time`, {
      place,
      hint: 'write seconds since 1970, 2026-01-31T12:00:00Z, or a distance from now such as +5m',
    });
  }
  return Math.floor(millis / 1000);
}
