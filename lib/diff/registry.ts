import { accessRuleAdded } from './access-rule-added';
import { addressesWidened } from './addresses-widened';
import { appAuthorized } from './app-authorized';
import { authenticationRemoved } from './authentication-removed';
import { backendChanged } from './backend-changed';
import { backendEncryptionDropped } from './backend-encryption-dropped';
import { basePathChanged } from './base-path-changed';
import { certificateChanged } from './certificate-changed';
import { claimCheckWidened } from './claim-check-widened';
import { claimForwardAdded } from './claim-forward-added';
import { corsWidened } from './cors-widened';
import { deletionPolicyChanged } from './deletion-policy-changed';
import { dependencyRemoved } from './dependency-removed';
import { domainBound } from './domain-bound';
import { emptyTokenAccepted } from './empty-token-accepted';
import { expiredTokenAccepted } from './expired-token-accepted';
import type { ChangeKind, Detector } from './kind';
import { mockSwitchedOn } from './mock-switched-on';
import { networkAccessWidened } from './network-access-widened';
import { pathParameterRenamed } from './path-parameter-renamed';
import { pluginBound } from './plugin-bound';
import { pluginDataChanged } from './plugin-data-changed';
import { pluginSwapped } from './plugin-swapped';
import { pluginTypeChanged } from './plugin-type-changed';
import { propertyChanged } from './property-changed';
import { protectionBecameUnknown } from './protection-became-unknown';
import { publicReasonChanged } from './public-reason-changed';
import { replayedTokenRefused } from './replayed-token-refused';
import { requestEncryptionWeakened } from './request-encryption-weakened';
import { requestModeChanged } from './request-mode-changed';
import { requestParameterAdded } from './request-parameter-added';
import { requestParameterLoosened } from './request-parameter-loosened';
import { resourceAdded } from './resource-added';
import { resourceRenamed } from './resource-renamed';
import { routeAdded } from './route-added';
import { signingKeyAdded } from './signing-key-added';
import { signingKeyRelabelled } from './signing-key-relabelled';
import { signingKeyWeakened } from './signing-key-weakened';
import { signingKeysReplaced } from './signing-keys-replaced';
import { stackAdded } from './stack-added';
import { stagePublished } from './stage-published';
import { stageVariableChanged } from './stage-variable-changed';
import { throttlingRaised } from './throttling-raised';
import { tokenLocationChanged } from './token-location-changed';

/** In the order in which they look: what one explains, the next does not see. The last one takes what is left. */
export const DETECTORS: readonly Detector[] = Object.freeze([
  stackAdded,
  routeAdded,
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
  accessRuleAdded,
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
export const CHANGE_KINDS: readonly ChangeKind[] = Object.freeze(DETECTORS.flatMap(({ kinds }) => kinds));
