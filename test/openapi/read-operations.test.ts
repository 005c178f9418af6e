import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayError } from '../../lib/errors';
import { OpenApiDocument, readOperations } from '../../lib/openapi';
import { documentOf, OAUTH } from './sample-document';

const read = (document: object | string) => readOperations(OpenApiDocument.of(document));

/** What one operation with this parameter becomes: its checks, and what is lost. */
function parameter(written: object) {
  const [operation] = read(
    documentOf({ 'GET /orders': { parameters: [{ name: 'p', in: 'query', ...written }] } }),
  );
  return { ...operation?.settings.parameters?.[0], lost: operation?.losses.map(({ message }) => message) };
}

function refusal(document: object | string): string {
  try {
    read(document);
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    expect(error.code).toBe('openapi-invalid');
    return error.message;
  }
  return 'accepted';
}

describe('parameters', () => {
  test.each<[string, object, object]>([
    ['whole numbers', { type: 'integer', minimum: 1, maximum: 9 }, { type: 'Int', minValue: 1, maxValue: 9 }],
    ['long ones', { type: 'integer', format: 'int64' }, { type: 'Long' }],
    [
      'open bounds of 3.0',
      { type: 'integer', minimum: 1, exclusiveMinimum: true },
      { type: 'Int', minValue: 2 },
    ],
    [
      'open bounds of 3.1',
      { type: 'integer', exclusiveMaximum: 9.5, maximum: 20 },
      { type: 'Int', maxValue: 9 },
    ],
    ['numbers', { type: 'number', format: 'float' }, { type: 'Float' }],
    ['switches', { type: 'boolean', default: false }, { type: 'Boolean', defaultValue: 'false' }],
    [
      'texts',
      { type: 'string', minLength: 1, maxLength: 3, pattern: '^a' },
      { minLength: 1, maxLength: 3, regularExpression: '^a' },
    ],
    ['lists of values', { type: 'string', enum: ['a', 'b', null] }, { enumValue: ['a', 'b'] }],
    ['one value', { const: 'a' }, { enumValue: ['a'] }],
    ['values that may be null', { type: ['string', 'null'], maxLength: 3 }, { maxLength: 3 }],
    ['lengths of what is no text', { type: 'integer', maxLength: 3 }, { type: 'Int' }],
  ])('%s are checked', (_, schema, checks) => {
    expect(parameter({ schema })).toEqual({ name: 'p', location: 'QUERY', ...checks, lost: [] });
  });

  test('a value that must be sent has no default', () => {
    const schema = { type: 'string', default: 'a' };
    expect(parameter({ required: true, schema })).toEqual({
      name: 'p',
      location: 'QUERY',
      required: true,
      lost: [],
    });
  });

  test.each<[object, RegExp]>([
    [{ schema: { type: 'array', items: { type: 'string' } } }, /repeated query key/],
    [{ explode: false, schema: { type: 'array' } }, /passes as one text/],
    [{ schema: { type: 'object' } }, /no parameters with members/],
    [{ schema: { type: 'string', enum: ['a,b'] } }, /separates values by commas/],
    [{ schema: { type: 'number', exclusiveMinimum: 1 } }, /takes 1 itself/],
    [{ schema: { type: 'integer', multipleOf: 2 } }, /no multipleOf/],
    [{ schema: { oneOf: [{ type: 'string' }] } }, /no oneOf/],
    [{ content: { 'application/json': {} } }, /passes as text/],
    [{ in: 'cookie', schema: { type: 'string' } }, /cookie p is not checked/],
  ])('%j is told as a loss', (written, message) => {
    expect(parameter(written).lost).toEqual([expect.stringMatching(message)]);
  });

  test('a parameter of the operation takes the place of that of its path, and one that the route says already is silent', () => {
    const document = documentOf({
      'GET /orders/{id}': { parameters: [{ name: 'p', in: 'query', schema: { type: 'integer' } }] },
    });
    const shared = [
      { name: 'p', in: 'query', schema: { type: 'string' } },
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
    ];
    Object.assign((document.paths as Record<string, object>)['/orders/{id}'] ?? {}, { parameters: shared });
    expect(read(document)[0]?.settings.parameters).toEqual([{ name: 'p', location: 'QUERY', type: 'Int' }]);
  });

  test('two parameters of one name, and one that is not in the path, are left out', () => {
    const parameters = ['header', 'query'].map((place) => ({ name: 'p', in: place }));
    const homeless = { name: 'id', in: 'path', required: true };
    const [operation] = read(documentOf({ 'GET /orders': { parameters: [...parameters, homeless] } }));
    expect(operation?.settings.parameters).toEqual([{ name: 'p', location: 'HEAD' }]);
    expect(operation?.losses).toEqual([
      { path: '#/paths/~1orders/get/parameters/2', message: 'is left out: /orders has no [id]' },
      { path: '#/paths/~1orders/get/parameters/1', message: expect.stringContaining('there are two of p') },
    ]);
  });
});

