/**
 * Floor 3: how keys of one's own are changed without a refused call: a plan with dates, the steps through it, and what
 * is wrong with it at a time. Pure; the time is passed in.
 */
export { KeyRotation } from './key-rotation';
export {
  datesOf,
  type RotationFindingId,
  rotationFindings,
} from './rotation-dates';
export {
  parseRotationPlan,
  type RotationAction,
  type RotationPlan,
  type RotationStep,
  renderRotationPlan,
} from './rotation-plan';
export {
  isOpen,
  planRotation,
  refused,
  refuseOpen,
  retireKey,
  switchSigner,
} from './rotation-steps';
