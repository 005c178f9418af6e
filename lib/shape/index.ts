/**
 * Floor 1: what a value of a document must look like, read and written by one description. What is wrong is told with
 * its JSON path, all of it at once. Knows no format and no file.
 */
export { Cursor } from './cursor';
export { duration, instant } from './moments';
export {
  didYouMean,
  type Extensible,
  findUnknownKey,
  type MistakenKeys,
  object,
  optional,
} from './object-shape';
export {
  anyText,
  flag,
  id,
  integer,
  listOf,
  mapOf,
  oneOf,
  refuse,
  type Shape,
  scalar,
  text,
  where,
} from './shape';