describe('bodies', () => {
  const form = {
    type: 'object',
    required: ['a'],
    properties: { a: { type: 'string', maxLength: 3 }, b: { type: 'array' } },
  };
  const withBody = (content: object) => read(documentOf({ 'POST /orders': { requestBody: { content } } }))[0];

  test('a form is one, with its fields', () => {
    const operation = withBody({ 'application/x-www-form-urlencoded': { schema: form } });
    expect(operation?.settings).toMatchObject({
      body: 'FORM',
      parameters: [
        { name: 'a', location: 'BODY', required: true, maxLength: 3 },
        { name: 'b', location: 'BODY' },
      ],
    });
    expect(operation?.losses).toHaveLength(1);
  });

  test.each<[object, number]>([
    [{ 'application/json; charset=utf-8': {} }, 0],
    [{ 'application/problem+json': {} }, 0],
    [{ '*/*': {} }, 0],
    [{ '*/*': {}, 'application/x-www-form-urlencoded': { schema: form } }, 0],
    [{ 'text/plain': {} }, 1],
    [{ 'application/json': {}, 'application/x-www-form-urlencoded': { schema: form } }, 1],
    [{ 'multipart/form-data': { schema: form } }, 1],
  ])('%j passes as a stream', (content, losses) => {
    const operation = withBody(content);
    expect(operation?.settings).toEqual({ body: 'STREAM' });
    expect(operation?.losses).toHaveLength(losses);
  });

  test('a GET with a body is told as a loss', () => {
    const [operation] = read(
      documentOf({ 'GET /orders': { requestBody: { content: { 'application/json': {} } } } }),
    );
    expect(operation?.losses).toEqual([
      { path: '#/paths/~1orders/get/requestBody', message: 'is left out: GET requests have no body' },
    ]);
  });
});

describe('Swagger 2.0', () => {
  const swagger = (operation: object, added: object = {}) => ({
    swagger: '2.0',
    info: { title: 'Orders', version: '1' },
    basePath: '/v1/',
    paths: { '/orders': { post: { responses: {}, ...operation } } },
    ...added,
  });

  test('base path, checks beside the name, and forms', () => {
    const parameters = [
      { in: 'formData', name: 'a', type: 'integer', maximum: 3 },
      { in: 'query', name: 'q', type: 'array', collectionFormat: 'multi' },
    ];
    const [operation] = read(swagger({ parameters }, { consumes: ['application/json'] }));
    expect(operation).toMatchObject({ basePath: '/v1', settings: { body: 'FORM' } });
    expect(operation?.settings.parameters).toEqual([
      { name: 'a', location: 'BODY', type: 'Int', maxValue: 3 },
      { name: 'q', location: 'QUERY' },
    ]);
    expect(operation?.losses.map(({ message }) => message)).toEqual([
      expect.stringMatching(/repeated query key/),
    ]);
  });

  test('a file makes the body multipart', () => {
    const [operation] = read(swagger({ parameters: [{ in: 'formData', name: 'f', type: 'file' }] }));
    expect(operation?.settings).toEqual({ body: 'STREAM' });
    expect(operation?.losses).toHaveLength(1);
  });
});

