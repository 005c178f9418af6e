import {
  findPath,
  findSegmentText,
  findValue,
  hasOddSegment,
  looseNames,
  pairText,
  queryPairs,
  segmentText,
} from '../../lib/gateway/exchange/target';

test.each([
  ['', []],
  ['&&', []],
  ['a=1', [['a=1', 'a', '1']]],
  [
    '&a=1&&b',
    [
      ['a=1', 'a', '1'],
      ['b', 'b', ''],
    ],
  ],
  ['a+b=c+d+e', [['a+b=c+d+e', 'a b', 'c d e']]],
  ['a=b=c', [['a=b=c', 'a', 'b=c']]],
  ['=1', [['=1', '', '1']]],
  ['%61=%C3%A9', [['%61=%C3%A9', 'a', 'é']]],
  ['a%=1%zz+2', [['a%=1%zz+2', 'a%', '1%zz 2']]],
  ['a=%ff+', [['a=%ff+', 'a', '%ff ']]],
])('the query %j holds the pairs %j', (query, pairs) => {
  expect(queryPairs(query)).toEqual(pairs.map(([raw, name, value]) => ({ raw, name, value })));
});

test('the first value of a name counts, in exactly that spelling', () => {
  const pairs = queryPairs('b=0&a=1&a=2&A=3');
  expect(['a', 'A', 'c'].map((name) => findValue(pairs, name))).toEqual(['1', '3', undefined]);
});

test.each([
  ['user=1', ['user']],
  ['user', ['user']],
  ['', ['']],
  ['a;b=1;c=2', ['a', 'b', 'c']],
  ['a=1=2', ['a']],
  ['user+id+x=1', ['user id x']],
  ['%75ser=1', ['user']],
  ['%u0075s%U0065r=1', ['user']],
  ['%C3%A9=1', ['é']],
  ['%C3%a9%=%', ['é%']],
  ['%zz%u00g=1', ['%zz%u00g']],
  ['%ff=1', ['\ufffd']],
])('backends might read the names of %j as %j', (raw, names) => {
  expect(looseNames({ raw })).toEqual(names);
});

test('a pair is written such that it is read as the same', () => {
  const text = pairText('a b&c', 'é=+/%');
  expect(text).toBe('a%20b%26c=%C3%A9%3D%2B%2F%25');
  expect(queryPairs(text)).toEqual([{ raw: text, name: 'a b&c', value: 'é=+/%' }]);
});

test.each([
  ['/', '/'],
  ['/orders/', '/orders/'],
  ['/%6fRDers/%2d%2E%5f%7E9', '/oRDers/-._~9'],
  ['/a%2fb%3a%c3%a9', '/a%2Fb%3A%C3%A9'],
  ["/-._~!$&'()*+,;=:@", "/-._~!$&'()*+,;=:@"],
  ['/..a/a../...', '/..a/a../...'],
  ['', undefined],
  ['orders', undefined],
  ['x/orders', undefined],
  ['/a b', undefined],
  ['/a\n', undefined],
  ['/é', undefined],
  ['/%', undefined],
  ['/%6', undefined],
  ['/%6g', undefined],
  ['/%g6', undefined],
  ['/a?b', undefined],
  ['//', undefined],
  ['/a//b', undefined],
  ['/.', undefined],
  ['/a/../b', undefined],
  ['/a/%2e', undefined],
  ['/a/.%2E', undefined],
  ['/a/..;b', undefined],
])('the path %j is compared with routes as %j', (sent, path) => {
  expect(findPath(sent)).toBe(path);
});

test.each([
  ['/a/./b', true],
  ['/a/.', true],
  ['/a/..', true],
  ['/a/..;x/b', true],
  ['/a/.;', true],
  ['/a//b', true],
  ['/a/...', false],
  ['/a/.b', false],
  ['/a/b..', false],
  ['/a/b;..', false],
])('%j has a segment that leaves others out: %j', (path, isOdd) => {
  expect(hasOddSegment(path)).toBe(isOdd);
});

test('what may stand in a segment of a path stands there as it is, and is read as it was', () => {
  const text = "a-._~!$&'()*+,;=:@/?#%é ";
  expect(segmentText(text)).toBe("a-._~!$&'()*+,;=:@%2F%3F%23%25%C3%A9%20");
  expect(findSegmentText(segmentText(text))).toBe(text);
  expect(findSegmentText('%ff')).toBeUndefined();
});
