import * as ros from '@alicloud/ros-cdk-core';
import {
  Forward,
  JwtAuthorization,
  type JwtAuthorizationProps,
  PublicAccess,
  TokenSource,
} from '../../lib/constructs';
import { PublicKeySet } from '../../lib/jwk';
import { customers, KEYS, ofType, refusalLine, synth } from './template';

const dataOf = (template: ReturnType<typeof synth>, id: string): Record<string, unknown> =>
  JSON.parse(String(ofType(template, 'Plugin')[id]?.Properties.PluginData));

test('the plug-in holds the key, the place of the token and the forwarded claims', () => {
  const template = synth((stack) => {
    const forwardClaims = { sub: Forward.header('X-User-Id'), role: Forward.query('role') };
    customers(stack, { forwardClaims });
  });
  expect(dataOf(template, 'CustomersJwtAuth')).toEqual({
    parameter: 'Authorization',
    parameterLocation: 'header',
    claimParameters: [
      { claimName: 'role', parameterName: 'role', location: 'query' },
      { claimName: 'sub', parameterName: 'X-User-Id', location: 'header' },
    ],
    jwk: KEYS.keys[0],
  });
  expect(Object.keys(ofType(template, 'Plugin'))).toEqual(['CustomersJwtAuth']);
});

test('several keys stand in a list, for a rotation with overlap', () => {
  const [first] = KEYS.keys;
  const second = { ...first, kty: 'RSA', kid: 'next' };
  const keys = PublicKeySet.parse({ keys: [first, second] });
  const data = dataOf(
    synth((stack) => void customers(stack, { keys })),
    'CustomersJwtAuth',
  );
  expect(data.jwk).toBeUndefined();
  expect(data.jwks).toHaveLength(2);
});

test('issuer and audience, which the JWT plug-in does not check, are rules of a plug-in beside it', () => {
  const template = synth((stack) => {
    customers(stack, { issuer: 'https://login.example.com', audience: ['shop', 'app'] });
  });
  expect(dataOf(template, 'CustomersAccessControl')).toMatchObject({
    parameters: { iss: 'Token:iss', aud: 'Token:aud' },
    rules: [
      { condition: "$iss = 'https://login.example.com'", ifFalse: 'DENY', statusCode: 403 },
      { condition: "$aud = 'shop' or $aud = 'app'", ifFalse: 'DENY', statusCode: 403 },
    ],
  });
});

test('rules of your own come after issuer and audience', () => {
  const template = synth((stack) => {
    const rules = [{ name: 'admin', condition: "$role = 'admin'", ifFalse: 'DENY' as const }];
    customers(stack, { audience: 'shop', accessControl: { parameters: { role: 'Token:role' }, rules } });
  });
  const { rules } = dataOf(template, 'CustomersAccessControl') as { rules: { condition: string }[] };
  expect(rules.map((rule) => rule.condition)).toEqual(["$aud = 'shop'", "$role = 'admin'"]);
});

test('letting requests without a token through takes a reason, which stands in the template', () => {
  const template = synth((stack) => {
    customers(stack, { bypassEmptyToken: PublicAccess.because('prices differ for members only') });
  });
  expect(dataOf(template, 'CustomersJwtAuth').bypassEmptyToken).toBe(true);
  expect(ofType(template, 'Plugin').CustomersJwtAuth?.Metadata).toEqual({
    JwtGateway: { BypassEmptyToken: 'prices differ for members only' },
  });
});

test('plug-in names are made of the path, or of the name that is given', () => {
  const names = (props: object) =>
    Object.values(
      ofType(
        synth((stack) => void customers(stack, { audience: 'shop', ...props })),
        'Plugin',
      ),
    ).map((plugin) => plugin.Properties.PluginName);
  expect(names({})).toEqual(['shop_Customers_JwtAuth', 'shop_Customers_AccessControl']);
  expect(names({ pluginName: 'members' })).toEqual(['members_jwt', 'members_claims']);
});

