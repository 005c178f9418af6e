import type { HeaderLine } from '../../lib/gateway/exchange/exchange';
import { jwtStep } from '../../lib/gateway/steps/jwt';
import type { JwtCheck } from '../../lib/gateway/steps/jwt-check';
import { ReplayMemory } from '../../lib/gateway/steps/replay-memory';
import type { TokenPlace } from '../../lib/model';
import type { Refusal, SignedToken } from '../../lib/token';
import { NOW_SECONDS, now } from '../token/handmade-token';
import { callOf } from './call-of';

const KEY = { thumbprint: 'print', alg: 'RS256' };
const signed = (claims: object = {}) =>
  ({ signed: true, header: {}, claims, key: KEY }) as unknown as SignedToken;
const REFUSAL = { verified: false, code: 'I400JD', message: 'it has 1 part' } as unknown as Refusal;

interface Checked {
  readonly token?: SignedToken | Refusal | Promise<SignedToken | Refusal>;
  readonly model?: object;
  readonly memory?: ReplayMemory;
}

/** A check that takes any text for one token, and what it was asked. */
function checkOf({ memory = new ReplayMemory(), model = {}, token = signed() }: Checked = {}) {
  const texts: string[] = [];
  const prints: string[] = [];
  const check = {
    model: { parameter: 'X-Token', ...model },
    checkSignature(text: string) {
      texts.push(text);
      return token;
    },
    replaysOf(print: string) {
      prints.push(print);
      return memory;
    },
    tokenName: () => 'token of a key',
  } as unknown as JwtCheck;
  return { check, texts, prints };
}

const HEADER: TokenPlace = { location: 'header', name: 'X-Token' };
const withToken = () => callOf({ headers: [['X-Token', 'token']] });

describe('a caller without a token', () => {
  test('is refused, and told where one is looked for', () => {
    const { check, texts } = checkOf();
    for (const place of [HEADER, undefined])
      expect(jwtStep(place, check)(callOf())).toMatchObject({
        code: 'I400JR',
        reason: 'JWT required: there is no token in X-Token',
      });
    expect(jwtStep(undefined, check)(withToken())).toMatchObject({ code: 'I400JR' });
    expect(texts).toEqual([]);
  });

  test('gets through where the plug-in says so, with a word of it', () => {
    const call = callOf();
    expect(jwtStep(HEADER, checkOf({ model: { bypassEmptyToken: true } }).check)(call)).toBeUndefined();
    expect([call.token, call.passReason]).toEqual([undefined, 'no token: bypassEmptyToken']);
    expect(call.trace).toEqual([{ step: 'jwtAuth', passed: true, detail: 'no token: bypassEmptyToken' }]);
  });
});

describe('a caller with a token', () => {
  test.each([
    ['at once, where the signature is known', signed()],
    ['later, where it has to be checked', Promise.resolve(signed())],
  ])('gets through %s, and the call keeps it', async (_, token) => {
    const { check, prints, texts } = checkOf({ token });
    const call = withToken();
    const passed = jwtStep(HEADER, check)(call);
    expect(passed instanceof Promise).toBe(token instanceof Promise);
    expect(await passed).toBeUndefined();
    expect([call.token, call.passReason, texts, prints]).toEqual([
      await token,
      'token of a key',
      ['token'],
      [],
    ]);
    expect(call.trace).toEqual([{ step: 'jwtAuth', passed: true, detail: 'token of a key' }]);
  });

  test.each([
    ['a bad one', REFUSAL, { code: 'I400JD', reason: 'JWT Deserialize Failed: it has 1 part' }],
    ['a bad one, found out later', Promise.resolve(REFUSAL), { code: 'I400JD' }],
    ['an old one', signed({ exp: NOW_SECONDS }), { code: 'A403JE' }],
    ['an early one', signed({ nbf: NOW_SECONDS + 1 }), { code: 'A403JT' }],
  ])('is refused with %s, and the call keeps none', async (_, token, answer) => {
    const call = withToken();
    expect(await jwtStep(HEADER, checkOf({ token }).check)(call)).toMatchObject({
      outcome: 'refused',
      ...answer,
    });
    expect([call.token, call.passReason, call.trace]).toEqual([undefined, 'anybody may call', []]);
  });

  test('may show an old one only where the plug-in says so', () => {
    const token = signed({ exp: 1 });
    const answerBy = (model: object) => jwtStep(HEADER, checkOf({ token, model }).check)(withToken());
    expect(answerBy({ ignoreExpirationCheck: true })).toBeUndefined();
    expect(answerBy({ ignoreExpirationCheck: false })).toMatchObject({ code: 'A403JE' });
  });
});

