import { findPrivateMembers } from '../../lib/app/private-members';

const PUBLIC = { kty: 'RSA', kid: 'a', n: 'bg', e: 'AQAB' };

/** What is found in the data of one plug-in, without the path of the plug-in. */
function foundIn(PluginData: unknown): string[] {
  const problems = findPrivateMembers({ Resources: { Jwt: { Properties: { PluginData } } } });
  for (const { path } of problems) expect(path).toBe('$.Resources.Jwt.Properties.PluginData');
  return problems.map(({ message }) => message);
}

test.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'])('the member "%s" of a key is private', (member) => {
  const jwks = [PUBLIC, { ...PUBLIC, [member]: 'c2VjcmV0' }];

  expect(foundIn(JSON.stringify({ jwks }))).toEqual([`holds $.jwks[1].${member}`]);
});

test('a key that says no type is a key below jwk and jwks', () => {
  expect(foundIn(JSON.stringify({ jwk: { d: 'c2VjcmV0' } }))).toEqual(['holds $.jwk.d']);
  expect(foundIn(JSON.stringify({ jwks: { keys: [{ k: 'c2VjcmV0' }] } }))).toEqual([
    'holds $.jwks.keys[0].k',
  ]);
});

test('every private member is listed', () => {
  expect(foundIn(JSON.stringify({ jwk: { ...PUBLIC, d: 'x', p: 'x' } }))).toEqual([
    'holds $.jwk.d',
    'holds $.jwk.p',
  ]);
});

test.each([
  ['a public key', JSON.stringify({ jwk: PUBLIC })],
  [
    'a member of that name outside of a key',
    JSON.stringify({ k: 1, parameters: { d: 'x', p: 'y' }, jwk: PUBLIC }),
  ],
  ['a public key in YAML', 'jwk:\n  kty: RSA\n  kid: abcd\n  n: bg\n  e: AQAB\n'],
  ['YAML without a key', 'unit: SECOND\nk: 1\n'],
  ['no text', 7],
  ['JSON that is no object', '"d"'],
  ['a reference', { Ref: 'Data' }],
])('%s is fine', (_, data) => expect(foundIn(data)).toEqual([]));

test.each([
  ['JSON inside of JSON that is broken', '{"x": "{\\"kty\\":\\"RSA\\",\\"d\\":\\"c2VjcmV0\\"}'],
  ['pieces joined by ROS', { 'Fn::Join': ['', ['{"kty":"oct","n":', { Ref: 'Size' }, ',"k":"c2VjcmV0"}']] }],
])('what is not parsed is told by the names: %s', (_, data) =>
  expect(foundIn(data)).toEqual(['holds private members of a key']),
);

test.each([
  ['block YAML', 'jwk:\n  kty: RSA\n  d: c2VjcmV0\n', 'd'],
  ['flow YAML', 'jwk: {d: c2VjcmV0, kty: RSA}', 'd'],
  ['YAML with quotes', "jwk:\n  'k' : c2VjcmV0\n  'kty': oct\n", 'k'],
])('YAML is read: %s', (_, data, member) => expect(foundIn(data)).toEqual([`holds $.jwk.${member}`]));

test.each([
  ['text', '-----BEGIN RSA PRIVATE KEY-----\nMII'],
  ['JSON', JSON.stringify({ keys: ['-----BEGIN PRIVATE KEY-----\nMII'] })],
])('a private key in PEM form is found in %s', (_, data) => {
  expect(foundIn(data)).toEqual(['holds a private key in PEM form']);
});

test('pieces joined by ROS that make up JSON are read as that', () => {
  const pieces = ['{"jwk":{"kty":"RSA","kid":"', { Ref: 'Kid' }, '","d":"c2VjcmV0"}}'];

  expect(foundIn({ 'Fn::Join': ['', pieces] })).toEqual(['holds $.jwk.d']);
});

test('data given as an object is looked at', () => {
  expect(foundIn({ jwk: { d: 'c2VjcmV0' } })).toEqual(['holds $.jwk.d']);
});

test('the plug-ins of a nested stack are looked at', () => {
  const Properties = { PluginData: JSON.stringify({ jwk: { d: 'x' } }) };
  const TemplateBody = { Resources: { Jwt: { Properties } } };
  const problems = findPrivateMembers({ Resources: { Orders: { Properties: { TemplateBody } } } });

  expect(problems).toEqual([
    {
      path: '$.Resources.Orders.Properties.TemplateBody.Resources.Jwt.Properties.PluginData',
      message: 'holds $.jwk.d',
    },
  ]);
});
