import type { Call } from '../../lib/gateway/exchange/call';
import type { GatewayRequest } from '../../lib/gateway/exchange/exchange';
import { accessControlStep } from '../../lib/gateway/steps/access-control';
import type { AccessControlRule } from '../../lib/plugin';
import { gatewayErrorOf } from '../jwk/gateway-error-of';
import { brokenAfter, callOf, chunksOf } from './call-of';

const CLAIMS = [
  { claimName: 'sub', parameterName: 'X-User', location: 'header' },
  { claimName: 'none', parameterName: 'X-None', location: 'header' },
] as const;
const FORM = 'application/x-www-form-urlencoded';

type Rule = Partial<AccessControlRule>;
const stepOf = (parameters: Readonly<Record<string, string>>, ...rules: readonly Rule[]) =>
  accessControlStep(
    { parameters, rules: rules.map((rule, at) => ({ name: `rule${at}`, condition: '1 = 1', ...rule })) },
    CLAIMS,
  );

interface Given {
  readonly request?: Partial<GatewayRequest>;
  readonly claims?: object;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly authType?: string;
}

function callFor({ authType, claims, parameters = {}, request = {} }: Given = {}): Call {
  const call = callOf({ clientAddress: '::ffff:192.0.2.7', ...request });
  call.path = '/orders/7';
  if (claims !== undefined) call.token = { claims } as Call['token'];
  call.parameters = new Map(Object.entries(parameters));
  if (authType !== undefined) call.served = { route: { authType } } as Call['served'];
  return call;
}

const variable = (name: string) => `\${${name}}`;
const SHOWN = `<${variable('it')}>`;

const headers = [
  ['User-Agent', 'curl'],
  ['user-agent', 'wget'],
  ['Content-Type', FORM],
] as const;
const forwarded = (...values: readonly string[]) => ({
  request: { headers: values.map((value) => ['X-Forwarded-For', value] as const) },
});

test.each<[string, Given, string]>([
  ['Method', { request: { method: 'post' } }, '<POST>'],
  ['method', { request: { method: 'GET' } }, '<GET>'],
  ['Path', {}, '</orders/7>'],
  ['Header:user-agent', { request: { headers } }, '<curl>'],
  ['Header:X-None', { request: { headers } }, '<>'],
  ['Query:a', { request: { target: '/?b=0&a=1&a=2' } }, '<1>'],
  ['Query:c', { request: { target: '/?b=0' } }, '<>'],
  ['Form:a', { request: { headers, body: chunksOf('b=0&a=x+y') } }, '<x y>'],
  ['Form:c', { request: { headers, body: chunksOf('b=0') } }, '<>'],
  ['Form:a', { request: { body: chunksOf('a=1') } }, '<>'],
  ['Parameter:id', { parameters: { id: '7' } }, '<7>'],
  ['Parameter:X-User', { parameters: { 'X-User': 'p' }, claims: { sub: 'alice' } }, '<p>'],
  ['Parameter:X-User', { claims: { sub: 'alice' } }, '<alice>'],
  ['Parameter:X-None', { claims: { sub: 'alice' } }, '<>'],
  ['Parameter:sub', { claims: { sub: 'alice' } }, '<>'],
  ['Parameter:X-User', {}, '<>'],
  ['Parameter:other', { claims: { undefined: 'x' } }, '<>'],
  ['path:id', { parameters: { id: '7' } }, '<7>'],
  ['Token:sub', { claims: { sub: 'alice' } }, '<alice>'],
  ['Token:level', { claims: { level: 3 } }, '<3>'],
  ['Token:admin', { claims: { admin: false } }, '<false>'],
  ['Token:none', { claims: { sub: 'alice' } }, '<>'],
  ['Token:sub', {}, '<>'],
  ['System:CaClientIp', {}, '<192.0.2.7>'],
  ['System:CaAppId', { authType: 'ANONYMOUS' }, '<>'],
  ['XFF:0', forwarded('1.1.1.1 , 2.2.2.2', '3.3.3.3'), '<1.1.1.1>'],
  ['XFF:1', forwarded('1.1.1.1 , 2.2.2.2', '3.3.3.3'), '<2.2.2.2>'],
  ['XFF:2', forwarded('1.1.1.1 , 2.2.2.2', '3.3.3.3'), '<3.3.3.3>'],
  ['XFF:3', forwarded('1.1.1.1 , 2.2.2.2', '3.3.3.3'), '<192.0.2.7>'],
  ['XFF:-1', forwarded('1.1.1.1 , 2.2.2.2', '3.3.3.3'), '<192.0.2.7>'],
  ['XFF:-4', forwarded('1.1.1.1 , 2.2.2.2', '3.3.3.3'), '<1.1.1.1>'],
  ['XFF:10', forwarded('1.1.1.1'), '<>'],
  ['XFF:0', {}, '<192.0.2.7>'],
])('%s of a request with %j is %s', async (source, given, expected) => {
  const rule = { condition: "$it = 'x'", ifTrue: 'DENY', ifFalse: 'DENY', errorMessage: SHOWN } as const;
  expect((await stepOf({ it: source }, rule)(callFor(given)))?.reason).toBe(expected);
});

