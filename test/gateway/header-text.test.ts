import {
  ascii,
  claimHeaderText,
  connectionNames,
  headerText,
  isHeader,
  isHopByHop,
  isOwnHeader,
  isSameHeader,
  isText,
} from '../../lib/gateway/exchange/header-text';

test.each([
  ['plain ~ text%', 'plain ~ text%', 'plain ~ text%25'],
  ['  a  b  ', '  a  b  ', '%20%20a  b%20%20'],
  ['   ', '   ', '%20%20%20'],
  ['a\r\nX: 1\t', 'a%0D%0AX: 1%09', 'a%0D%0AX: 1%09'],
  ['Zoë', 'Zo%C3%AB', 'Zo%C3%AB'],
  ['\u0000\u007f\u001f', '%00%7F%1F', '%00%7F%1F'],
  ['😀', '%F0%9F%98%80', '%F0%9F%98%80'],
])('%j stands in a header as %j, as a claim as %j', (text, parameter, claim) => {
  expect([headerText(text), claimHeaderText(text)]).toEqual([parameter, claim]);
});

test.each([
  ['', true],
  ['😀', true],
  ['\ud83d', false],
  ['a\ude00b', false],
])('%j can be written in UTF-8: %j', (text, expected) => {
  expect(isText(text)).toBe(expected);
});

test.each([
  ["!#$%&'*+-.^_`|~09AZaz", '', true],
  ['a', '\t ~', true],
  ['', 'x', false],
  ['a b', 'x', false],
  ['a:', 'x', false],
  [':a', 'x', false],
  ['a\n', 'x', false],
  ['a', 'x\n', false],
  ['a', '\nx', false],
  ['a', 'é', false],
  ['a', '\u007f', false],
])('%j: %j can be a header: %j', (name, value, expected) => {
  expect(isHeader(name, value)).toBe(expected);
});

test('letter case tells no header from another, anything else does', () => {
  expect(isSameHeader('X-User', 'x-uSER')).toBe(true);
  expect(isSameHeader('X-User', 'X_User')).toBe(false);
  expect(isSameHeader('X-User', 'X-User2')).toBe(false);
});

const NEXT_HOP_ONLY = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

test.each(NEXT_HOP_ONLY)('%s is for the next hop only, and no template sets it', (name) => {
  expect(isHopByHop(name, [])).toBe(true);
  expect(isOwnHeader(name.toUpperCase())).toBe(true);
});

test('so is what Connection lists', () => {
  const connection = connectionNames(['close, X-Hop', 'Keep-Alive ,x-other']);
  expect(connection).toEqual(['close', 'x-hop', 'keep-alive', 'x-other']);
  expect(['x-hop', 'x-user', ''].map((name) => isHopByHop(name, connection))).toEqual([true, false, false]);
});

test.each([
  ['X-Ca-Error-Code', true],
  ['x-ca-request-id', true],
  ['X-JWT-Gateway-Explain', true],
  ['X-Cat', false],
  ['My-X-Ca-Error-Code', false],
  ['X-Jwt-Gatewaykeeper', false],
  ['Content-Type', false],
])('the gateway sets %s itself: %j', (name, expected) => {
  expect(isOwnHeader(name)).toBe(expected);
});

test('a text is cut to one line of printable ASCII without secrets', () => {
  expect(ascii('Zoë\n')).toBe('Zo\\u00eb\\u000a');
  expect(ascii('Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln')).not.toContain('eyJ');
  expect(ascii('x'.repeat(512))).toBe('x'.repeat(512));
  expect(ascii('x'.repeat(513))).toBe(`${'x'.repeat(512)}...`);
  expect(ascii('abc', 3)).toBe('abc');
  expect(ascii('abcd', 3)).toBe('abc...');
});
