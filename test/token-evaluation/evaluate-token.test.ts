import { thumbprint } from '../../lib/jwk';
import { evaluateToken } from '../../lib/token-evaluation';
import type { FixtureAlgorithm } from '../fixtures/keys/fixture-keys';
import { fixtureJwk, fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import {
  api,
  binding,
  deployment,
  getAtt,
  JWT,
  type Loose,
  model,
  OPEN,
  PROTECTED,
  plugin,
} from '../model/sample';
import { CLAIMS, HEADER, NOW_SECONDS, now, rs256Token, unsignedToken } from '../token/handmade-token';

const KEYED = { ...JWT, jwk: fixturePublicJwk('RS256') };
const jwt = (data: Loose = {}, resources: Loose = PROTECTED) => ({
  ...resources,
  Jwt: plugin('jwtAuth', { ...KEYED, ...data }),
});
const beside = (type: string, data: Loose, attachment: Loose = {}) => ({
  ...jwt(),
  Other: plugin(type, data),
  OtherBinding: binding({ PluginId: getAtt('Other', 'PluginId'), ...attachment }),
});
const demand = (condition: string) => ({ name: 'r', condition, ifFalse: 'DENY', statusCode: 401 });
const rules = (parameters: Loose, ...all: Loose[]) => beside('accessControl', { parameters, rules: all });
/** As many variables as a shared instance knows. */
const UNUSED = Object.fromEntries(Array.from({ length: 16 }, (_, at) => [`v${at}`, 'Token:sub']));
const TOKEN = rs256Token(HEADER, CLAIMS);
const says = (claims: object) => rs256Token(HEADER, { ...CLAIMS, ...claims });

/** The verdict, the reason, what must stand beside the token, and the answer at the only route. */
async function at(resources: Loose, token = TOKEN): Promise<string> {
  const [only, second] = await evaluateToken(token, model(resources), { now });
  if (only === undefined || second !== undefined) throw new Error('one route in one stage was expected');
  const { answer, beside: others, reason, verdict } = only;
  const answered = answer === undefined ? [] : [`${answer.status} ${answer.code}`];
  return [`${verdict}: ${reason}`, ...answered, ...others].join(', ');
}

const MAYBE_BOUND = { ...jwt(), Binding: binding({ StageName: { Ref: 'S' } }) };
const other = (algorithm: FixtureAlgorithm) => ({ jwk: fixturePublicJwk(algorithm) });
const stranger = { jwk: { ...fixturePublicJwk('RS256'), kid: 'another' } };

type Case = readonly [title: string, resources: Loose, expected: string, token?: string];

const CASES: readonly Case[] = [
  ['a good token is taken', jwt(), 'taken: accepted'],
  ['a token is checked where it may be left out, too', jwt({ bypassEmptyToken: true }), 'taken: accepted'],
  [
    'an app has to sign beside the token',
    { ...jwt(), Api: api('GET /orders', { AuthType: 'APP' }) },
    'taken: accepted, app',
  ],
  ['a user has to be named beside the token', beside('basicAuth', { users: [] }), 'taken: accepted, basic'],
  [
    'rules that are bound before the JWT plug-in',
    {
      ...OPEN,
      ABinding: binding({ PluginId: getAtt('Other', 'PluginId') }),
      Other: plugin('accessControl', { parameters: {}, rules: [] }),
      Jwt: jwt().Jwt,
      ZBinding: binding(),
    },
    'taken: accepted',
  ],
  [
    'a token is checked where it may be left out beside an app',
    {
      ...jwt({ bypassEmptyToken: true }),
      Api: api('GET /orders', { AuthType: 'APP' }),
    },
    'refused: expired, 403 A403JE, app',
    says({ exp: 1 }),
  ],
  [
    'a JWT plug-in that may be bound beside an app',
    { ...MAYBE_BOUND, Api: api('GET /orders', { AuthType: 'APP' }) },
    'unknown: protection-unknown, app',
  ],
  ['a JWT plug-in that may be bound alone', MAYBE_BOUND, 'unknown: protection-unknown'],
  [
    'a JWT plug-in that may be bound, where a token may be left out',
    { ...MAYBE_BOUND, Jwt: jwt({ bypassEmptyToken: true }).Jwt },
    'unknown: protection-unknown',
  ],
  [
    'a JWT plug-in that is bound, and may be bound once more',
    { ...jwt(), ABinding: MAYBE_BOUND.Binding },
    'taken: accepted',
  ],
  ['a public route looks at no token', OPEN, 'ignored: public'],
  [
    'a route of another lock looks at no token',
    { ...OPEN, Api: api('GET /orders', { AuthType: 'APP' }) },
    'ignored: other-lock, app',
  ],
  [
    'an unknown AuthType is unknown',
    { ...OPEN, Api: api('GET /orders', { AuthType: { Ref: 'P' } }) },
    'unknown: protection-unknown',
  ],
  [
    'unknown keys are unknown',
    { ...PROTECTED, Jwt: plugin('jwtAuth', { ...JWT, jwk: 'no key' }) },
    'unknown: protection-unknown',
  ],
  ['a key that is not there', jwt(stranger), 'refused: key-not-found, 403 A403JK'],
  [
    'a key of another algorithm',
    jwt({ jwk: { ...fixturePublicJwk('ES256'), kid: HEADER.kid } }),
    'refused: algorithm-mismatch, 403 A403JT',
  ],
  ['a key of another set', jwt(other('ES384')), 'refused: key-not-found, 403 A403JK'],
  [
    'one of several keys is enough',
    jwt({ jwk: undefined, jwks: [fixturePublicJwk('ES256'), fixturePublicJwk('RS256')] }),
    'taken: accepted',
  ],
  ['jwk beside jwks', jwt({ jwks: [fixturePublicJwk('ES256')] }), 'taken: accepted'],
  [
    'a signature of somebody else',
    jwt(),
    'refused: signature-invalid, 403 A403JT',
    `${TOKEN.slice(0, -8)}AAAAAAAA`,
  ],
  ['no signature', jwt(), 'refused: algorithm-none, 403 A403JT', unsignedToken({ alg: 'none' }, CLAIMS)],
  ['what is no token', jwt(), 'refused: malformed, 400 I400JD', 'hello'],
  ['an expired token', jwt(), 'refused: expired, 403 A403JE', says({ exp: NOW_SECONDS })],
  [
    'an expired token where that is not looked at',
    jwt({ ignoreExpirationCheck: true }),
    'taken: accepted',
    says({ exp: 1 }),
  ],
  ['a token of tomorrow', jwt(), 'refused: not-yet-valid, 403 A403JT', says({ nbf: NOW_SECONDS + 1 })],
  [
    'no jti where each token counts once',
    jwt({ preventJtiReplay: true }),
    'refused: jti-missing, 403 S403JI',
  ],
  [
    'a jti where each token counts once',
    jwt({ preventJtiReplay: true }),
    'taken: accepted',
    says({ jti: 'a' }),
  ],
  ['a list of blocked tokens is elsewhere', jwt({ blockByDataSet: 'd1' }), 'unknown: setting-unknown'],
  ['a setting that nobody knows', jwt({ orAppAuth: true }), 'unknown: setting-unknown'],
  [
    'an unknown setting does not make a bad token better',
    jwt({ orAppAuth: true }),
    'refused: expired, 403 A403JE',
    says({ exp: 1 }),
  ],
  [
    'a rule that the token keeps',
    rules({ iss: 'Token:iss' }, demand("$iss = 'a'")),
    'taken: accepted',
    says({ iss: 'a' }),
  ],
  [
    'a rule that the token breaks',
    rules({ iss: 'Token:iss' }, demand("$iss = 'a'")),
    'refused: rule-denies, 401 A403AC',
    says({ iss: 'b' }),
  ],
  [
    'a rule about a claim that the token lacks',
    rules({ iss: 'Token:iss' }, demand("$iss = 'a'")),
    'refused: rule-denies, 401 A403AC',
  ],
  [
    'a claim that is a list',
    rules({ aud: 'Token:aud' }, demand("$aud = 'a'")),
    'unknown: rule-unknown',
    says({ aud: ['a'] }),
  ],
  [
    'a rule about any other claim',
    rules({ role: 'Token:role' }, demand("$role like 'adm%'")),
    'taken: accepted',
    says({ role: 'admin' }),
  ],
  [
    'a rule about the method',
    rules({ method: 'Method' }, { name: 'r', condition: "$method != 'GET'", ifTrue: 'DENY' }),
    'taken: accepted',
  ],
  [
    'a rule about the method of a route that takes every method',
    {
      ...rules({ method: 'Method' }, { name: 'r', condition: "$method = 'DELETE'", ifTrue: 'DENY' }),
      Api: api('ANY /orders'),
    },
    'unknown: rule-unknown',
  ],
  [
    'a rule about a token as a whole',
    rules({ token: 'Token' }, { name: 'r', condition: "$token = 'a'", ifTrue: 'DENY' }),
    'unknown: rule-unknown',
  ],
  [
    'a rule about something that is not documented for requests',
    rules({ code: 'StatusCode' }, demand("$code = '200'")),
    'unknown: rule-unknown',
  ],
  [
    'a rule about something else of the request',
    rules({ letter: 'Header:X' }, demand("$letter = 'a'")),
    'unknown: rule-unknown',
  ],
  [
    'a rule about something else that denies nothing',
    rules({ letter: 'Header:X' }, { name: 'r', condition: "$letter = 'a'", ifTrue: 'ALLOW' }),
    'taken: accepted',
  ],
  [
    'a rule about something else before one that denies for sure',
    rules({ letter: 'Header:X', iss: 'Token:iss' }, demand("$letter = 'a'"), demand("$iss = 'a'")),
    'refused: rule-denies, 401 A403AC',
  ],
  [
    'a rule about something else before one that denies for sure, with another status',
    rules(
      { letter: 'Header:X', iss: 'Token:iss' },
      { ...demand("$letter = 'a'"), statusCode: 418 },
      demand("$iss = 'a'"),
    ),
    'refused: rule-denies',
  ],
  [
    'a rule about something else that may allow before one that denies',
    rules(
      { letter: 'Header:X', iss: 'Token:iss' },
      { name: 'r', condition: "$letter = 'a'", ifTrue: 'ALLOW' },
      demand("$iss = 'a'"),
    ),
    'unknown: rule-unknown',
  ],
  [
    'an ALLOW before a DENY',
    rules(
      { iss: 'Token:iss' },
      { name: 'r', condition: '$iss = null', ifTrue: 'ALLOW' },
      demand("$iss = 'a'"),
    ),
    'taken: accepted',
  ],
  [
    'a 17th rule, which a shared instance does not apply',
    rules({ iss: 'Token:iss' }, ...new Array(16).fill({ ...demand('1 = 1') }), demand("$iss = 'a'")),
    'unknown: rule-unknown',
    says({ iss: 'b' }),
  ],
  [
    '17 rules that the token keeps',
    rules({ iss: 'Token:iss' }, ...new Array(17).fill(demand("$iss = 'a'"))),
    'taken: accepted',
    says({ iss: 'a' }),
  ],
  [
    'a 17th variable, which a shared instance does not know',
    rules({ ...UNUSED, iss: 'Token:iss' }, demand("$iss = 'a'")),
    'unknown: rule-unknown',
    says({ iss: 'a' }),
  ],
  [
    'a 17th variable, by which a shared instance may deny with another status',
    rules(
      { ...UNUSED, iss: 'Token:iss' },
      { ...demand("$iss = 'a'"), statusCode: 418 },
      { name: 'r', condition: '1 = 1', ifTrue: 'DENY', statusCode: 401 },
    ),
    'unknown: rule-unknown',
    says({ iss: 'a' }),
  ],
  [
    'a 17th rule where an earlier one decides',
    rules({ iss: 'Token:iss' }, demand("$iss = 'a'"), ...new Array(16).fill({ ...demand('1 = 1') })),
    'refused: rule-denies, 401 A403AC',
    says({ iss: 'b' }),
  ],
  [
    'a condition that is none, after one that denies',
    rules({ iss: 'Token:iss' }, demand("$iss = 'a'"), demand('$iss === a')),
    'unknown: rule-unknown',
    says({ iss: 'b' }),
  ],
  ['a condition that cannot be read', rules({}, demand('Random() < 0.1')), 'unknown: rule-unknown'],
  [
    'a condition that cannot be read, and denies either way',
    rules({}, { name: 'r', condition: 'Random() < 0.1', ifTrue: 'DENY', ifFalse: 'DENY' }),
    'refused: rule-denies, 403 A403AC',
  ],
  [
    'rules that cannot be read',
    beside('accessControl', { parameters: {}, rules: 'none' }),
    'unknown: rule-unknown',
  ],
  [
    'rules that may be bound',
    beside('accessControl', { parameters: {}, rules: [] }, { StageName: { Ref: 'S' } }),
    'unknown: rule-unknown',
  ],
  [
    'rules that are made elsewhere',
    {
      ...jwt(),
      Other: binding(
        { PluginId: { Ref: 'P' } },
        { Metadata: { JwtGateway: { PluginType: 'accessControl' } } },
      ),
    },
    'unknown: rule-unknown',
  ],
  [
    'rules do not make a bad token better',
    rules({ letter: 'Header:X' }, demand("$letter = 'a'")),
    'refused: expired, 403 A403JE',
    says({ exp: 1 }),
  ],
];

test.each(CASES.map(([title, resources, expected, token]) => ({ title, resources, expected, token })))(
  '$title',
  async ({ resources, expected, token }) => {
    expect(await at(resources, token)).toBe(expected);
  },
);

test('routes are told in the order of the model, once for each stage, and not where they are not published', async () => {
  const gateway = {
    ...jwt(),
    Test: deployment({ StageName: 'TEST' }),
    Open: api('GET /open'),
    OpenRelease: deployment({ ApiId: getAtt('Open', 'ApiId') }),
    Draft: api('GET /draft'),
  };
  const evaluations = await evaluateToken(TOKEN, model(gateway), { now });
  expect(evaluations.map(({ route, stage, verdict }) => [route.id, stage.stage, verdict])).toEqual([
    ['Api', 'RELEASE', 'taken'],
    ['Api', 'TEST', 'ignored'],
    ['Open', 'RELEASE', 'ignored'],
  ]);
});

const rule = (condition: string, verdicts: Loose) => ({ name: 'r', condition, ...verdicts });
const bothWays = { ifTrue: 'DENY', ifFalse: 'DENY' };

const MESSAGES: readonly Case[] = [
  ['by which plug-in and key a token is taken', jwt(), 'by plug-in Jwt with key rs256-test'],
  [
    'that a token is taken once',
    jwt({ preventJtiReplay: true }),
    'by plug-in Jwt with key rs256-test, once',
    says({ jti: 'a' }),
  ],
  [
    'a key without an id by its thumbprint',
    jwt({ jwk: { ...fixturePublicJwk('RS256'), kid: undefined } }),
    `by plug-in Jwt with the key ${thumbprint(fixturePublicJwk('RS256'))}`,
    rs256Token({ alg: 'RS256' }, CLAIMS),
  ],
  [
    'which plug-in wants a jti',
    jwt({ preventJtiReplay: true }),
    'plug-in Jwt wants each token once, and this one has no jti',
  ],
  ['that a route is public', OPEN, 'anyone gets through'],
  [
    'that a route asks for something else',
    { ...OPEN, Api: api('GET /orders', { AuthType: 'APP' }) },
    'it asks for no token of a JWT plug-in',
  ],
  [
    'why nobody can tell who gets through',
    { ...OPEN, Api: api('GET /orders', { AuthType: { Ref: 'P' } }) },
    'AuthType is Ref P',
  ],
  [
    'why a JWT plug-in is not certain',
    { ...MAYBE_BOUND, Api: api('GET /orders', { AuthType: 'APP' }) },
    'binding Binding is for the stage Ref S',
  ],
  ...['blockByDataSet', 'blockClaimParameterName', 'orAppAuth'].map(
    (setting): Case => [
      `the setting ${setting}, whose effect is not in the template`,
      jwt({ [setting]: 'a' }),
      `plug-in Jwt has ${setting}, whose effect on this token is not in the template`,
    ],
  ),
  [
    'a setting of a claim that nobody knows',
    jwt({ claimParameters: [{ claimName: 'sub', parameterName: 'X', location: 'header', must: 'alice' }] }),
    'plug-in Jwt has must, whose effect on this token is not in the template',
  ],
  [
    'which rule denies all but what',
    rules({ iss: 'Token:iss' }, demand("$iss = 'a'")),
    `rule r denies all but $iss = 'a'; here $iss is "b"`,
    says({ iss: 'b' }),
  ],
  [
    'which rule denies what',
    rules({ iss: 'Token:iss', level: 'Token:n' }, rule("$iss = 'a' and $level > 1", { ifTrue: 'DENY' })),
    `rule r denies $iss = 'a' and $level > 1; here $iss is "a", $level is 2`,
    says({ iss: 'a', n: 2 }),
  ],
  [
    'which claim a rule misses',
    rules({ role: 'Token:user_role' }, demand("$role = 'admin'")),
    "rule r denies all but $role = 'admin'; here the token has no claim user_role",
  ],
  [
    'the method that a rule denies',
    rules({ method: 'Method' }, rule("$method = 'GET'", { ifTrue: 'DENY' })),
    `rule r denies $method = 'GET'; here $method is "GET"`,
  ],
  [
    'what does not matter to a rule that denies',
    rules({ iss: 'Token:iss', letter: 'Header:X' }, rule("$iss = 'a' or $letter = 'b'", { ifTrue: 'DENY' })),
    `rule r denies $iss = 'a' or $letter = 'b'; here $iss is "a", $letter is not known`,
    says({ iss: 'a' }),
  ],
  ['a rule without variables', rules({}, rule('1 = 1', { ifTrue: 'DENY' })), 'rule r denies 1 = 1'],
  [
    'a rule that denies either way',
    rules({ iss: 'Token:iss' }, rule("$iss = 'a'", bothWays)),
    'rule r denies every request',
  ],
  [
    'a rule that denies either way, whatever its condition is',
    rules({}, rule('Random() < 0.1', bothWays)),
    'rule r denies every request',
  ],
  [
    'that nobody knows how a list is read',
    rules({ aud: 'Token:aud' }, demand("$aud = 'a'")),
    'rule r cannot be told: the claim aud is a list, and how conditions read one is not documented',
    says({ aud: ['a'] }),
  ],
  [
    'a condition that nobody knows how to read',
    rules({}, demand('Random() < 0.1')),
    'what the service makes of the condition of rule r here is not documented',
  ],
  [
    'a rule about something else of the request',
    rules({ letter: 'Header:X' }, demand("$letter = 'a'")),
    "rule r decides by what method and token alone do not tell: $letter = 'a'",
  ],
  [
    'that a shared instance may not know a variable',
    rules({ ...UNUSED, iss: 'Token:iss' }, demand("$iss = 'a'")),
    'on a shared instance only the first rules and variables of the plug-in take effect',
    says({ iss: 'a' }),
  ],
];

test.each(MESSAGES.map(([title, resources, expected, token]) => ({ title, resources, expected, token })))(
  'the message says $title',
  async ({ resources, expected, token = TOKEN }) => {
    const [said] = await evaluateToken(token, model(resources), { now });
    expect(said?.message).toBe(expected);
  },
);

test('what may have to be shown beside a token is told', async () => {
  const resources = { ...jwt(), Api: api('GET /orders', { AuthType: { Ref: 'P' } }) };
  const [said] = await evaluateToken(TOKEN, model(resources), { now });
  expect(said).toMatchObject({ verdict: 'taken', beside: [], perhaps: ['app'] });
  const [sure] = await evaluateToken(TOKEN, model(jwt()), { now });
  expect(sure?.perhaps).toEqual([]);
  const [open] = await evaluateToken(TOKEN, model(OPEN), { now });
  expect(open?.perhaps).toEqual([]);
});

test('a route whose path cannot be read has no method that a rule could ask for', async () => {
  const resources = rules({ method: 'Method' }, demand("$method = 'GET'"));
  const RequestConfig = { RequestHttpMethod: 'GET', RequestPath: { Ref: 'Path' } };
  const gateway = model({ ...resources, Api: api('GET /', { RequestConfig }) });
  const [said] = await evaluateToken(TOKEN, gateway, { now });
  expect(said?.reason).toBe('rule-unknown');
});

test('no message holds the token or a private key', async () => {
  for (const resources of [jwt(), jwt(stranger), jwt({ preventJtiReplay: true }), OPEN]) {
    const [{ message = '' } = {}] = await evaluateToken(TOKEN, model(resources), { now });
    expect(message).not.toContain(TOKEN.slice(0, 20));
    expect(message).not.toContain(fixtureJwk('RS256').d);
  }
});
