import { accessControlBeyondSharedLimit } from './access-control-beyond-shared-limit';
import { accessControlConditionUnreadable } from './access-control-condition-unreadable';
import { accessControlNeverDenies } from './access-control-never-denies';
import { accessControlReadsCallerInput } from './access-control-reads-caller-input';
import { accessControlReadsUncheckedToken } from './access-control-reads-unchecked-token';
import { accessControlRuleUnreachable } from './access-control-rule-unreachable';
import { apiDefinitionIncomplete } from './api-definition-incomplete';
import { apiPublishedNowhere } from './api-published-nowhere';
import { appCodeInQuery } from './app-code-in-query';
import { attachmentNotEnabled } from './attachment-not-enabled';
import { attributeUnknownToResource } from './attribute-unknown-to-resource';
import { authenticationPolicyUnproved } from './authentication-policy-unproved';
import { bindingToUnpublishedStage } from './binding-to-unpublished-stage';
import { bindingWithoutDeploymentDependency } from './binding-without-deployment-dependency';
import { cachedAnswerForEveryCaller } from './cached-answer-for-every-caller';
import { claimForwardedOverPlainHttp } from './claim-forwarded-over-plain-http';
import { claimForwardedToClientParameter } from './claim-forwarded-to-client-parameter';
import { claimForwardedToReservedHeader } from './claim-forwarded-to-reserved-header';
import { consumerClaimHeaderSpoofable } from './consumer-claim-header-spoofable';
import { consumerClockSkew } from './consumer-clock-skew';
import { consumerIssuerOrAudienceUnchecked } from './consumer-issuer-or-audience-unchecked';
import { consumerKeyIncompletelyDescribed } from './consumer-key-incompletely-described';
import { consumerTokenInQuery } from './consumer-token-in-query';
import { corsCredentialsWithAnyOrigin } from './cors-credentials-with-any-origin';
import { corsMissesMethodOrHeader } from './cors-misses-method-or-header';
import { dependencyCycle } from './dependency-cycle';
import { deploymentMissesEdits } from './deployment-misses-edits';
import { domainNotWaitingForBindings } from './domain-not-waiting-for-bindings';
import { domainOfBothProducts } from './domain-of-both-products';
import { domainWithoutCertificate } from './domain-without-certificate';
import { draftNotPublished } from './draft-not-published';
import { functionUnknownToRos } from './function-unknown-to-ros';
import { gatewayDomainOverPlainHttp } from './gateway-domain-over-plain-http';
import { gatewayDomainWithOldTls } from './gateway-domain-with-old-tls';
import { groupUnreachable } from './group-unreachable';
import { httpApiOverPlainHttp } from './http-api-over-plain-http';
import { instanceWithOldTls } from './instance-with-old-tls';
import { ipControlForEveryAddress } from './ip-control-for-every-address';
import { issuerKeysPooled } from './issuer-keys-pooled';
import { jwkContainsPrivateKey } from './jwk-contains-private-key';
import { jwkIncompletelyDescribed } from './jwk-incompletely-described';
import { jwkKidDuplicate } from './jwk-kid-duplicate';
import { jwkNotForSignatures } from './jwk-not-for-signatures';
import { jwkSharedByStages } from './jwk-shared-by-stages';
import { jwkSymmetric } from './jwk-symmetric';
import { jwkWellKnownSample } from './jwk-well-known-sample';
import { jwtAuthConfigurationBroken } from './jwt-auth-configuration-broken';
import { jwtAuthLetsCallsPass } from './jwt-auth-lets-calls-pass';
import { keyPastRetirement } from './key-past-retirement';
import { limitExceeded } from './limit-exceeded';
import { operationWeakerThanItsApi } from './operation-weaker-than-its-api';
import { plainHttpAccepted } from './plain-http-accepted';
import { pluginBoundToNothing } from './plugin-bound-to-nothing';
import { pluginDataInvalid } from './plugin-data-invalid';
import { pluginTypeBoundTwice } from './plugin-type-bound-twice';
import { preflightDemandsToken } from './preflight-demands-token';
import { propertyAgainstSpecification } from './property-against-specification';
import { protectedRouteOverlappedByPublic } from './protected-route-overlapped-by-public';
import { publicationBeforeAttachments } from './publication-before-attachments';
import { publishedWithoutDomain } from './published-without-domain';
import { referenceToNothing } from './reference-to-nothing';
import { routeTakenTwice } from './route-taken-twice';
import { routeWeakerThanSiblings } from './route-weaker-than-siblings';
import { routeWithoutAuthentication } from './route-without-authentication';
import { rsaKeyTooShort } from './rsa-key-too-short';
import type { Rule } from './rule';
import { secretInPlainText } from './secret-in-plain-text';
import { stageVariableUndefined } from './stage-variable-undefined';
import { stageWeakerThanAnother } from './stage-weaker-than-another';
import { subdomainOpenToInternet } from './subdomain-open-to-internet';
import { throttlingMissing } from './throttling-missing';
import { tokenExpiryIgnored } from './token-expiry-ignored';
import { tokenInQueryString } from './token-in-query-string';
import { tokenIssuerAndAudienceUnchecked } from './token-issuer-and-audience-unchecked';
import { tokenMayBeMissing } from './token-may-be-missing';
import { valueImportedAcrossStacks } from './value-imported-across-stacks';
import { visibilityPublic } from './visibility-public';

