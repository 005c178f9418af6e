import { GatewayError } from '../errors';
import { readJson } from './json-document';
import type { TemplateDocument } from './origin';
import type * as yamlDocument from './yaml-document';
import type { YamlDialect } from './yaml-scalar';

/**
 * Reads JSON or YAML: JSON when the file says so or the text begins like it, else YAML.
 *
 * @throws GatewayError `template-invalid` with file, line and column
 */
export function readDocument(text: string, file: string, dialect?: YamlDialect): TemplateDocument {
  const isYaml = /\.ya?ml$/i.test(file);
  if (!isYaml && /^\uFEFF?\s*(?:[{[]|$)/.test(text)) return readJson(text, file);
  if (/\.json$/i.test(file)) return readJson(text, file);
  // A YAML file may hold JSON, which is read a hundred times faster.
  return /^\s*\{/.test(text) ? readEither(text, file, dialect) : readYaml(text, file, dialect);
}

/** Reads a text that may be JSON or YAML, whatever its file is called. */
export function readEither(text: string, file: string, dialect?: YamlDialect): TemplateDocument {
  try {
    return readJson(text, file);
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    return readYaml(text, file, dialect);
  }
}

/** What reads YAML is loaded when it is first asked: most templates are JSON, and an app reads none. */
function readYaml(text: string, file: string, dialect?: YamlDialect): TemplateDocument {
  const { readYaml: read } = require('./yaml-document') as typeof yamlDocument;
  return read(text, file, dialect);
}
