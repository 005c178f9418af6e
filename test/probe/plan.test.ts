import { PrivateKeySet } from '../../lib/jwk';
import {
  type PlanOptions,
  type ProbeWork,
  planProbe,
  TOKEN_KIND_IDS,
  type TokenKindId,
} from '../../lib/probe';
import { requestWith } from '../../lib/probe/probe-request';
import { fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';
import { api, binding, deployment, getAtt, group, type Loose, model, OPEN, plugin } from '../model/sample';
import { counter, gatewayResources, now } from './fake-gateway';
import { impostorOf } from './impostors';

const KEY = fixturePublicJwk('ES256');
const OPTIONS: PlanOptions = {
  base: new URL('https://api.example.com'),
  signingKeys: [PrivateKeySet.parse(fixtureText('ES256')).signingKey()],
  now,
  random: counter(),
  createImpostor: impostorOf,
};

async function planned(resources: Loose, more: Partial<PlanOptions> = {}) {
  const { routes } = await planProbe(model(resources), { ...OPTIONS, ...more });
  return routes.map(({ route, stage, work }) => ({ id: route.id, stage: stage?.stage, work }));
}

/** The work of the only route. */
async function workOn(resources: Loose, more: Partial<PlanOptions> = {}): Promise<ProbeWork> {
  const [only, ...others] = await planned(resources, more);
  if (only === undefined || others.length > 0 || 'skip' in only.work)
    throw new Error('one route was expected');
  return only.work;
}

/** What must become of kinds: `refuse`, or why it is not tried. */
const demandsOn = async (resources: Loose, more: Partial<PlanOptions> = {}) => {
  const { kinds } = await workOn(resources, more);
  return Object.fromEntries(
    kinds.map(({ demand, kind }) => [kind, 'skip' in demand ? demand.skip : demand.must]),
  );
};

const jwtOnly = (jwt: Loose = {}, properties: Loose = {}) => ({
  Group: group(),
  Api: api('GET /orders', properties),
  Release: deployment(),
  Jwt: plugin('jwtAuth', { parameter: 'Authorization', parameterLocation: 'header', jwk: KEY, ...jwt }),
  Binding: binding(),
});

test('a good token that lasts for days is given out only when it is asked for', async () => {
  expect(await demandsOn(jwtOnly())).not.toHaveProperty('long-lived');
  expect(await demandsOn(jwtOnly(), { kinds: ['long-lived'] })).toEqual({
    good: 'accept',
    'long-lived': 'either',
  });
});

test.each<[string, Loose, Partial<PlanOptions>, Record<string, string>]>([
  [
    'a plug-in that refuses replays and rules over issuer and audience: all kinds',
    gatewayResources(KEY),
    {},
    {
      good: 'accept',
      'no-token': 'refuse',
      expired: 'refuse',
      'wrong-issuer': 'refuse',
      replayed: 'refuse',
      'missing-jti': 'refuse',
      duplicate: 'either',
    },
  ],
  [
    'a plug-in alone: what nobody checks is left out',
    jwtOnly(),
    {},
    {
      'wrong-issuer': 'no issuer rule',
      'wrong-audience': 'no audience rule',
      replayed: 'preventJtiReplay is off',
      'missing-jti': 'preventJtiReplay is off',
    },
  ],
  [
    'ignoreExpirationCheck',
    jwtOnly({ ignoreExpirationCheck: true }),
    {},
    { expired: 'ignoreExpirationCheck is on' },
  ],
  [
    'bypassEmptyToken: a token may be left out, a bad one is refused all the same',
    jwtOnly({ bypassEmptyToken: true }),
    {},
    {
      'no-token': 'accept',
      'empty-token': 'either',
      'scheme-only': 'either',
      garbage: 'refuse',
      good: 'accept',
    },
  ],
  [
    'a token elsewhere than in Authorization',
    jwtOnly({ parameter: 'X-Token' }),
    {},
    { 'scheme-only': 'the token is not in Authorization', 'empty-token': 'refuse' },
  ],
  [
    'a VPC only',
    jwtOnly({}, { DisableInternet: true }),
    {},
    { good: 'only callers in a VPC get through', expired: 'refuse' },
  ],
  [
    'app authentication beside the token',
    jwtOnly({}, { AuthType: 'APP' }),
    {},
    { good: 'it takes app authentication, too (--header may give it)', expired: 'refuse' },
  ],
  [
    'app authentication that a header gives',
    jwtOnly({}, { AuthType: 'APP' }),
    { headers: [['Authorization', 'APPCODE x']] },
    { good: 'accept' },
  ],
  [
    'no private key',
    jwtOnly(),
    { signingKeys: [] },
    {
      good: 'there is no private key',
      expired: 'there is no private key',
      'wrong-key': 'refuse',
      'wrong-issuer': 'no issuer rule',
    },
  ],
  [
    'the private key of another plug-in',
    jwtOnly(),
    { signingKeys: [PrivateKeySet.parse(fixtureText('RS256')).signingKey()] },
    { good: "the private key is of none of the gateway's keys" },
  ],
  [
    'a rule over the issuer that is not plain',
    {
      ...gatewayResources(KEY),
      Claims: plugin('accessControl', {
        parameters: { iss: 'Token:iss' },
        rules: [{ name: 'a', condition: "$iss like 'https:%'", ifFalse: 'DENY' }],
      }),
    },
    {},
    { 'wrong-issuer': 'either', 'wrong-audience': 'no audience rule' },
  ],
  [
    'rules that mention the issuer and let every other one in',
    {
      ...gatewayResources(KEY),
      Claims: plugin('accessControl', {
        parameters: { iss: 'Token:iss' },
        rules: [{ name: 'a', condition: "$iss = 'https://a' or 1 = 1", ifFalse: 'DENY' }],
      }),
    },
    {},
    { good: 'accept', 'wrong-issuer': 'no issuer rule' },
  ],
  [
    'rules that let no token through',
    {
      ...gatewayResources(KEY),
      Claims: plugin('accessControl', {
        parameters: { iss: 'Token:iss' },
        rules: [{ name: 'a', condition: "$iss = 'a' and $iss = 'b'", ifFalse: 'DENY' }],
      }),
    },
    {},
    { good: 'its rules accept no token', 'wrong-issuer': 'refuse' },
  ],
])('what must become of tokens: %s', async (_, resources, more, expected) => {
  expect(await demandsOn(resources, more)).toMatchObject(expected);
});

test.each<[string, Loose, string | undefined, Record<string, string>]>([
  ['public', OPEN, undefined, { 'no-token': 'accept' }],
  [
    'locked by an app only',
    { ...OPEN, Api: api('GET /orders', { AuthType: 'APP' }) },
    'only no token is tried: it wants app authentication',
    { 'no-token': 'refuse' },
  ],
  [
    'locked by an app and a password',
    {
      ...OPEN,
      Api: api('GET /orders', { AuthType: 'APP' }),
      Jwt: plugin('basicAuth', { users: [{ username: 'a', password: 'b' }] }),
      Binding: binding(),
    },
    'only no token is tried: it wants basic and app authentication',
    { 'no-token': 'refuse' },
  ],
  [
    'of a protection that the template does not tell',
    { ...OPEN, Api: api('GET /orders', { AuthType: { Ref: 'Auth' } }) },
    'what it must refuse is unknown: AuthType is Ref Auth',
    { 'no-token': 'either' },
  ],
  [
    'whose token is an API parameter that is not declared',
    jwtOnly({ parameter: 'token', parameterLocation: undefined }),
    'only no token is tried: where token is read is not known',
    { 'no-token': 'refuse' },
  ],
  [
    'whose plug-in has no key for signatures',
    jwtOnly({ jwk: { ...KEY, use: 'enc' } }),
    'only no token is tried: its plug-in has no key for signatures',
    { 'no-token': 'refuse' },
  ],
])('a route is tried without a token only: %s', async (_, resources, note, expected) => {
  const { kit, kinds, ...work } = await workOn(resources);
  expect(await demandsOn(resources)).toEqual(expected);
  expect([kit, work.note, work.mayBeMissing]).toEqual([undefined, note, false]);
});

test.each<[string, Loose, Partial<PlanOptions>, string]>([
  ['is not published', { Group: group(), Api: api() }, {}, 'it is not published'],
  [
    'whose stage is unknown',
    { ...OPEN, Release: deployment({ StageName: { Ref: 'Stage' } }) },
    {},
    'its stage is Ref Stage',
  ],
  [
    'is behind another domain',
    { ...OPEN, Other: group({ GroupName: 'other' }), Domain: domainOf('Other', 'api.example.com') },
    {},
    'api.example.com is not a domain of its group',
  ],
  [
    'changes something',
    { ...OPEN, Api: api('DELETE /orders') },
    {},
    'DELETE may change something (--unsafe-methods sends it)',
  ],
])('a route that %s is not tried', async (_, resources, more, why) => {
  const [first] = await planned(resources, more);
  expect(first?.work).toEqual({ skip: why });
});

function domainOf(group: string, DomainName: string): Loose {
  return {
    Type: 'ALIYUN::ApiGateway::CustomDomain',
    Properties: { GroupId: getAtt(group, 'GroupId'), DomainName },
  };
}

test('a route is tried in each of its stages, and in those that are wanted only', async () => {
  const stages = { ...OPEN, Test: deployment({ StageName: 'TEST' }) };
  expect((await planned(stages)).map(({ stage }) => stage)).toEqual(['RELEASE', 'TEST']);
  const wanted = await planned(stages, { isWanted: (__, stage) => stage?.stage === 'TEST' });
  expect(wanted.map(({ stage }) => stage)).toEqual(['TEST']);
});

test('only the kinds that are asked for are tried, and the good token that proves them', async () => {
  const { kinds } = await workOn(jwtOnly(), { kinds: ['alg-none', 'expired'] });
  expect(kinds.map(({ kind }) => kind)).toEqual(['good', 'expired', 'alg-none']);
});

const sent = async (resources: Loose, more: Partial<PlanOptions>, ...texts: string[]) => {
  const work = await workOn(resources, more);
  const { headers, url } = requestWith(
    work,
    { values: texts.map((text) => ({ text })) },
    AbortSignal.abort(),
  );
  return [url, ...headers.map((line) => line.join(': '))];
};

test.each<[string, Loose, string[], string[]]>([
  [
    'Authorization, after Bearer',
    {},
    ['T'],
    ['https://api.example.com/orders', 'X-Ca-Stage: RELEASE', 'Authorization: Bearer T'],
  ],
  [
    'two lines of it',
    {},
    ['A', 'B'],
    [
      'https://api.example.com/orders',
      'X-Ca-Stage: RELEASE',
      'Authorization: Bearer A',
      'Authorization: Bearer B',
    ],
  ],
  ['none', {}, [], ['https://api.example.com/orders', 'X-Ca-Stage: RELEASE']],
  [
    'a header of its own',
    { parameter: 'X-Token' },
    ['T'],
    ['https://api.example.com/orders', 'X-Ca-Stage: RELEASE', 'X-Token: T'],
  ],
  [
    'the query',
    { parameter: 'token', parameterLocation: 'query' },
    ['A', 'B'],
    ['https://api.example.com/orders?token=A&token=B', 'X-Ca-Stage: RELEASE'],
  ],
  [
    'a cookie',
    { parameter: 'token', parameterLocation: 'cookie' },
    ['A', 'B'],
    ['https://api.example.com/orders', 'X-Ca-Stage: RELEASE', 'cookie: token=A; token=B'],
  ],
])('tokens go where the plug-in looks for them: %s', async (_, jwt, texts, expected) => {
  expect(await sent(jwtOnly(jwt), {}, ...texts)).toEqual(expected);
});

test('a token that is an API parameter goes where the API declares it', async () => {
  const RequestParameters = [
    { ApiParameterName: 'token', Location: 'QUERY', ParameterType: 'String', Required: 'OPTION' },
  ];
  const resources = jwtOnly({ parameter: 'token', parameterLocation: undefined }, { RequestParameters });
  expect(await sent(resources, {}, 'T')).toEqual([
    'https://api.example.com/orders?token=T',
    'X-Ca-Stage: RELEASE',
  ]);
});

test('the path of the address and the headers of the user come with every request', async () => {
  const more = { base: new URL('https://example.com/proxy/'), headers: [['X-Own', 'a']] as const };
  expect(await sent(jwtOnly(), more, 'T')).toEqual([
    'https://example.com/proxy/orders',
    'X-Ca-Stage: RELEASE',
    'X-Own: a',
    'Authorization: Bearer T',
  ]);
});

const IS_TEST = { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] };
const SECTIONS = {
  Parameters: { Stage: { Type: 'String' } },
  Conditions: { IsTest: IS_TEST, IsNew: { 'Fn::Not': ['IsTest'] } },
};

