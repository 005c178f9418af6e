import fc from 'fast-check';
import { GatewayError } from '../../lib/errors';
import {
  createRedactor,
  HIDDEN,
  redact,
  redactDocument,
  visible,
  visibleJson,
  withoutCommands,
} from '../../lib/text';

test.each([
  ['::error::x', '\\u003a:error::x'],
  ['  ::set-output name=a::b', '  \\u003a:set-output name=a::b'],
  ['\u001b[31m::add-mask::x', '\u001b[31m\\u003a:add-mask::x'],
  ['a\n::stop-commands::x\n', 'a\n\\u003a:stop-commands::x\n'],
  ['a ##[group]b', 'a #\\u0023[group]b'],
  ['a ##vso[task.setvariable]b', 'a #\\u0023vso[task.setvariable]b'],
  ['###[error]x', '##\\u0023[error]x'],
  ['type ALIYUN::ApiGateway::Api', 'type ALIYUN::ApiGateway::Api'],
  ['## a heading [with a link]', '## a heading [with a link]'],
])('%j is no command of a build log', (text, expected) => {
  expect(withoutCommands(text)).toBe(expected);
});

test('no line of what is shown is a command, whatever it is made of', () => {
  const parts = fc.array(
    fc.constantFrom('::', ':', '#', '##[', '##vso[', '[', ' ', '\n', '\t', 'error', '%0A', '\u001b[1m', '\r'),
  );
  fc.assert(
    fc.property(parts, (texts) => {
      const lines = withoutCommands(visible(texts.join('')).replaceAll('\\u000a', '\n'));
      for (const line of lines.split('\n')) expect(line.trimStart()).not.toMatch(/^::|##[\w.]*\[/);
    }),
  );
});

test('JSON stays the same JSON where commands are broken up', () => {
  const document = { a: '##[group]', b: ['::error::x'] };
  expect(visibleJson(document)).not.toContain('##[');
  expect(JSON.parse(visibleJson(document))).toEqual(document);
});

test('the message of an error hides and escapes what every other output does', () => {
  const { message } = new GatewayError('usage', 'no https://:pa55word@host \u202e\u200b\ufeff ##[error]', {
    place: 'a\n::error::b',
  });
  expect(message).toBe('a\\u000a::error::b: no https://(hidden)@host \\u202e\\u200b\\ufeff #\\u0023[error]');
});

test.each([
  ['https://user:pa55@host/a@b', 'https://(hidden)@host/a@b'],
  ['https://:pa55@host', 'https://(hidden)@host'],
  ['https://t0ken@host', 'https://(hidden)@host'],
  ['https://host/?a=1&access_token=x&b=2', 'https://host/?a=1&access_token=(hidden)&b=2'],
  ['https://host/?sig=x%20y', 'https://host/?sig=(hidden)'],
  ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: Basic (hidden)'],
  ['key -----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----', 'key (hidden)'],
  ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln', '<token>'],
  ['sk_live_51H8abcd', '(hidden)'],
])('a secret is left out of %j', (text, expected) => {
  expect(redact(text)).toBe(expected);
});

test.each([
  'GET /orders/[orderId]?page=1',
  'mail to ops@example.com',
  'basic authentication is asked for',
  'the bearer token may be missing',
  'kid NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  'https://login.example.com/.well-known/jwks.json',
])('what is no secret stays: %s', (text) => {
  expect(redact(text)).toBe(text);
});

test('members that are called like a secret are hidden in a document, with quotes in them', () => {
  expect(redactDocument('"api_key": "a\\"b", "other": "c"')).toBe('"api_key": "(hidden), "other": "c"');
  expect(redactDocument('tokenUrl: https://a.example.com')).toBe('tokenUrl: https://a.example.com');
});

test('a known secret is hidden whole and in pieces, and a word of ours never', () => {
  const hide = createRedactor(['Zx9-short-pass', 'not weaker', 'authentication-removed', 'p4ss']);
  expect(hide('is Zx9-short-pass')).toBe(`is ${HIDDEN}`);
  expect(hide('is …x9-short-pa…')).toBe(`is …${HIDDEN}…`);
  expect(hide(Buffer.from('a:Zx9-short-pass').toString('base64'))).toContain(HIDDEN);
  expect(hide('p4ss, p4ssword')).toBe(`${HIDDEN}, p4ssword`);
  expect(hide('not weaker: authentication-removed')).toBe('not weaker: authentication-removed');
});

test('hiding takes time in proportion to the text', () => {
  const started = performance.now();
  redactDocument('a:"\\'.repeat(50_000));
  redact(`https://${'a'.repeat(100_000)}`);
  redact('?a='.repeat(50_000));
  createRedactor(['Zx9-short-pass'.repeat(50)])('Zx9-short'.repeat(20_000));
  expect(performance.now() - started).toBeLessThan(3_000);
});
