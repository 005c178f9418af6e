import { GatewayError } from '../errors';
import type { JsonValue } from '../json';
import {
  nodeFiles,
  PLAIN_YAML,
  readDocument,
  readText,
  type TemplateDocument,
  type TemplateFiles,
} from '../template';
import { DocumentNode, type DocumentText } from './node';

const VERSIONS = "'2.0' as swagger, '3.0.…' or '3.1.…' as openapi";

/** The version of the specification that a document is written in. */
export type OpenApiVersion = '2.0' | '3.0' | '3.1';

/**
 * An OpenAPI document: 3.0, 3.1, or 2.0 (Swagger), in JSON or YAML 1.2. Nothing is fetched: a `$ref` leads to this
 * document or, of a document that was read from a file, to other files beside it.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export class OpenApiDocument {
  readonly version: OpenApiVersion;
  /** The file, as the user named it, or `the document`. */
  readonly place: string;
  /** @internal */
  readonly root: DocumentNode;

  private constructor(text: DocumentText) {
    this.place = text.file;
    this.root = new DocumentNode(text, text.value);
    this.version = versionOf(this.root);
  }

  /**
   * Reads a file, and those beside it that its `$ref`s name.
   *
   * @throws GatewayError `file-unreadable`, or `openapi-invalid` for what is no OpenAPI document of a known version
   */
  static fromFile(path: string, files: TemplateFiles = nodeFiles): OpenApiDocument {
    return new OpenApiDocument(new TextOfFile(path, files));
  }

  /**
   * Takes a document as an object, or as a JSON or YAML text.
   *
   * @throws GatewayError `openapi-invalid` for what is no OpenAPI document of a known version
   */
  static of(document: string | object | OpenApiDocument): OpenApiDocument {
    if (document instanceof OpenApiDocument) return document;
    const file = 'the document';
    const text = typeof document === 'string' ? document : textOf(document, file);
    return new OpenApiDocument(parse(text, file));
  }
}

/** An object as text, which leaves out what JSON cannot hold, and from then on nobody can change it. */
function textOf(document: object, place: string): string {
  try {
    return JSON.stringify(document) ?? '';
  } catch (cause) {
    throw new GatewayError('openapi-invalid', 'is no JSON: it holds itself, or a number JSON has not', {
      place,
      cause,
    });
  }
}

function versionOf(root: DocumentNode): OpenApiVersion {
  const written = root.member('openapi')?.value ?? root.member('swagger')?.value;
  const isSwagger = root.member('openapi') === undefined;
  // YAML reads 2.0 without quotes as a number; 3.0 and 3.10 would lose what tells versions apart.
  if (isSwagger && (written === '2.0' || written === 2)) return '2.0';
  const [, version] = isSwagger ? [] : (/^(3\.[01])(?:\.\d+)?(?:-.*)?$/.exec(String(written)) ?? []);
  if (typeof written === 'string' && version !== undefined) return version === '3.0' ? '3.0' : '3.1';
  const got = written === undefined ? 'no version' : JSON.stringify(written);
  throw new GatewayError('openapi-invalid', `is no OpenAPI document that is read: it has ${got}`, {
    place: root.file,
    hint: `allowed: ${VERSIONS}`,
  });
}

function parse(text: string, file: string): TemplateDocument {
  try {
    return readDocument(text, file, PLAIN_YAML);
  } catch (cause) {
    if (!GatewayError.isGatewayError(cause)) throw cause;
    throw new GatewayError('openapi-invalid', cause.message, { cause });
  }
}

/** The text of a file that knows its neighbours; each is read once, when a `$ref` first leads there. */
class TextOfFile implements DocumentText {
  readonly #document: TemplateDocument;
  readonly #texts: Map<string, TextOfFile>;
  readonly #files: TemplateFiles;

  constructor(path: string, files: TemplateFiles, texts = new Map<string, TextOfFile>()) {
    this.#document = parse(readText(files, path), path);
    this.#files = files;
    this.#texts = texts.set(path, this);
  }

  get file(): string {
    return this.#document.file;
  }

  get value(): JsonValue {
    return this.#document.value;
  }

  positionOf: DocumentText['positionOf'] = (path) => this.#document.positionOf(path);

  beside(path: string): DocumentText {
    return this.#texts.get(path) ?? new TextOfFile(path, this.#files, this.#texts);
  }
}
