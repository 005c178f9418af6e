import fc from 'fast-check';
import { ApiGroup, AppAuthentication, Backend } from '../../lib/constructs';
import { OpenApiDocument } from '../../lib/openapi';
import { customers, synth } from '../constructs/template';
import { documentOf, OAUTH } from './sample-document';
import { codeOf, compilerProblems, declareApisOf, formatted } from './written-code';

const APP = { 'x-aliyun-apigateway-auth-type': 'APP' };

const DOCUMENT = documentOf(
  {
    'GET /health': {},
    'GET /orders/{orderId}': {
      ...OAUTH,
      summary: "One customer's order",
      responses: { 404: { description: 'No such order' }, 429: { description: 'Too many' } },
    },
    'POST /orders': {
      ...OAUTH,
      ...APP,
      parameters: [
        { name: 'view', in: 'query', schema: { type: 'string', enum: ['short', 'long'], default: 'short' } },
        { name: 'X-Trace', in: 'header', required: true, schema: { pattern: "^[\\w'-]{1,9}$" } },
      ],
      requestBody: {
        content: {
          'application/x-www-form-urlencoded': {
            schema: { type: 'object', properties: { item: { maxLength: 9 } } },
          },
        },
      },
    },
    'GET /key': { security: [{ key: [] }] },
    'GET /app': APP,
  },
  { info: { title: 'Orders */ process.exit() //', version: '1.0' } },
);
const REASONS = { 'GET /health': 'load-balancer probe; returns no data' };

test('the code says what the document says, in the order of the routes', () => {
  expect(codeOf(OpenApiDocument.of(DOCUMENT), { publicReasons: REASONS })).toMatchSnapshot();
});

test('the code and the construct make the same template', () => {
  const groupIn = (stack: Parameters<Parameters<typeof synth>[0]>[0]) =>
    new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      stages: ['RELEASE'],
      backend: Backend.http('https://a'),
    });
  const declareApis = declareApisOf(codeOf(OpenApiDocument.of(DOCUMENT), { publicReasons: REASONS }));
  const app = AppAuthentication.of();
  const byCode = synth((stack) => {
    const oauth = customers(stack);
    declareApis(groupIn(stack), { oauth, key: oauth, app });
  });
  const byConstruct = synth((stack) => {
    const oauth = customers(stack);
    groupIn(stack).addOpenApi(DOCUMENT, { security: { oauth, key: oauth }, app, public: REASONS });
  });
  expect(byCode).toEqual(byConstruct);
});

const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_-]{0,20}$/);
/** Texts of any length and with any character that could break out of a string or a comment. */
const words = fc.oneof(
  fc.string({
    maxLength: 120,
    unit: fc.constantFrom('a', ' ', '订', '单', 'é', 'e\u0301', '\u202e', '\u0000', '😀', '/'),
  }),
  fc.string({ maxLength: 200 }),
  fc.stringMatching(/^[a-z'"`\\$*/\n ]{0,150}$/),
);
const schema = fc.record(
  {
    type: fc.constant('string'),
    enum: fc.array(words, { maxLength: 12 }),
    pattern: words,
    default: words,
    maxLength: fc.nat(),
    minLength: fc.nat(),
  },
  { requiredKeys: [] },
);
const operation = fc.record(
  {
    summary: words,
    parameters: fc.uniqueArray(
      fc.record({
        name,
        in: fc.constantFrom('query', 'header'),
        description: words,
        required: fc.boolean(),
        schema: fc.oneof(schema, fc.constant({ type: 'integer', minimum: 1 })),
      }),
      { selector: (each) => each.name.toLowerCase(), maxLength: 4 },
    ),
    responses: fc.dictionary(fc.constantFrom('400', '401', '404'), fc.record({ description: words })),
    security: fc.constantFrom(OAUTH.security, [{ key: [] }], [{ oauth: [], app: [] }]),
  },
  { requiredKeys: ['responses', 'security'] },
);

test('the code of any document is formatted as the formatter would, and compiles', () => {
  // One document of many operations: a run of the formatter or of the compiler takes longer than all of them.
  const operations = fc.sample(fc.tuple(name, name, operation), 150);
  const entries = operations.map(([a, b, each], index) => [`POST /${a}/${index}/{${b}}`, each] as const);
  const title = fc.sample(words, 1)[0] ?? '';
  const schemes = {
    oauth: { type: 'http', scheme: 'bearer' },
    key: { type: 'apiKey', in: 'header', name: 'X' },
    app: { type: 'apiKey', in: 'header', name: 'X-Ca-Key' },
  };
  const document = documentOf(Object.fromEntries(entries), {
    info: { title, version: title },
    components: { securitySchemes: schemes },
  });
  const code = codeOf(OpenApiDocument.of(document));
  expect(formatted(code)).toBe(code);
  const use = `import { ApiGroup, type ApiGroupProps, type Backend, ExistingApiGroup, type ExistingApiGroupProps, type JwtAuthorizer, AppAuthentication } from 'ros-cdk-jwt-gateway';
import { declareApis } from './any';
declare const jwt: JwtAuthorizer;
declare const made: ApiGroup<{ groupName: string; stages: ['RELEASE']; backend: Backend; defaultAuthorization: JwtAuthorizer }>;
declare const existing: ExistingApiGroup<ExistingApiGroupProps & { readonly backend: Backend }>;
declare const poor: ApiGroup<ApiGroupProps>;
const security = { oauth: jwt, key: jwt, app: AppAuthentication.of() };
declareApis(made, security);
declareApis(existing, security);
// @ts-expect-error nothing says where requests go
declareApis(poor, security);
// @ts-expect-error nothing stands for a scheme
declareApis(made, { oauth: jwt });
`;
  const files = {
    'any.ts': code,
    'use.ts': use,
    'sample.ts': codeOf(OpenApiDocument.of(DOCUMENT), { publicReasons: REASONS }),
  };
  expect(compilerProblems(files)).toBe('');
}, 60_000);
