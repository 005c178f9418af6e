/**
 * Floor 0: what the service says. Every limit, vocabulary and error code stands here once, with its source
 * and how well it is known; code elsewhere asks this folder and knows no number of its own.
 */
export {
  ALGORITHMS,
  type AlgorithmFact,
  KEY_MANAGEMENT_ALGORITHM,
  RSA_MODULUS_BITS,
  type SigningAlgorithm,
} from './algorithms';
export { API, type Method, type StageName } from './api';
export {
  CLOUD_NATIVE,
  COUNTERPARTS,
  type CounterpartFact,
  POLICY_CLASSES,
  type PolicyEffect,
} from './cloud-native';
export { CONDITION_LANGUAGE, CONDITION_LOCATIONS } from './conditions';
export { EXPOSURES, type ExposureFact } from './exposures';
export type { Fact, Grade } from './fact';
export { GATEWAY } from './gateway-behaviour';
export { GATEWAY_ERRORS, type GatewayErrorCode, type GatewayErrorFact } from './gateway-errors';
export {
  DEFAULT_LIFETIME_SECONDS,
  JWT_ERRORS,
  type JwtErrorCode,
  type JwtErrorFact,
  TOKEN_LIFETIME_SECONDS,
} from './jwt-errors';
export { LIMITS } from './limits';
export { NAMES, type NameRule, UNIQUE_NAMES } from './names';
export { APP_KEY_HEADER, OPENAPI_EXTENSION_PREFIX, OPENAPI_EXTENSIONS } from './openapi';
export {
  type KnownPluginType,
  PLUGIN_TYPES,
  type PluginEffect,
  type PluginTypeFact,
  pluginTypeFact,
} from './plugin-types';
export { RESERVED_HEADERS } from './reserved-headers';
export {
  type Bounds,
  findProperties,
  type PropertyFact,
  type PropertyFacts,
  RESOURCE_ATTRIBUTES,
  RESOURCE_SPECIFICATION,
} from './resource-specification';
export { RETIREMENT } from './retirement';
export { PSEUDO_PARAMETERS, ROS_FUNCTIONS } from './ros-functions';
export { ROS_IMPORT } from './ros-import';
export { SAMPLE_KEYS } from './sample-keys';
export {
  isSecretName,
  isSecretQueryName,
  NAMED_VALUES,
  NAMING_MEMBERS,
  SECRET_PROPERTIES,
  secretPathsOf,
} from './secrets';
export { SOURCES } from './sources';
