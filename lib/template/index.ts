/**
 * Floor 2: the text of a ROS template, or of a whole cdk.out, read into stacks with positions. Executes nothing, knows
 * no ROS CDK. What it means to the gateway stands in `model`.
 */
export { readDocument, readEither } from './document';
export { knownValue, knownWhole } from './evaluate';
export { callText, findCall, functionIn, isFunctionName } from './function-call';
export { forEachParameter, givenNames } from './given-names';
export { Origin, type Position, type Step, type TemplateDocument } from './origin';
export {
  choicesOf,
  type GivenParameter,
  type ParameterValues,
  textsOf,
  type WrittenValue,
} from './parameter-values';
export { readDocuments, type StackDocument } from './read-documents';
export { readStack } from './read-stack';
export {
  NOT_RECORDED,
  type RecordedItem,
  RecordedStack,
} from './recorded-stack';
export {
  endOfReference,
  followReference,
  forEachName,
  mentionsOf,
  namesIn,
  type Reference,
} from './reference';
export { isNoValue, referenceName, type Scope } from './scope';
export { readShaped } from './shaped-document';
export {
  isNestedStack,
  logicalIdOf,
  makesRoutesUnseen,
  outermost,
  ownProperties,
  type Resource,
  type Stack,
  type TemplateProblem,
} from './stack';
export { nodeFiles, readText, readTextIfAny, type TemplateFiles } from './template-files';
export { groupBySame, isSame, isUnknown, keyOf, type Maybe, textOrExpression, Unknown } from './unknown';
export { flagIn, resolveValue, textIn } from './value';
export { PLAIN_YAML } from './yaml-scalar';
