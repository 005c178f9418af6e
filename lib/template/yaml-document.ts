import { GatewayError } from '../errors';
import type { JsonValue } from '../json';
import { nameInWords } from '../text';
import {
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
} from '../yaml';
import { ALIASED_VALUES, NESTING_LEVELS, YAML_BYTES } from './limits';
import { oddEdgeOf } from './odd-characters';
import type { TemplateDocument } from './origin';
import { createLineIndex, type Step } from './origin';
import { isTextTag, isValueTag, ROS_YAML, type YamlDialect } from './yaml-scalar';

/**
 * Reads one YAML document; unless told otherwise with the scalars of YAML 1.1 (`yes` is true), as the service's own
 * readers do.
 *
 * @throws GatewayError `template-invalid` with file, line and column: bad syntax, a duplicate key, a tag that is
 *   no ROS function, deep nesting, too many aliases, more than one document
 */
export function readYaml(text: string, file: string, dialect: YamlDialect = ROS_YAML): TemplateDocument {
  const positionAt = createLineIndex(text);
  const refuse = (offset: number, message: string): never => {
    const { line, column } = positionAt(offset);
    throw new GatewayError('template-invalid', message, { place: `${file}:${line}:${column}` });
  };
  const bytes = Buffer.byteLength(text);
  if (bytes > YAML_BYTES) refuse(0, `has ${bytes} bytes of YAML; ${YAML_BYTES} are read`);

  const { contents } = compose(text, refuse);
  const reading = new Reading(refuse, dialect);
  const value = contents === null ? null : reading.valueOf(contents, 0);
  return { file, value, bytes, positionOf: (path) => positionAt(reading.offsetOf(contents, path)) };
}

type Refuse = (offset: number, message: string) => never;

function compose(text: string, refuse: Refuse): Document.Parsed {
  // Every number, boolean and tag is left as text here: what they mean is decided in one place, yaml-scalar.ts.
  // Duplicate keys, too: the composer compares each key with each.
  const composer = new Composer({
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [document, second] = [...composer.compose(tokensOf(text, refuse), true, text.length)];
  if (document === undefined) return refuse(0, 'holds no YAML document');
  const [error] = [...composer.streamInfo().errors, ...document.errors];
  if (error !== undefined) refuse(error.pos[0], `is not YAML: ${wordsOf(error.message)}`);
  if (second !== undefined) refuse(second.range[0], 'holds more than one YAML document');
  return document as Document.Parsed;
}

/** The composer recurses and would end the whole process: nesting is counted before it starts. */
function tokensOf(text: string, refuse: Refuse) {
  const parser = new Parser();
  const tokens = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > 2 * NESTING_LEVELS)
      refuse(parser.offset, `is nested deeper than ${NESTING_LEVELS} levels`);
  }
  return [...tokens, ...parser.end()];
}

/** What is wrong, without what the text says there: it may be a secret. */
function wordsOf(message: string): string {
  return message.split(/\n|: /, 1)[0] ?? '';
}

interface Anchored {
  readonly node: Node;
  readonly value: JsonValue;
  readonly size: number;
}

/** One walk over the nodes in their order, in which an alias means the last anchor of its name before it. */
class Reading {
  readonly #anchors = new Map<string, Anchored>();
  readonly #targets = new Map<Alias, Node>();
  readonly #refuse: Refuse;
  readonly #dialect: YamlDialect;
  #size = 0;
  #aliased = 0;

  constructor(refuse: Refuse, dialect: YamlDialect) {
    this.#refuse = refuse;
    this.#dialect = dialect;
  }

  valueOf(node: Node | null, level: number): JsonValue {
    if (node === null) return null;
    if (level > NESTING_LEVELS)
      this.#refuse(offsetOf(node), `is nested deeper than ${NESTING_LEVELS} levels`);
    if (isAlias(node)) return this.#aliasValue(node);
    const before = this.#size;
    const value = this.#tagged(node, level);
    this.#size += 1;
    if (node.anchor) this.#anchors.set(node.anchor, { node, value, size: this.#size - before });
    return value;
  }

