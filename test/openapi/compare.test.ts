import fc from 'fast-check';
import { parseTemplate } from '../../lib/model';
import { type ComparisonRule, comparisonRules, OpenApiDocument } from '../../lib/openapi';
import { renderFindings } from '../../lib/report';
import findingsSchema from '../../lib/report/schemas/findings.schema.json';
import { applyWaivers, checkGateway } from '../../lib/rules';
import { isUnknown } from '../../lib/template';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { drawnGateways } from '../gateway/drawn-gateways';
import { schemaProblems } from '../report/schema-problems';
import {
  api,
  bound,
  plugin,
  published,
  type Resources,
  ref,
  shop,
  template,
} from '../rules/gateway-template';
import { documentOf, OAUTH } from './sample-document';

const jwt = plugin('Jwt', 'jwtAuth', {
  parameter: 'Authorization',
  parameterLocation: 'header',
  jwk: fixturePublicJwk('RS256'),
});
const keyed = plugin('Jwt', 'jwtAuth', {
  parameter: 'X-Key',
  parameterLocation: 'header',
  jwk: fixturePublicJwk('RS256'),
});
const optional = plugin('Jwt', 'jwtAuth', {
  parameter: 'Authorization',
  parameterLocation: 'header',
  jwk: fixturePublicJwk('RS256'),
  bypassEmptyToken: true,
});

/** `error openapi-… GET /orders RELEASE: message` for everything that differs; `?` before what is not judged. */
function compare(document: object, resources: readonly Resources[], options: object = {}): string[] {
  const text = JSON.stringify({
    ROSTemplateFormatVersion: '2015-09-01',
    Parameters: { Mode: { Type: 'String' } },
    ...template(shop, ...resources),
  });
  const rules = comparisonRules(OpenApiDocument.of(document), options);
  const { failures, unknowns } = checkGateway(parseTemplate(text, 'shop.json'), rules);
  const words = (mark: string) => (each: (typeof failures)[number]) =>
    `${mark}${each.rule.id.slice(8)} ${each.subject}: ${each.message}`;
  return [...failures.map(words('')), ...unknowns.map(words('? '))];
}

const get = (properties: object = {}, config: object = {}) => [
  api('A', 'GET /orders', { properties, config }),
  published('A', 'RELEASE'),
];
const withJwt = (lock: Resources = jwt, properties: object = {}) => [
  ...get(properties),
  lock,
  bound('A', 'Jwt'),
];
const demanding = (...security: object[]) => documentOf({ 'GET /orders': { security } });