describe("the vendor's extensions", () => {
  const extension = (name: string) => `x-aliyun-apigateway-${name}`;

  test('say what OpenAPI has no words for; an older spelling is read, too', () => {
    const operation = {
      [extension('auth-type')]: 'APP',
      [extension('api-force-nonce-check')]: true,
      [extension('paramater-handling')]: 'PASSTHROUGH',
      [extension('system-parameters')]: [
        { systemName: 'CaClientIp', backendName: 'X-Ip', location: 'header' },
      ],
      [extension('constant-parameters')]: [{ backendName: 'v', value: '1', location: 'query' }],
      parameters: [
        {
          name: 'q',
          in: 'query',
          [extension('backend-name')]: 'x',
          [extension('backend-location')]: 'header',
        },
      ],
    };
    const [read1] = read(documentOf({ 'GET /orders': operation }));
    expect(read1).toMatchObject({
      security: { app: true, alternatives: [] },
      settings: {
        requestMode: 'PASSTHROUGH',
        forceNonceCheck: true,
        systemParameters: [{ systemParameter: 'CaClientIp', name: 'X-Ip', location: 'HEAD' }],
        constantParameters: [{ name: 'v', value: '1', location: 'QUERY' }],
      },
    });
    expect(read1?.losses).toEqual([
      { path: '#/paths/~1orders/get', message: expect.stringContaining('PASSTHROUGH') },
    ]);
    const [read2] = read(
      documentOf({ 'GET /orders': { ...operation, [extension('paramater-handling')]: 'MAPPING' } }),
    );
    expect(read2?.settings.parameters).toEqual([
      { name: 'q', location: 'QUERY', service: { name: 'x', location: 'HEAD' } },
    ]);
  });

  test('any method, and what is not read', () => {
    const document = documentOf({});
    const item = { [extension('any-method')]: { responses: {}, [extension('backend')]: { type: 'MOCK' } } };
    const [operation] = read({ ...document, paths: { '/x': item } });
    expect(operation).toMatchObject({ name: 'ANY /x', route: { method: 'ANY' } });
    expect(operation?.losses).toEqual([
      {
        path: '#/paths/~1x/x-aliyun-apigateway-any-method/x-aliyun-apigateway-backend',
        message: 'is not kept',
      },
    ]);
  });

  test('another auth type is refused', () => {
    expect(refusal(documentOf({ 'GET /orders': { [extension('auth-type')]: 'OPENID' } }))).toMatch(
      /allowed: APP, ANONYMOUS/,
    );
  });
});