  /** The offset of the value at the path; of a member, that of its key. */
  offsetOf(root: Node | null, path: readonly Step[]): number {
    let here = root;
    let offset = here === null ? 0 : offsetOf(here);
    for (const step of path) {
      const target = isAlias(here) ? (this.#targets.get(here) ?? here) : here;
      const next = isMap(target)
        ? this.#pair(target, String(step))
        : isSeq(target)
          ? target.items[Number(step)]
          : undefined;
      if (next === undefined || next === null) break;
      const { key, value } = isPair(next) ? next : { key: next, value: next };
      offset = offsetOf(key as Node);
      here = value as Node | null;
    }
    return offset;
  }

  readonly #pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

  #pair(map: YAMLMap, key: string): Pair | undefined {
    const known = this.#pairs.get(map) ?? new Map(map.items.map((pair) => [textOf(pair.key), pair]));
    this.#pairs.set(map, known);
    return known.get(key);
  }

  #aliasValue(alias: Alias): JsonValue {
    const anchored = this.#anchors.get(alias.source);
    if (anchored === undefined)
      return this.#refuse(
        offsetOf(alias),
        `has the alias ${nameInWords(alias.source, (name) => `*${name}`)} without its anchor`,
      );
    this.#targets.set(alias, anchored.node);
    this.#size += anchored.size;
    this.#aliased += anchored.size;
    if (this.#aliased > ALIASED_VALUES)
      this.#refuse(offsetOf(alias), `has aliases that stand for more than ${ALIASED_VALUES} values`);
    return anchored.value;
  }

  #tagged(node: Node, level: number): JsonValue {
    const { tag } = node;
    if (tag === undefined || isValueTag(tag)) return this.#plain(node, level);
    if (isTextTag(tag)) return isScalar(node) ? String(node.value ?? '') : this.#plain(node, level);
    const { functionOf, otherTag } = this.#dialect;
    const name = functionOf(tag);
    if (name === undefined)
      return this.#refuse(offsetOf(node), `has the tag ${nameInWords(tag)}, ${otherTag}`);
    const argument = isScalar(node) ? String(node.value ?? '') : this.#plain(node, level + 1);
    return {
      [name]: name === 'Fn::GetAtt' && typeof argument === 'string' ? attributeOf(argument) : argument,
    };
  }

  #plain(node: Node, level: number): JsonValue {
    if (isScalar(node)) {
      const text = String(node.value ?? '');
      return node.type === 'PLAIN' || node.type === undefined ? this.#dialect.plainValue(text) : text;
    }
    if (isSeq(node)) return node.items.map((item) => this.valueOf(item as Node | null, level + 1));
    if (isMap(node)) return this.#mapValue(node, level);
    return this.#refuse(offsetOf(node), 'is not YAML that a template may hold');
  }

  #mapValue(map: YAMLMap, level: number): JsonValue {
    const own = new Map<string, JsonValue>();
    const merged = new Map<string, JsonValue>();
    for (const { key, value } of map.items) {
      const offset = offsetOf((key ?? map) as Node);
      if (!isScalar(key)) return this.#refuse(offset, 'has a key that is not a text');
      const name = textOf(key);
      const odd = key.type === 'PLAIN' ? oddEdgeOf(name) : undefined;
      if (odd !== undefined)
        return this.#refuse(offset, `has ${odd} at the edge of a key, which is no space to YAML`);
      if (key.anchor) this.#anchors.set(key.anchor, { node: key, value: name, size: 1 });
      const member = this.valueOf(value as Node | null, level + 1);
      if (name === '<<' && key.type === 'PLAIN') this.#merge(merged, member, offset);
      else if (own.has(name)) this.#refuse(offset, `has the key ${nameInWords(name, JSON.stringify)} twice`);
      else own.set(name, member);
    }
    return Object.fromEntries([...merged, ...own]);
  }

  #merge(into: Map<string, JsonValue>, value: JsonValue, offset: number): void {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (typeof each !== 'object' || each === null || Array.isArray(each))
        this.#refuse(offset, 'merges something that is not a map');
      for (const [name, member] of Object.entries(each as object))
        if (!into.has(name)) into.set(name, member);
    }
  }
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function textOf(key: unknown): string {
  return isScalar(key) ? String(key.value ?? '') : '';
}

/** `Api.ApiId` as the list that JSON writes. */
function attributeOf(text: string): JsonValue {
  const dot = text.indexOf('.');
  return dot === -1 ? text : [text.slice(0, dot), text.slice(dot + 1)];
}
