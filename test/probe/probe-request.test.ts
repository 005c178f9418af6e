import { type HeaderLine, TOKEN_KIND_IDS, withToken } from '../../lib/probe';
import { findSentPlace, requestWith, shownRequest, type Unsigned } from '../../lib/probe/probe-request';
import { api, binding, group, type Loose, model, OPEN, plugin } from '../model/sample';

const HEADER = { location: 'header', name: 'Authorization' } as const;
const OWN_HEADER = { location: 'header', name: 'X-Token' } as const;
const QUERY = { location: 'query', name: 'token' } as const;
const COOKIE = { location: 'cookie', name: 'token' } as const;

const DRAFT = {
  method: 'POST',
  path: '/orders/a%20b',
  query: [
    ['q', 'a b&c'],
    ['TOKEN', 'kept'],
    ['token', 'old'],
  ],
  headers: [
    ['x-token', 'old'],
    ['authorization', 'old'],
    ['X-Own', 'mine'],
    ['X-Ca-Stage', 'TEST'],
  ],
  body: 'a=b',
} as const;

const unsigned = (place: Unsigned['place']): Unsigned => ({
  base: new URL('https://example.com:8443/ignored?x#y'),
  draft: DRAFT,
  place,
  ownHeaders: new Set(['x-own']),
});

const [X_TOKEN, AUTHORIZATION, OWN, STAGE] = DRAFT.headers;

test.each<[string, Unsigned['place'], readonly Loose[], readonly HeaderLine[], string]>([
  [
    'Authorization, in any case of its name',
    HEADER,
    [{ text: 'T' }],
    [X_TOKEN, OWN, STAGE, ['Authorization', 'Bearer T']],
    'q=a%20b%26c&TOKEN=kept&token=old',
  ],
  [
    'Authorization, as it stands',
    HEADER,
    [{ text: 'Bearer ', isWhole: true }],
    [X_TOKEN, OWN, STAGE, ['Authorization', 'Bearer ']],
    'q=a%20b%26c&TOKEN=kept&token=old',
  ],
  ['Authorization, none', HEADER, [], [X_TOKEN, OWN, STAGE], 'q=a%20b%26c&TOKEN=kept&token=old'],
  [
    'a header of its own',
    OWN_HEADER,
    [{ text: 'T' }],
    [AUTHORIZATION, OWN, STAGE, ['X-Token', 'T']],
    'q=a%20b%26c&TOKEN=kept&token=old',
  ],
  [
    'the query, where names have their case',
    QUERY,
    [{ text: 'a+b' }],
    DRAFT.headers,
    'q=a%20b%26c&TOKEN=kept&token=a%2Bb',
  ],
  ['the query, none', QUERY, [], DRAFT.headers, 'q=a%20b%26c&TOKEN=kept'],
  [
    'a cookie',
    COOKIE,
    [{ text: 'A' }, { text: 'B' }],
    [...DRAFT.headers, ['cookie', 'token=A; token=B']],
    'q=a%20b%26c&TOKEN=kept&token=old',
  ],
  ['a cookie, none', COOKIE, [], DRAFT.headers, 'q=a%20b%26c&TOKEN=kept&token=old'],
  ['no place', undefined, [{ text: 'T' }], DRAFT.headers, 'q=a%20b%26c&TOKEN=kept&token=old'],
])('a token takes the place of others: %s', (_, place, values, headers, query) => {
  const { signal } = new AbortController();
  expect(requestWith(unsigned(place), { values }, signal)).toEqual({
    method: 'POST',
    url: `https://example.com:8443/orders/a%20b?${query}`,
    headers,
    body: 'a=b',
    signal,
  });
});

test('a request without a query has no question mark', () => {
  const { url } = requestWith(
    { ...unsigned(HEADER), draft: { ...DRAFT, query: [] } },
    { values: [] },
    new AbortController().signal,
  );
  expect(url).toBe('https://example.com:8443/orders/a%20b');
});

