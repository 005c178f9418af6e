import fc from 'fast-check';
import type { GatewayRequest } from '../../lib/gateway';
import { api, bound, published } from '../rules/gateway-template';
import { signedBy } from './bad-tokens';
import { headerValuesOf, parameterValuesOf, type Reached } from './loose-backends';
import { customers, type Served, serve } from './shop-gateway';

const NUM_RUNS = Number(process.env.NUM_RUNS ?? 300);
jest.setTimeout(5_000 + 20 * NUM_RUNS);
const EVIL = 'mallory';

interface Claim {
  readonly claimName: string;
  readonly parameterName: string;
  readonly location: 'header' | 'query' | 'formData' | 'path';
}

interface Sent {
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string | Uint8Array;
}

/** A gateway that forwards claims, and what its backend gets of a request; a text where it gets nothing. */
function forwarding(claimParameters: readonly Claim[], config: object, properties: object = {}) {
  let reached: Reached | undefined;
  const fetch = async (url: unknown, init: RequestInit = {}) => {
    const body = init.body instanceof ReadableStream ? await new Response(init.body).text() : init.body;
    const headers = (init.headers ?? []) as [string, string][];
    reached = { url: String(url), headers, body: Buffer.from((body ?? '') as string).toString() };
    return new Response('fine');
  };
  const served: Served = serve(
    [
      customers({ bypassEmptyToken: true, claimParameters }),
      api('Orders', 'POST /orders/[id]', {
        config,
        properties: {
          ServiceConfig: {
            ServiceAddress: 'http://backend.example',
            ServicePath: '/orders/[id]',
            ServiceHttpMethod: 'POST',
          },
          ...properties,
        },
      }),
      published('Orders', 'RELEASE'),
      bound('Orders', 'Customers'),
    ],
    { mock: false, fetch: fetch as typeof globalThis.fetch },
  );
  return async ({ body, headers, target }: Sent): Promise<Reached | string> => {
    reached = undefined;
    const { headers: answered, status } = await served.gateway.handle({
      method: 'POST',
      protocol: 'https',
      host: 'localhost',
      target,
      headers,
      body: body === undefined ? undefined : chunksOf(Buffer.from(body)),
      clientAddress: '127.0.0.1',
    } satisfies GatewayRequest);
    const code = answered.find(([name]) => name === 'X-Ca-Error-Code')?.[1];
    return reached ?? code ?? String(status);
  };
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const FORM = 'application/x-www-form-urlencoded';
const bearer = (claims: object): [string, string] => [
  'Authorization',
  `Bearer ${signedBy('RS256', {}, claims)}`,
];
const inForm: Claim = { claimName: 'sub', parameterName: 'userId', location: 'formData' };
const inQuery: Claim = { ...inForm, location: 'query' };
const inHeader: Claim = { claimName: 'sub', parameterName: 'X-User-Id', location: 'header' };
const MAPPING = { RequestMode: 'MAPPING' };
const PASSTHROUGH = { RequestMode: 'PASSTHROUGH' };

describe('a claim that goes into a form', () => {
  const sendForm = (headers: [string, string][], body: string | Uint8Array, config: object = PASSTHROUGH) =>
    forwarding([inForm], config)({ target: '/orders/1', headers: [bearer({}), ...headers], body });

  test.each<[string, [string, string][]]>([
    ['multipart', [['Content-Type', 'multipart/form-data; boundary=b']]],
    ['plain text', [['Content-Type', 'text/plain']]],
    ['JSON', [['Content-Type', 'application/json']]],
    ['of no type', []],
    ['of two types in one header', [['Content-Type', `${FORM}, x`]]],
    ['with a tab before the semicolon', [['Content-Type', `${FORM}\t; charset=utf-8`]]],
    [
      'of two types in two headers',
      [
        ['Content-Type', FORM],
        ['Content-Type', 'text/plain'],
      ],
    ],
    ['in another charset', [['Content-Type', `${FORM}; charset=utf-7`]]],
    ['with a parameter that forms do not have', [['Content-Type', `${FORM}; boundary=x`]]],
    [
      'that is packed',
      [
        ['Content-Type', FORM],
        ['Content-Encoding', 'gzip'],
      ],
    ],
  ])('refuses a body %s', async (_, headers) => {
    expect(await sendForm(headers, 'userId=mallory')).toBe('I400CT');
    expect(await sendForm(headers, 'userId=mallory', { ...MAPPING, BodyFormat: 'FORM' })).toBe('I400CT');
  });

  test('refuses a form that is no UTF-8', async () => {
    expect(await sendForm([['Content-Type', FORM]], Buffer.from('userI\xe4=x', 'latin1'))).toBe('I400CT');
  });

  test.each([FORM, `${FORM}; charset=UTF-8`, `${FORM.toUpperCase()};charset="utf-8"`])(
    'is written into a form of the type %s',
    async (type) => {
      expect(await sendForm([['Content-Type', type]], 'userId=mallory&a=1')).toMatchObject({
        body: 'a=1&userId=alice',
      });
    },
  );

  test('leaves a request without a body alone', async () => {
    const send = forwarding([inForm], PASSTHROUGH);
    expect(await send({ target: '/orders/1', headers: [bearer({})] })).toMatchObject({ body: '' });
    expect(await sendForm([], '')).toMatchObject({ body: '' });
  });

  test('is not served where the body is handed on unread', async () => {
    expect(await sendForm([['Content-Type', FORM]], '', { ...MAPPING, BodyFormat: 'STREAM' })).toBe('501');
  });
});

test('a claim in the query refuses a form that cannot be read, and leaves other bodies alone', async () => {
  const send = forwarding([inQuery], PASSTHROUGH);
  const sent = (type: string) =>
    send({ target: '/orders/1', headers: [bearer({}), ['Content-Type', type]], body: 'userId=mallory&b=1' });
  expect(await sent('multipart/form-data; boundary=b')).toBe('I400CT');
  expect(await sent('application/json')).toMatchObject({ body: 'userId=mallory&b=1' });
  expect(await sent(FORM)).toMatchObject({ body: 'b=1', url: expect.stringMatching(/\?userId=alice$/) });
});

test('a part of the path that a claim fills is never filled by the caller', async () => {
  const send = forwarding([{ claimName: 'tenant', parameterName: 'id', location: 'path' }], PASSTHROUGH);
  expect(await send({ target: '/orders/mallory', headers: [bearer({})] })).toBe('I400MP');
  expect(await send({ target: '/orders/mallory', headers: [bearer({ tenant: 'a;b' })] })).toMatchObject({
    url: 'http://backend.example/orders/a%3Bb',
  });
});

describe('two claims never look the same at the backend:', () => {
  const seen = async (claim: Claim, sub: unknown) => {
    const got = await forwarding([claim], PASSTHROUGH)({ target: '/orders/1', headers: [bearer({ sub })] });
    if (typeof got === 'string') return got;
    return claim.location === 'header' ? headerValuesOf(got, claim.parameterName).join() : got.url;
  };

  test.each([
    ['spaces at the ends', ' alice ', '%20alice%20'],
    ['a percent sign', 'Zo%C3%AB', 'Zo%25C3%25AB'],
    ['what is not ASCII', 'Zoë', 'Zo%C3%AB'],
    ['the largest number that is one of its own', 2 ** 53 - 1, '9007199254740991'],
  ])('%s', async (_, sub, expected) => {
    expect(await seen(inHeader, sub)).toBe(expected);
  });

  test.each([
    ['a number above that', 2 ** 53],
    ['such a number in a list', [[-(2 ** 60)]]],
    ['half a character', '\ud800'],
    ['half a character in an object', { a: ['\udfff'] }],
    ['half a character as a name', { '\ud800': 1 }],
  ])('%s is answered, and goes nowhere', async (_, sub) => {
    expect(await seen(inHeader, sub)).toBe('501');
    expect(await seen(inQuery, sub)).toBe('501');
  });

  test('whatever text they are', async () => {
    const text = fc.string({
      unit: fc.constantFrom(' ', '%', '2', '0', 'é', '\t', 'a', ';', '+', '\ud83d\ude00'),
    });
    const claims = fc.constantFrom(inHeader, inQuery);
    await fc.assert(
      fc.asyncProperty(claims, text, text, async (claim, a, b) => {
        // A header is read without the spaces at its ends.
        const [first, second] = [String(await seen(claim, a)).trim(), String(await seen(claim, b)).trim()];
        expect(first === second).toBe(a === b);
      }),
      { numRuns: NUM_RUNS / 3 },
    );
  });
});

test.each([
  ['constant', { ConstParameters: [{ ServiceParameterName: 'a', ConstValue: '\ud800', Location: 'QUERY' }] }],
  ['name', { ConstParameters: [{ ServiceParameterName: '\ud800', ConstValue: 'a', Location: 'QUERY' }] }],
  ['default', { RequestParameters: [{ ApiParameterName: 'a', Location: 'QUERY', DefaultValue: '\ud800' }] }],
])('half a character in a %s of the template is answered', async (_, properties) => {
  const send = forwarding([], MAPPING, properties);
  expect(await send({ target: '/orders/1', headers: [bearer({})] })).toBe('501');
});

const claimNames = fc.constantFrom('userId', 'user_id', 'user-id', 'user.id', 'X-User-Id', 'user[id]', 'uid');
const headerNames = fc.constantFrom('X-User-Id', 'x_user', 'UserId');

/** Spellings of a name that some backend reads as that name. */
const spellingOf = (name: string) =>
  fc
    .tuple(
      fc.constantFrom('', '+', '%20', '[', '&', 'a=1;', '%5B'),
      fc.array(fc.constantFrom('_', '-', '.', '~', "'", '+', '%20', '%2E', '[', '%5B', '%2D'), {
        maxLength: 3,
      }),
      fc.constantFrom('', '[]', '%5B%5D', '%00', '%00x', '[0]', '.x', '[x][y]', ']', '%20', '+', '%', '%FF'),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([before, marks, after, isUpper, isEncoded]) => {
      let at = 0;
      const marked = name.replace(/[^a-z0-9]/gi, (mark) => marks[at++] ?? encodeURIComponent(mark));
      const cased = isUpper ? marked.replace(/[a-z]/, (letter) => letter.toUpperCase()) : marked;
      const head = isEncoded ? `%${cased.charCodeAt(0).toString(16)}${cased.slice(1)}` : cased;
      return `${before}${/^[a-z]/i.test(cased) ? head : cased}${after}`;
    });

const headerSpellingOf = (name: string) =>
  fc
    .tuple(fc.array(fc.constantFrom('_', '-', '.', '~', "'", '+', '!', '|'), { maxLength: 3 }), fc.boolean())
    .map(([marks, isUpper]) => {
      let at = 0;
      const marked = name.replace(/[^a-z0-9]/gi, (mark) => marks[at++] ?? mark);
      return isUpper ? marked.toUpperCase() : marked;
    });

const contentTypes = fc.constantFrom(
  [FORM],
  [`${FORM}; charset=utf-8`],
  [`${FORM}; charset=gbk`],
  [`${FORM}, x`],
  [`${FORM}\t;`],
  ['multipart/form-data; boundary=b'],
  ['text/plain'],
  ['application/json'],
  [FORM, FORM],
  [],
);

const attacks = fc
  .record({
    header: headerNames,
    query: claimNames,
    formData: claimNames,
    mode: fc.constantFrom('MAPPING', 'PASSTHROUGH'),
    format: fc.constantFrom({}, { BodyFormat: 'FORM' }),
    forwards: fc.subarray(['header', 'query', 'formData'] as const, { minLength: 1 }),
    passed: fc.constantFrom('', 'x-user-id, X_USER'),
    token: fc.constantFrom('none', 'with', 'without' as const),
    isMapped: fc.boolean(),
    types: contentTypes,
  })
  .chain((given) =>
    fc.record({
      given: fc.constant(given),
      headers: fc.array(headerSpellingOf(given.header), { maxLength: 2 }),
      query: fc.array(fc.oneof(spellingOf(given.query), spellingOf(given.formData)), { maxLength: 2 }),
      fields: fc.array(fc.oneof(spellingOf(given.formData), spellingOf(given.query)), { maxLength: 2 }),
      declared: fc.oneof(spellingOf(given.query), fc.constant(given.query)),
    }),
  );

test('no backend, however loose, finds a value of the caller under the name of a claim', async () => {
  await fc.assert(
    fc.asyncProperty(attacks, async ({ declared, fields, given, headers, query }) => {
      const named = { header: given.header, query: given.query, formData: given.formData };
      const claims = given.forwards.map(
        (location): Claim => ({ claimName: 'who', location, parameterName: named[location] }),
      );
      const parameter = { ApiParameterName: 'p', Location: 'QUERY', ParameterType: 'String' };
      const service = {
        ServiceParameterName: decodeURIComponent(declared.replace(/%(?![0-9A-F]{2})|%FF/g, '')),
      };
      const mapped = {
        RequestParameters: [parameter],
        ServiceParameters: [{ ...service, Location: 'QUERY' }],
        ServiceParametersMap: [{ ...service, RequestParameterName: 'p' }],
      };
      const send = forwarding(
        claims,
        { RequestMode: given.mode, ...given.format },
        given.isMapped ? mapped : {},
      );
      const isMultipart = /multipart/.test(given.types.join());
      const body = isMultipart
        ? fields
            .map((name) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${EVIL}\r\n`)
            .join('')
        : fields.map((name) => `${name}=${EVIL}`).join('&');
      const got = await send({
        target: `/orders/1?p=${EVIL}&${query.map((name) => `${name}=${EVIL}`).join('&')}`,
        headers: [
          ...(given.token === 'none' ? [] : [bearer(given.token === 'with' ? { who: 'alice' } : {})]),
          ...headers.map((name): [string, string] => [name, EVIL]),
          ...given.types.map((type): [string, string] => ['Content-Type', type]),
        ],
        ...(fields.length === 0 ? {} : { body }),
      });
      if (typeof got === 'string') return;
      for (const { location, parameterName } of claims) {
        const values =
          location === 'header' ? headerValuesOf(got, parameterName) : parameterValuesOf(got, parameterName);
        expect(values.filter((value) => value !== 'alice')).toEqual([]);
        if (location === 'header') expect(values).toEqual(given.token === 'with' ? ['alice'] : []);
      }
    }),
    { numRuns: NUM_RUNS },
  );
});