test('what is only known by example gives a warning and no refusal', () => {
  const app = new ros.App({ stackTraces: false, treeMetadata: false });
  const jwt = customers(new ros.Stack(app, 'shop'), {
    token: TokenSource.cookie('token'),
    ignoreExpirationCheck: true,
  });
  const warnings = jwt.jwtAuthPlugin.node.metadata
    .filter((entry) => entry.type === 'aliyun:ros:warning')
    .map((entry) => String(entry.data));
  expect(warnings).toEqual([
    '$.parameterLocation is cookie: that cookies are read is documented, this word is not',
    '$.ignoreExpirationCheck is true: a token is good for ever',
  ]);
});

test.each<[string, TokenSource, object]>([
  ['a bearer token', TokenSource.bearer(), { parameter: 'Authorization', parameterLocation: 'header' }],
  ['a header', TokenSource.header('X-Token'), { parameter: 'X-Token', parameterLocation: 'header' }],
  ['a query parameter', TokenSource.query('token'), { parameter: 'token', parameterLocation: 'query' }],
  ['a cookie', TokenSource.cookie('token'), { parameter: 'token', parameterLocation: 'cookie' }],
  ['a parameter of the API', TokenSource.apiParameter('X-Token'), { parameter: 'X-Token' }],
])('the plug-in reads the token from %s', (_, token, place) => {
  const template = synth((stack) => void customers(stack, { token }));
  expect(dataOf(template, 'CustomersJwtAuth')).toEqual({ ...place, jwk: KEYS.keys[0] });
});

test.each([true, false])('what is said of replays and of expiry is written, also when it is %s', (value) => {
  const said = { preventJtiReplay: value, ignoreExpirationCheck: value };
  const template = synth((stack) => void customers(stack, said));
  expect(dataOf(template, 'CustomersJwtAuth')).toMatchObject(said);
});

test('description and tags stand at both plug-ins', () => {
  const template = synth((stack) => {
    customers(stack, { audience: 'shop', description: 'who may buy', tags: { team: 'shop', age: '1' } });
  });
  const tags = [
    { Key: 'age', Value: '1' },
    { Key: 'team', Value: 'shop' },
  ];
  const said = Object.values(ofType(template, 'Plugin')).map(({ Properties }) => Properties);
  expect(said).toMatchObject([
    { Description: 'who may buy', Tags: tags },
    { Description: 'who may buy', Tags: tags },
  ]);
});

test('the plug-in that checks claims is one, and there is none where nothing is to be checked', () => {
  synth((stack) => {
    const plain = customers(stack);
    expect(plain.accessControlPlugin).toBeUndefined();
    expect(plain.plugins).toEqual([plain.jwtAuthPlugin]);
    const checked = new JwtAuthorization(stack, 'Partners', {
      keys: KEYS,
      token: TokenSource.bearer(),
      accessControl: {
        parameters: { role: 'Token:role' },
        rules: [{ name: 'a', condition: "$role = 'a'", ifFalse: 'DENY' }],
      },
    });
    const { accessControlPlugin } = checked;
    expect(accessControlPlugin?.pluginType).toBe('accessControl');
    expect(checked.plugins).toEqual([checked.jwtAuthPlugin, accessControlPlugin]);
  });
});

test('of plug-ins that exist nothing is known but what they are', () => {
  synth((stack) => {
    const both = JwtAuthorization.fromPluginIds(stack, 'Legacy', { jwtAuth: 'p-1', accessControl: 'p-2' });
    expect(both).toEqual({
      kind: 'jwt',
      plugins: [
        { pluginType: 'jwtAuth', pluginId: 'p-1', bindingId: 'LegacyJwtAuth' },
        { pluginType: 'accessControl', pluginId: 'p-2', bindingId: 'LegacyAccessControl' },
      ],
      forwards: [],
    });
    const { plugins } = JwtAuthorization.fromPluginIds(stack, 'Other', { jwtAuth: 'p-1' });
    expect(plugins.map(({ pluginType }) => pluginType)).toEqual(['jwtAuth']);
  });
});

