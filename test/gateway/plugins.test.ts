import { plugin } from '../rules/gateway-template';
import { signedBy } from './bad-tokens';
import { call, customers, NOW_SECONDS, route, type Served, serve } from './shop-gateway';

describe('ipControl', () => {
  const answerTo = async (data: object, clientAddress: string) => {
    const { gateway } = serve([
      plugin('Ip', 'ipControl', data),
      route('Open', 'GET /open', { plugins: ['Ip'] }),
    ]);
    const answer = await gateway(new Request('https://localhost/open'), { clientAddress });
    return answer.headers.get('X-Ca-Error-Code') ?? answer.status;
  };
  const items = [
    { blocks: ['192.0.2.0/24', '2001:db8::/32', '::ffff:198.51.100.0/120'] },
    { blocks: ['203.0.113.7'] },
  ];

  test.each([
    ['ALLOW', '192.0.2.7', 200],
    ['ALLOW', '192.0.3.7', 'A403IP'],
    ['ALLOW', '203.0.113.7', 200],
    ['ALLOW', '203.0.113.8', 'A403IP'],
    ['ALLOW', '::ffff:192.0.2.7', 200],
    ['ALLOW', '::ffff:c000:207', 200],
    ['ALLOW', '198.51.100.9', 200],
    ['ALLOW', '2001:db8::1', 200],
    ['ALLOW', '2001:db9::1', 'A403IP'],
    ['ALLOW', '127.0.0.1', 'A403IP'],
    ['ALLOW', 'nowhere', 'A403IP'],
    ['REFUSE', '192.0.2.7', 'A403IP'],
    ['REFUSE', '::ffff:192.0.2.7', 'A403IP'],
    ['REFUSE', '127.0.0.1', 200],
  ])('%s: a call from %s gives %s', async (type, address, expected) => {
    expect(await answerTo({ type, items }, address)).toBe(expected);
  });

  test('what is for one app lets nobody in', async () => {
    const data = { type: 'ALLOW', items: [{ blocks: ['192.0.2.7'], appId: 1 }] };
    expect(await answerTo(data, '192.0.2.7')).toBe('A403IP');
  });
});

