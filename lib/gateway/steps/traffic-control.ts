import type { TrafficControlModel } from '../../plugin';
import { refuse } from '../exchange/answer';
import type { Step } from '../exchange/call';

const UNIT_MILLIS: Readonly<Record<TrafficControlModel['unit'], number>> = {
  SECOND: 1_000,
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: 86_400_000,
};

/**
 * Counts the calls of a route in each unit of the clock (GATEWAY.trafficWindow). Neither apps nor accounts are known
 * here: their own limits are not looked at.
 */
export function trafficControlStep({ apiDefault, unit }: TrafficControlModel): Step {
  let current = Number.NaN;
  let calls = 0;
  return (call) => {
    const now = Math.floor(call.receivedAt / UNIT_MILLIS[unit]);
    if (now !== current) calls = 0;
    current = now;
    if (calls >= apiDefault) return refuse('T429PR', `${apiDefault} calls in a ${unit.toLowerCase()}`);
    calls += 1;
    return undefined;
  };
}
