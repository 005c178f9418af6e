import type { HeaderLine, ProbeAnswer } from '../../lib/probe';
import { asRefused, asThrough, outcomeOf } from '../../lib/probe/answer';

const ID: HeaderLine = ['X-Ca-Request-Id', 'E0'];
const code = (value: string): HeaderLine => ['X-Ca-Error-Code', value];
const message = (value: string): HeaderLine => ['X-Ca-Error-Message', value];

const inWords = (answer: ProbeAnswer, url = 'https://api.example.com/orders') => {
  const outcome = outcomeOf(answer, url);
  expect(outcome.status).toBe(answer.status);
  if (outcome.kind === 'refused') return `refused ${outcome.code ?? 'by its message'}`;
  return outcome.kind === 'unclear' ? outcome.why : outcome.kind;
};

const NOBODYS = "but not with a refusal of the gateway's own: this may be the backend, or no gateway at all";

test.each<[string, number, readonly HeaderLine[], string]>([
  ['a code of the JWT plug-in', 403, [ID, code('A403JE')], 'refused A403JE'],
  ['a missing token', 400, [ID, code('I400JR')], 'refused I400JR'],
  ['a replayed token', 403, [ID, code('S403JU')], 'refused S403JU'],
  ['a code of access control', 403, [ID, code('A403AC')], 'refused A403AC'],
  ['a new code of its family', 403, [ID, code('S403XY')], 'refused S403XY'],
  ['a denial with a status of its own', 200, [ID, code('A403AC')], 'refused A403AC'],
  ['header names in any case', 403, [['x-ca-error-code', 'A403JT']], 'refused A403JT'],
  ['a code with spaces around', 403, [ID, code(' A403JT ')], 'refused A403JT'],
  [
    'a message alone, as on the classic network',
    403,
    [ID, message('JWT is expired')],
    'refused by its message',
  ],
  ['a message with 400', 400, [ID, message('JWT required')], 'refused by its message'],
  ['a message with 401', 401, [ID, message('Unauthorized')], 'refused by its message'],
  [
    'a missing route',
    404,
    [ID, code('I404NF')],
    'the gateway answered 404 I404NF, which is not about the token',
  ],
  [
    'a missing parameter',
    400,
    [ID, code('I400MP')],
    'the gateway answered 400 I400MP, which is not about the token',
  ],
  [
    'a broken plug-in, which refuses everybody',
    400,
    [ID, code('I400JP')],
    'the gateway answered 400 I400JP, which is not about the token',
  ],
  [
    'a throttled caller',
    429,
    [ID, code('T429UT')],
    'the gateway answered 429 T429UT, which is not about the token',
  ],
  [
    'an address that may not call, whatever its token',
    403,
    [ID, code('A403IP')],
    'the gateway answered 403 A403IP, which is not about the token',
  ],
  [
    'a page of another origin, whatever its token',
    403,
    [ID, code('A403CO')],
    'the gateway answered 403 A403CO, which is not about the token',
  ],
  [
    'a throttled caller without a code',
    429,
    [ID],
    'answered 429: throttled, perhaps by something before the gateway',
  ],
  [
    'a throttled caller by its message',
    429,
    [ID, message('Throttled by USER Flow Control')],
    'the gateway answered 429, which is not about the token',
  ],
  [
    'a dead backend',
    504,
    [ID, code('D504CS')],
    'the gateway answered 504 D504CS, which is not about the token',
  ],
  [
    'what the local gateway cannot emulate',
    501,
    [ID, code('X501UE')],
    'the gateway answered 501 X501UE, which is not about the token',
  ],
  [
    'a message with another status',
    404,
    [ID, message('Invalid Url')],
    'the gateway answered 404, which is not about the token',
  ],
  ['an empty code, which says that the backend answered', 403, [ID, code('')], `answered 403, ${NOBODYS}`],
  ['a code of spaces', 403, [ID, code(' ')], `answered 403, ${NOBODYS}`],
  ['an empty code with success', 200, [ID, code(''), message('')], 'through'],
  ['403 of nobody knows whom', 403, [], `answered 403, ${NOBODYS}`],
  ['403 of a backend', 403, [ID], `answered 403, ${NOBODYS}`],
  ['400, the least that is no success', 400, [ID], `answered 400, ${NOBODYS}`],
  ['404 of a backend', 404, [ID], `answered 404, ${NOBODYS}`],
  ['500 of a backend', 500, [ID], 'answered 500: nobody knows who would have been let in'],
  ['503 of a load balancer', 503, [], 'answered 503: nobody knows who would have been let in'],
  ['an interim answer', 101, [ID], `answered 101, ${NOBODYS}`],
  ['200', 200, [ID], 'through'],
  ['200 of what is no gateway', 200, [], 'through'],
  ['a redirect of the backend, such as to a login', 302, [ID, ['Location', '/login']], 'through'],
])('%s', (_, status, headers, expected) => {
  expect(inWords({ status, headers })).toBe(expected);
});

test.each([
  'XA403AC',
  'A403ACX',
  'A4AC',
  'A40345AC',
  'AXXXAC',
  'A403ac',
  'A403A',
  'S503AC',
  'S4AC',
  'Access denied',
])('what is no code of a refusal is none: %s', (value) => {
  expect(inWords({ status: 403, headers: [ID, code(value)] })).toBe(
    `the gateway answered 403 ${value}, which is not about the token`,
  );
});