describe('references', () => {
  const parameters = {
    limit: { name: 'limit', in: 'query', schema: { $ref: '#/components/schemas/a~1b~0%20c' } },
  };
  const components = { parameters, schemas: { 'a/b~ c': { type: 'integer' } } };
  const get = { 'GET /orders': { parameters: [{ $ref: '#/components/parameters/limit' }] } };

  test('lead anywhere in the document, with the escapes of JSON pointers', () => {
    expect(read(documentOf(get, { components }))[0]?.settings.parameters).toEqual([
      { name: 'limit', location: 'QUERY', type: 'Int' },
    ]);
  });

  test.each([
    [
      'https://example.com/limit.yaml',
      /#\/paths\/~1orders\/get\/parameters\/0 has the \$ref https.*nothing is fetched/,
    ],
    ['//example.com/limit.yaml', /remote or absolute/],
    ['/etc/limit.yaml', /remote or absolute/],
    ['limit.txt', /no \.json/],
    ['limit.yaml', /stands in no file/],
    ['#/components/parameters/nothing', /leads to nothing/],
    ['#/components/parameters/toString', /leads to nothing/],
    ['#limit', /no JSON pointer/],
    ['#/%E0%A4%A', /no JSON pointer/],
  ])('%s is refused', ($ref, message) => {
    expect(refusal(documentOf({ 'GET /orders': { parameters: [{ $ref }] } }))).toMatch(message);
  });

  test('a circle is refused with its pointer', () => {
    const circle = { a: { $ref: '#/components/parameters/b' }, b: { $ref: '#/components/parameters/a' } };
    const document = documentOf({ 'GET /orders': { parameters: [{ $ref: '#/components/parameters/a' }] } });
    expect(refusal({ ...document, components: { parameters: circle } })).toMatch(
      /#\/components\/parameters\/b has the \$ref .*in a circle/,
    );
  });

  test('a chain without end is refused, and no text takes long to read', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 50_000 }, (_, i) => [`p${i}`, { $ref: `#/components/parameters/p${i + 1}` }]),
    );
    const document = documentOf({ 'GET /orders': { parameters: [{ $ref: '#/components/parameters/p0' }] } });
    expect(refusal({ ...document, components: { parameters: chain } })).toMatch(/no more are followed/);
    const started = Date.now();
    read(documentOf({ 'GET /orders': { summary: `a${' '.repeat(500_000)}b` } }));
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  test('lead to files beside the document, and from there on', () => {
    const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
    try {
      mkdirSync(join(folder, 'parts'));
      const document = documentOf({ 'GET /orders': { parameters: [{ $ref: './parts/limit.yaml#/limit' }] } });
      writeFileSync(join(folder, 'orders.json'), JSON.stringify(document));
      writeFileSync(
        join(folder, 'parts', 'limit.yaml'),
        "limit: {name: limit, in: query, schema: {$ref: '../types.yml#/int'}}",
      );
      writeFileSync(join(folder, 'types.yml'), 'int: {type: integer}');
      const read1 = readOperations(OpenApiDocument.fromFile(join(folder, 'orders.json')));
      expect(read1[0]?.settings.parameters).toEqual([{ name: 'limit', location: 'QUERY', type: 'Int' }]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('documents', () => {
  test('the base path is that of the servers, with their variables; several are none', () => {
    const basePath = (servers: unknown) => read(documentOf({ 'GET /orders': {} }, { servers }))[0]?.basePath;
    expect(
      basePath([
        { url: 'https://{host}/{v}/', variables: { host: { default: 'a.example' }, v: { default: 'v1' } } },
      ]),
    ).toBe('/v1');
    expect(basePath([{ url: '/api/v2' }])).toBe('/api/v2');
    expect(basePath([{ url: '{root}/v1', variables: { root: { default: 'http://localhost:9091' } } }])).toBe(
      '/v1',
    );
    expect(basePath([{ url: 'https://a.example/v1' }, { url: 'https://b.example/v2' }])).toBeUndefined();
    expect(basePath(undefined)).toBe('');
  });

  test('YAML is that of 1.2: yes is a text, and 012 is twelve', () => {
    const yaml = `openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /orders:
    get:
      parameters: [{name: p, in: query, schema: {type: string, enum: [yes, no, on, 012, 1_0]}}]
`;
    expect(read(yaml)[0]?.settings.parameters?.[0]?.enumValue).toEqual(['yes', 'no', 'on', '12', '1_0']);
  });

  test('errors of 400 and above are samples, and long texts are cut', () => {
    const responses = {
      200: { description: 'ok' },
      404: { description: 'No such\norder' },
      409: {},
      '4XX': {},
      default: {},
    };
    const [operation] = read(documentOf({ 'GET /orders': { responses, summary: 'x'.repeat(200) } }));
    expect(operation?.settings.errorCodeSamples).toEqual([
      { code: '404', message: 'No such' },
      { code: '409', message: 'HTTP status 409' },
    ]);
    expect(operation?.settings.description).toHaveLength(180);
  });

  test.each<[string, object | string, RegExp]>([
    ['a list', [], /it has no version/],
    ['a text', 'hello', /it has no version/],
    ['nothing', '', /no version|is not JSON|no YAML/],
    ['another version', { openapi: '4.0.0' }, /it has "4.0.0"/],
    ['a version without quotes', 'openapi: 3.0', /it has 3 \(allowed/],
    ['broken JSON', '{"openapi": ', /the document:1:/],
    ['a key that stands twice', '{"openapi": "3.0.0", "openapi": "3.0.0"}', /twice/],
    ['a tag', 'openapi: !Ref x', /which has no meaning here/],
    [
      'a misspelt member',
      documentOf({ 'GET /orders': { secuirty: [{ oauth: [] }] } }),
      /#\/paths\/~1orders\/get has the member "secuirty"/,
    ],
    ['a misspelt method', documentOf({ 'GETT /orders': {} }), /has the member "gett"/],
    [
      'a scheme that nobody declares',
      documentOf({ 'GET /orders': { security: [{ oaut: [] }] } }),
      /"oaut", which is not declared/,
    ],
    [
      'a path with a space',
      documentOf({ 'GET /orders': {} }, { paths: { '/a b': { get: {} } } }),
      /#\/paths\/~1a b\/get .*RFC 3986/,
    ],
    ['a path of null', documentOf({}, { paths: { '/a': null } }), /#\/paths\/~1a must be an object/],
    ['parameters that are no list', documentOf({ 'GET /orders': { parameters: {} } }), /must be a list/],
    [
      'one shape under two names',
      documentOf({ 'GET /a/{x}': {}, 'GET /a/{y}': {} }),
      /takes the same requests as GET \/a\/{x}/,
    ],
  ])('%s is refused', (_, document, message) => {
    expect(refusal(document)).toMatch(message);
  });

  test('an object that holds itself is refused', () => {
    const document: Record<string, unknown> = { openapi: '3.0.0' };
    document.self = document;
    expect(refusal(document)).toMatch(/is no JSON/);
  });

  test('all that is wrong is told at once', () => {
    expect(refusal(documentOf({ 'GET /a': { x: 1 }, 'GET /b': { y: 1, ...OAUTH } }))).toMatch(/"x".*; .*"y"/);
  });
});