test.each<[string, Loose, string | undefined]>([
  ['none', jwtOnly(), undefined],
  [
    'that of its API',
    { ...jwtOnly(), Api: api('GET /orders', {}, { Condition: 'IsTest' }) },
    'it is there only if IsTest',
  ],
  [
    'that of its API and its deployment, told once',
    {
      ...jwtOnly(),
      Api: api('GET /orders', {}, { Condition: 'IsTest' }),
      Release: deployment({}, { Condition: 'IsTest' }),
    },
    'it is there only if IsTest',
  ],
  [
    'those of its API and its deployment',
    {
      ...jwtOnly(),
      Api: api('GET /orders', {}, { Condition: 'IsTest' }),
      Release: deployment({}, { Condition: 'IsNew' }),
    },
    'it is there only if IsTest and IsNew',
  ],
  [
    'that of a public route',
    { ...OPEN, Api: api('GET /orders', {}, { Condition: 'IsTest' }) },
    'it is there only if IsTest',
  ],
])('a route may be missing by a condition, which is told: %s', async (_, resources, note) => {
  const { routes } = await planProbe(model(resources, SECTIONS), OPTIONS);
  expect(routes.map(({ work }) => 'skip' in work || [work.note, work.mayBeMissing])).toEqual([
    [note, note !== undefined],
  ]);
});

