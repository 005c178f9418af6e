/**
 * The one place where `yaml` enters, bundled by the build as `jose` is. Only `lib/template` may ask for it: deep
 * nesting ends the process inside its composer, so whoever composes has to count levels first.
 */
export {
  type Alias,
  Composer,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  Parser,
  type YAMLMap,
} from 'yaml';
