import { join, posix } from 'node:path';
import { GatewayError } from '../errors';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import { Origin, type Position } from '../template';

/** A text that a document, or a part of it, stands in. */
export interface DocumentText {
  readonly file: string;
  readonly value: JsonValue;
  positionOf(path: readonly (string | number)[]): Position;
  /** Another file, by its path; `undefined` for a document that stands in no file. */
  beside?(path: string): DocumentText;
}

/** How many references may lead from one to the next. No document needs a tenth of it, and following them recurses. */
const FOLLOWED_REFERENCES = 100;

/**
 * A value of a document that knows where it stands. Members are looked up behind `$ref`s.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6901
 */
export class DocumentNode {
  readonly value: JsonValue;
  readonly #text: DocumentText;
  readonly #path: readonly (string | number)[];
  /** The references that led here, to notice a circle. */
  readonly #trail: readonly string[];

  constructor(
    text: DocumentText,
    value: JsonValue,
    path: readonly (string | number)[] = [],
    trail: readonly string[] = [],
  ) {
    this.#text = text;
    this.value = value;
    this.#path = path;
    this.#trail = trail;
  }

  get file(): string {
    return this.#text.file;
  }

  /** The JSON pointer: `#/paths/~1orders/get`. */
  get pointer(): string {
    return ['#', ...this.#path.map(escaped)].join('/');
  }

  get origin(): Origin {
    return Origin.of(this.#text, this.#path);
  }

  /** The last step of the path: the name under which the value stands. */
  get name(): string {
    return String(this.#path.at(-1) ?? '');
  }

  /**
   * A member, behind its `$ref` where it is one.
   *
   * @throws GatewayError `openapi-invalid` for a `$ref` that leads nowhere, in a circle, or out of the folder tree
   */
  member(name: string): DocumentNode | undefined {
    const value = memberOf(this.value, name);
    return value === undefined ? undefined : this.#step(name, value).#resolved();
  }

  /** All members of an object, each behind its `$ref`. Refuses what is no object. */
  members(): DocumentNode[] {
    return Object.entries(this.object()).map(([name, value]) => this.#step(name, value).#resolved());
  }

  /** All items of a list, each behind its `$ref`. Refuses what is no list. */
  items(): DocumentNode[] {
    if (!Array.isArray(this.value)) throw this.refusal('must be a list');
    return this.value.map((value: JsonValue, index) => this.#step(index, value).#resolved());
  }

  /** The value as an object. */
  object(): JsonObject {
    if (!isJsonObject(this.value)) throw this.refusal('must be an object');
    return this.value;
  }

  /** A member that is a text; refuses any other that is there. */
  text(name: string): string | undefined {
    const node = this.member(name);
    if (node === undefined) return undefined;
    if (typeof node.value !== 'string') throw node.refusal('must be a text');
    return node.value;
  }

  /** A text that must be there. */
  requiredText(name: string): string {
    const text = this.text(name);
    if (text === undefined) throw this.refusal(`must have ${name}`);
    return text;
  }

  /** A member that is true or false; refuses any other that is there. */
  flag(name: string): boolean | undefined {
    const node = this.member(name);
    if (node === undefined) return undefined;
    if (typeof node.value !== 'boolean') throw node.refusal('must be true or false');
    return node.value;
  }

  /** The error that says what is wrong at this place. */
  refusal(message: string): GatewayError {
    return new GatewayError('openapi-invalid', 'cannot be read', {
      place: this.file,
      problems: [{ path: this.pointer, message }],
    });
  }

  #step(name: string | number, value: JsonValue): DocumentNode {
    return new DocumentNode(this.#text, value, [...this.#path, name], this.#trail);
  }

  #resolved(): DocumentNode {
    const target = memberOf(this.value, '$ref');
    // A member that happens to be called $ref, such as a property of a schema, is an object.
    if (typeof target !== 'string') return this;
    const [path = '', fragment = ''] = target.split('#', 2);
    const text = path === '' ? this.#text : this.#neighbour(path, target);
    const key = `${text.file}#${fragment}`;
    if (this.#trail.includes(key)) throw this.refusal(`has the $ref ${target}, which leads in a circle`);
    if (this.#trail.length >= FOLLOWED_REFERENCES)
      throw this.refusal(`has a $ref at the end of ${FOLLOWED_REFERENCES} others; no more are followed`);
    const steps = this.#stepsOf(fragment, target);
    const trail = [...this.#trail, key];
    let here = new DocumentNode(text, text.value, [], trail);
    for (const step of steps) {
      const value = Array.isArray(here.value) ? here.value[Number(step)] : memberOf(here.value, step);
      if (value === undefined) throw this.refusal(`has the $ref ${target}, which leads to nothing`);
      here = new DocumentNode(text, value, [...here.#path, step], trail);
    }
    return here.#resolved();
  }

  #stepsOf(fragment: string, target: string): string[] {
    if (fragment === '') return [];
    if (!fragment.startsWith('/')) throw this.refusal(`has the $ref ${target}, which is no JSON pointer`);
    try {
      return fragment
        .slice(1)
        .split('/')
        .map((step) => unescaped(decodeURIComponent(step)));
    } catch {
      throw this.refusal(`has the $ref ${target}, which is no JSON pointer`);
    }
  }

  /** Only data beside the document is read: nothing is fetched, and no other kind of file is opened. */
  #neighbour(path: string, target: string): DocumentText {
    if (/^[a-z][a-z\d+.-]*:|^[/\\]/i.test(path))
      throw this.refusal(
        `has the $ref ${target}, which is remote or absolute: nothing is fetched, put a copy beside the document`,
      );
    if (!/\.(?:json|ya?ml)$/i.test(path))
      throw this.refusal(`has the $ref ${target}, which is no .json, .yaml or .yml file`);
    if (this.#text.beside === undefined)
      throw this.refusal(
        `has the $ref ${target}, but stands in no file: read it with OpenApiDocument.fromFile`,
      );
    return this.#text.beside(join(this.file, '..', posix.normalize(path.replaceAll('%20', ' '))));
  }
}

function escaped(step: string | number): string {
  return String(step).replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
