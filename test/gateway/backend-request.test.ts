import type { Answer } from '../../lib/gateway/exchange/answer';
import {
  type BackendRequest,
  type BackendRoute,
  backendRequestOf,
} from '../../lib/gateway/exchange/backend-request';
import type { FormReading } from '../../lib/gateway/exchange/body';
import type { Call } from '../../lib/gateway/exchange/call';
import type { HeaderLine } from '../../lib/gateway/exchange/exchange';
import { queryPairs } from '../../lib/gateway/exchange/target';
import type { ParameterPlan } from '../../lib/gateway/plan/parameter-plan';
import type { Target } from '../../lib/gateway/plan/parameter-targets';
import { takenNames } from '../../lib/plugin';
import { callOf, chunksOf } from './call-of';

type Location = Target['location'];
interface Given extends Partial<Omit<BackendRoute, 'parameters'>> {
  readonly isMapping?: boolean;
  readonly isForm?: boolean;
  readonly targets?: readonly Target[];
}

type Value = ReturnType<Target['valueOf']>;

const target = (location: Location, name: string, value: Value): Target => ({
  location,
  name,
  isOwn: false,
  valueOf: () => value,
});
const own = (...given: Parameters<typeof target>): Target => ({ ...target(...given), isOwn: true });
const claim = (...given: Parameters<typeof target>): Target => ({ ...own(...given), isClaim: true });

function routeOf({ isForm = false, isMapping = false, targets = [], ...more }: Given): BackendRoute {
  const parameters: ParameterPlan = {
    isForm,
    isMapping,
    targets,
    declared: [],
    isTaken: takenNames(targets.filter(({ isOwn }) => isOwn)),
  };
  return { method: undefined, path: '/v1', contentType: undefined, passedHeaders: [], ...more, parameters };
}

const NONE = { kind: 'none' } as FormReading;
const sent = (call: Call, route: Given, form = NONE) => backendRequestOf(call, routeOf(route), form);
const asked = (call: Call, route: Given, form = NONE) => sent(call, route, form) as BackendRequest;
const reasonOf = (call: Call, route: Given, form = NONE) => (sent(call, route, form) as Answer).reason;

test('a request goes on as it came', () => {
  const headers: HeaderLine[] = [
    ['X-A', '1'],
    ['x-a', '2'],
  ];
  const body = chunksOf('text');
  expect(sent(callOf({ method: 'PUT', target: '/x?a=%20&&b;c', headers, body }), {})).toEqual({
    method: 'PUT',
    target: '/v1?a=%20&b;c',
    headers,
    body,
  });
  expect(sent(callOf(), { method: 'POST' })).toEqual({
    method: 'POST',
    target: '/v1',
    headers: [],
    body: undefined,
  });
});

describe('how long a body is', () => {
  const lengthOf = (...lengths: readonly string[]) => {
    const headers = lengths.map((each): HeaderLine => ['Content-Length', each]);
    return asked(callOf({ headers, body: chunksOf('text') }), {}).contentLength;
  };

  test.each([
    [['4'], '4'],
    [['0'], '0'],
    [['9'.repeat(15)], '9'.repeat(15)],
    [['9'.repeat(16)], undefined],
    [['4', '4'], undefined],
    [[''], undefined],
    [['4x'], undefined],
    [['-4'], undefined],
    [[], undefined],
  ])('is handed on from the headers %j as %s', (lengths, expected) => {
    expect(lengthOf(...lengths)).toBe(expected);
  });

  test('is not told where there is none, or where it is written anew', () => {
    const headers: HeaderLine[] = [['Content-Length', '4']];
    expect(asked(callOf({ headers }), {})).not.toHaveProperty('contentLength');
    const call = callOf({ headers, body: chunksOf('text') });
    call.bufferedBody = Buffer.from('text');
    const request = asked(call, {});
    expect(request.body).toBe(call.bufferedBody);
    expect(request).not.toHaveProperty('contentLength');
  });
});

