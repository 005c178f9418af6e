/** Floor 1: TypeScript as people who use a formatter write it, for apps that use this package. */
export {
  access,
  type Code,
  CodePrinter,
  call,
  comment,
  fileImport,
  importLines,
  key,
  list,
  object,
  optionalText,
  text,
} from './code';
export { PACKAGE, PARAMETER_FUNCTIONS } from './own-package';
