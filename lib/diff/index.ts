/**
 * Floor 3: two gateway models compared by their meaning.
 */
export type { CallerEffect, Change, ChangeSide, Exposure, GatewayDiff, Posture, Verdict } from './change';