describe('accessControl', () => {
  const variable = (name: string) => `\${${name}}`;
  interface Rule {
    readonly condition: string;
    readonly ifTrue?: string;
    readonly ifFalse?: string;
    readonly [key: string]: unknown;
  }
  const parameters = {
    method: 'Method',
    path: 'Path',
    agent: 'Header:User-Agent',
    page: 'Query:page',
    field: 'Form:field',
    pathId: 'path:id',
    user: 'Parameter:X-User',
    userId: 'Token:sub',
    level: 'Token:level',
    ip: 'System:CaClientIp',
    app: 'System:CaAppId',
    first: 'XFF:0',
    last: 'XFF:-1',
  };
  const behind = (...rules: readonly Rule[]): Served => {
    const named = rules.map((rule, index) => ({ name: `rule${index}`, ...rule }));
    return serve([
      customers({
        bypassEmptyToken: true,
        claimParameters: [{ claimName: 'sub', parameterName: 'X-User', location: 'header' }],
      }),
      plugin('Rules', 'accessControl', { parameters, rules: named }),
      route('User', 'ANY /users/[id]', {
        plugins: ['Customers', 'Rules'],
        config: { BodyFormat: 'FORM' },
        properties: {
          RequestParameters: [
            { ApiParameterName: 'id', Location: 'PATH', ParameterType: 'String', Required: 'REQUIRED' },
          ],
        },
      }),
    ]);
  };
  const post = {
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': 'curl',
    'x-forwarded-for': '9.9.9.9',
  };

  test.each([
    "$method = 'POST'",
    "$path = '/users/7'",
    "$agent like 'curl%'",
    '$page = 2',
    "$field = 'x y'",
    "$pathId = '7'",
    "$user = 'alice'",
    "$userId = 'alice'",
    '$level >= 3',
    "$ip in_cidr '127.0.0.0/8'",
    '$app = null',
    "$first = '9.9.9.9'",
    "$last = '127.0.0.1'",
  ])('%s holds of a request for which it does', async (condition) => {
    const authorization = signedBy('RS256', {}, { level: 3 });
    const served = behind({ condition, ifFalse: 'DENY' });
    expect(await call(served, 'POST /users/7?page=2', { ...post, authorization }, 'field=x+y')).toMatchObject(
      { status: 200 },
    );
    const denied = behind({ condition: `!(${condition})`, ifFalse: 'DENY' });
    expect(await call(denied, 'POST /users/7?page=2', { ...post, authorization }, 'field=x+y')).toMatchObject(
      { code: 'A403AC' },
    );
  });

  const yes = '1 = 1';
  const no = '1 = 2';
  test.each<[string, readonly Rule[], number]>([
    [
      'the first rule that decides, decides',
      [
        { condition: yes, ifTrue: 'ALLOW' },
        { condition: yes, ifTrue: 'DENY' },
      ],
      200,
    ],
    [
      'a rule without a verdict leaves it to the next',
      [
        { condition: yes, ifFalse: 'DENY' },
        { condition: yes, ifTrue: 'DENY' },
      ],
      403,
    ],
    ['ifFalse denies what does not hold', [{ condition: no, ifFalse: 'DENY' }], 403],
    ['what no rule denies gets through', [{ condition: no, ifTrue: 'DENY' }], 200],
    ['a claim that is not there equals nothing', [{ condition: "$userId = 'alice'", ifFalse: 'DENY' }], 403],
  ])('%s', async (_, rules, status) => {
    expect(await call(behind(...rules), 'GET /users/7')).toMatchObject({ status });
  });

  test('a denial has the status, message, headers and body of its rule', async () => {
    const served = behind({
      condition: yes,
      ifTrue: 'DENY',
      statusCode: 451,
      errorMessage: `no ${variable('agent')} for (${variable('userId')})`,
      responseHeaders: { 'X-Why': 'rule' },
      responseBody: '{"no":true}',
    });
    const answer = await call(served, 'GET /users/7', { 'user-agent': 'cürl' });
    expect(answer).toMatchObject({ status: 451, code: 'A403AC', text: '{"no":true}' });
    expect(answer.headers.get('X-Ca-Error-Message')).toBe('no c\\u00fcrl for ()');
    expect(answer.headers.get('X-Why')).toBe('rule');
  });

  test('no message holds a token, even where a rule asks for it', async () => {
    const served = serve([
      customers(),
      plugin('Rules', 'accessControl', {
        parameters: { raw: 'Header:Authorization' },
        rules: [{ name: 'r', condition: yes, ifTrue: 'DENY', errorMessage: `got ${variable('raw')}` }],
      }),
      route('Orders', 'GET /orders', { plugins: ['Customers', 'Rules'] }),
    ]);
    const { headers, text } = await call(served, 'GET /orders', {
      authorization: `Bearer ${signedBy('RS256')}`,
    });
    expect(headers.get('X-Ca-Error-Message')).toBe('got Bearer <token>');
    expect(text + JSON.stringify(served.decisions)).not.toContain('eyJ');
  });

  test.each([
    ['sub', { sub: ['mallory'] }, 'a list'],
    ['scope', { scope: ['orders', 'items'] }, 'a list'],
    ['aud', { aud: { of: 'orders' } }, 'an object'],
  ])('where the claim %s is %j, the answer says that nobody knows', async (claim, claims, kind) => {
    const served = serve([
      customers(),
      plugin('Rules', 'accessControl', {
        parameters: { it: `Token:${claim}` },
        rules: [{ name: 'r', condition: "$it = 'mallory'", ifTrue: 'DENY' }],
      }),
      route('Orders', 'GET /orders', { plugins: ['Customers', 'Rules'] }),
    ]);
    const authorization = signedBy('RS256', {}, claims);
    const { status, text } = await call(served, 'GET /orders', { authorization });
    expect(status).toBe(501);
    expect(text).toContain(
      `rule r cannot be told: the claim ${claim} is ${kind}, and how conditions read one is not documented`,
    );
  });

  test('a list that decides nothing keeps nobody out', async () => {
    const served = behind({ condition: "$userId = 'mallory' or 1 = 1", ifTrue: 'ALLOW' });
    const authorization = signedBy('RS256', {}, { sub: ['mallory'] });
    expect(await call(served, 'GET /users/7', { authorization })).toMatchObject({ status: 200 });
  });
});