describe('where a token is good once', () => {
  const model = { preventJtiReplay: true };

  test.each([undefined, '', 7])('one with the jti %j is refused', (jti) => {
    const { check, prints } = checkOf({ model, token: signed({ jti }) });
    const call = withToken();
    expect(jwtStep(HEADER, check)(call)).toMatchObject({
      outcome: 'refused',
      code: 'S403JI',
      reason: 'Claim jti is required when preventJtiReplay:true',
    });
    expect([call.token, prints]).toEqual([undefined, []]);
  });

  test('its id is remembered by the key, and the second call is refused', () => {
    const { check, prints } = checkOf({ model, token: signed({ jti: 'a' }) });
    expect(jwtStep(HEADER, check)(withToken())).toBeUndefined();
    expect(jwtStep(HEADER, check)(withToken())).toMatchObject({
      outcome: 'refused',
      code: 'S403JU',
      reason: 'Claim jti in JWT is used',
    });
    expect(prints).toEqual(['print', 'print']);
  });

  test.each([
    ['until the token expires', {}, { exp: NOW_SECONDS + 60 }, (NOW_SECONDS + 60) * 1000],
    ['for good where it never does', {}, {}, Number.POSITIVE_INFINITY],
    [
      'for good where that is not looked at',
      { ignoreExpirationCheck: true },
      { exp: 1 },
      Number.POSITIVE_INFINITY,
    ],
  ])('its id is remembered %s, and never as it is written', (_, more, claims, until) => {
    const memory = new ReplayMemory();
    const remember = jest.spyOn(memory, 'remember');
    const { check } = checkOf({
      memory,
      model: { ...model, ...more },
      token: signed({ jti: 'a', ...claims }),
    });
    jwtStep(HEADER, check)(withToken());
    expect(remember.mock.calls).toEqual([[expect.not.stringMatching(/^a$/), until, now()]]);
  });

  test('a new one cannot be told where the memory is full', () => {
    const { check } = checkOf({ memory: new ReplayMemory(0), model, token: signed({ jti: 'a' }) });
    const call = withToken();
    expect(jwtStep(HEADER, check)(call)).toMatchObject({
      outcome: 'unemulated',
      reason: 'too many ids of tokens (jti) are remembered to tell a new one',
      response: { headers: [['X-Jwt-Gateway-Unemulated', 'jwtAuth'], expect.anything()] },
    });
    expect(call.token).toBeUndefined();
  });
});

/** The text that is taken for the token; of a refusal, its reason. */
function foundAt(place: TokenPlace, target: string, headers: readonly HeaderLine[]): string | undefined {
  const { check, texts } = checkOf();
  const answer = jwtStep(place, check)(callOf({ target, headers }));
  if (answer instanceof Promise) throw new Error('nothing is waited for');
  return answer?.code === 'I400HD' ? answer.reason : texts[0];
}

const twice = (name: string) => `Invalid Header: ${name} comes more than once`;
const spelt = (name: string) =>
  `Invalid Header: ${name} comes under another spelling, which the backend might read`;

test.each<[string, readonly HeaderLine[], string | undefined]>([
  ['X-Token', [['x-TOKEN', ' a b ']], 'a b'],
  ['X-Token', [['X-Token', 'Bearer a']], 'Bearer a'],
  ['X-Token', [['X-Token', '  ']], undefined],
  ['X-Token', [['X-Other', 'a']], undefined],
  ['X-Token', [['X_Token', 'a']], spelt('X-Token')],
  [
    'X-Token',
    [
      ['X-Token', 'a'],
      ['x-token', 'a'],
    ],
    twice('X-Token'),
  ],
  [
    'X-Token',
    [
      ['X-Token', 'a'],
      ['x_token', ''],
    ],
    twice('X-Token'),
  ],
  ['authorization', [['Authorization', 'Bearer a']], 'a'],
  ['Authorization', [['Authorization', 'bearer   a']], 'a'],
  ['Authorization', [['Authorization', 'BEARER']], undefined],
  ['Authorization', [['Authorization', 'Bearer ']], undefined],
  ['Authorization', [['Authorization', 'Bearera']], 'Bearera'],
  ['Authorization', [['Authorization', 'a Bearer b']], 'a Bearer b'],
  ['Authorization', [['Authorization', 'Bearer Bearer a']], 'Bearer a'],
  ['Authorization', [['Authorization', 'a']], 'a'],
  ['Authorization', [], undefined],
  [
    'Authorization',
    [
      ['Authorization', 'a'],
      ['Authorization', 'b'],
    ],
    twice('Authorization'),
  ],
])('in the header %s, %j hold the token %s', (name, headers, expected) => {
  expect(foundAt({ location: 'header', name }, '/', headers)).toBe(expected);
});

test.each([
  ['/?token=a%2Bb', 'a+b'],
  ['/?x=1&token=a', 'a'],
  ['/?token=+', undefined],
  ['/?tokens=a', undefined],
  ['/', undefined],
  ['/?TOKEN=a', spelt('token')],
  ['/?token[]=a', spelt('token')],
  ['/?x;token=a', spelt('token')],
  ['/?token=a&x;token=b', twice('token')],
  ['/?token=a&tok%65n=a', twice('token')],
])('the query of %s holds the token %s', (target, expected) => {
  expect(foundAt({ location: 'query', name: 'token' }, target, [['token', 'in a header']])).toBe(expected);
});

test.each<[readonly string[], string | undefined]>([
  [['session=a'], 'a'],
  [['x=1; session = "a=b" ; y'], spelt('session')],
  [['x=1;  session="a=b" '], 'a=b'],
  [['session="a'], '"a'],
  [['session=x"a"'], 'x"a"'],
  [['session="a"x'], '"a"x'],
  [['session='], undefined],
  [['session'], spelt('session')],
  [['=session'], undefined],
  [['x=1', 'session=a'], 'a'],
  [['session=a', 'session=b'], twice('session')],
  [['x=1,session=a'], spelt('session')],
  [['session=a; x=1,SESSION=b'], twice('session')],
  [['sess%69on=a'], spelt('session')],
  [['session[x]=a'], spelt('session')],
  [[], undefined],
])('the cookies %j hold the token %s', (lines, expected) => {
  const headers = lines.map((line): HeaderLine => ['Cookie', line]);
  expect(foundAt({ location: 'cookie', name: 'session' }, '/?session=x', headers)).toBe(expected);
});

test.each(['form', 'path'] as const)(
  'in a parameter in the %s, the token is what the API declares',
  (location) => {
    const { check, texts } = checkOf();
    const step = jwtStep({ location, name: 'token' }, check);
    for (const value of [' a ', ' ', undefined]) {
      const call = callOf({ target: '/?token=x', headers: [['token', 'x']] });
      if (value !== undefined) call.parameters = new Map([['token', value]]);
      step(call);
    }
    expect(texts).toEqual(['a']);
  },
);
