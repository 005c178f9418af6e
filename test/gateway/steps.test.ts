import type { Answer } from '../../lib/gateway/exchange/answer';
import { Call } from '../../lib/gateway/exchange/call';
import type { GatewayRequest, HeaderLine } from '../../lib/gateway/exchange/exchange';
import type { FoundRoute, RouteFinder, RoutePlan } from '../../lib/gateway/plan/route-finder';
import { ipControlStep } from '../../lib/gateway/steps/ip-control';
import { protocolStep } from '../../lib/gateway/steps/protocol';
import { routeStep } from '../../lib/gateway/steps/route';
import { checkSize } from '../../lib/gateway/steps/size';
import { readStage } from '../../lib/gateway/steps/stage';
import { trafficControlStep } from '../../lib/gateway/steps/traffic-control';
import { callOf } from './call-of';

const reasonOf = (answer: unknown) => (answer as Answer | undefined)?.reason;

describe('the step ipControl', () => {
  const items = [{ blocks: ['192.0.2.0/24'] }, {}, { blocks: ['203.0.113.7'], appId: 1 }];
  const denied = 'Access denied by IP Control Policy: ';

  test.each([
    ['ALLOW', '::ffff:192.0.2.7', undefined],
    ['ALLOW', '203.0.113.7', `${denied}203.0.113.7`],
    ['REFUSE', '::ffff:192.0.2.7', `${denied}192.0.2.7`],
    ['REFUSE', '203.0.113.7', undefined],
  ] as const)('of the type %s says to %s: %s', (type, clientAddress, reason) => {
    const call = callOf({ clientAddress });
    const answer = ipControlStep({ type, items })(call) as Answer | undefined;
    expect([answer?.code, answer?.reason]).toEqual(reason === undefined ? [] : ['A403IP', reason]);
    const detail = `${clientAddress.replace('::ffff:', '')} may call`;
    expect(call.trace).toEqual(reason === undefined ? [{ step: 'ipControl', passed: true, detail }] : []);
  });
});

describe('the protocol', () => {
  test.each([
    ['HTTPS', 'http', '192.0.2.7', 'Invalid protocol: http unsupported, the API takes HTTPS'],
    ['HTTP', 'https', '192.0.2.7', 'Invalid protocol: https unsupported, the API takes HTTP'],
    ['HTTP,HTTPS', 'http', '192.0.2.7', undefined],
    ['HTTP,HTTPS', 'https', '192.0.2.7', undefined],
    ['HTTPS', 'http', '127.0.0.1', undefined],
  ] as const)('of an API for %s: %s from %s gives %s', (declared, protocol, clientAddress, reason) => {
    expect(reasonOf(protocolStep(declared)(callOf({ protocol, clientAddress })))).toBe(reason);
  });
});

describe('the stage', () => {
  const stageOf = (...sent: readonly string[]) => {
    const call = callOf({ headers: sent.map((stage): HeaderLine => ['x-ca-stage', stage]) });
    return [reasonOf(readStage(call)), call.stage];
  };
  const none = 'Invalid Stage: it is one of TEST, PRE, RELEASE';

  test.each([
    [[], undefined, 'RELEASE'],
    [['pre'], undefined, 'PRE'],
    [['TEST'], undefined, 'TEST'],
    [['RELEASES'], none, ''],
    [[''], none, ''],
    [['TEST', 'TEST'], 'Invalid Header: X-Ca-Stage comes more than once', ''],
  ])('of a request that says %j: %s %s', (sent, reason, stage) => {
    expect(stageOf(...sent)).toEqual([reason, stage]);
  });
});

describe('the size', () => {
  const LIMIT = 8 * 1024;
  const sizeOf = (request: Partial<GatewayRequest>) => checkSize(callOf(request));

  test('of the URL and the headers is what they are on the wire', () => {
    // "a: bc" and its line end are seven bytes.
    const headers: HeaderLine[] = [['a', 'bc']];
    expect(sizeOf({ target: 'x'.repeat(LIMIT - 7), headers })).toBeUndefined();
    expect(sizeOf({ target: 'x'.repeat(LIMIT - 6), headers })).toMatchObject({
      code: 'I413UL',
      reason: 'Request URL too Large: URL and headers are 8193 bytes, 8192 are let through',
    });
    expect(sizeOf({ target: 'x'.repeat(LIMIT - 13), headers: [...headers, ...headers] })).toMatchObject({
      code: 'I413UL',
    });
  });

  test.each([
    ['8388608', undefined],
    ['8388609', 'I413RL'],
    ['x', undefined],
  ])('of a body that says it has %s bytes: %s', (length, code) => {
    expect(sizeOf({ headers: [['Content-Length', length]] })?.code).toBe(code);
  });
});

describe('the step trafficControl', () => {
  test.each([
    ['SECOND', 1_000],
    ['MINUTE', 60_000],
    ['HOUR', 3_600_000],
    ['DAY', 86_400_000],
  ] as const)('counts the calls of a %s of the clock', (unit, millis) => {
    const step = trafficControlStep({ unit, apiDefault: 2 });
    const start = 20_000 * 86_400_000;
    const at = (receivedAt: number) => {
      const { request } = callOf();
      return reasonOf(step(new Call(request, { id: 'id-1', receivedAt, isTraced: false })));
    };
    const refused = `Throttled by PLUGIN Flow Control: 2 calls in a ${unit.toLowerCase()}`;
    expect([start, start + millis - 1, start + millis - 1].map(at)).toEqual([undefined, undefined, refused]);
    expect([start + millis, start + millis, start + millis].map(at)).toEqual([undefined, undefined, refused]);
  });
});

