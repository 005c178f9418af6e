import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../lib/json';
import { type GatewayModel, parseTemplate, protectionWord } from '../../lib/model';
import { checkGateway, RULES } from '../../lib/rules';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';

const NUM_RUNS = Number(process.env.NUM_RUNS ?? 60);

const ref = (name: string) => ({ Ref: name });
const gateway = (type: string, properties: object, rest: object = {}) => ({
  Type: `ALIYUN::ApiGateway::${type}`,
  Properties: properties,
  ...rest,
});

/** A route with a JWT plug-in that is bound under a condition, and one that reads a parameter. */
function shop(parameters: JsonObject, { bindIf = true, issuer = 'https://a.example' as JsonValue } = {}) {
  const condition = { 'Fn::Equals': [ref('Env'), 'prod'] };
  const rule = (value: JsonValue) => ({
    'Fn::Join': [
      '',
      [
        '{"parameters":{"iss":"Token:iss"},"rules":[{"name":"issuer","ifFalse":"DENY","statusCode":403,"condition":"$iss = \'',
        value,
        '\'"}]}',
      ],
    ],
  });
  const stage = { ApiId: ref('Orders'), GroupId: ref('Shop'), StageName: ref('Stage') };
  return JSON.stringify({
    ROSTemplateFormatVersion: '2015-09-01',
    Parameters: parameters,
    Conditions: { Bound: condition },
    Resources: {
      Shop: gateway('Group', { GroupName: 'shop_orders' }),
      Orders: gateway('Api', {
        GroupId: ref('Shop'),
        ApiName: 'orders',
        AuthType: 'ANONYMOUS',
        RequestConfig: { RequestHttpMethod: 'GET', RequestPath: '/orders', RequestProtocol: 'HTTPS' },
      }),
      Live: gateway('Deployment', stage),
      Jwt: gateway('Plugin', {
        PluginName: 'customers',
        PluginType: 'jwtAuth',
        PluginData: {
          parameter: 'Authorization',
          parameterLocation: 'header',
          jwk: fixturePublicJwk('RS256'),
        },
      }),
      Claims: gateway('Plugin', {
        PluginName: 'claims',
        PluginType: 'accessControl',
        PluginData: rule(issuer),
      }),
      Lock: gateway(
        'PluginAttachment',
        { ...stage, PluginId: ref('Jwt') },
        { DependsOn: ['Live'], ...(bindIf ? { Condition: 'Bound' } : {}) },
      ),
      ClaimLock: gateway('PluginAttachment', { ...stage, PluginId: ref('Claims') }, { DependsOn: ['Live'] }),
    },
  });
}

const text = (...allowed: readonly string[]) => ({ Type: 'String', AllowedValues: allowed });
const read = (template: string) => parseTemplate(template, 'shop.json');
const words = ({ routes }: GatewayModel) =>
  routes.flatMap(({ stages }) => stages.map(({ protection }) => protectionWord(protection)));
const issuers = ({ routes }: GatewayModel) =>
  routes.flatMap(({ stages }) =>
    stages.map(({ protection }) =>
      protection.kind === 'locked' && protection.locks[0].kind === 'jwt'
        ? protection.locks[0].issuer
        : undefined,
    ),
  );
const told = (template: string, id: string) => {
  const result = checkGateway(read(template), RULES);
  const of = (findings: typeof result.failures) =>
    findings.filter(({ rule }) => rule.id === id).map(({ message, verdict }) => `${verdict}: ${message}`);
  return [...of(result.failures), ...of(result.unknowns)];
};

const OPEN = 'route-without-authentication';

test('a protection that all allowed values have is known', () => {
  const known = read(shop({ Env: text('prod'), Stage: text('TEST', 'RELEASE') }));
  expect(words(known)).toEqual(['jwt']);
  // The condition holds for no value.
  const nobody = read(shop({ Env: text('test', 'pre'), Stage: text('RELEASE') }));
  expect(words(nobody)).toEqual(['public']);
});

test('one that only some values have is unknown', () => {
  expect(words(read(shop({ Env: text('prod', 'pre'), Stage: text('RELEASE') })))).toEqual(['unknown']);
});

