import type { Answer } from '../../lib/gateway/exchange/answer';
import type { GatewayRequest } from '../../lib/gateway/exchange/exchange';
import type { DeclaredParameter } from '../../lib/gateway/plan/declared-parameter';
import type { ParameterPlan } from '../../lib/gateway/plan/parameter-plan';
import { parametersStep } from '../../lib/gateway/steps/parameters';
import { brokenAfter, callOf, chunksOf, linesOf } from './call-of';

// The gateway gives an expression up after some time: here one takes too long by its text, on any machine.
jest.mock('../../lib/gateway/plan/declared-parameter', () => ({
  findExpressionTest: (source: string) => (text: string) =>
    source === 'slow' ? undefined : new RegExp(`^(?:${source})$`).test(text),
}));

type Declared = Partial<DeclaredParameter>;

const declaredOf = (declared: Declared): DeclaredParameter => ({
  name: 'q',
  location: 'QUERY',
  type: 'String',
  isRequired: false,
  defaultValue: undefined,
  minLength: undefined,
  maxLength: undefined,
  minValue: undefined,
  maxValue: undefined,
  allowed: undefined,
  regularExpression: undefined,
  ...declared,
});

const planOf = (declared: readonly Declared[], more: Partial<ParameterPlan> = {}): ParameterPlan => ({
  isMapping: true,
  isForm: false,
  targets: [],
  isTaken: () => false,
  ...more,
  declared: declared.map(declaredOf),
});

interface Sent extends Partial<GatewayRequest> {
  readonly caught?: Readonly<Record<string, string>>;
}

/** The parameters of a call; of one that is not let through, its code and reason. */
async function take(plan: ParameterPlan, { caught = {}, ...request }: Sent): Promise<object | string> {
  const call = callOf(request);
  call.pathParameters = new Map(Object.entries(caught));
  const answer = (await parametersStep(plan)(call)) as Answer | undefined;
  if (answer === undefined) return Object.fromEntries(call.parameters);
  expect(call.parameters.size).toBe(0);
  return `${answer.code ?? answer.response.headers[0]?.join()} ${answer.reason}`;
}

const wrong = (what: string) => `I400IP Invalid Parameter: q ${what}`;