describe('the path of a backend', () => {
  const pathOf = (path: string, given: Given = {}, caught: Readonly<Record<string, string>> = {}) => {
    const call = callOf();
    call.pathParameters = new Map(Object.entries(caught));
    call.rest = 'rest/of;it';
    const request = sent(call, { path, ...given });
    return 'target' in request ? request.target : request.reason;
  };

  test.each([
    ['/v1/[id]/x/[name]', { id: 'a%2fb', name: 'c;d' }, '/v1/a%2Fb/x/c;d'],
    ['/v1/*', {}, '/v1/rest/of;it'],
    ['/v1/*/x', {}, '/v1/*/x'],
    ['/v1*', {}, '/v1*'],
    ['/[id]', {}, "Missing Parameter: id, a part of the backend's path"],
    ['/[id]/[name]', { name: 'x' }, "Missing Parameter: id, a part of the backend's path"],
    ['/[id]', { id: '' }, "Missing Parameter: id, a part of the backend's path"],
    ['/[id]', { id: '%ff' }, "Missing Parameter: id, a part of the backend's path"],
    ['/[id]', { id: '..' }, "Invalid Request Path: the backend's path would have the segment . or .."],
    ['/a/[id]/b', { id: '.;x' }, "Invalid Request Path: the backend's path would have the segment . or .."],
  ])('%s with %j is %s', (path, caught, expected) => {
    expect(pathOf(path, {}, caught)).toBe(expected);
  });

  test('holds mapped parameters, constants and claims; of several values the last', () => {
    const targets = [
      target('path', 'id', 'x'),
      target('path', 'id', 'a;b'),
      target('query', 'name', 'no'),
      own('path', 'kind', 'k;'),
      claim('path', 'user', 'u;'),
    ];
    expect(pathOf('/[id]/[kind]/[user]', { targets })).toBe('/a;b/k;/u%3B?name=no');
  });

  test('is never filled by the caller where a claim or a constant belongs', () => {
    const targets = [claim('path', 'user', undefined)];
    const missing = "Missing Parameter: user, a part of the backend's path";
    expect(pathOf('/[user]', { targets }, { user: 'mallory' })).toBe(missing);
    const mapped = [target('path', 'user', 'mallory'), ...targets];
    expect(pathOf('/[user]', { targets: mapped })).toBe(missing);
  });
});

describe('the query of a backend', () => {
  const targetFor = (given: Given) =>
    asked(callOf({ target: '/?user=mallory&us%65r=mallory&a;user=1&b=2' }), given).target;

  test('is that of the request without what only the gateway sets, and with that', () => {
    expect(targetFor({ targets: [claim('query', 'user', 'a&b')] })).toBe('/v1?b=2&user=a%26b');
    expect(targetFor({ targets: [claim('query', 'user', undefined)] })).toBe('/v1?b=2');
    expect(targetFor({ targets: [target('query', 'b', 'x')] })).toBe(
      '/v1?user=mallory&us%65r=mallory&a;user=1&b=2&b=x',
    );
  });

  test('of a MAPPING API has nothing but what is declared', () => {
    expect(targetFor({ isMapping: true })).toBe('/v1');
    const targets = [target('query', 'a b', '1'), target('query', 'c', undefined), own('query', 'd', '2')];
    expect(targetFor({ isMapping: true, targets })).toBe('/v1?a%20b=1&d=2');
  });
});

describe('a form', () => {
  const form: FormReading = { kind: 'fields', fields: queryPairs('user=mallory&a=%20&us%65r=1') };
  const bodyOf = (given: Given) => String(asked(callOf({ body: chunksOf('raw') }), given, form).body);

  test('is written anew with what only the gateway sets', () => {
    expect(bodyOf({ targets: [claim('formData', 'user', 'a b')] })).toBe('a=%20&user=a%20b');
    expect(bodyOf({ targets: [claim('formData', 'user', undefined)] })).toBe('a=%20');
  });

  test('of an API that declares its fields has no others', () => {
    const targets = [target('formData', 'name', '1'), own('formData', 'user', '2')];
    expect(bodyOf({ isForm: true, targets })).toBe('name=1&user=2');
  });
});