test('the plan has the address, and all routes in their order, published or not', async () => {
  const resources = { ...OPEN, Draft: api('GET /draft') };
  const seen: unknown[] = [];
  const isWanted: PlanOptions['isWanted'] = (route, stage) => {
    seen.push([route.id, stage?.stage]);
    return true;
  };
  const { base, routes } = await planProbe(model(resources), { ...OPTIONS, isWanted });
  expect(base).toBe(OPTIONS.base);
  expect(seen).toEqual([
    ['Api', 'RELEASE'],
    ['Draft', undefined],
  ]);
  expect(routes.map(({ route, stage, work }) => [route.id, stage?.stage, 'skip' in work])).toEqual([
    ['Api', 'RELEASE', false],
    ['Draft', undefined, true],
  ]);
});

const TWO_GROUPS = {
  ...OPEN,
  Other: group({ GroupName: 'other' }),
  OtherApi: api('GET /other', { GroupId: getAtt('Other', 'GroupId') }),
  OtherRelease: deployment({ ApiId: getAtt('OtherApi', 'ApiId'), GroupId: getAtt('Other', 'GroupId') }),
  SomeApi: api('GET /some', { GroupId: { Ref: 'Some' } }),
  SomeRelease: deployment({ ApiId: getAtt('SomeApi', 'ApiId'), GroupId: { Ref: 'Some' } }),
};

