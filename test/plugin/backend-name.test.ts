import {
  type BackendName,
  findLocation,
  findReservedHeader,
  isSameAtBackend,
  takenNames,
} from '../../lib/plugin';

const at = (location: BackendName['location'], name: string): BackendName => ({ location, name });

test.each([
  'userid',
  'USER_ID',
  'user-id',
  'user.id',
  'user id',
  'user[id',
  '+user~id',
  "user'id",
  'userId[]',
  'userId[a][b]',
  'userId.a',
  'userId\0x',
  '[userId]',
  'u\u017ferId',
  '\uff55serId',
  'user\u0131d',
])('a backend might read the parameter %j as userId', (name) => {
  expect(isSameAtBackend(at('query', 'userId'), at('query', name))).toBe(true);
  expect(isSameAtBackend(at('formData', name), at('query', 'userId'))).toBe(true);
});

test.each(['user', 'userIds', 'xuserId', 'id', '', '[]'])('no backend reads %j as userId', (name) => {
  expect(isSameAtBackend(at('query', 'userId'), at('query', name))).toBe(false);
  expect(isSameAtBackend(at('header', 'userId'), at('header', name))).toBe(false);
});

test('members of one object are told apart, but not from the object', () => {
  expect(isSameAtBackend(at('query', 'user.id'), at('query', 'user.name'))).toBe(false);
  expect(isSameAtBackend(at('query', 'user.id'), at('query', 'user'))).toBe(true);
  expect(isSameAtBackend(at('query', 'user.id'), at('query', 'user.id[x]'))).toBe(true);
});

test('a header is no parameter, and has no members', () => {
  expect(isSameAtBackend(at('header', 'X-User'), at('header', 'x_user'))).toBe(true);
  expect(isSameAtBackend(at('header', 'X.User'), at('header', 'X'))).toBe(false);
  expect(isSameAtBackend(at('header', 'user'), at('query', 'user'))).toBe(false);
});

test('a placeholder in the path is read by the gateway alone, as it is written', () => {
  expect(isSameAtBackend(at('path', 'id'), at('path', 'id'))).toBe(true);
  expect(isSameAtBackend(at('path', 'id'), at('path', 'ID'))).toBe(false);
});

test('a backend may fold case in either direction', () => {
  expect(isSameAtBackend(at('query', 'gro\u00df'), at('query', 'GROSS'))).toBe(true);
  expect(isSameAtBackend(at('query', 'GRO\u1e9e'), at('query', 'gross'))).toBe(true);
});

test('a name of signs alone is like any other such name', () => {
  expect(isSameAtBackend(at('query', '_'), at('query', '['))).toBe(true);
  expect(isSameAtBackend(at('query', '_'), at('query', '[a'))).toBe(false);
});

test('a name as long as a request does not take long', () => {
  const started = performance.now();
  expect(isSameAtBackend(at('query', 'userId'), at('query', 'a['.repeat(4_000)))).toBe(false);
  expect(performance.now() - started).toBeLessThan(1_000);
});

test.each(['Host', 'AUTHORIZATION', 'content_type', 'X-Forwarded-For'])(
  '%s means something to HTTP',
  (name) => {
    expect(findReservedHeader(at('header', name))).toBeDefined();
    expect(findReservedHeader(at('query', name))).toBe(undefined);
  },
);

test('a header of an own name is free', () => {
  expect(findReservedHeader(at('header', 'X-User-Id'))).toBe(undefined);
});

test('a name is taken by any of those given, at its own place', () => {
  const isTaken = takenNames([at('query', 'userId'), at('header', 'X-Role')]);
  const asked = [
    at('formData', 'user_id'),
    at('header', 'x role'),
    at('query', 'X-Role'),
    at('header', 'userId'),
    at('path', 'userId'),
    at('query', 'other'),
  ];
  expect(asked.map(isTaken)).toEqual([true, true, false, false, false, false]);
});

test('a name that is no UTF-8 may be read as any other of its place', () => {
  expect(isSameAtBackend(at('query', 'userId'), at('formData', 'x\uFFFDy'))).toBe(true);
  expect(isSameAtBackend(at('header', 'userId'), at('header', '\uFFFD'))).toBe(true);
  expect(isSameAtBackend(at('header', 'userId'), at('query', '\uFFFD'))).toBe(false);
});

test.each([
  ['HEAD', 'header'],
  ['QUERY', 'query'],
  ['PATH', 'path'],
  ['BODY', 'formData'],
  ['head', undefined],
  ['HOST', undefined],
  ['constructor', undefined],
])('the word %s of a template is the location %s', (word, location) => {
  expect(findLocation(word)).toBe(location);
});

test('what a header does that no claim may go into is told', () => {
  expect(findReservedHeader(at('header', 'cookie'))).toBe(
    'carries the session by which the backend knows its caller',
  );
});