test.each<[string, Given, string]>([
  [
    'Token:aud',
    { claims: { aud: ['a'] } },
    'the claim aud is a list, and how conditions read one is not documented',
  ],
  ['System:CaAppId', { authType: 'APP' }, 'which app calls is not known'],
  ['System:CaAppId', {}, 'which app calls is not known'],
  ['System:CaNone', {}, 'System:CaNone is not emulated'],
  ['XFF:x', {}, 'XFF:x is no index'],
  ['XFF:1x', {}, 'XFF:1x is no index'],
  ['XFF:x1', {}, 'XFF:x1 is no index'],
])('%s of a request with %j cannot be told: %s', async (source, given, why) => {
  const step = stepOf({ it: source }, { condition: "$it = 'x'", ifTrue: 'DENY' });
  expect(await step(callFor(given))).toMatchObject({
    outcome: 'unemulated',
    reason: `rule rule0 cannot be told: ${why}`,
  });
});

test('a message has the values of its variables, and what nobody knows as it is written', async () => {
  const parameters = { a: 'Method', _b2: 'Token:aud', h: 'Host:x' };
  const kept = [variable('_b2'), variable('h'), variable('none'), variable('1'), '$a', '{a}'].join(' ');
  const errorMessage = `${variable('a')} ${kept} ${variable('a')}!`;
  expect(
    await stepOf(parameters, { ifTrue: 'DENY', errorMessage })(callFor({ claims: { aud: ['x'] } })),
  ).toMatchObject({ code: 'A403AC', reason: `GET ${kept} GET!` });
});

describe('a denial', () => {
  const TEXT = ['Content-Type', 'text/plain; charset=utf-8'];
  const answerTo = (rule: Rule) => stepOf({}, { ifTrue: 'DENY', ...rule })(callFor());

  test('names its rule', async () => {
    const reason = 'Access Control Forbidden by: rule0';
    expect(await answerTo({})).toEqual({
      response: {
        status: 403,
        headers: [['X-Ca-Error-Code', 'A403AC'], ['X-Ca-Error-Message', reason], TEXT],
        body: `${reason}\n`,
      },
      outcome: 'refused',
      code: 'A403AC',
      reason,
    });
  });

  test.each<[Rule, object]>([
    [{ statusCode: 200 }, { status: 200 }],
    [{ responseBody: '' }, { body: '' }],
    [
      { responseHeaders: { 'X-Why': 'rule' } },
      { headers: [expect.anything(), expect.anything(), ['X-Why', 'rule']] },
    ],
    [{ responseHeaders: {} }, { headers: [expect.anything(), expect.anything(), TEXT] }],
    [{ errorMessage: '' }, { body: '\n' }],
  ])('by a rule with %j is answered with %j', async (rule, response) => {
    expect(await answerTo(rule)).toMatchObject({ outcome: 'refused', code: 'A403AC', response });
  });
});