describe('the route', () => {
  const GROUP = {} as RoutePlan['group'];
  const planOf = (more: object = {}) =>
    ({
      group: GROUP,
      blocking: [],
      steps: ['steps of the route'],
      localProtocol: 'http',
      served: { label: 'GET /orders', stageName: 'RELEASE', route: { id: 'Orders' } },
      ...more,
    }) as unknown as RoutePlan;
  const foundOf = (more: object = {}): FoundRoute => ({
    plan: planOf(more),
    pathParameters: new Map([['id', '7']]),
    rest: 'rest',
  });
  const NOT_THERE = 'API not found: no API takes this method and path in TEST';

  interface Given {
    readonly byMethod?: Readonly<Record<string, readonly FoundRoute[]>>;
    readonly request?: Partial<GatewayRequest>;
  }

  /** What comes of a request, what the finder was asked, and the call afterwards. */
  async function find({ byMethod = {}, request = {} }: Given) {
    const asked: Parameters<RouteFinder['find']>[0][] = [];
    const finder = {
      find(query: Parameters<RouteFinder['find']>[0]) {
        asked.push(query);
        return byMethod[query.method] ?? [];
      },
    } as RouteFinder;
    const call = callOf({ target: '/%6frders?a=1', ...request });
    call.stage = 'TEST';
    const step = routeStep(finder, (host) => (group) => host === 'localhost' && group === GROUP);
    return { answer: (await step(call)) as Answer | undefined, asked, call };
  }

  test('that takes a request takes it with its steps and what its path caught', async () => {
    const found = foundOf();
    const { answer, asked, call } = await find({ byMethod: { GET: [found] } });
    expect(answer).toBeUndefined();
    expect(asked).toEqual([
      { method: 'GET', path: '/orders', stage: 'TEST', isReachable: expect.anything() },
    ]);
    expect([found.plan, planOf({ group: {} })].map((plan) => asked[0]?.isReachable(plan))).toEqual([
      true,
      false,
    ]);
    const { localProtocol, path, pathParameters, rest, served, steps, trace } = call;
    expect({ localProtocol, path, pathParameters, rest, served, steps, trace }).toEqual({
      localProtocol: 'http',
      path: '/orders',
      pathParameters: found.pathParameters,
      rest: 'rest',
      served: found.plan.served,
      steps: found.plan.steps,
      trace: [{ step: 'route', passed: true, detail: 'GET /orders RELEASE' }],
    });
  });

  test('is not looked for where the path might be read as another one', async () => {
    const { answer, asked } = await find({ request: { target: '/a/../b' } });
    expect([answer?.code, answer?.reason, asked]).toEqual([
      'I400PA',
      'Invalid Request Path: it has characters or segments that no route has',
      [],
    ]);
  });

  test('is told where two take the request, and neither does', async () => {
    const second = foundOf({ served: { route: { id: 'Other' } }, blocking: [{ name: 'app', why: 'no' }] });
    const { answer, call } = await find({ byMethod: { GET: [foundOf(), second] } });
    expect(answer).toMatchObject({
      outcome: 'unemulated',
      reason: 'both Orders and Other take this request; the host may tell them apart, as in GROUP.localhost',
      response: { headers: [['X-Jwt-Gateway-Unemulated', 'definition'], expect.anything()] },
    });
    expect([call.steps, call.served?.label]).toEqual([[], 'GET /orders']);
  });

  test('that something unemulated decides about says what', async () => {
    const { answer, call } = await find({
      byMethod: { GET: [foundOf({ blocking: [{ name: 'app', why: 'no app is known' }] })] },
    });
    expect(answer).toMatchObject({ outcome: 'unemulated', reason: 'no app is known' });
    expect([call.steps, call.served?.label, call.rest]).toEqual([[], 'GET /orders', '']);
  });

  describe('a browser asks for', () => {
    const ANSWER = { outcome: 'answered' } as Answer;
    const asking = {
      method: 'OPTIONS',
      headers: [['Access-Control-Request-Method', 'PUT'] as const],
    };
    const withCors = foundOf({ preflight: () => ANSWER });

    test('is answered by its cors plug-in, and followed, but not taken', async () => {
      const { answer, asked, call } = await find({ byMethod: { PUT: [withCors] }, request: asking });
      expect(answer).toBe(ANSWER);
      expect(asked.map(({ method }) => method)).toEqual(['OPTIONS', 'PUT']);
      expect([call.served?.label, call.localProtocol, call.steps]).toEqual(['GET /orders', 'http', []]);
    });

    test('is not asked where a route takes the question itself', async () => {
      const { answer, asked } = await find({
        byMethod: { OPTIONS: [foundOf()], PUT: [withCors] },
        request: asking,
      });
      expect([answer, asked.length]).toEqual([undefined, 1]);
    });

    test.each<[string, Given]>([
      ['and there is none', { request: asking }],
      ['and it has no cors plug-in', { byMethod: { PUT: [foundOf()] }, request: asking }],
      [
        'and does not say by which method',
        { byMethod: { PUT: [withCors] }, request: { ...asking, headers: [] } },
      ],
      ['by another method', { byMethod: { PUT: [withCors] }, request: { ...asking, method: 'POST' } }],
      [
        'and the plug-in has no answer',
        { byMethod: { PUT: [foundOf({ preflight: () => undefined })] }, request: asking },
      ],
    ])('is not found where it is asked for %s', async (_, given) => {
      const { answer, asked, call } = await find(given);
      expect([answer?.code, answer?.reason, call.trace]).toEqual(['I404NF', NOT_THERE, []]);
      expect(asked.map(({ method }) => method)).not.toContain(undefined);
    });
  });
});