test.each<[Declared, string, string | undefined]>([
  [{ type: 'Int' }, '-2147483648', undefined],
  [{ type: 'Int' }, '+2147483647', undefined],
  [{ type: 'Int' }, '2147483648', 'is no Int'],
  [{ type: 'Int' }, '-2147483649', 'is no Int'],
  [{ type: 'Int' }, '', 'is no Int'],
  [{ type: 'Int' }, '1x', 'is no Int'],
  [{ type: 'Int' }, 'x1', 'is no Int'],
  [{ type: 'Int' }, '1.0', 'is no Int'],
  [{ type: 'Int' }, '+-1', 'is no Int'],
  [{ type: 'Int' }, '00000000000000000001', undefined],
  [{ type: 'Int' }, '000000000000000000001', 'is no Int'],
  [{ type: 'Long' }, '-9223372036854775808', undefined],
  [{ type: 'Long' }, '9223372036854775807', undefined],
  [{ type: 'Long' }, '9223372036854775808', 'is no Long'],
  [{ type: 'Float' }, '-1.5e-10', undefined],
  [{ type: 'Float' }, '+10.', undefined],
  [{ type: 'Float' }, '.25E+10', undefined],
  [{ type: 'Float' }, '12.34', undefined],
  [{ type: 'Float' }, '7', undefined],
  [{ type: 'Float' }, '12e3', undefined],
  [{ type: 'Float' }, '.', 'is no Float'],
  [{ type: 'Float' }, '1e', 'is no Float'],
  [{ type: 'Float' }, '1.5x', 'is no Float'],
  [{ type: 'Float' }, 'x1.5', 'is no Float'],
  [{ type: 'Float' }, '1x5', 'is no Float'],
  [{ type: 'Double' }, '', 'is no Double'],
  [{ type: 'Double' }, 'NaN', 'is no Double'],
  [{ type: 'Boolean' }, 'True', undefined],
  [{ type: 'Boolean' }, 'FALSE', undefined],
  [{ type: 'Boolean' }, 'falsey', 'is neither true nor false'],
  [{ type: 'Boolean' }, 'untrue', 'is neither true nor false'],
  [{ type: 'String' }, '', undefined],
  [{ minLength: 2, maxLength: 3 }, 'ab', undefined],
  [{ minLength: 2, maxLength: 3 }, 'abc', undefined],
  [{ minLength: 2, maxLength: 3 }, 'a', 'is shorter than 2'],
  [{ minLength: 2, maxLength: 3 }, 'abcd', 'is longer than 3'],
  [{ minValue: 2, maxValue: 1 }, '7', undefined],
  [{ type: 'Boolean', minValue: 2, maxValue: -1 }, 'true', undefined],
  [{ type: 'Int', minLength: 2, maxLength: 0 }, '7', undefined],
  [{ type: 'Int', minValue: 2, maxValue: 3 }, '2', undefined],
  [{ type: 'Int', minValue: 2, maxValue: 3 }, '3', undefined],
  [{ type: 'Int', minValue: 2, maxValue: 3 }, '1', 'is less than 2'],
  [{ type: 'Int', minValue: 2, maxValue: 3 }, '4', 'is more than 3'],
  [{ allowed: ['a', 'b'] }, 'b', undefined],
  [{ allowed: ['a', 'b'] }, 'ab', 'is none of the allowed values'],
  [{ allowed: [] }, '', 'is none of the allowed values'],
  [{ regularExpression: '[a-c]+' }, 'abc', undefined],
  [{ regularExpression: '[a-c]+' }, 'abcd', 'does not match its regular expression'],
  [{ type: 'Int', regularExpression: '[a-c]+' }, 'abc', 'is no Int'],
])('what is declared as %j takes %j: %s', async (declared, value, complaint) => {
  const sent = { target: `/?q=${encodeURIComponent(value)}` };
  expect(await take(planOf([declared]), sent)).toStrictEqual(
    complaint === undefined ? { q: value } : wrong(complaint),
  );
});

test('an expression that takes too long is told apart from one that does not match', async () => {
  expect(await take(planOf([{ regularExpression: 'slow' }]), { target: '/?q=a' })).toBe(
    'X-Jwt-Gateway-Unemulated,definition parameter q: its regular expression takes too long',
  );
});

const EVERYWHERE: readonly Declared[] = [
  { name: 'h', location: 'HEAD' },
  { name: 'q', location: 'QUERY' },
  { name: 'p', location: 'PATH' },
  { name: 'b', location: 'BODY' },
];
const FORM = linesOf({ h: 'head', 'Content-Type': 'application/x-www-form-urlencoded' });

test('each parameter is found where it is declared, and nowhere else', async () => {
  const sent = { target: '/?q=query&q=2&h=x&p=x&b=x', headers: FORM, caught: { p: 'pa%2Fth', q: 'x' } };
  const form = planOf(EVERYWHERE, { isForm: true });
  expect(await take(form, { ...sent, body: chunksOf('b=bo+dy&q=x') })).toStrictEqual({
    h: 'head',
    q: 'query',
    p: 'pa/th',
    b: 'bo dy',
  });
  expect(await take(form, sent)).toStrictEqual({ h: 'head', q: 'query', p: 'pa/th' });
  expect(await take(planOf(EVERYWHERE), { ...sent, body: brokenAfter('b=x') })).toStrictEqual({
    h: 'head',
    q: 'query',
    p: 'pa/th',
  });
});

test('a call without declared parameters keeps what it has', async () => {
  expect(await take(planOf([]), { target: '/?q=1' })).toStrictEqual({});
});

