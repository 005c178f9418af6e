import { shownLine } from '../../lib/report/findings/template-line';

const shown = (text: string, column = 1) => shownLine({ text, column }, 80);

test('a line is shown without its indentation and its end', () => {
  expect(shown('    AuthType: ANONYMOUS  \r', 5)).toBe('AuthType: ANONYMOUS');
});

test('a long line is cut, and begins at a column that is far to the right', () => {
  const line = `{"Resources":{${'"A":{},'.repeat(200)}"Api":{"AuthType":"ANONYMOUS"}}}`;
  expect(shown(line, line.indexOf('"AuthType"') + 1)).toBe('…"AuthType":"ANONYMOUS"}}}');
  expect(shown(line)).toHaveLength(80);
});

test('a line of many megabytes is cut at once', () => {
  expect(shown(`${'x '.repeat(4_000_000)}`, 4_000_001)).toHaveLength(80);
});

test('what would not be seen is written out', () => {
  expect(shown('a\u001b[31m\u202eb')).toBe('a\\u001b[31m\\u202eb');
});

const RUN = 'Zx9pQ2mN8vB4cL7kR1tY6wE3aS5dF0gH';

test.each([
  ['d: c2VjcmV0', 'd: ***'],
  ['{"kty":"oct","k":"c2VjcmV0"}', '{"kty":"oct","k":"***'],
  ['"PluginData": "{\\"kty\\":\\"RSA\\",\\"d\\":\\"short\\",\\"e\\":\\"AQAB\\"}"', '"e\\":\\"AQAB\\"}"'],
  ['CertificatePrivateKey: |', 'CertificatePrivateKey: *'],
  ['AppSecret: hunter2', 'AppSecret: ***'],
  ["password = 'a, b'", "password = '***"],
  [`Key: ${RUN}`, 'Key: ***'],
  ['- 0123456789abcdef0123456789abcdef', '- ***'],
  ['Token: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.abc', 'Token: ***'],
])('no secret is shown of %j', (line, expected) => {
  expect(shown(line)).toContain(expected);
  for (const secret of ['c2VjcmV0', 'short', 'hunter2', 'a, b', RUN, 'abcdef', 'eyJ'])
    expect(shown(line)).not.toContain(secret);
});

test.each([
  'RequestPath: /orders/[orderId]/articles/[articleId]',
  '"OrdersGetOrdersOrderId8a7b6c5d": {',
  'AuthType: ANONYMOUS',
  'Type: ALIYUN::ApiGateway::PluginAttachment',
  'iss: Token:iss',
])('what is no secret is shown: %s', (line) => {
  expect(shown(line)).toBe(line);
});