describe('security declared against security in effect', () => {
  test.each<[string, object, readonly Resources[], readonly string[]]>([
    ['the same', demanding({ oauth: [] }), withJwt(), []],
    ['nothing on both sides', demanding(), get(), []],
    [
      'nothing in effect',
      demanding({ oauth: [] }),
      get(),
      [
        'security-weaker GET /orders RELEASE: the document demands oauth (openIdConnect); anybody may call it',
      ],
    ],
    [
      'a token that may be missing',
      demanding({ oauth: [] }),
      withJwt(optional),
      [
        'security-weaker GET /orders RELEASE: the document demands oauth (openIdConnect); anybody may call it, a request without a token gets through',
      ],
    ],
    ['an optional token on both sides', demanding({}, { oauth: [] }), withJwt(optional), []],
    [
      'nothing declared',
      demanding(),
      withJwt(),
      ['security-stronger GET /orders RELEASE: the document lets anybody call it; the gateway demands jwt'],
    ],
    [
      'an optional token that is demanded',
      demanding({}, { oauth: [] }),
      withJwt(),
      ['security-stronger GET /orders RELEASE: the document lets anybody call it; the gateway demands jwt'],
    ],
    [
      'one lock of two',
      demanding({ oauth: [], app: [] }),
      withJwt(),
      [
        'security-weaker GET /orders RELEASE: the document demands app (apiKey in header x-ca-key) and oauth (openIdConnect); the gateway demands jwt',
      ],
    ],
    ['both locks', demanding({ oauth: [], app: [] }), withJwt(jwt, { AuthType: 'APP' }), []],
    [
      'one lock more',
      demanding({ oauth: [] }),
      withJwt(jwt, { AuthType: 'APP' }),
      [
        'security-stronger GET /orders RELEASE: the document demands oauth (openIdConnect); the gateway demands jwt+app',
      ],
    ],
    [
      'another lock',
      demanding({ basic: [] }),
      withJwt(),
      [
        'security-different GET /orders RELEASE: the document demands basic (http basic); the gateway demands jwt, in header authorization',
      ],
    ],
    [
      'another place',
      demanding({ oauth: [] }),
      withJwt(keyed),
      [
        'security-different GET /orders RELEASE: the document demands oauth (openIdConnect); the gateway demands jwt, in header x-key',
      ],
    ],
    ['a key that is the token', demanding({ key: [] }), withJwt(keyed), []],
    [
      'one of two ways',
      demanding({ oauth: [] }, { basic: [] }),
      withJwt(),
      [
        'security-stronger GET /orders RELEASE: the document takes basic (http basic), too; the gateway demands jwt',
      ],
    ],
    [
      'a scope without rules',
      demanding({ oauth: ['a'] }),
      withJwt(),
      [
        'scope-not-demanded GET /orders RELEASE: the document demands scopes a; no access control plug-in is bound that could look at them',
      ],
    ],
    [
      'a scope beside rules',
      demanding({ oauth: ['a'] }),
      [...withJwt(), plugin('Acl', 'accessControl', {}), bound('A', 'Acl')],
      [
        '? scope-not-demanded GET /orders RELEASE: the document demands scopes a; whether access control rules do is not read',
      ],
    ],
    [
      'what only ROS knows',
      demanding({ oauth: [] }),
      get({ AuthType: ref('Mode') }),
      ['? security-weaker GET /orders RELEASE: AuthType is Ref Mode'],
    ],
  ])('%s', (_, document, resources, expected) => {
    expect(compare(document, resources)).toEqual(expected);
  });

  test("the vendor's APP is a lock that is declared, too", () => {
    const document = documentOf({ 'GET /orders': { ...OAUTH, 'x-aliyun-apigateway-auth-type': 'APP' } });
    expect(compare(document, withJwt())).toEqual([expect.stringContaining('security-weaker')]);
    expect(compare(document, withJwt(jwt, { AuthType: 'APP' }))).toEqual([]);
  });
});

describe('operations', () => {
  const document = documentOf({ 'GET /orders': OAUTH });

  test('that one side does not have, in each stage', () => {
    const resources = [...withJwt(), api('B', 'DELETE /orders'), published('B', 'TEST')];
    expect(compare(document, resources)).toEqual([
      'operation-missing GET /orders: no route takes it in TEST',
      'operation-undocumented DELETE /orders TEST: the document does not have it; anybody may call it',
    ]);
    expect(compare(document, resources, { stage: 'RELEASE' })).toEqual([]);
    expect(compare(document, [])).toEqual(['operation-missing GET /orders: no route takes it in any stage']);
  });

  test('a route that takes more than the document has', () => {
    const resources = [api('A', 'ANY /[all]'), published('A', 'RELEASE'), jwt, bound('A', 'Jwt')];
    expect(compare(document, resources)).toEqual([
      'operation-undocumented ANY /[all] RELEASE: of what it takes, the document has GET /orders only',
    ]);
    expect(compare(documentOf({ 'GET /orders/{id}': OAUTH }), resources)).toHaveLength(2);
  });

  test('the most exact route takes an operation', () => {
    const wide = [api('B', 'GET /[all]'), published('B', 'RELEASE')];
    expect(compare(document, [...withJwt(), ...wide]).filter((each) => each.startsWith('security'))).toEqual(
      [],
    );
  });

  test('what cannot be read is not judged, and nothing is then called missing', () => {
    const resources = [
      api('B', 'GET /x', { config: { RequestPath: ref('Mode') } }),
      published('B', 'RELEASE'),
    ];
    expect(compare(document, resources)).toEqual([
      '? operation-missing GET /orders: no route takes it in any stage',
      '? operation-undocumented GET <Ref Mode> RELEASE: the path is Ref Mode',
    ]);
  });

  test('base paths count on both sides', () => {
    const servers = [{ url: 'https://a.example/v1' }];
    const based = documentOf({ 'GET /orders': OAUTH }, { servers });
    const group = {
      Shop: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'shop', BasePath: '/v1' } },
    };
    expect(compare(based, [group, ...withJwt()])).toEqual([]);
    expect(compare(document, [group, ...withJwt()], { basePath: '/v1/' })).toEqual([]);
    expect(compare(document, [group, ...withJwt()])).toHaveLength(2);
    const several = documentOf({ 'GET /orders': OAUTH }, { servers: [...servers, { url: '/v2' }] });
    expect(compare(several, [group, ...withJwt()])[1]).toMatch(/several base paths/);
  });
});

