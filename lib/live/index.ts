/**
 * Floor 2: an existing gateway, recorded by read-only calls of the vendor's command line, read into the same model as a
 * template. What was not recorded is unknown, never absent.
 */
export { type CallName, isCallName } from './calls';
export { inSameTerms } from './live-view';
export { readRecording } from './read-recording';
export { type RecordScriptOptions, recordScript } from './record-script';
export { storedAnswer } from './store-answer';
