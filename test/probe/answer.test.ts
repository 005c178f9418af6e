import type { HeaderLine, ProbeAnswer } from '../../lib/probe';
import { asRefused, asThrough, outcomeOf } from '../../lib/probe/answer';

const ID: HeaderLine = ['X-Ca-Request-Id', 'E0'];
const code = (value: string): HeaderLine => ['X-Ca-Error-Code', value];
const message = (value: string): HeaderLine => ['X-Ca-Error-Message', value];

const inWords = ({ headers, status }: ProbeAnswer, url = 'https://api.example.com/orders') => {
  const outcome = outcomeOf({ status, headers }, url);
  return outcome.kind === 'refused' ? `refused ${outcome.code ?? 'by its message'}` : outcome.kind;
};

test.each<[string, number, readonly HeaderLine[], string]>([
  ['a code of the JWT plug-in', 403, [ID, code('A403JE')], 'refused A403JE'],
  ['a missing token', 400, [ID, code('I400JR')], 'refused I400JR'],
  ['a replayed token', 403, [ID, code('S403JU')], 'refused S403JU'],
  ['a code of access control', 403, [ID, code('A403AC')], 'refused A403AC'],
  ['a denial with a status of its own', 200, [ID, code('A403AC')], 'refused A403AC'],
  ['header names in any case', 403, [['x-ca-error-code', 'A403JT']], 'refused A403JT'],
  [
    'a message alone, as on the classic network',
    403,
    [ID, message('JWT is expired')],
    'refused by its message',
  ],
  ['a missing route', 404, [ID, code('I404NF')], 'unclear'],
  ['a missing parameter', 400, [ID, code('I400MP')], 'unclear'],
  ['a broken plug-in, which refuses everybody', 400, [ID, code('I400JP')], 'unclear'],
  ['a throttled caller', 429, [ID, code('T429UT')], 'unclear'],
  ['an address that may not call, whatever its token', 403, [ID, code('A403IP')], 'unclear'],
  ['a page of another origin, whatever its token', 403, [ID, code('A403CO')], 'unclear'],
  ['a throttled caller without a code', 429, [ID], 'unclear'],
  ['a throttled caller by its message', 429, [ID, message('Throttled by USER Flow Control')], 'unclear'],
  ['a dead backend', 504, [ID, code('D504CS')], 'unclear'],
  ['what the local gateway cannot emulate', 501, [ID, code('X501UE')], 'unclear'],
  ['a message with another status', 404, [ID, message('Invalid Url')], 'unclear'],
  ['an empty code, which says that the backend answered', 403, [ID, code('')], 'unclear'],
  ['403 of nobody knows whom', 403, [], 'unclear'],
  ['403 of a backend', 403, [ID], 'unclear'],
  ['404 of a backend', 404, [ID], 'unclear'],
  ['503 of a load balancer', 503, [], 'unclear'],
  ['200', 200, [ID], 'through'],
  ['200 of what is no gateway', 200, [], 'through'],
  ['a redirect of the backend, such as to a login', 302, [ID, ['Location', '/login']], 'through'],
])('%s', (_, status, headers, expected) => {
  expect(inWords({ status, headers })).toBe(expected);
});

test('a redirect from http to https is nobody’s answer', () => {
  const answer = { status: 301, headers: [['Location', 'https://api.example.com/orders'] as const] };
  expect(inWords(answer, 'http://api.example.com/orders')).toBe('unclear');
  expect(inWords(answer, 'https://api.example.com/order')).toBe('through');
});

test.each<[string, number, readonly HeaderLine[], number, readonly HeaderLine[], string]>([
  ['the same 404 as a good token got from the backend', 404, [ID], 404, [ID], 'through'],
  ['the same 500', 500, [ID], 500, [ID], 'through'],
  ['another status', 404, [ID], 200, [ID], 'unclear'],
  ['the same 403, with which backends refuse', 403, [ID], 403, [ID], 'unclear'],
  ['the same 404 of what is no gateway', 404, [], 404, [], 'unclear'],
  ['the same 404 of a missing route', 404, [ID, code('I404NF')], 404, [ID, code('I404NF')], 'unclear'],
])('beside a good token’s answer: %s', (_, status, headers, goodStatus, goodHeaders, expected) => {
  const answer = { status, headers };
  const outcome = outcomeOf(answer, 'https://api.example.com/');
  expect(asThrough(outcome, answer, { status: goodStatus, headers: goodHeaders }).kind).toBe(expected);
});

const BEARER: HeaderLine = ['WWW-Authenticate', 'Bearer realm="https://api.example.com/orders"'];
const UPSTREAM: HeaderLine = ['x-envoy-upstream-service-time', '3'];

test.each<[string, number, readonly HeaderLine[], string, string]>([
  ['no token', 401, [BEARER], 'Jwt is missing', 'refused Jwt is missing'],
  [
    'an expired token',
    401,
    [[BEARER[0], `${BEARER[1]}, error="invalid_token"`]],
    'Jwt is expired',
    'refused Jwt is expired',
  ],
  [
    'the build in Go',
    401,
    [['www-authenticate', 'JWT realm=MSE Gateway']],
    'Request denied by JWT Auth check. JWT is missing.',
    'refused Request denied by JWT Auth check. JWT is missing.',
  ],
  ['a key set that refuses everybody', 401, [BEARER], "Jwks doesn't have any valid public key", 'unclear'],
  ['words without the challenge', 401, [], 'Jwt is missing', 'unclear'],
  ['the challenge without words', 401, [BEARER], '', 'unclear'],
  ['the challenge with words of a backend', 401, [BEARER], '{"error":"unauthorized"}', 'unclear'],
  ['the words with another status', 403, [BEARER], 'Jwt is missing', 'unclear'],
  ['a mesh behind the gateway, with the same plug-in', 401, [BEARER, UPSTREAM], 'Jwt is missing', 'unclear'],
  ['a denial, which backends word alike', 403, [], 'Access Denied', 'unclear'],
  ['what the gateway answers where no route is', 404, [], '', 'unclear'],
])('the cloud-native gateway: %s', (_, status, headers, words, expected) => {
  const outcome = outcomeOf({ status, headers, words }, 'https://api.example.com/orders');
  expect(outcome.kind === 'refused' ? `refused ${outcome.code}` : outcome.kind).toBe(expected);
});

test.each<[string, readonly HeaderLine[], string, readonly HeaderLine[] | undefined, string]>([
  ['the good token came to a backend, this one did not', [], 'Access Denied', [UPSTREAM], 'refused'],
  ['the backend said it', [UPSTREAM], 'Access Denied', [UPSTREAM], 'unclear'],
  ['the gateway does not mark its answers', [], 'Access Denied', [], 'unclear'],
  ['no good token was tried', [], 'Access Denied', undefined, 'unclear'],
  ['other words', [], 'Forbidden', [UPSTREAM], 'unclear'],
])('Access Denied, and %s', (_, headers, words, good, expected) => {
  const answer = { status: 403, headers, words };
  const outcome = outcomeOf(answer, 'https://api.example.com/');
  const goodAnswer = good && { status: 200, headers: good };
  expect(asRefused(outcome, answer, goodAnswer).kind).toBe(expected);
});

test('a backend’s 404 through the cloud-native gateway is what a good token may get', () => {
  const answer = { status: 404, headers: [UPSTREAM] };
  const outcome = outcomeOf(answer, 'https://api.example.com/');
  expect(asThrough(outcome, answer, answer).kind).toBe('through');
});