test('a token in the query comes beside what is there', () => {
  const { headers, url } = requestWith(
    unsigned(HEADER),
    { values: [], inQuery: 'T' },
    new AbortController().signal,
  );
  expect([url, headers]).toEqual([
    'https://example.com:8443/orders/a%20b?q=a%20b%26c&TOKEN=kept&token=old&access_token=T',
    [X_TOKEN, OWN, STAGE],
  ]);
});

test.each<[string, Unsigned['place'], Loose, readonly HeaderLine[], string]>([
  [
    'a token in a header',
    HEADER,
    { values: [{ text: 'SECRET' }] },
    [['Authorization', 'Bearer <expired>']],
    'token=old',
  ],
  [
    'what is no token, as it stands',
    HEADER,
    { values: [{ text: 'Bearer ', isWhole: true }] },
    [['Authorization', 'Bearer ']],
    'token=old',
  ],
  ['a token in the query', QUERY, { values: [{ text: 'SECRET' }] }, [AUTHORIZATION], 'token=<expired>'],
  [
    'a token beside what is there',
    HEADER,
    { values: [], inQuery: 'SECRET' },
    [],
    'token=old&access_token=<expired>',
  ],
  [
    'two of them',
    QUERY,
    { values: [{ text: 'SECRET' }, { text: 'SECRET' }] },
    [AUTHORIZATION],
    'token=<expired>&token=<expired>',
  ],
])(
  'a request is shown without tokens and without the values of own headers: %s',
  (_, place, attempt, lines, end) => {
    const shown = shownRequest(unsigned(place), 'expired', attempt);
    const rest = place === HEADER ? [X_TOKEN] : [X_TOKEN, ...lines];
    expect(shown).toEqual({
      method: 'POST',
      url: `https://example.com:8443/orders/a%20b?q=a%20b%26c&TOKEN=kept&${end}`,
      headers: [...rest, ['X-Own', '…'], STAGE, ...(place === HEADER ? lines : [])],
    });
  },
);

test.each(TOKEN_KIND_IDS)('the kind stands in the place of its token: %s', (kind) => {
  const shown = shownRequest(unsigned(HEADER), kind, { values: [{ text: 'SECRET' }], inQuery: 'SECRET' });
  expect(JSON.stringify(shown)).not.toContain('SECRET');
  expect(shown.url).toMatch(new RegExp(`&access_token=<${kind}>$`));
});

test('a draft stays as it is', () => {
  const before = JSON.stringify(DRAFT);
  withToken(DRAFT, HEADER, [{ text: 'T' }]);
  expect(JSON.stringify(DRAFT)).toBe(before);
});

test.each<[string, Loose]>([
  ['HEAD', { location: 'header', name: 'token' }],
  ['QUERY', { location: 'query', name: 'token' }],
  ['BODY', undefined],
  ['PATH', undefined],
])('where the token is an API parameter in %s it is sent there, or not at all', (Location, expected) => {
  const RequestParameters = [
    { ApiParameterName: 'token', Location, ParameterType: 'String', Required: 'REQUIRED' },
  ];
  const { routes } = model({
    ...OPEN,
    Group: group(),
    Api: api('POST /orders/[token]', { RequestParameters }),
    Jwt: plugin('jwtAuth', { parameter: 'token', jwk: {} }),
    Binding: binding(),
  });
  const [route] = routes as Loose;
  expect(findSentPlace(route, { parameter: 'token', parameterLocation: undefined } as Loose)).toEqual(
    expected,
  );
});

test('where it is not known where the token is it is not sent', () => {
  const RequestParameters = [
    { ApiParameterName: 'token', Location: { Ref: 'Where' }, ParameterType: 'String', Required: 'OPTION' },
  ];
  const { routes } = model({ ...OPEN, Api: api('GET /orders', { RequestParameters }) });
  const [route] = routes as Loose;
  expect(findSentPlace(route, { parameter: 'token', parameterLocation: undefined } as Loose)).toBeUndefined();
});
