import { durationText, findSeconds } from '../duration';
import { type Instant, isInstant } from '../instant';
import { refuse, type Shape, scalar } from './shape';

/** A moment in UTC, to the second. */
export const instant: Shape<Instant> = scalar(
  'a moment such as 2026-01-31T12:00:00Z',
  (value) => typeof value === 'string' && isInstant(value),
);

/** A duration as people write it, `90m` or `7d`; in the model it is seconds. */
export const duration: Shape<number> = {
  words: 'a duration such as 90m or 7d',
  read: (value, at) => {
    const isWritten = typeof value === 'string' || typeof value === 'number';
    return (isWritten ? findSeconds(String(value)) : undefined) ?? refuse(duration.words, value, at);
  },
  write: durationText,
};
