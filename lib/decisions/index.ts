/**
 * Floor 3: what people decide about findings and changes, for a time: one form of file, one matcher of paths, one end.
 * What a decision does, the folder says that asks: `rules` waives findings, `diff` judges changes otherwise.
 */
export { type DecisionFile, oneOf, parseDecisions, readDecisions } from './decision-file';
export { createDesk, type Decision, isInForce } from './decisions';