test.each<[string, Loose, string[]]>([
  ['a domain of nobody', {}, ['Api', 'OtherApi', 'SomeApi']],
  ['a domain of one of them', { Domain: domainOf('Group', 'api.example.com') }, ['Api', 'SomeApi']],
  [
    'a domain of one of them beside one of the other',
    { Domain: domainOf('Group', 'api.example.com'), Second: domainOf('Other', 'other.example.com') },
    ['Api', 'SomeApi'],
  ],
  [
    'a domain of both',
    { Domain: domainOf('Group', 'api.example.com'), Second: domainOf('Other', 'api.example.com') },
    ['Api', 'OtherApi', 'SomeApi'],
  ],
  ['another domain', { Domain: domainOf('Group', 'shop.example.com') }, ['Api', 'OtherApi', 'SomeApi']],
])('of the groups only those are tried that may be behind the address: %s', async (_, domains, expected) => {
  const routes = await planned(
    { ...TWO_GROUPS, ...domains },
    { base: new URL('https://api.example.com:444') },
  );
  expect(routes.filter(({ work }) => !('skip' in work)).map(({ id }) => id)).toEqual(expected);
  expect(routes).toHaveLength(3);
});

test('a key of somebody else is made once for each algorithm', async () => {
  const asked: string[] = [];
  const createImpostor: PlanOptions['createImpostor'] = (algorithm) => {
    asked.push(algorithm);
    return impostorOf(algorithm);
  };
  const resources = {
    ...jwtOnly(),
    Test: deployment({ StageName: 'TEST' }),
    TestBinding: binding({ StageName: 'TEST' }),
    Second: api('GET /second'),
    SecondRelease: deployment({ ApiId: getAtt('Second', 'ApiId') }),
    EdDSA: plugin('jwtAuth', {
      parameter: 'Authorization',
      parameterLocation: 'header',
      jwk: fixturePublicJwk('EdDSA'),
    }),
    SecondBinding: binding({ ApiId: getAtt('Second', 'ApiId'), PluginId: getAtt('EdDSA', 'PluginId') }),
  };
  const routes = await planned(resources, { createImpostor });
  expect(routes.map(({ work }) => 'kit' in work && work.kit !== undefined)).toEqual([true, true, true]);
  expect(asked).toEqual(['ES256', 'EdDSA']);
});