describe('what comes of rules', () => {
  const unknown = '$it = 1';
  const sources = { it: 'Token:aud' };
  const claims = { aud: ['a'] };

  test.each<[string, readonly Rule[], string]>([
    ['a rule that allows', [{ ifTrue: 'ALLOW' }, { ifTrue: 'DENY' }], 'rule rule0 allows it'],
    ['none that decides', [{ ifFalse: 'DENY' }], 'no rule denies it'],
    ['no rule at all', [], 'no rule denies it'],
    ['one that allows or does not', [{ condition: unknown, ifTrue: 'ALLOW' }], 'no rule denies it'],
    [
      'one that allows or leaves it to one that allows',
      [{ condition: unknown, ifTrue: 'ALLOW' }, { ifTrue: 'ALLOW' }],
      'rule rule1 allows it',
    ],
  ])('%s lets a call through', async (_, rules, detail) => {
    const call = callFor({ claims });
    expect(await stepOf(sources, ...rules)(call)).toBeUndefined();
    expect(call.trace).toEqual([{ step: 'accessControl', passed: true, detail }]);
  });

  test.each<[string, readonly Rule[]]>([
    ['it may deny', [{ condition: unknown, ifTrue: 'DENY' }]],
    ['a later one may deny', [{ condition: unknown, ifTrue: 'ALLOW' }, { ifTrue: 'DENY' }]],
  ])('where nobody can tell what comes of a rule and %s, the call is answered', async (_, rules) => {
    const call = callFor({ claims });
    expect(await stepOf(sources, ...rules)(call)).toMatchObject({
      outcome: 'unemulated',
      reason:
        'rule rule0 cannot be told: the claim aud is a list, and how conditions read one is not documented',
      response: { headers: [['X-Jwt-Gateway-Unemulated', 'accessControl'], expect.anything()] },
    });
    expect(call.trace).toEqual([]);
  });
});

describe('a form', () => {
  const denying = { condition: "$it = 'x'", ifTrue: 'DENY' } as const;

  test('is read only where a variable comes from it', async () => {
    const request = { headers, body: brokenAfter('it=x') };
    expect(stepOf({ it: 'Query:it' }, denying)(callFor({ request }))).toBeUndefined();
  });

  test('that breaks off is refused', async () => {
    const request = { headers, body: brokenAfter('it=x') };
    const step = stepOf({ other: 'Method', it: 'Form:it' }, denying);
    expect(await step(callFor({ request }))).toMatchObject({ code: 'I400BD' });
  });
});

test.each<[Readonly<Record<string, string>>, Rule, string]>([
  [{ it: 'Host:x' }, { condition: '$it = 1' }, 'it: comes from "Host:x", which is not emulated for requests'],
  [
    { it: 'StatusCode' },
    { condition: '$it = 1' },
    'it: comes from "StatusCode", which is not emulated for requests',
  ],
  [{}, { condition: '$it = 1' }, 'it: comes from "", which is not emulated for requests'],
  [{}, { statusCode: 199 }, 'rule0: has the status 199, which ends no request'],
  [{}, { responseHeaders: { 'a b': '' } }, 'rule0: has a response header that it cannot set'],
  [{}, { responseHeaders: { a: '\n' } }, 'rule0: has a response header that it cannot set'],
  [
    {},
    { responseHeaders: { b: '', 'X-Ca-Error-Code': '' } },
    'rule0: has a response header that it cannot set',
  ],
])('rules over %j with %j cannot be followed', async (parameters, rule, message) => {
  const error = await gatewayErrorOf(() => stepOf(parameters, { ifTrue: 'DENY', ...rule }));
  expect([error.code, error.message]).toEqual(['plugin-data-invalid', message]);
});

test('a source that is not emulated keeps no rules back that do not use it', async () => {
  expect(await stepOf({ it: 'Host:x', st: 'StatusCode' }, { ifTrue: 'ALLOW' })(callFor())).toBeUndefined();
});
