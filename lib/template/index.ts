/**
 * Floor 2: the text of a ROS template, or of a whole cdk.out, read into stacks with positions. Executes nothing, knows
 * no ROS CDK. What it means to the gateway stands in `model`.
 */
export { readDocument, readEither, type TemplateDocument } from './document';
export { Origin, type Position } from './origin';
export { readDocuments, type StackDocument } from './read-documents';
export { readStack } from './read-stack';
export {
  endOfReference,
  followReference,
  forEachName,
  mentionsOf,
  namesIn,
  type Reference,
} from './reference';
export { readShaped, type ShapedOptions } from './shaped-document';
export { logicalIdOf, type Resource, type Stack, type TemplateProblem } from './stack';
export { nodeFiles, readText, readTextIfAny, type TemplateFiles } from './template-files';
export {
  callText,
  findCall,
  functionIn,
  isFunctionName,
  isUnknown,
  type Maybe,
  textOrExpression,
  type Unknown,
} from './unknown';
export { flagIn, isNoValue, knownValue, referenceName, resolveValue, type Scope, textIn } from './value';
