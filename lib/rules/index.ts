/**
 * Floor 3: what is wrong with a gateway. One file per rule, named by its id; rules read the gateway model only and
 * return data. They know neither waivers, which are applied to what they say, nor how findings are shown.
 */
export { checkGateway } from './check';
export type { Finding } from './finding';
export { RULES } from './registry';
export type { Rule, Severity } from './rule';
export { readWaivers, WAIVER_FILE } from './waiver-file';
export { WAIVER_RULES } from './waiver-rules';
export {
  applyWaivers,
  type WaivedFinding,
  type WaivedResult,
  type Waiver,
} from './waivers';