test.each<[string, string, number, string | undefined, string]>([
  ['from http to https', 'http', 301, 'https://api.example.com/orders', 'answered 301, a redirect to HTTPS'],
  [
    'with the least status of one',
    'http',
    300,
    'https://api.example.com/orders',
    'answered 300, a redirect to HTTPS',
  ],
  ['from https', 'https', 301, 'https://api.example.com/order', 'through'],
  ['to http', 'http', 301, 'http://api.example.com/order', 'through'],
  ['to a path that has https: in it', 'http', 302, '/login?to=https://api.example.com/', 'through'],
  ['to nowhere', 'http', 304, undefined, 'through'],
  [
    'that is none: a thing that was made, and where',
    'http',
    201,
    'https://api.example.com/orders/1',
    'through',
  ],
])('a redirect that only asks for HTTPS is nobody’s answer: %s', (_, scheme, status, location, expected) => {
  const headers: HeaderLine[] = location === undefined ? [] : [['Location', location]];
  expect(inWords({ status, headers }, `${scheme}://api.example.com/orders`)).toBe(expected);
});

const UPSTREAM: HeaderLine = ['x-envoy-upstream-service-time', '3'];

test.each<[string, number, readonly HeaderLine[], number, readonly HeaderLine[], string]>([
  ['the same 404 as a good token got from the backend', 404, [ID], 404, [ID], 'through'],
  ['the same 404 through the cloud-native gateway', 404, [UPSTREAM], 404, [UPSTREAM], 'through'],
  ['the same 500', 500, [ID], 500, [ID], 'through'],
  ['another status', 404, [ID], 200, [ID], 'unclear'],
  ['the same 400, with which backends refuse', 400, [ID], 400, [ID], 'unclear'],
  ['the same 401, with which backends refuse', 401, [ID], 401, [ID], 'unclear'],
  ['the same 403, with which backends refuse', 403, [ID], 403, [ID], 'unclear'],
  ['the same 404 of what is no gateway', 404, [], 404, [], 'unclear'],
  ['the same 404, this one of what is no gateway', 404, [], 404, [ID], 'unclear'],
  ['the same 404, the good one of what is no gateway', 404, [ID], 404, [], 'unclear'],
  ['the same 404 of a missing route', 404, [ID, code('I404NF')], 404, [ID, code('I404NF')], 'unclear'],
  ['the same 404 of the gateway, in words', 404, [ID, message('Invalid Url')], 404, [ID], 'unclear'],
])('beside a good token’s answer: %s', (_, status, headers, goodStatus, goodHeaders, expected) => {
  const answer = { status, headers };
  const outcome = outcomeOf(answer, 'https://api.example.com/');
  expect(outcome.kind).toBe('unclear');
  const found = asThrough(outcome, answer, { status: goodStatus, headers: goodHeaders });
  expect(found).toEqual(expected === 'through' ? { kind: 'through', status } : outcome);
});

test('without a good token’s answer there is nothing to be the same as', () => {
  const answer = { status: 404, headers: [ID] };
  const outcome = outcomeOf(answer, 'https://api.example.com/');
  expect(asThrough(outcome, answer, undefined)).toBe(outcome);
});

const BEARER: HeaderLine = ['WWW-Authenticate', 'Bearer realm="https://api.example.com/orders"'];

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
  ['a traditional gateway before it, with no plug-in', 401, [BEARER, ID], 'Jwt is missing', 'unclear'],
  ['a denial, which backends word alike', 403, [], 'Access Denied', 'unclear'],
  ['what the gateway answers where no route is', 404, [], '', 'unclear'],
])('the cloud-native gateway: %s', (_, status, headers, words, expected) => {
  const outcome = outcomeOf({ status, headers, words }, 'https://api.example.com/orders');
  expect(outcome.kind === 'refused' ? `refused ${outcome.code}` : outcome.kind).toBe(expected);
});

test.each<[string, number, readonly HeaderLine[], string, readonly HeaderLine[] | undefined, string]>([
  ['the good token came to a backend, this one did not', 403, [], 'Access Denied', [UPSTREAM], 'refused'],
  ['a line break after it', 403, [], 'Access Denied\n', [UPSTREAM], 'refused'],
  ['the backend said it', 403, [UPSTREAM], 'Access Denied', [UPSTREAM], 'unclear'],
  ['the backend said it, behind a traditional gateway', 403, [ID], 'Access Denied', [UPSTREAM], 'unclear'],
  [
    'the traditional gateway refuses everybody',
    403,
    [code('A403IP')],
    'Access Denied',
    [UPSTREAM],
    'unclear',
  ],
  ['the gateway does not mark its answers', 403, [], 'Access Denied', [], 'unclear'],
  ['no good token was tried', 403, [], 'Access Denied', undefined, 'unclear'],
  ['another status', 401, [], 'Access Denied', [UPSTREAM], 'unclear'],
  ['other words', 403, [], 'Forbidden', [UPSTREAM], 'unclear'],
])('Access Denied, and %s', (_, status, headers, words, good, expected) => {
  const answer = { status, headers, words };
  const outcome = outcomeOf(answer, 'https://api.example.com/');
  expect(outcome.kind).toBe('unclear');
  expect(asRefused(outcome, answer, good && { status: 200, headers: good })).toEqual(
    expected === 'refused' ? { kind: 'refused', status, code: 'Access Denied' } : outcome,
  );
});

test('an answer without words is no Access Denied, and one that a code explains keeps its code', () => {
  const good = { status: 200, headers: [UPSTREAM] };
  const silent = { status: 403, headers: [] };
  const unclear = outcomeOf(silent, 'https://api.example.com/');
  expect(asRefused(unclear, silent, good)).toBe(unclear);
  const denied = { status: 403, headers: [ID, code('A403AC')], words: 'Access Denied' };
  const refused = outcomeOf(denied, 'https://api.example.com/');
  expect(asRefused(refused, denied, good)).toEqual({ kind: 'refused', status: 403, code: 'A403AC' });
});
