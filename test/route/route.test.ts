import fc from 'fast-check';
import { GatewayError } from '../../lib/errors';
import { compareRoutes, matchRoute, parseRoute } from '../../lib/route';

const problemsOf = (text: string): string[] => {
  try {
    parseRoute(text);
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return error.problems.map((p) => `${p.path} ${p.message}`);
    throw error;
  }
  return [];
};

describe('a route', () => {
  test('names its method, path and path parameters', () => {
    expect(parseRoute('GET /orders/[orderId]/items/[itemId]')).toMatchObject({
      method: 'GET',
      path: '/orders/[orderId]/items/[itemId]',
      parameters: ['orderId', 'itemId'],
      signature: 'GET /orders/[]/items/[]',
    });
  });

  test('may have a parameter inside a segment and a final wildcard', () => {
    const route = parseRoute('ANY /files/[name].json/*');
    expect(route.segments).toEqual([
      [{ literal: 'files' }],
      [{ parameter: 'name' }, { literal: '.json' }],
      [{ literal: '*' }],
    ]);
  });

  test.each([
    ['orders', ['route must be a method, one space and a path']],
    ['GET orders', ['path must start with a slash, got orders']],
    ['FETCH /orders', [expect.stringContaining('method must be one of GET, POST')]],
    ['GET /orders/[orderId', ['path has an unclosed [ in [orderId']],
    ['GET /orders/orderId]', ['path has a ] without its [ in orderId]']],
    ['GET /orders/[[a]]', ['path has an unclosed [ in [', 'path has a ] without its [ in ]']],
    ['GET /[a]/b/[a]', ['path names the parameter [a] twice']],
    ['GET /orders/[]', [expect.stringContaining('path has the parameter [], whose name must be')]],
    ['GET /orders//x', ['path has an empty segment (two slashes in a row)']],
    ['GET /orders/../x', ['path has the relative segment ..']],
    ['GET /*/x', ['path has * before its last segment']],
    ['GET /a*', ['path has * inside the segment a*; only a whole last segment may be *']],
    ['GET /orders?x=1', ['path has characters that RFC 3986 does not allow in a path: orders?x=1']],
    ['GET /订单', ['path has characters that RFC 3986 does not allow in a path: 订单']],
    ['GET /a b', ['path has characters that RFC 3986 does not allow in a path: a b']],
    ['GET /%zz', ['path has characters that RFC 3986 does not allow in a path: %zz']],
  ])('%s is refused with the reason', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test('tells everything that is wrong at once', () => {
    expect(problemsOf('FETCH /a//[b')).toHaveLength(3);
  });

  test('is refused or read, never crashed on, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        problemsOf(text);
        problemsOf(`GET /${text}`);
      }),
    );
  });
});

describe('matching', () => {
  const match = (route: string, request: string) => {
    const [method = '', path = ''] = request.split(' ');
    return matchRoute(parseRoute(route), method, path);
  };

  test.each([
    ['GET /orders', 'GET /orders', {}],
    ['GET /orders', 'POST /orders', undefined],
    ['ANY /orders', 'DELETE /orders', {}],
    ['GET /orders/[id]', 'GET /orders/7', { id: '7' }],
    ['GET /orders/[id]', 'GET /orders/', undefined],
    ['GET /orders/[id]', 'GET /orders/7/items', undefined],
    ['GET /[root]', 'GET /root/user1', undefined],
    ['GET /[root]/*', 'GET /root/user1/x', { root: 'root' }],
    ['GET /[root]/*', 'GET /root', undefined],
    ['GET /files/[name].json', 'GET /files/a.b.json', { name: 'a.b' }],
    ['GET /a.b', 'GET /axb', undefined],
    ['GET /a%20b', 'GET /a%20b', {}],
  ])('%s against %s', (route, request, parameters) => {
    expect(match(route, request)).toEqual(parameters);
  });

  test('a route with its parameters filled in matches itself and gives the values back', () => {
    const value = fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
        const route = parseRoute(`GET /${values.map((_, index) => `s${index}/[p${index}]`).join('/')}`);
        const path = `/${values.map((v, index) => `s${index}/${v}`).join('/')}`;
        expect(matchRoute(route, 'GET', path)).toEqual(
          Object.fromEntries(values.map((v, index) => [`p${index}`, v])),
        );
      }),
    );
  });
});

test('routes are ordered by path, then by the usual order of methods', () => {
  const texts = ['POST /a', 'GET /b', 'ANY /a', 'GET /a', 'GET /a/[id]'];
  expect(
    texts
      .map((text) => parseRoute(text))
      .sort(compareRoutes)
      .map((r) => `${r.method} ${r.path}`),
  ).toEqual(['GET /a', 'POST /a', 'ANY /a', 'GET /a/[id]', 'GET /b']);
});
