import type { HeaderLine, ProbeAnswer } from '../../lib/probe';
import { asThrough, outcomeOf } from '../../lib/probe/answer';

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
