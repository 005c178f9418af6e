import type { Answer } from '../../lib/gateway/exchange/answer';
import type { HeaderLine } from '../../lib/gateway/exchange/exchange';
import { corsStep } from '../../lib/gateway/steps/cors';
import type { CorsModel } from '../../lib/plugin';
import { callOf } from './call-of';

const SHOP = 'https://shop.example.com';

function ask(model: CorsModel, headers: readonly HeaderLine[], method = 'GET') {
  const call = callOf({ headers, method });
  return { answer: corsStep(model)(call) as Answer | undefined, added: call.answerHeaders };
}

test.each([
  [['*'], SHOP, true],
  [['*'], 'null', true],
  [['null'], 'null', false],
  [['*'], 'nonsense', false],
  [[SHOP], 'null', false],
  [[SHOP], 'https://shop.example.com:8443', false],
  [['shop.example.com:8443'], 'https://shop.example.com:8443', true],
  [['shop.example.com'], 'https://shop.example.com:8443', true],
  [['*.example.com'], SHOP, true],
  [['*.example.com'], 'https://example.com', false],
  [['*.example.com'], 'https://shop.example.com.evil.org', false],
  [['.example.com'], SHOP, false],
  [['x.example.com', 'example.com'], SHOP, false],
  [[], SHOP, false],
  [['*'], `${SHOP}\n`, false],
  [['*'], ` ${SHOP}`, false],
  [['*'], 'https://shöp.example.com', false],
  [['*'], '', false],
])('where pages of %j may call, one of %j may: %j', (allowOrigins, origin, isAllowed) => {
  const { added, answer } = ask({ allowOrigins }, [['Origin', origin]]);
  if (isAllowed) expect([answer, added.length > 0]).toEqual([undefined, true]);
  else expect([answer?.code, answer?.response.status, added]).toEqual(['A403CO', 403, []]);
});

test('where nothing is said, pages of any origin may call', () => {
  expect(ask({}, [['Origin', SHOP]])).toEqual({
    answer: undefined,
    added: [['Access-Control-Allow-Origin', '*']],
  });
});

test('a refusal names the origin', () => {
  expect(ask({ allowOrigins: [] }, [['Origin', SHOP]]).answer?.reason).toBe(
    `Cross origin resource forbidden: ${SHOP}`,
  );
});

test.each<[CorsModel, readonly HeaderLine[]]>([
  [{ allowOrigins: ['*', SHOP] }, [['Access-Control-Allow-Origin', '*']]],
  [{ allowCredentials: false }, [['Access-Control-Allow-Origin', '*']]],
  [
    { allowCredentials: true },
    [
      ['Access-Control-Allow-Origin', SHOP],
      ['Vary', 'Origin'],
      ['Access-Control-Allow-Credentials', 'true'],
    ],
  ],
  [
    { allowOrigins: [SHOP], exposeHeaders: ['X-A', 'X-é'], allowHeaders: ['X-B'] },
    [
      ['Access-Control-Allow-Origin', SHOP],
      ['Vary', 'Origin'],
      ['Access-Control-Expose-Headers', 'X-A, X-\\u00e9'],
    ],
  ],
  [{ exposeHeaders: [] }, [['Access-Control-Allow-Origin', '*']]],
])('a plug-in with %j adds to an answer %j', (model, added) => {
  expect(ask(model, [['Origin', SHOP]])).toEqual({ answer: undefined, added });
});

test('a request of no page gets neither an answer nor headers', () => {
  expect(ask({}, [['Access-Control-Request-Method', 'GET']], 'OPTIONS')).toEqual({
    answer: undefined,
    added: [],
  });
});

describe('a preflight request', () => {
  const asking: readonly HeaderLine[] = [
    ['X-A', '1'],
    ['Origin', SHOP],
    ['access-CONTROL-request-method', 'PUT'],
  ];

  test('is answered by what the plug-in allows', () => {
    const { added, answer } = ask(
      { allowMethods: ['GET', 'PUT'], allowHeaders: ['X-A'], maxAge: 0, exposeHeaders: ['X-B'] },
      asking,
      'OPTIONS',
    );
    expect(answer).toEqual({
      response: {
        status: 200,
        headers: [
          ['Access-Control-Allow-Methods', 'GET, PUT'],
          ['Access-Control-Allow-Headers', 'X-A'],
          ['Access-Control-Max-Age', '0'],
        ],
        body: undefined,
      },
      outcome: 'answered',
      reason: 'the cors plug-in answers a preflight request',
    });
    expect(added).toContainEqual(['Access-Control-Expose-Headers', 'X-B']);
  });

  test('hears nothing of what the plug-in does not say, and all of a long list', () => {
    expect(ask({ allowMethods: [] }, asking, 'OPTIONS').answer?.response.headers).toEqual([]);
    const allowHeaders = Array.from({ length: 100 }, (_, index) => `X-Header-${index}`);
    expect(ask({ allowHeaders }, asking, 'OPTIONS').answer?.response.headers).toEqual([
      ['Access-Control-Allow-Headers', allowHeaders.join(', ')],
    ]);
  });

  test.each<[string, string, readonly HeaderLine[]]>([
    ['of another method', 'GET', asking],
    ['that asks for no method', 'OPTIONS', asking.slice(0, 2)],
    ['with a longer header', 'OPTIONS', [...asking.slice(0, 2), ['access-control-request-methods', 'PUT']]],
    [
      'with a header that ends alike',
      'OPTIONS',
      [...asking.slice(0, 2), ['x-access-control-request-method', 'PUT']],
    ],
  ])('is none %s', (_, method, headers) => {
    expect(ask({}, headers, method).answer).toBeUndefined();
  });
});
