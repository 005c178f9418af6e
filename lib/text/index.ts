/**
 * Floor 0: what every output shares: what is shown of a text that somebody else wrote, without secrets and without
 * anything that acts; widths, lines, tables and numbers in words.
 */
export { codeSpan, markdownSource, markdownText } from './code-span';
export { displayWidth, padToWidth, shortenToWidth } from './display-width';
export { findSecrets, namesSecret } from './find-secrets';
export { findMeant, nearest } from './nearest';
export { provePattern } from './pattern-characters';
export {
  createRedactor,
  createStrictRedactor,
  HIDDEN,
  nameInWords,
  type Redactor,
  redact,
  redactDocument,
  secretsInText,
} from './redact';
export { type Cell, renderTable } from './table';
export {
  asciiOnly,
  escaped,
  INVISIBLE,
  visible,
  visibleJson,
  visibleJsonWithSecrets,
  withoutCommands,
} from './visible';
export { listed, plural } from './words';
export { wrapped } from './wrapped';
