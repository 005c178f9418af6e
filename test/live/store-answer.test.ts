import fc from 'fast-check';
import { storedAnswer } from '../../lib/live';
import { KEY } from '../model/sample';

const SECRET = fc
  .stringMatching(/^[A-Za-z0-9]{16,24}$/)
  .filter((text) => /\d/.test(text) && /[A-Z]/.test(text));

const plugin = (type: string, data: string) => [
  'DescribePlugins',
  { Plugins: { PluginAttribute: [{ PluginId: 'p', PluginType: type, PluginData: data }] }, TotalCount: 1 },
];

const PLACES: Readonly<Record<string, (secret: string) => unknown[]>> = {
  'the private key of a certificate': (secret) => [
    'DescribeDomain',
    { DomainName: 'api.example.com', CertificatePrivateKey: secret },
  ],
  'the secret of a signature': (secret) => [
    'DescribeSignatures',
    { SignatureInfos: { SignatureInfo: [{ SignatureId: 's', SignatureSecret: secret }] }, TotalCount: 1 },
  ],
  'the secret of an app': (secret) => [
    'DescribeAuthorizedApps',
    { AuthorizedApps: { AuthorizedApp: [{ AppId: 1, AppSecret: secret }] }, TotalCount: 1 },
  ],
  'a password of basicAuth, in YAML': (secret) =>
    plugin('basicAuth', `users:\n  - username: alice\n    password: ${secret}\n`),
  'a password of basicAuth, in JSON': (secret) =>
    plugin('basicAuth', JSON.stringify({ users: [{ username: 'alice', password: secret }] })),
  'the secret of backendSignature': (secret) =>
    plugin('backendSignature', `type: APIGW_BACKEND\nkey: one\nsecret: ${secret}\n`),
  'the private part of a key': (secret) => plugin('jwtAuth', JSON.stringify({ jwk: { ...KEY, d: secret } })),
  'data that cannot be read': (secret) => plugin('basicAuth', `users: [{password: ${secret}`),
  'a constant parameter': (secret) => [
    'DescribeDeployedApi',
    {
      ApiId: 'a',
      RequestConfig: {},
      ConstantParameters: {
        ConstantParameter: [{ ServiceParameterName: 'X-Api-Key', ConstantValue: secret }],
      },
    },
  ],
  'the address of a backend': (secret) => [
    'DescribeDeployedApi',
    {
      ApiId: 'a',
      RequestConfig: {},
      ServiceConfig: { ServiceAddress: `https://shop:${secret}@example.com` },
    },
  ],
};

test.each(Object.keys(PLACES))('no recording holds %s', (place) => {
  fc.assert(
    fc.property(SECRET, (secret) => {
      const [call, answer] = PLACES[place]?.(secret) ?? [];
      const text = storedAnswer(call as Parameters<typeof storedAnswer>[0], JSON.stringify(answer), 'answer');
      expect(text).not.toContain(secret);
      expect(text).toContain('(hidden)');
    }),
  );
});

test('a public key is kept, and YAML becomes JSON', () => {
  const [call, answer] = plugin(
    'jwtAuth',
    `parameter: X-Token\njwk:\n  kty: RSA\n  n: ${KEY.n}\n  e: AQAB\n`,
  );
  const text = storedAnswer(call as 'DescribePlugins', JSON.stringify(answer), 'answer');
  expect(JSON.parse(JSON.parse(text).Plugins.PluginAttribute[0].PluginData)).toEqual({
    parameter: 'X-Token',
    jwk: { kty: 'RSA', n: KEY.n, e: 'AQAB' },
  });
});

test.each([
  ['no JSON', 'ERROR: SDK.ServerError', 'is no JSON'],
  ['an error', '{"Code":"Forbidden.RAM","Message":"no"}', 'is an error of DescribePlugins: Forbidden.RAM'],
  ['the answer of another call', '{"ApiId":"a"}', 'is no answer of DescribePlugins: it has no Plugins'],
])('%s is refused, and not quoted', (_, text, message) => {
  expect(() => storedAnswer('DescribePlugins', text, 'plugins-1')).toThrow(message);
});
