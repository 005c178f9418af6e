import type { ChangeKind, Detector } from './judging/kind';
import { addresses } from './kinds/addresses';
import { authorizedApps } from './kinds/apps';
import { backendEncryption, backends, mocks, stageVariables } from './kinds/backends';
import { claimChecks } from './kinds/claims';
import { corsSettings } from './kinds/cors';
import { basePaths, domains, madeAgain, regroupedRoutes } from './kinds/groups';
import { addedKeys, relabelledKeys, replacedKeys, shortestKeys } from './kinds/keys';
import { callLimits } from './kinds/limits';
import { changedLocks, doubtfulLocks, publicReasons } from './kinds/locks';
import { certificates, networkAccess, requestEncryption } from './kinds/networks';
import { boundPlugins, pluginData, pluginTypes, swappedPlugins } from './kinds/plugins';
import { parameterChecks, pathParameters, requestModes, requestParameters } from './kinds/requests';
import { addedResources, otherProperties, renamedResources } from './kinds/resources';
import { addedRoutes, movedRoutes, publishedStages } from './kinds/routes';
import { addedStacks, deletionPolicies, dependencies } from './kinds/stacks';
import { claimForwards, emptyTokens, expiredTokens, replayedTokens, tokenPlaces } from './kinds/tokens';
import { MOVE_KINDS } from './moving/move-kinds';

/** In the order in which they look: what one explains, the next does not see. The last one takes what is left. */
export const DETECTORS: readonly Detector[] = Object.freeze([
  addedStacks,
  addedRoutes,
  movedRoutes,
  publishedStages,
  changedLocks,
  doubtfulLocks,
  publicReasons,
  domains,
  emptyTokens,
  expiredTokens,
  replayedTokens,
  replacedKeys,
  addedKeys,
  shortestKeys,
  relabelledKeys,
  tokenPlaces,
  claimForwards,
  claimChecks,
  corsSettings,
  addresses,
  callLimits,
  authorizedApps,
  swappedPlugins,
  boundPlugins,
  pluginTypes,
  pluginData,
  requestEncryption,
  requestModes,
  pathParameters,
  requestParameters,
  parameterChecks,
  networkAccess,
  basePaths,
  regroupedRoutes,
  backendEncryption,
  mocks,
  backends,
  stageVariables,
  certificates,
  dependencies,
  deletionPolicies,
  madeAgain,
  renamedResources,
  addedResources,
  otherProperties,
]);

/** Every kind of change there is. */
export const CHANGE_KINDS: readonly ChangeKind[] = Object.freeze([
  ...DETECTORS.flatMap(({ kinds }) => kinds),
  ...MOVE_KINDS,
]);
