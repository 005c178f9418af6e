/**
 * Floor 2: the cloud-native gateway (`ALIYUN::APIG::*`), whose JWT protection is another thing than that of the
 * traditional one: `jwt-auth/` is its plug-in, as its open code has it.
 */
export { type JwtAuthPart, type JwtConsumer, readJwtAuth } from './jwt-auth/config';
export { evaluateJwtAuth, type JwtAuthDecision, tokenAfter } from './jwt-auth/evaluate';
export { thumbprintOf } from './jwt-auth/key-thumbprint';
export { ACCESS_DENIED, findJwtAuthRefusal } from './jwt-auth/refusal';
export { type JwtAuthScope, type JwtAuthSetting, scopeOf } from './jwt-auth/scope';
export {
  addCloudNative,
  type CloudNativeStage,
  isCloudNativeRoute,
  isCloudNativeStage,
  policiesOf,
  traditionalPartOf,
} from './reading/add-cloud-native';
export { ANY_STAGE, protocolsOf } from './reading/api';
export { type PluginAttachment, pluginAttachmentOf } from './reading/plugins';
export { isCloudNativeType, resourcesOf } from './reading/resources';
