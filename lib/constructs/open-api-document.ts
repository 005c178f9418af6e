import type * as openapi from '../openapi';

/** What reads OpenAPI documents. It is loaded when it is first asked: most apps read none, and it reads YAML, too. */
export function loadOpenApi(): typeof openapi {
  return require('../openapi') as typeof openapi;
}

/** An OpenAPI document that has been read: 3.0, 3.1, or 2.0 (Swagger). Made by {@link OpenApiDocument.fromFile}. */
export type OpenApiDocument = openapi.OpenApiDocument;

/**
 * Reads OpenAPI documents, in JSON or YAML 1.2. Nothing is fetched: a `$ref` leads to the document itself or, of one
 * that was read from a file, to other files beside it.
 *
 * @example
 * orders.addOpenApi(OpenApiDocument.fromFile('openapi/orders.yaml'), { security: { oauth: customers } });
 */
export const OpenApiDocument = {
  /**
   * Reads a file, and those beside it that its `$ref`s name.
   *
   * @throws GatewayError `file-unreadable`, or `openapi-invalid` for what is no OpenAPI document of a known version
   */
  fromFile: (path: string): OpenApiDocument => loadOpenApi().OpenApiDocument.fromFile(path),

  /**
   * Takes a document as an object, or as a JSON or YAML text. `addOpenApi` takes either as it is, too.
   *
   * @throws GatewayError `openapi-invalid` for what is no OpenAPI document of a known version
   */
  of: (document: string | object): OpenApiDocument => loadOpenApi().OpenApiDocument.of(document),
};
