import { authenticationRemoved } from './authentication-removed';
import type { ChangeKind, Detector } from './kind';
import { propertyChanged } from './property-changed';
import { protectionBecameUnknown } from './protection-became-unknown';
import { publicReasonChanged } from './public-reason-changed';
import { resourceAdded } from './resource-added';
import { routeAdded } from './route-added';
import { stagePublished } from './stage-published';

/** In the order in which they look: what one explains, the next does not see. The last one takes what is left. */
export const DETECTORS: readonly Detector[] = Object.freeze([
  routeAdded,
  stagePublished,
  authenticationRemoved,
  protectionBecameUnknown,
  publicReasonChanged,
  resourceAdded,
  propertyChanged,
]);

/** Every kind of change there is. */
export const CHANGE_KINDS: readonly ChangeKind[] = Object.freeze(DETECTORS.flatMap(({ kinds }) => kinds));
