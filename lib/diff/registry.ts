import type { ChangeKind, Detector } from './judging/kind';
import { addressesWidened } from './kinds/addresses-widened';
import { appAuthorized } from './kinds/app-authorized';
import { authenticationRemoved } from './kinds/authentication-removed';
import { backendChanged } from './kinds/backend-changed';
import { backendEncryptionDropped } from './kinds/backend-encryption-dropped';
import { basePathChanged } from './kinds/base-path-changed';
import { certificateChanged } from './kinds/certificate-changed';
import { claimCheckWidened } from './kinds/claim-check-widened';
import { claimForwardAdded } from './kinds/claim-forward-added';
import { corsWidened } from './kinds/cors-widened';
import { deletionPolicyChanged } from './kinds/deletion-policy-changed';
import { dependencyRemoved } from './kinds/dependency-removed';
import { domainBound } from './kinds/domain-bound';
import { emptyTokenAccepted } from './kinds/empty-token-accepted';
import { expiredTokenAccepted } from './kinds/expired-token-accepted';
import { mockSwitchedOn } from './kinds/mock-switched-on';
import { networkAccessWidened } from './kinds/network-access-widened';
import { pathParameterRenamed } from './kinds/path-parameter-renamed';
import { pluginBound } from './kinds/plugin-bound';
import { pluginDataChanged } from './kinds/plugin-data-changed';
import { pluginSwapped } from './kinds/plugin-swapped';
import { pluginTypeChanged } from './kinds/plugin-type-changed';
import { propertyChanged } from './kinds/property-changed';
import { protectionBecameUnknown } from './kinds/protection-became-unknown';
import { publicReasonChanged } from './kinds/public-reason-changed';
import { replayedTokenRefused } from './kinds/replayed-token-refused';
import { requestEncryptionWeakened } from './kinds/request-encryption-weakened';
import { requestModeChanged } from './kinds/request-mode-changed';
import { requestParameterAdded } from './kinds/request-parameter-added';
import { requestParameterLoosened } from './kinds/request-parameter-loosened';
import { resourceAdded } from './kinds/resource-added';
import { resourceRenamed } from './kinds/resource-renamed';
import { routeAdded } from './kinds/route-added';
import { routeMoved } from './kinds/route-moved';
import { signingKeyAdded } from './kinds/signing-key-added';
import { signingKeyRelabelled } from './kinds/signing-key-relabelled';
import { signingKeyWeakened } from './kinds/signing-key-weakened';
import { signingKeysReplaced } from './kinds/signing-keys-replaced';
import { stackAdded } from './kinds/stack-added';
import { stagePublished } from './kinds/stage-published';
import { stageVariableChanged } from './kinds/stage-variable-changed';
import { throttlingRaised } from './kinds/throttling-raised';
import { tokenLocationChanged } from './kinds/token-location-changed';
import { MOVE_KINDS } from './moving/move-kinds';

/** In the order in which they look: what one explains, the next does not see. The last one takes what is left. */
export const DETECTORS: readonly Detector[] = Object.freeze([
  stackAdded,
  routeAdded,
  routeMoved,
  stagePublished,
  authenticationRemoved,
  protectionBecameUnknown,
  publicReasonChanged,
  domainBound,
  emptyTokenAccepted,
  expiredTokenAccepted,
  replayedTokenRefused,
  signingKeysReplaced,
  signingKeyAdded,
  signingKeyWeakened,
  signingKeyRelabelled,
  tokenLocationChanged,
  claimForwardAdded,
  claimCheckWidened,
  corsWidened,
  addressesWidened,
  throttlingRaised,
  appAuthorized,
  pluginSwapped,
  pluginBound,
  pluginTypeChanged,
  pluginDataChanged,
  requestEncryptionWeakened,
  requestModeChanged,
  pathParameterRenamed,
  requestParameterAdded,
  requestParameterLoosened,
  networkAccessWidened,
  basePathChanged,
  backendEncryptionDropped,
  mockSwitchedOn,
  backendChanged,
  stageVariableChanged,
  certificateChanged,
  dependencyRemoved,
  deletionPolicyChanged,
  resourceRenamed,
  resourceAdded,
  propertyChanged,
]);

/** Every kind of change there is. */
export const CHANGE_KINDS: readonly ChangeKind[] = Object.freeze([
  ...DETECTORS.flatMap(({ kinds }) => kinds),
  ...MOVE_KINDS,
]);