describe('parameters', () => {
  const parameter = (schema: object, added: object = {}) =>
    documentOf({ 'GET /orders': { parameters: [{ name: 'p', in: 'query', schema, ...added }] } });
  const actual = (added: object) =>
    get({ RequestParameters: [{ ApiParameterName: 'p', Location: 'QUERY', ...added }] });

  test.each<[object, object, readonly string[]]>([
    [{ type: 'integer', maximum: 9 }, { ParameterType: 'Int', MaxValue: 9 }, []],
    [{ type: 'integer', maximum: 9 }, { ParameterType: 'Int' }, ['looser']],
    [{ type: 'integer', maximum: 9 }, { ParameterType: 'Int', MaxValue: 10 }, ['looser']],
    [{ type: 'integer', maximum: 9 }, { ParameterType: 'Int', MaxValue: 8 }, ['tighter']],
    [{ type: 'integer', minimum: 9 }, { ParameterType: 'Int', MinValue: 8 }, ['looser']],
    [{ type: 'integer' }, { ParameterType: 'Int', MinValue: 8 }, ['tighter']],
    [{ type: 'integer' }, { ParameterType: 'String' }, ['looser']],
    [{ type: 'integer' }, { ParameterType: 'Boolean' }, ['tighter']],
    [{ type: 'string' }, { ParameterType: 'Int' }, ['tighter']],
    [{ enum: ['a', 'b'] }, { EnumValue: 'a,c' }, ['looser', 'tighter']],
    [{ enum: ['a', 'b'] }, {}, ['looser']],
    [{}, { EnumValue: 'a' }, ['tighter']],
    [{ pattern: '^a' }, {}, ['looser']],
    [{ pattern: '^a' }, { RegularExpression: '^b' }, ['? looser']],
    [{}, { Required: 'REQUIRED' }, ['tighter']],
    [{ maxLength: 3 }, { MaxLength: ref('Mode') }, ['? looser']],
    [{}, { Required: ref('Mode') }, ['? looser']],
  ])('%j against %j', (schema, written, expected) => {
    const found = compare(parameter(schema), actual(written));
    expect(
      found.map((each) =>
        each.replace(/^(\? )?parameter-(\w+) GET \/orders RELEASE, parameter p: .*/, '$1$2'),
      ),
    ).toEqual(expected);
  });

  test('that one side does not have', () => {
    expect(compare(parameter({}), get())).toEqual([
      'parameter-dropped GET /orders RELEASE, parameter p: the gateway does not take it, and the backend never gets it',
    ]);
    expect(compare(demanding(), actual({}))).toEqual([
      'parameter-undocumented GET /orders RELEASE, parameter p: the gateway takes it, and the document does not have it',
    ]);
    expect(compare(demanding(), actual({ Required: 'REQUIRED' }))).toEqual([
      expect.stringContaining('parameter-tighter'),
    ]);
  });

  test('nothing is checked in PASSTHROUGH, or of unknown parameters', () => {
    expect(compare(parameter({}), get({}, { RequestMode: 'PASSTHROUGH' }))).toEqual([
      'parameter-looser GET /orders RELEASE: nothing of p is checked: the mode is PASSTHROUGH',
    ]);
    expect(compare(parameter({}), get({ RequestParameters: ref('Mode') }))).toEqual([
      '? parameter-looser GET /orders RELEASE: the parameters are Ref Mode',
    ]);
    expect(compare(parameter({}), get({}, { RequestMode: ref('Mode') }))).toEqual([
      expect.stringContaining('? parameter-looser'),
    ]);
  });

  test('a parameter whose name only ROS knows may be any', () => {
    expect(
      compare(
        parameter({}),
        get({ RequestParameters: [{ ApiParameterName: ref('Mode'), Location: 'QUERY' }] }),
      ),
    ).toEqual(['? parameter-looser GET /orders RELEASE: a parameter is Ref Mode at the gateway']);
  });

  test('a path parameter is known by its place, whatever it is called', () => {
    const document = documentOf({
      'GET /orders/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      },
    });
    const properties = {
      RequestParameters: [
        { ApiParameterName: 'orderId', Location: 'PATH', Required: 'REQUIRED', ParameterType: 'Int' },
      ],
    };
    expect(
      compare(document, [api('A', 'GET /orders/[orderId]', { properties }), published('A', 'RELEASE')]),
    ).toEqual([]);
    expect(compare(document, [api('A', 'GET /orders/[orderId]'), published('A', 'RELEASE')])).toEqual([
      expect.stringContaining('parameter-looser'),
    ]);
  });

  test('fields of a form in a stream', () => {
    const content = {
      'application/x-www-form-urlencoded': { schema: { type: 'object', properties: { a: {} } } },
    };
    const document = documentOf({ 'POST /orders': { requestBody: { content } } });
    const resources = [
      api('A', 'POST /orders', { config: { BodyFormat: 'STREAM' } }),
      published('A', 'RELEASE'),
    ];
    expect(compare(document, resources)).toEqual([expect.stringContaining('the body is a stream')]);
  });

  test('what no gateway can keep is a note at its pointer', () => {
    const document = documentOf({ 'GET /orders': { parameters: [{ name: 'session', in: 'cookie' }] } });
    expect(compare(document, get())).toEqual([
      'not-kept GET /orders, #/paths/~1orders/get/parameters/0: cookie session is not checked: the gateway has no cookie parameters',
    ]);
  });
});

