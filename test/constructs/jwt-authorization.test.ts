import * as ros from '@alicloud/ros-cdk-core';
import { Forward, JwtAuthorization, PublicAccess, TokenSource } from '../../lib/constructs';
import { PublicKeySet } from '../../lib/jwk';
import { customers, KEYS, ofType, refusal, synth } from './template';

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

describe('refused with a reason:', () => {
  test('keys that are no PublicKeySet, from plain JavaScript', () => {
    expect(
      refusal((stack) => {
        new JwtAuthorization(stack, 'Customers', { keys: undefined as never, token: TokenSource.bearer() });
      }),
    ).toEqual({
      code: 'key-set-invalid',
      message: expect.stringContaining('shop/Customers: keys must be a PublicKeySet'),
    });
  });

  test('an issuer that cannot stand in a condition', () => {
    expect(refusal((stack) => void customers(stack, { issuer: "https://o'hara.example.com" }))).toMatchObject(
      {
        code: 'plugin-data-invalid',
      },
    );
  });

  test('a token without a name', () => {
    expect(refusal((stack) => void customers(stack, { token: TokenSource.header('') }))).toMatchObject({
      code: 'plugin-data-invalid',
    });
  });

  test('a plug-in name that the service would refuse', () => {
    expect(refusal((stack) => void customers(stack, { pluginName: '_x y' }))).toMatchObject({
      code: 'name-invalid',
    });
  });
});