describe('a parameter that is not there', () => {
  const missing = 'I400MP Missing Parameter: q';

  test.each<[Declared, Partial<ParameterPlan>, object | string]>([
    [{}, {}, {}],
    [{ minLength: 1, regularExpression: 'x' }, {}, {}],
    [{ isRequired: true }, {}, missing],
    [{ location: 'PATH' }, {}, missing],
    [{ defaultValue: 'd' }, {}, { q: 'd' }],
    [{ defaultValue: '', isRequired: true }, {}, { q: '' }],
    [{ defaultValue: 'd', minLength: 2 }, {}, wrong('is shorter than 2')],
    [{ isRequired: true }, { isMapping: false }, {}],
    [{ defaultValue: 'd' }, { isMapping: false }, {}],
    [{ location: 'PATH' }, { isMapping: false }, missing],
    [{ location: 'PATH', defaultValue: 'd' }, { isMapping: false }, { q: 'd' }],
  ])('and is declared as %j, with %j: %j', async (declared, more, expected) => {
    expect(await take(planOf([declared], more), {})).toStrictEqual(expected);
  });
});

test('a PASSTHROUGH API takes any value but of the path', async () => {
  const plan = planOf([{ maxLength: 1 }, { name: 'p', location: 'PATH', maxLength: 1 }], {
    isMapping: false,
  });
  expect(await take(plan, { target: '/?q=ab', caught: { p: 'x' } })).toStrictEqual({ q: 'ab', p: 'x' });
  expect(await take(plan, { target: '/?q=ab', caught: { p: 'xy' } })).toBe(
    'I400IP Invalid Parameter: p is longer than 1',
  );
});

test('a part of the path that is no UTF-8 is refused where the path is looked at', async () => {
  const plan = planOf([{ location: 'PATH' }]);
  expect(await take(plan, { caught: { q: '%ff' } })).toBe(wrong('is no UTF-8'));
  expect(await take(plan, { caught: { p: '%ff' } })).toBe('I400MP Missing Parameter: q');
  expect(await take(planOf([{}]), { caught: { q: '%ff' } })).toStrictEqual({});
});

describe('of an API that takes a form', () => {
  const plan = planOf([{ location: 'BODY' }, { name: 'a' }], { isForm: true });
  const send = (type: string | undefined, body = chunksOf('q=1'), asked = plan) =>
    take(asked, {
      headers: type === undefined ? [] : linesOf({ 'Content-Type': type }),
      body,
      target: '/?a=1',
    });

  test.each<[string | undefined, object | string]>([
    ['application/x-www-form-urlencoded', { q: '1', a: '1' }],
    [undefined, { a: '1' }],
    ['application/json', 'I400CT Invalid Content-Type: the API takes a form'],
    ['x-multipart/form-data', 'I400CT Invalid Content-Type: the API takes a form'],
    ['multipart', 'I400CT Invalid Content-Type: the API takes a form'],
    [
      'Multipart/form-data; boundary=b',
      'X-Jwt-Gateway-Unemulated,definition multipart forms are not read here',
    ],
  ])('a body of the type %s gives %j', async (type, expected) => {
    expect(await send(type)).toStrictEqual(expected);
  });

  test('a body of any type is taken where no field is declared', async () => {
    expect(
      await send('application/json', chunksOf('{}'), planOf([{ name: 'a' }], { isForm: true })),
    ).toStrictEqual({
      a: '1',
    });
  });

  test('a request without a body may say any type', async () => {
    const headers = linesOf({ 'Content-Type': 'application/json' });
    expect(await take(plan, { headers, target: '/?a=1' })).toStrictEqual({ a: '1' });
  });

  test('a body that breaks off is refused', async () => {
    expect(await send('application/x-www-form-urlencoded', brokenAfter('q=1'))).toBe(
      'I400BD Invalid Body: it broke off',
    );
  });
});
