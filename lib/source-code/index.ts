/** Floor 1: TypeScript as people who use a formatter write it. Knows nothing of gateways. */
export { access, type Code, CodePrinter, call, comment, importLines, key, list, object, text } from './code';
