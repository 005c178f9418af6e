import { gatewaySerializer } from '../../lib/testing';
import { fixtureJwk, fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { api, KEY, plugin, THUMBPRINT, template } from '../template/sample';

expect.addSnapshotSerializer(gatewaySerializer);

const jwtData = (more: object) => ({ parameter: 'Authorization', parameterLocation: 'header', ...more });

test('plug-in data is printed as data, and a key as its thumbprint', () => {
  expect(template({ Jwt: plugin('jwtAuth', jwtData({ jwk: KEY })) })).toMatchInlineSnapshot(`
{
  "ROSTemplateFormatVersion": "2015-09-01",
  "Resources": {
    "Jwt": {
      "Properties": {
        "PluginData": {
          "jwk": "key NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs (kid first, RS256)",
          "parameter": "Authorization",
          "parameterLocation": "header",
        },
        "PluginName": "a_jwtAuth",
        "PluginType": "jwtAuth",
      },
      "Type": "ALIYUN::ApiGateway::Plugin",
    },
  },
}
`);
});

test('all keys of a plug-in, from JSON, YAML or an object', () => {
  const { kid: _, alg: __, ...nameless } = KEY;
  const asObject = plugin('jwtAuth');
  expect([
    plugin('jwtAuth', jwtData({ jwks: [KEY, fixturePublicJwk('ES256'), nameless] })),
    plugin('jwtAuth', `parameter: X-Token\njwk:\n  kty: RSA\n  e: ${KEY.e}\n  n: ${KEY.n}\n`),
    { ...asObject, Properties: { ...asObject.Properties, PluginData: jwtData({ jwk: KEY }) } },
  ]).toMatchInlineSnapshot(`
[
  {
    "Properties": {
      "PluginData": {
        "jwks": [
          "key NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs (kid first, RS256)",
          "key Xrwg4Zqp_GkakK3IkWx3gsQHY2Iuf7JS4bWT1dE7lRo (kid es256-test, ES256)",
          "key NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs (no kid, no alg)",
        ],
        "parameter": "Authorization",
        "parameterLocation": "header",
      },
      "PluginName": "a_jwtAuth",
      "PluginType": "jwtAuth",
    },
    "Type": "ALIYUN::ApiGateway::Plugin",
  },
  {
    "Properties": {
      "PluginData": {
        "jwk": "key NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs (no kid, no alg)",
        "parameter": "X-Token",
      },
      "PluginName": "a_jwtAuth",
      "PluginType": "jwtAuth",
    },
    "Type": "ALIYUN::ApiGateway::Plugin",
  },
  {
    "Properties": {
      "PluginData": {
        "jwk": "key NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs (kid first, RS256)",
        "parameter": "Authorization",
        "parameterLocation": "header",
      },
      "PluginName": "a_jwtAuth",
      "PluginType": "jwtAuth",
    },
    "Type": "ALIYUN::ApiGateway::Plugin",
  },
]
`);
});

test('a private or strange key, and what cannot be read, is not printed', () => {
  expect([
    plugin('jwtAuth', jwtData({ jwk: fixtureJwk('ES256') })),
    plugin('jwtAuth', jwtData({ jwk: { kty: 'oct', k: 'c2VjcmV0' } })),
    plugin('jwtAuth', jwtData({ jwk: { kty: 'strange' } })),
    plugin('jwtAuth', '{"jwk": {"d": "c2VjcmV0"'),
  ]).toMatchInlineSnapshot(`
[
  {
    "Properties": {
      "PluginData": {
        "jwk": "a private or symmetric key, not shown",
        "parameter": "Authorization",
        "parameterLocation": "header",
      },
      "PluginName": "a_jwtAuth",
      "PluginType": "jwtAuth",
    },
    "Type": "ALIYUN::ApiGateway::Plugin",
  },
  {
    "Properties": {
      "PluginData": {
        "jwk": "a private or symmetric key, not shown",
        "parameter": "Authorization",
        "parameterLocation": "header",
      },
      "PluginName": "a_jwtAuth",
      "PluginType": "jwtAuth",
    },
    "Type": "ALIYUN::ApiGateway::Plugin",
  },
  {
    "Properties": {
      "PluginData": {
        "jwk": "key of the type strange (no kid, no alg)",
        "parameter": "Authorization",
        "parameterLocation": "header",
      },
      "PluginName": "a_jwtAuth",
      "PluginType": "jwtAuth",
    },
    "Type": "ALIYUN::ApiGateway::Plugin",
  },
  {
    "Properties": {
      "PluginData": "unreadable, 24 characters",
      "PluginName": "a_jwtAuth",
      "PluginType": "jwtAuth",
    },
    "Type": "ALIYUN::ApiGateway::Plugin",
  },
]
`);
});

test.each<[string, unknown]>([
  ['what is no plug-in', api()],
  ['nothing', undefined],
  ['a text', 'ALIYUN::ApiGateway::Plugin'],
  [
    'a plug-in whose data ROS makes',
    { Type: 'ALIYUN::ApiGateway::Plugin', Properties: { PluginData: { Ref: 'Data' } } },
  ],
  ['a plug-in without data', { Type: 'ALIYUN::ApiGateway::Plugin', Properties: {} }],
])('%s is left as it is', (_, value) => {
  expect(gatewaySerializer.test(value)).toBe(false);
});

test('a key has the thumbprint by which everything else names it', () => {
  const printed = gatewaySerializer.serialize(
    plugin('jwtAuth', jwtData({ jwk: KEY })),
    undefined,
    '',
    0,
    [],
    (value) => JSON.stringify(value),
  );
  expect(printed).toContain(`key ${THUMBPRINT} (kid first, RS256)`);
  expect(printed).not.toContain(KEY.n);
});