test('headers of the user take the place of those that a route wants, in any case of their names', async () => {
  const RequestParameters = ['X-Shop', 'X-Page'].map((ApiParameterName) => ({
    ApiParameterName,
    Location: 'HEAD',
    ParameterType: 'String',
    Required: 'REQUIRED',
  }));
  const resources = {
    ...jwtOnly({}, { RequestParameters }),
    Release: deployment({ StageName: 'TEST' }),
    Binding: binding({ StageName: 'TEST' }),
  };
  const work = await workOn(resources, { headers: [['X-SHOP', 'south']] });
  expect([...work.ownHeaders]).toEqual(['x-shop']);
  expect(work.draft.headers).toEqual([
    ['X-Ca-Stage', 'TEST'],
    ['X-SHOP', 'south'],
    ['X-Page', 'probe'],
  ]);
});

test.each([
  ['https://example.com', '/orders'],
  ['https://example.com/', '/orders'],
  ['https://example.com/a/b', '/a/b/orders'],
  ['https://example.com/a/b/', '/a/b/orders'],
])('the path of %s comes before that of the route', async (base, path) => {
  expect((await workOn(jwtOnly(), { base: new URL(base) })).draft.path).toBe(path);
});

const half = (algorithm: 'ES256' | 'RS256') => PrivateKeySet.parse(fixtureText(algorithm)).signingKey();

test('of several private keys the one is taken that the plug-in knows', async () => {
  const work = await workOn(jwtOnly(), { signingKeys: [half('RS256'), half('ES256')] });
  expect([...(work.kit?.leftOut ?? [])]).toEqual([]);
  expect(work.kinds[0]).toEqual({ kind: 'good', demand: { must: 'accept' }, unprovedKeys: [] });
});

