import { GatewayError } from '../errors';
import { readJson } from './json-document';
import type { TemplateDocument } from './origin';
import { readYaml } from './yaml-document';

/**
 * Reads JSON or YAML: JSON when the file says so or the text begins like it, else YAML.
 *
 * @throws GatewayError `template-invalid` with file, line and column
 */
export function readDocument(text: string, file: string): TemplateDocument {
  const isYaml = /\.ya?ml$/i.test(file);
  if (!isYaml && /^\uFEFF?\s*(?:[{[]|$)/.test(text)) return readJson(text, file);
  if (/\.json$/i.test(file)) return readJson(text, file);
  // A YAML file may hold JSON, which is read a hundred times faster.
  return /^\s*\{/.test(text) ? readEither(text, file) : readYaml(text, file);
}

/** Reads a text that may be JSON or YAML, whatever its file is called. */
export function readEither(text: string, file: string): TemplateDocument {
  try {
    return readJson(text, file);
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    return readYaml(text, file);
  }
}