describe('the headers of a backend', () => {
  const headersFor = (given: Given, ...headers: readonly HeaderLine[]) =>
    asked(callOf({ headers }), given).headers;

  test('are those of the request, without those of the connection', () => {
    const kept: HeaderLine[] = [
      ['X-Kept', '1'],
      ['Content-Type', 'text/plain'],
    ];
    expect(
      headersFor(
        {},
        ['Connection', 'close, X-Hop'],
        ['X-HOP', '1'],
        ['Host', 'a'],
        ['Content-Length', '3'],
        ...kept,
      ),
    ).toEqual(kept);
  });

  test('are without what only the gateway sets, however it is spelt', () => {
    const targets = [claim('header', 'X-User', ' a%'), own('header', 'X-Key', ' é')];
    expect(headersFor({ targets }, ['x_user', 'mallory'], ['X-KEY', 'x'], ['X-Other', '1'])).toEqual([
      ['X-Other', '1'],
      ['X-User', '%20a%25'],
      ['X-Key', ' %C3%A9'],
    ]);
  });

  test('do not hold a parameter of the caller in place of a claim', () => {
    const targets = [target('header', 'x_user', 'mallory'), claim('header', 'X-User', undefined)];
    expect(headersFor({ targets })).toEqual([]);
  });

  test('of a MAPPING API are those that are declared, or that the service or the group hands on', () => {
    const given = {
      isMapping: true,
      passedHeaders: ['x-trace'],
      targets: [target('header', 'X-Lang', 'de')],
    };
    expect(
      headersFor(
        given,
        ['X-Trace', 't'],
        ['X-Other', 'o'],
        ['CONTENT-type', 'text/plain'],
        ['User-Agent', 'u'],
      ),
    ).toEqual([
      ['X-Trace', 't'],
      ['CONTENT-type', 'text/plain'],
      ['X-Lang', 'de'],
    ]);
  });

  test('say the content type of the API in place of that of the caller', () => {
    expect(headersFor({ contentType: 'text/xml' }, ['content-TYPE', 'a/b'], ['X-A', '1'])).toEqual([
      ['X-A', '1'],
      ['Content-Type', 'text/xml'],
    ]);
  });
});

describe('a body that is no form that can be read', () => {
  const unread = (...contentTypes: readonly string[]): FormReading => ({ kind: 'unread', contentTypes });
  const inForm = 'Invalid Content-Type: user goes into a form in UTF-8, and this is none';
  const inQuery =
    'Invalid Content-Type: a form that cannot be read might hold user, which only the gateway sets';

  test.each<[string, Given, FormReading, string | undefined]>([
    ['where a claim goes into a form', { targets: [claim('formData', 'user', 'a')] }, unread('a/b'), inForm],
    ['where a constant goes into a form', { targets: [own('formData', 'user', 'a')] }, unread(), inForm],
    [
      'where a caller may set a field',
      { targets: [target('formData', 'user', 'a')] },
      unread('x/form'),
      undefined,
    ],
    [
      'that may be a form',
      { targets: [claim('query', 'user', 'a')] },
      unread('a/b', 'multipart/FORM-data'),
      inQuery,
    ],
    ['that is JSON', { targets: [claim('query', 'user', 'a')] }, unread('application/json'), undefined],
    ['of no type', { targets: [claim('query', 'user', 'a')] }, unread(), undefined],
    [
      'that the API calls a form',
      { targets: [claim('query', 'user', 'a')], contentType: 'x/form' },
      unread('a/b'),
      inQuery,
    ],
    [
      'that the API calls something else',
      { targets: [claim('query', 'user', 'a')], contentType: 'a/b' },
      unread('x/form'),
      undefined,
    ],
    ['with a constant in the query', { targets: [own('query', 'user', 'a')] }, unread('x/form'), undefined],
    ['with a claim in a header', { targets: [claim('header', 'user', 'a')] }, unread('x/form'), undefined],
  ])('%s: %j %j %s', (_, given, form, reason) => {
    expect(reasonOf(callOf({ body: chunksOf('x') }), given, form)).toBe(reason);
  });
});

test('a value that cannot be handed on is the answer', () => {
  const answer = { outcome: 'unemulated' } as Answer;
  expect(sent(callOf(), { targets: [claim('header', 'X-User', answer)] })).toBe(answer);
});