describe('trafficControl', () => {
  test('takes so many calls of a route in a unit of the clock', async () => {
    let seconds = NOW_SECONDS;
    const served = serve(
      [
        plugin('Calls', 'trafficControl', { unit: 'MINUTE', apiDefault: 2 }),
        route('A', 'GET /a', { plugins: ['Calls'] }),
        route('B', 'GET /b', { plugins: ['Calls'] }),
      ],
      { now: () => seconds * 1000 },
    );
    const statuses = async (request: string, count: number) => {
      const all: number[] = [];
      for (let index = 0; index < count; index += 1) all.push((await call(served, request)).status);
      return all;
    };
    expect(await statuses('GET /a', 4)).toEqual([200, 200, 429, 429]);
    expect(await statuses('GET /b', 1)).toEqual([200]);
    seconds += 59;
    expect(await statuses('GET /a', 1)).toEqual([429]);
    seconds += 1;
    expect(await statuses('GET /a', 3)).toEqual([200, 200, 429]);
  });

  test('of nothing lets nobody through', async () => {
    const served = serve([
      plugin('Calls', 'trafficControl', { unit: 'DAY', apiDefault: 0 }),
      route('A', 'GET /a', { plugins: ['Calls'] }),
    ]);
    expect(await call(served, 'GET /a')).toMatchObject({ status: 429, code: 'T429PR' });
  });
});

describe('cors', () => {
  const model = {
    allowOrigins: 'https://shop.example.com,api.example.com,*.example.net',
    allowMethods: 'GET,PUT',
    allowHeaders: 'Authorization',
    exposeHeaders: 'X-Ca-Request-Id',
    allowCredentials: true,
    maxAge: 600,
  };
  const behind = (data: object, text = 'GET /orders', plugins = ['Browsers']) =>
    serve([customers(), plugin('Browsers', 'cors', data), route('Orders', text, { plugins })]);
  const asking = (origin: string) => ({ origin, 'access-control-request-method': 'GET' });
  const allowedTo = ({ headers }: { readonly headers: Headers }) =>
    headers.get('Access-Control-Allow-Origin');

  test.each([
    ['https://shop.example.com', true],
    ['http://shop.example.com', false],
    ['https://api.example.com', true],
    ['http://api.example.com:8080', true],
    ['https://a.b.example.net', true],
    ['https://example.net', false],
    ['https://evilexample.net', false],
    ['https://shop.example.com.evil.org', false],
    ['null', false],
  ])('a page of %s may call: %s', async (origin, isAllowed) => {
    const answer = await call(behind(model), 'GET /orders', { origin });
    expect([answer.status, allowedTo(answer)]).toEqual(isAllowed ? [200, origin] : [403, null]);
  });

  test('a preflight request that no route takes is answered for the route it asks for, without a token', async () => {
    const served = behind(model, 'GET /orders', ['Customers', 'Browsers']);
    const answer = await call(served, 'OPTIONS /orders', asking('https://shop.example.com'));
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(Object.fromEntries(answer.headers)).toEqual({
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'Authorization',
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-origin': 'https://shop.example.com',
      'access-control-expose-headers': 'X-Ca-Request-Id',
      'access-control-max-age': '600',
      vary: 'Origin',
      'x-ca-request-id': 'id-1',
    });
    expect(served.decisions[0]).toMatchObject({ outcome: 'answered', route: 'GET /orders' });
    expect(await call(served, 'OPTIONS /orders', asking('https://evil.org'))).toMatchObject({
      code: 'A403CO',
    });
    expect(await call(served, 'OPTIONS /orders')).toMatchObject({ code: 'I404NF' });
    expect(await call(served, 'OPTIONS /nothing', asking('https://shop.example.com'))).toMatchObject({
      code: 'I404NF',
    });
  });

  test('a preflight request that an ANY route takes needs what that route needs', async () => {
    const locked = behind(model, 'ANY /orders', ['Customers', 'Browsers']);
    expect(await call(locked, 'OPTIONS /orders', asking('https://shop.example.com'))).toMatchObject({
      code: 'I400JR',
    });
    const open = behind(model, 'ANY /orders');
    expect(await call(open, 'OPTIONS /orders', asking('https://shop.example.com'))).toMatchObject({
      status: 200,
      text: '',
    });
  });

  test('any origin is *, unless credentials are allowed', async () => {
    expect(allowedTo(await call(behind({}), 'GET /orders', { origin: 'https://a.org' }))).toBe('*');
    const answer = await call(behind({ allowCredentials: true }), 'GET /orders', { origin: 'https://a.org' });
    expect(allowedTo(answer)).toBe('https://a.org');
  });
});
