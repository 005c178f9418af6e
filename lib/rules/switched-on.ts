import type { JsonValue } from '../json';
import { isUnknown, type Maybe, Unknown } from '../template';

/** Whether a switch of a plug-in is on; off where nothing is said. What the service makes of "true" is not known. */
export function switchedOn(value: Maybe<JsonValue> | undefined): Maybe<boolean> {
  if (value === undefined || value === null) return false;
  if (isUnknown(value) || typeof value === 'boolean') return value;
  return new Unknown('it is neither true nor false');
}