test('one key may stand in a list, or as one where that is asked for', () => {
  const formOf = (keyForm: 'jwk' | 'jwks') => {
    const template = synth((stack) => void customers(stack, { keyForm }));
    const { jwk, jwks } = dataOf(template, 'CustomersJwtAuth');
    return { jwk, jwks };
  };
  expect(formOf('jwk')).toEqual({ jwk: KEYS.keys[0], jwks: undefined });
  expect(formOf('jwks')).toEqual({ jwk: undefined, jwks: KEYS.keys });
});

describe('refused with a reason:', () => {
  test.each<[string, Partial<JwtAuthorizationProps>, string]>([
    [
      'keys that are no PublicKeySet, from plain JavaScript',
      { keys: undefined as never },
      "key-set-invalid: shop/Customers: keys must be a PublicKeySet (keys: PublicKeySet.fromFile('keys/customers.jwks.json'))",
    ],
    [
      'keys in PEM, with spaces before them',
      { keys: '\n  -----BEGIN PUBLIC KEY-----' as never },
      'key-set-invalid: shop/Customers: keys must be a PublicKeySet (it is PEM: make a key set of it with jwt-gateway keys import NAME FILE)',
    ],
    [
      'a text in which PEM stands further behind',
      { keys: 'see -----BEGIN PUBLIC KEY-----' as never },
      "key-set-invalid: shop/Customers: keys must be a PublicKeySet (keys: PublicKeySet.fromFile('keys/customers.jwks.json'))",
    ],
    [
      'an issuer that cannot stand in a condition',
      { issuer: "https://o'hara.example.com" },
      'plugin-data-invalid: shop/Customers: no rule can be made for these claims: $.issuer holds "\'", which cannot be written in a condition',
    ],
    [
      'an issuer among several that is empty',
      { issuer: ['https://login.example.com', ''] },
      'plugin-data-invalid: shop/Customers: no rule can be made for these claims: $.issuer[1] must be a non-empty string, got ""',
    ],
    [
      'an audience that is empty',
      { audience: '' },
      'plugin-data-invalid: shop/Customers: no rule can be made for these claims: $.audience must be a non-empty string, got ""',
    ],
    [
      'a token without a name',
      { token: TokenSource.header('') },
      'plugin-data-invalid: shop/Customers/JwtAuth: not the data of a jwtAuth plug-in: $.parameter must be a non-empty string, got ""',
    ],
    [
      'a plug-in name that the service would refuse',
      { pluginName: '_x y' },
      'name-invalid: shop/Customers/JwtAuth: plug-in name "_x y_jwt" is refused by the service (allowed: 4 to 50 letters, digits, underscores or Chinese characters, the first one not an underscore)',
    ],
    [
      'a description that is too long',
      { audience: 'a', description: 'x'.repeat(201) },
      'name-invalid: shop/Customers/JwtAuth: description has 201 characters, 200 are allowed',
    ],
    [
      'rules of your own that cannot be read, though no route has asked for them',
      { accessControl: { parameters: {}, rules: [{ name: 'a', condition: '$role =', ifFalse: 'DENY' }] } },
      'plugin-data-invalid: shop/Customers/AccessControl: not the data of a accessControl plug-in: $.rules[0].condition uses $role, which parameters do not declare',
    ],
    [
      'variables of your own without a rule',
      { accessControl: { parameters: { role: 'Token:role' }, rules: [] } },
      'plugin-data-invalid: shop/Customers: no rule can be made for these claims: $ checks nothing: give issuer, audience or rules',
    ],
  ])('%s', (_, props, message) => {
    expect(refusalLine((stack) => void customers(stack, props))).toBe(message);
  });
});