test('each kind of difference is a rule with all its words', () => {
  for (const rule of comparisonRules(OpenApiDocument.of(documentOf({})))) {
    const { bad, good, remediation, title, why }: ComparisonRule = rule;
    for (const text of [title, why, remediation]) expect(text).toMatch(/^[A-Z].*\.$/);
    expect(bad).not.toBe(good);
  }
});

test('what is reported has the formats of a check, and their schema', () => {
  const rules = comparisonRules(OpenApiDocument.of(demanding({ oauth: ['a'] })));
  const model = parseTemplate(
    JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', ...template(shop, ...get()) }),
    'shop.json',
  );
  const result = applyWaivers(checkGateway(model, rules), [], { rules, now: 0 });
  const rendered = (format: 'json' | 'sarif') =>
    JSON.parse(renderFindings({ model, result, rules }, { format }));
  expect(schemaProblems(rendered('json'), findingsSchema)).toEqual([]);
  expect(rendered('sarif')).toMatchObject({
    runs: [{ results: [{ ruleId: 'openapi-security-weaker', level: 'error' }] }],
  });
});

test('any gateway: whatever demands less than its document says is told, and what is unknown is never called the same', () => {
  fc.assert(
    fc.property(drawnGateways, (model) => {
      const names = model.routes.map(({ route }) => `${route?.method} ${route?.path}`);
      fc.pre(new Set(names).size === names.length);
      const methods: Readonly<Record<string, string>> = { ANY: 'x-aliyun-apigateway-any-method' };
      const operations = names.map((name) => {
        const [method = '', path = ''] = name.split(' ');
        return [
          `${methods[method] ?? method} ${path.replace('[', '{').replace(']', '}')}`,
          { security: [{ bearer: [] }] },
        ];
      });
      const components = { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } };
      const document = OpenApiDocument.of(documentOf(Object.fromEntries(operations), { components }));
      const { failures, unknowns } = checkGateway(model, comparisonRules(document, { stage: 'RELEASE' }));
      for (const api of model.routes)
        for (const { maybe, protection, stage } of api.stages.filter(
          (each) => each.stage === 'RELEASE' || isUnknown(each.stage),
        )) {
          const isOf = (each: { readonly logicalId: string; readonly rule: { readonly id: string } }) =>
            each.logicalId === api.id && /security|undocumented/.test(each.rule.id);
          const isTold = failures.some(isOf) || unknowns.some(isOf);
          if (maybe !== undefined || isUnknown(stage) || protection.kind === 'unknown')
            expect(isTold).toBe(true);
          else if (protection.kind === 'public') expect(failures.some(isOf)).toBe(true);
          else if (!protection.locks.some(({ kind }) => kind === 'jwt' || kind === 'openid'))
            expect(isTold).toBe(true);
        }
    }),
    { numRuns: Number(process.env.NUM_RUNS ?? 100) },
  );
});
