import type { JsonObject } from '../../lib/json';

type Members = Readonly<Record<string, unknown>>;

/** A document of 3.0 with these operations by `METHOD /path`, and what a test adds. */
export function documentOf(operations: Readonly<Record<string, Members>>, added: Members = {}): JsonObject {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = name.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: { responses: {}, ...operation } };
  }
  const securitySchemes = {
    oauth: {
      type: 'openIdConnect',
      openIdConnectUrl: 'https://login.example.com/.well-known/openid-configuration',
    },
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    basic: { type: 'http', scheme: 'basic' },
    app: { type: 'apiKey', in: 'header', name: 'x-ca-key' },
  };
  const document = {
    openapi: '3.0.3',
    info: { title: 'Orders', version: '1' },
    paths,
    components: { securitySchemes },
    ...added,
  };
  return JSON.parse(JSON.stringify(document)) as JsonObject;
}

export const OAUTH = { security: [{ oauth: [] }] };