test('what rules say for all values they say; else it is open, with a value that fails', () => {
  expect(told(shop({ Env: text('test', 'pre'), Stage: text('RELEASE') }), OPEN)).toEqual([
    'fail: anybody may call it',
  ]);
  expect(told(shop({ Env: text('prod'), Stage: text('TEST', 'RELEASE') }), OPEN)).toEqual([]);
  expect(told(shop({ Env: text('prod', 'pre'), Stage: text('RELEASE') }), OPEN)).toEqual([
    'unknown: if Env is pre, anybody may call it',
  ]);
  expect(told(shop({ Env: { Type: 'String' }, Stage: text('TEST', 'RELEASE') }), OPEN)[0]).toMatch(
    /^unknown: binding/,
  );
});

test('plug-in data that is put together of a parameter is in order if it is with every value', () => {
  const parameters = { Env: text('prod'), Stage: text('RELEASE') };
  const of = (...values: readonly string[]) =>
    shop({ ...parameters, Issuer: text(...values) }, { issuer: ref('Issuer') });
  const INVALID = 'plugin-data-invalid';
  expect(told(of('https://a.example', 'https://b.example'), INVALID)).toEqual([]);
  expect(told(of('https://a.example', '"'), INVALID)[0]).toMatch(/^unknown: if Issuer is ", /);
  expect(issuers(read(of('https://a.example')))).toEqual([{ kind: 'values', values: ['https://a.example'] }]);
  expect(issuers(read(of('https://a.example', 'https://b.example')))).toEqual([
    { kind: 'unknown', why: expect.stringContaining('PluginData is made by Fn::Join') },
  ]);
});

test.each<[string, JsonObject]>([
  ['no allowed values', { Type: 'String' }],
  ['a list of them', { Type: 'CommaDelimitedList', AllowedValues: ['test', 'pre'] }],
  ['a masked one', { Type: 'String', NoEcho: true, AllowedValues: ['test', 'pre'] }],
  [
    'a value of which nothing is known',
    { Type: 'ALIYUN::OOS::Parameter::Value', AllowedValues: ['test', 'pre'] },
  ],
  ['more than are gone through', text(...Array.from({ length: 17 }, (_, index) => `env${index}`))],
])('a parameter with %s stays unknown', (_, Env) => {
  const model = read(shop({ Env, Stage: text('RELEASE') }));
  expect(words(model)).toEqual(['unknown']);
  expect(model.ways).toBeUndefined();
});

test('parameters of what is no part of a gateway are not gone through', () => {
  const many = Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => [`Size${index}`, text('small', 'large')]),
  );
  const model = read(shop({ ...many, Env: text('prod'), Stage: text('TEST', 'RELEASE') }));
  expect(model.ways?.map(({ chosen }) => chosen)).toEqual(['Stage is TEST', 'Stage is RELEASE']);
});

test('what is said without a choice holds for each of them', () => {
  const some = fc.uniqueArray(fc.constantFrom('prod', 'pre', 'test'), { minLength: 1, maxLength: 3 });
  const stages = fc.uniqueArray(fc.constantFrom('TEST', 'PRE', 'RELEASE'), { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(some, stages, fc.boolean(), (Env, Stage, bindIf) => {
      const model = read(shop({ Env: text(...Env), Stage: text(...Stage) }, { bindIf }));
      const result = checkGateway(model, RULES);
      for (const env of Env)
        for (const stage of Stage) {
          const one = read(shop({ Env: text(env), Stage: text(stage) }, { bindIf }));
          const [said] = words(model);
          if (said !== 'unknown') expect(words(one)).toEqual([said]);
          const open = new Set(result.unknowns.map(({ logicalId, rule }) => `${rule.id} ${logicalId}`));
          const failed = new Set(result.failures.map(({ logicalId, rule }) => `${rule.id} ${logicalId}`));
          const { failures } = checkGateway(one, RULES);
          for (const { logicalId, rule } of failures.filter(({ severity }) => severity === 'error'))
            expect([...open, ...failed]).toContain(`${rule.id} ${logicalId}`);
        }
    }),
    { numRuns: NUM_RUNS },
  );
});