/** Every rule, in the order in which findings are shown. */
export const RULES: readonly Rule[] = Object.freeze([
  routeWithoutAuthentication,
  routeWeakerThanSiblings,
  stageWeakerThanAnother,
  protectedRouteOverlappedByPublic,
  routeTakenTwice,
  referenceToNothing,
  attributeUnknownToResource,
  dependencyCycle,
  bindingToUnpublishedStage,
  bindingWithoutDeploymentDependency,
  pluginBoundToNothing,
  pluginTypeBoundTwice,
  pluginDataInvalid,
  tokenMayBeMissing,
  tokenExpiryIgnored,
  jwkContainsPrivateKey,
  jwkSymmetric,
  rsaKeyTooShort,
  jwkNotForSignatures,
  jwkIncompletelyDescribed,
  jwkKidDuplicate,
  jwkWellKnownSample,
  jwkSharedByStages,
  keyPastRetirement,
  tokenInQueryString,
  appCodeInQuery,
  plainHttpAccepted,
  claimForwardedToClientParameter,
  claimForwardedToReservedHeader,
  claimForwardedOverPlainHttp,
  tokenIssuerAndAudienceUnchecked,
  accessControlConditionUnreadable,
  issuerKeysPooled,
  accessControlNeverDenies,
  accessControlRuleUnreachable,
  accessControlBeyondSharedLimit,
  accessControlReadsUncheckedToken,
  accessControlReadsCallerInput,
  ipControlForEveryAddress,
  corsCredentialsWithAnyOrigin,
  cachedAnswerForEveryCaller,
  corsMissesMethodOrHeader,
  preflightDemandsToken,
  subdomainOpenToInternet,
  instanceWithOldTls,
  domainWithoutCertificate,
  domainNotWaitingForBindings,
  secretInPlainText,
  deploymentMissesEdits,
  draftNotPublished,
  throttlingMissing,
  groupUnreachable,
  apiPublishedNowhere,
  visibilityPublic,
  functionUnknownToRos,
  valueImportedAcrossStacks,
  limitExceeded,
  propertyAgainstSpecification,
  apiDefinitionIncomplete,
  stageVariableUndefined,
  attachmentNotEnabled,
  jwtAuthLetsCallsPass,
  jwtAuthConfigurationBroken,
  operationWeakerThanItsApi,
  authenticationPolicyUnproved,
  publicationBeforeAttachments,
  publishedWithoutDomain,
  httpApiOverPlainHttp,
  gatewayDomainOverPlainHttp,
  gatewayDomainWithOldTls,
  domainOfBothProducts,
  consumerTokenInQuery,
  consumerKeyIncompletelyDescribed,
  consumerIssuerOrAudienceUnchecked,
  consumerClockSkew,
  consumerClaimHeaderSpoofable,
]);
