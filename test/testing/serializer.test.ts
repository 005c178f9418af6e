import { gatewaySerializer } from '../../lib/testing';
import { fixtureJwk, fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { api, KEY, plugin, THUMBPRINT, template } from '../model/sample';

expect.addSnapshotSerializer(gatewaySerializer);

const HIDDEN = 'a private or symmetric key, not shown';
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

/** What is printed in the place of a plug-in's data. */
function shown(resource: object): unknown {
  const print = (value: unknown) => JSON.stringify(value);
  return JSON.parse(gatewaySerializer.serialize(resource, undefined, '', 0, [], print)).Properties.PluginData;
}

const FIRST = `key ${THUMBPRINT} (kid first, RS256)`;
const { kid: _, alg: __, ...NAMELESS } = KEY;

test.each<[string, object, object]>([
  ['one key', { jwk: KEY }, { jwk: FIRST }],
  ['a key without a name', { jwk: NAMELESS }, { jwk: `key ${THUMBPRINT} (no kid, no alg)` }],
  [
    'several keys',
    { jwks: [KEY, fixturePublicJwk('ES256')] },
    { jwks: [FIRST, 'key Xrwg4Zqp_GkakK3IkWx3gsQHY2Iuf7JS4bWT1dE7lRo (kid es256-test, ES256)'] },
  ],
  ['a private key', { jwk: fixtureJwk('ES256') }, { jwk: HIDDEN }],
  ['a symmetric key', { jwk: { kty: 'oct', k: 'c2VjcmV0' } }, { jwk: HIDDEN }],
  [
    'a key of a strange type',
    { jwk: { kty: 'strange' } },
    { jwk: 'key of the type strange (no kid, no alg)' },
  ],
])('%s is printed as its name, from JSON and from an object', (_, keys, printed) => {
  const [fromJson, fromObject] = [plugin('jwtAuth', jwtData(keys)), plugin('jwtAuth')];
  expect(shown(fromJson)).toEqual(jwtData(printed));
  const Properties = { ...fromObject.Properties, PluginData: jwtData(keys) };
  expect(shown({ ...fromObject, Properties })).toEqual(jwtData(printed));
});

test('data in YAML is read, and what cannot be read is not printed', () => {
  const yaml = `parameter: X-Token\njwk:\n  kty: RSA\n  e: ${KEY.e}\n  n: ${KEY.n}\n`;
  expect(shown(plugin('jwtAuth', yaml))).toEqual({
    jwk: `key ${THUMBPRINT} (no kid, no alg)`,
    parameter: 'X-Token',
  });
  expect(shown(plugin('jwtAuth', '{"jwk": {"d": "c2VjcmV0"'))).toBe('unreadable, 24 characters');
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