test('a plug-in with more keys is tried with the one that is for signatures and has a private half', async () => {
  const jwks = [
    { ...KEY, kid: 'enc', use: 'enc', alg: undefined },
    { ...fixturePublicJwk('EdDSA'), kid: 'other' },
    KEY,
  ];
  const { kit } = await workOn(jwtOnly({ jwk: undefined, jwks }), {
    signingKeys: [half('RS256'), half('ES256')],
  });
  expect([...(kit?.leftOut ?? [])]).toEqual([]);
  expect(kit?.unprovedKeys).toEqual(['kid other']);
});

test('only the good token says which keys are not proved', async () => {
  const other = { ...fixturePublicJwk('EdDSA'), kid: 'other' };
  const { kinds } = await workOn(jwtOnly({ jwk: undefined, jwks: [KEY, other] }));
  expect(kinds.filter(({ unprovedKeys }) => unprovedKeys !== undefined)).toEqual([
    { kind: 'good', demand: { must: 'accept' }, unprovedKeys: ['kid other'] },
  ]);
});

test('a kind that is not tried for two reasons says that of the route', async () => {
  expect(await demandsOn(jwtOnly(), { signingKeys: [], kinds: ['replayed', 'expired'] })).toEqual({
    good: 'there is no private key',
    replayed: 'preventJtiReplay is off',
    expired: 'there is no private key',
  });
});

test('by default all kinds are tried but those that are good for days', async () => {
  const tried = Object.keys(await demandsOn(jwtOnly()));
  expect(tried).toEqual(TOKEN_KIND_IDS.filter((kind) => kind !== 'long-lived' && kind !== 'no-expiry'));
});

const claimsOf = async (kind: TokenKindId, more: Partial<PlanOptions> = {}) => {
  const { kit } = await workOn(gatewayResources(KEY), more);
  return (kit?.attempts(kind) ?? []).map(({ values, variant }) => {
    const [, payload = ''] = values[0]?.text.split('.') ?? [];
    const { exp, iat, jti, ...claims } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return [variant, claims];
  });
};

test('tokens say what the rules of the route demand, and what the user adds', async () => {
  const good = {
    sub: 'jwt-gateway-probe',
    iss: 'https://login.example.com',
    aud: 'orders',
    scope: 'orders:write',
  };
  expect(await claimsOf('good')).toEqual([[undefined, good]]);
  const claims = { sub: 'alice', aud: 'others', scope: 'orders:read' };
  expect(await claimsOf('good', { claims })).toEqual([[undefined, { ...good, ...claims }]]);
  expect(await claimsOf('missing-claim')).toEqual([['scope', { ...good, scope: undefined }]]);
  expect(await claimsOf('scope-part')).toEqual([
    ['scope orders:write', { ...good, scope: 'orders:writex xorders:write orders:writ' }],
  ]);
});

test('a claim of which a list is demanded is left out and changed, too', async () => {
  const resources = {
    ...gatewayResources(KEY),
    Claims: plugin('accessControl', {
      parameters: { role: 'Token:role' },
      rules: [{ name: 'a', condition: "$role = 'admin' or $role = 'clerk'", ifFalse: 'DENY' }],
    }),
  };
  const { kit } = await workOn(resources);
  expect(kit?.attempts('wrong-claim').map(({ variant }) => variant)).toEqual(['role']);
  expect(kit?.attempts('scope-part')).toEqual([]);
});

test('a plug-in that is bound before does not hide the keys of the one that is the lock', async () => {
  const resources = {
    Before: plugin('trafficControl', { unit: 'MINUTE', apiDefault: 10 }),
    BeforeBinding: binding({ PluginId: getAtt('Before', 'PluginId') }),
    ...jwtOnly(),
  };
  const [first] = await planned(resources);
  expect(first?.work).toMatchObject({ kit: { unprovedKeys: [] } });
});
