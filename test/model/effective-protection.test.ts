import { type Protection, publicWords } from '../../lib/model';
import {
  api,
  binding,
  deployment,
  getAtt,
  group,
  inWords,
  JWT,
  KEY,
  type Loose,
  OPEN,
  PROTECTED,
  plugin,
  protection,
  THUMBPRINT,
  template,
} from './sample';

const elsewhere = (PluginType: string) =>
  binding({ PluginId: { Ref: 'P' } }, { Metadata: { JwtGateway: { PluginType } } });

test('a plug-in from elsewhere decides nothing when its declared type authenticates nobody', () => {
  expect(protection({ ...OPEN, Binding: elsewhere('cors') }).kind).toBe('public');
  expect(protection({ ...PROTECTED, Other: elsewhere('cors') }).kind).toBe('locked');
});

const jwt = (data: Loose) => ({ ...PROTECTED, Jwt: plugin('jwtAuth', { ...JWT, ...data }) });
const authType = (AuthType: Loose, resources: Loose = OPEN) => ({
  ...resources,
  Api: api('GET /orders', { AuthType }),
});
const beside = (type: Loose, data: Loose, resources: Loose = PROTECTED) => ({
  ...resources,
  Other: plugin(type, data),
  OtherBinding: binding({ PluginId: getAtt('Other', 'PluginId') }),
});
const parameters = {
  Parameters: { P: { Type: 'String' }, Stage: { Type: 'String', Default: 'RELEASE' } },
  Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'P' }, 'prod'] } },
};

test.each<[string, Loose, string]>([
  ['an API without authentication is public', OPEN, 'public'],
  ['a bound JWT plug-in is a lock', PROTECTED, 'jwt'],
  ['bypassEmptyToken is no lock', jwt({ bypassEmptyToken: true }), 'public, token optional'],
  ['APP is a lock', authType('APP'), 'app'],
  ['APP stays beside a JWT plug-in', authType('APP', PROTECTED), 'jwt+app'],
  [
    'APP stays where the token is optional',
    authType('APP', jwt({ bypassEmptyToken: true })),
    'app, token optional',
  ],
  ['APPOPENID is two locks', authType('APPOPENID'), 'openid+app'],
  ['a JWT plug-in takes the place of the OpenID settings', authType('APPOPENID', PROTECTED), 'jwt+app'],
  [
    'a JWT plug-in that lets empty tokens pass takes it, too',
    authType('APPOPENID', jwt({ bypassEmptyToken: true })),
    'app, token optional',
  ],
  ['a basicAuth plug-in is a lock', beside('basicAuth', { users: [] }, OPEN), 'basic'],
  ['basicAuth stands beside a token', beside('basicAuth', { users: [] }), 'jwt+basic'],
  ['other plug-ins are no locks', beside('cors', {}, OPEN), 'public'],
  ['a second plug-in of the same id changes nothing', { ...PROTECTED, Again: binding() }, 'jwt'],
  [
    'a binding in another stage does not count',
    { ...PROTECTED, Binding: binding({ StageName: 'TEST' }) },
    'public',
  ],
  [
    'a binding to an existing API does not count',
    { ...PROTECTED, Binding: binding({ ApiId: 'a1b2c3' }) },
    'public',
  ],
  [
    'a binding to an API that is not there does not count',
    { ...PROTECTED, Binding: binding({ ApiId: getAtt('Gone', 'ApiId') }) },
    'public',
  ],
])('%s', (_, resources, words) => {
  expect(inWords(protection(resources))).toBe(words);
});

test.each<[string, Loose, string]>([
  [
    'no AuthType',
    authType(undefined),
    'AuthType is not given, and what the service then takes is not documented',
  ],
  ['an AuthType from a parameter', authType({ Ref: 'P' }), 'AuthType is Ref P'],
  ['an AuthType of another word', authType('OPENID'), 'AuthType is "OPENID", which ROS does not document'],
  [
    'two JWT plug-ins',
    beside('jwtAuth', { ...JWT, bypassEmptyToken: true }),
    'two plug-ins of type jwtAuth are bound, Jwt and Other: one of them takes effect',
  ],
  ['a remoteAuth plug-in', beside('remoteAuth', {}, OPEN), 'plug-in Other asks another service who may call'],
  ['a plug-in type from a parameter', beside({ Ref: 'P' }, {}, OPEN), 'the type of plug-in Other is Ref P'],
  [
    'a plug-in from elsewhere',
    { ...OPEN, Binding: binding({ PluginId: { Ref: 'P' } }) },
    'what plug-in Ref P is stands outside the template',
  ],
  [
    'a JWT plug-in from elsewhere, whatever its author says of it',
    { ...OPEN, Binding: elsewhere('jwtAuth') },
    'what plug-in Ref P is stands outside the template',
  ],
  [
    'a binding in a stage from a parameter',
    { ...PROTECTED, Binding: binding({ StageName: { Ref: 'Stage' } }) },
    'binding Binding is for the stage Ref Stage (default "RELEASE")',
  ],
  [
    'a deployment to a stage from a parameter',
    { ...PROTECTED, Release: deployment({ StageName: { Ref: 'Stage' } }) },
    'binding Binding is for RELEASE',
  ],
  [
    'a binding under a condition',
    { ...PROTECTED, Binding: binding({}, { Condition: 'IsProd' }) },
    'binding Binding is there only if IsProd',
  ],
  [
    'a plug-in under a condition',
    { ...PROTECTED, Jwt: plugin('jwtAuth', JWT, { Condition: 'IsProd' }) },
    'binding Binding is there only if IsProd',
  ],
  [
    'a binding nobody knows the number of',
    { ...PROTECTED, Binding: binding({}, { Count: { Ref: 'P' } }) },
    'binding Binding[*] is there only if Count Ref P is above 0',
  ],
  [
    'a binding to one of two APIs',
    { ...PROTECTED, Binding: binding({ ApiId: { 'Fn::If': ['IsProd', getAtt('Api', 'ApiId'), 'a1b2c3'] } }) },
    'binding Binding is for Fn::If ["IsProd",{"Fn::GetAtt":["Api","ApiId"]},"a1b2c3"]',
  ],
  [
    'PluginData made by a function',
    {
      ...PROTECTED,
      Jwt: {
        ...plugin(),
        Properties: { PluginType: 'jwtAuth', PluginData: { 'Fn::Sub': `{\${Data}}` } },
      },
    },
    'plug-in Jwt: PluginData is made by Fn::Sub',
  ],
  [
    'an older version published again',
    { ...OPEN, Release: deployment({ HistoryVersion: '20260101' }) },
    'AuthType is that of the version deployment Release names',
  ],
  [
    'a nested stack from elsewhere that is told the API',
    {
      ...OPEN,
      Bindings: {
        Type: 'ALIYUN::ROS::Stack',
        Properties: { TemplateURL: 'https://example.com/t.json', Parameters: { Id: getAtt('Api', 'ApiId') } },
      },
    },
    'nested stack Bindings is told the API and cannot be read',
  ],
])('unknown: %s', (_, resources, why) => {
  expect(protection(resources, parameters)).toEqual({ kind: 'unknown', why });
});

test.each<[string, Loose, string]>([
  ['a function', { 'Fn::Sub': `c2VjcmV0\${Data}` }, 'Fn::Sub of Ref Data'],
  ['a parameter with a default', { Ref: 'Data' }, 'Ref Data'],
  ['a function inside', { jwk: { ...KEY, d: { 'Fn::Sub': `c2VjcmV0\${Data}` } } }, 'Fn::Sub of Ref Data'],
])('of plug-in data that nobody can read maker and parameters alone are told: %s', (_, PluginData, maker) => {
  const Jwt = { ...plugin(), Properties: { PluginType: 'jwtAuth', PluginData } };
  const sections = { Parameters: { Data: { Type: 'String', Default: 'c2VjcmV0' } } };
  const why = `plug-in Jwt: PluginData is made by ${maker}`;
  expect(protection({ ...PROTECTED, Jwt }, sections)).toEqual({ kind: 'unknown', why });
});

test('a plug-in whose data holds a private key is unknown, and the key is not told', () => {
  const found = protection(jwt({ jwk: { ...KEY, d: 'c2VjcmV0' } }));
  expect(found).toEqual({
    kind: 'unknown',
    why: expect.stringContaining('$.jwk.d is a private part of a key'),
  });
  expect(JSON.stringify(found)).not.toContain('c2VjcmV0');
});

test('a JWT lock tells its keys, claims and switches', () => {
  const forward = { claimName: 'sub', parameterName: 'X-User', location: 'header' };
  expect(
    protection(jwt({ claimParameters: [forward], ignoreExpirationCheck: true, preventJtiReplay: true })),
  ).toEqual({
    kind: 'locked',
    perhaps: [],
    addresses: undefined,
    optionalToken: undefined,
    locks: [
      {
        kind: 'jwt',
        plugin: 'Jwt',
        parameter: 'Authorization',
        parameterLocation: 'header',
        keys: [{ kid: 'first', alg: 'RS256', thumbprint: THUMBPRINT }],
        forwards: [forward],
        issuer: undefined,
        audience: undefined,
        otherClaims: [],
        allowsMissingToken: false,
        ignoresExpiry: true,
        preventsReplay: true,
      },
    ],
  });
});

test('the reason for public access is told', () => {
  const Metadata = { JwtGateway: { PublicAccess: 'health probe' } };
  expect(protection({ ...OPEN, Api: api('GET /health', {}, { Metadata }) })).toEqual({
    kind: 'public',
    reason: 'health probe',
    optionalToken: undefined,
  });
});

test('a binding under the condition of its deployment is there whenever the deployment is', () => {
  const resources = {
    ...PROTECTED,
    Release: deployment({}, { Condition: 'IsProd' }),
    Binding: binding({}, { Condition: 'IsProd' }),
  };
  expect(inWords(protection(resources, parameters))).toBe('jwt');
});

test('deployment and binding with the same expression for their stage are in the same stage', () => {
  const StageName = { Ref: 'Stage' };
  const resources = { ...PROTECTED, Release: deployment({ StageName }), Binding: binding({ StageName }) };
  expect(inWords(protection(resources, parameters))).toBe('jwt');
});

const either = (value: string, other: string) => ({ 'Fn::If': ['IsProd', value, other] });
const conditional = { Condition: 'IsProd' };
const besideIf = (type: string, data: Loose, resources: Loose = PROTECTED) => ({
  ...resources,
  Other: plugin(type, data),
  OtherBinding: binding({ PluginId: getAtt('Other', 'PluginId') }, conditional),
});
const doubtsOf = (found: Protection) =>
  found.kind === 'locked' ? found.perhaps.map(({ kind, why }) => `${kind}: ${why}`) : undefined;
const IF = 'AuthType is Fn::If ["IsProd","APP","ANONYMOUS"]';
const OTHER_IF = 'binding OtherBinding is there only if IsProd';

test.each<[string, Loose, string, readonly string[] | undefined]>([
  ['AuthType beside a token', authType(either('APP', 'ANONYMOUS'), PROTECTED), 'jwt', [`app: ${IF}`]],
  [
    'no AuthType beside a token',
    authType(undefined, PROTECTED),
    'jwt',
    [expect.stringMatching(/^app: AuthType is not/)],
  ],
  [
    'AuthType beside a user and password',
    { ...beside('basicAuth', { users: [] }, OPEN), Api: api('GET /orders', { AuthType: { Ref: 'P' } }) },
    'basic',
    ['openid: AuthType is Ref P', 'app: AuthType is Ref P'],
  ],
  [
    'AuthType beside a token that may be left out',
    authType({ Ref: 'P' }, jwt({ bypassEmptyToken: true })),
    'unknown: AuthType is Ref P',
    undefined,
  ],
  ['a user and password beside a token', besideIf('basicAuth', { users: [] }), 'jwt', [`basic: ${OTHER_IF}`]],
  [
    'a user and password alone',
    besideIf('basicAuth', { users: [] }, OPEN),
    `unknown: ${OTHER_IF}`,
    undefined,
  ],
  ['a second token', besideIf('jwtAuth', JWT), `unknown: ${OTHER_IF}`, undefined],
  ['another service beside a token', besideIf('remoteAuth', {}), `unknown: ${OTHER_IF}`, undefined],
  [
    'a token beside an app',
    { ...besideIf('jwtAuth', JWT, OPEN), Api: api('GET /orders', { AuthType: 'APP' }) },
    'app',
    [`jwt: ${OTHER_IF}`],
  ],
  [
    'a token that may take the place of an ID token',
    { ...besideIf('jwtAuth', JWT, OPEN), Api: api('GET /orders', { AuthType: 'APPOPENID' }) },
    'app',
    [`jwt: ${OTHER_IF}`, `openid: ${OTHER_IF}`],
  ],
  [
    'a token that may be left out, beside an app',
    {
      ...besideIf('jwtAuth', { ...JWT, bypassEmptyToken: true }, OPEN),
      Api: api('GET /orders', { AuthType: 'APP' }),
    },
    'app',
    [`jwt: ${OTHER_IF}`],
  ],
  [
    'the same plug-in once for certain and once perhaps',
    { ...PROTECTED, Again: binding({}, conditional) },
    'jwt',
    [],
  ],
])('in doubt: %s', (_, resources, words, doubts) => {
  const found = protection(resources, parameters);
  expect(inWords(found)).toBe(words);
  expect(doubtsOf(found)).toEqual(doubts);
});

const addresses = (data: Loose, others: Loose = {}) => {
  const found = protection(
    {
      ...OPEN,
      Office: plugin('ipControl', data),
      Limit: binding({ PluginId: getAtt('Office', 'PluginId') }, others),
    },
    parameters,
  );
  return found.kind === 'public' ? publicWords(found) : found;
};
const OFFICE = { type: 'ALLOW', items: [{ blocks: ['203.0.113.7'] }] };

test.each<[string, Loose, Loose, string]>([
  ['a list', OFFICE, {}, ', but only from the addresses of plug-in Office'],
  ['a list that may be there', OFFICE, conditional, ', perhaps only from the addresses of plug-in Office'],
  ['a list of others', { ...OFFICE, type: 'REFUSE' }, {}, ', except from the addresses of plug-in Office'],
  [
    'a list kept elsewhere',
    { type: 'ALLOW', items: [{ blocksDatasetId: 'd1' }] },
    {},
    ', but only from the addresses of plug-in Office',
  ],
  ['every address', { type: 'ALLOW', items: [{ blocks: ['0.0.0.0/0'] }] }, {}, ''],
  ['every address, as IPv6', { type: 'ALLOW', items: [{ blocks: ['::ffff:0:0/96'] }] }, {}, ''],
  [
    'every address in halves',
    { type: 'ALLOW', items: [{ blocks: ['0.0.0.0/1'] }, { blocks: ['128.0.0.0/1'] }] },
    {},
    '',
  ],
  ['what is no list', { type: 'ALLOW' }, {}, ''],
])('from where a public route may be called: %s', (_, data, others, words) => {
  expect(addresses(data, others)).toBe(`anybody may call it${words}`);
});

const ALONE = { ...OPEN, Jwt: plugin() };
const broker = (Parameters: Loose, others: Loose = {}) => ({
  Type: 'ALIYUN::ROS::CustomResource',
  Properties: { ServiceToken: 'acs:fc:cn-hangzhou:1:functions/bind', Timeout: 60, Parameters },
  ...others,
});
const TOLD = /^resource Bind \(.*\) is told the (?:group|API) and a plug-in, and may bind it$/;

test.each<[string, Loose]>([
  ['a custom resource', { Bind: broker({ Group: { Ref: 'Group' }, Plugin: { Ref: 'Jwt' } }) }],
  ['attributes', { Bind: broker({ Group: getAtt('Group', 'GroupId'), Plugin: getAtt('Jwt', 'PluginId') }) }],
  ['the API', { Bind: broker({ Api: { Ref: 'Api' }, Plugin: { Ref: 'Jwt' } }) }],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as a template writes it
  ['a text', { Bind: broker({ Call: { 'Fn::Sub': 'attach ${Jwt} to ${Group.GroupId}' } }) }],
  ['a joined text', { Bind: broker({ Call: { 'Fn::Join': [' ', [{ Ref: 'Jwt' }, { Ref: 'Group' }]] } }) }],
  [
    'a type that is not known',
    {
      Bind: {
        Type: 'ALIYUN::ApiGateway::GroupPluginAttachment',
        Properties: { GroupId: { Ref: 'Group' }, PluginId: { Ref: 'Jwt' } },
      },
    },
  ],
  [
    'a type that is not known, and a plug-in from elsewhere',
    {
      Bind: {
        Type: 'ALIYUN::ApiGateway::GroupPluginAttachment',
        Properties: { GroupId: { Ref: 'Group' }, PluginId: { Ref: 'P' } },
      },
    },
  ],
  [
    'a plug-in that authenticates nobody, and one from elsewhere',
    {
      Cors: plugin('cors', {}),
      Bind: broker({ GroupId: { Ref: 'Group' }, PluginIds: [{ Ref: 'Cors' }, 'plugin-1'] }),
    },
  ],
  [
    'another resource between',
    {
      Find: { Type: 'ALIYUN::ROS::WaitCondition', Properties: { Data: { Ref: 'Jwt' } } },
      Bind: broker({ Group: { Ref: 'Group' }, Plugin: getAtt('Find', 'Data') }),
    },
  ],
])('what else may bind a plug-in makes a route unknown: %s', (_, resources) => {
  const found = protection({ ...ALONE, ...resources }, parameters);
  expect(found).toEqual({ kind: 'unknown', why: expect.stringMatching(TOLD) });
});

test('a group from elsewhere that a resource is told, too', () => {
  const GroupId = { Ref: 'P' };
  const Api = api('GET /orders', { GroupId });
  const found = protection({ ...ALONE, Api, Bind: broker({ GroupId, Plugin: { Ref: 'Jwt' } }) }, parameters);
  expect(found).toEqual({ kind: 'unknown', why: expect.stringMatching(TOLD) });
});

test('a nested stack whose resource is told both by parameters', () => {
  const child = template(
    { Bind: broker({ Group: { Ref: 'G' }, Plugin: { Ref: 'Q' } }) },
    { Parameters: { G: { Type: 'String' }, Q: { Type: 'String' } } },
  );
  const Nested = {
    Type: 'ALIYUN::ROS::Stack',
    Properties: { TemplateBody: child, Parameters: { G: { Ref: 'Group' }, Q: { Ref: 'Jwt' } } },
  };
  expect(protection({ ...ALONE, Nested })).toEqual({ kind: 'unknown', why: expect.stringMatching(TOLD) });
});

test.each<[string, Loose]>([
  ['waits for both', { Bind: broker({}, { DependsOn: ['Group', 'Jwt'] }) }],
  ['is told the group alone', { Bind: broker({ Group: { Ref: 'Group' } }) }],
  ['is told the plug-in alone', { Bind: broker({ Plugin: { Ref: 'Jwt' } }) }],
  [
    'is told a plug-in that authenticates nobody',
    { Cors: plugin('cors', {}), Bind: broker({ Group: { Ref: 'Group' }, Plugin: { Ref: 'Cors' } }) },
  ],
])('a route stays public where a resource %s', (_, resources) => {
  expect(protection({ ...ALONE, ...resources }).kind).toBe('public');
});

const rules = (data: Loose) => {
  const found = protection(beside('accessControl', data));
  const lock = found.kind === 'locked' ? found.locks[0] : undefined;
  return lock?.kind === 'jwt' ? { issuer: lock.issuer, audience: lock.audience } : found;
};
const ISS = { iss: 'Token:iss' };

test.each<[string, Loose, Loose]>([
  [
    'one value',
    { parameters: ISS, rules: [{ name: 'issuer', condition: "$iss = 'https://a'", ifFalse: 'DENY' }] },
    { kind: 'values', values: ['https://a'] },
  ],
  [
    'one of several values, one with an "or" in it',
    {
      parameters: ISS,
      rules: [{ name: 'issuer', condition: "$iss = 'a or b' or $iss = 'c'", ifFalse: 'DENY' }],
    },
    { kind: 'values', values: ['a or b', 'c'] },
  ],
  [
    'a refusal of any other value',
    { parameters: ISS, rules: [{ name: 'issuer', condition: "$iss != 'a'", ifTrue: 'DENY' }] },
    { kind: 'values', values: ['a'] },
  ],
  [
    'an expression of another kind',
    { parameters: ISS, rules: [{ name: 'issuer', condition: "$iss like 'https%'", ifFalse: 'DENY' }] },
    { kind: 'condition', condition: "$iss like 'https%'" },
  ],
  [
    'a rule that allows before it',
    {
      parameters: { ...ISS, role: 'Token:role' },
      rules: [
        { name: 'admin', condition: "$role = 'admin'", ifTrue: 'ALLOW' },
        { name: 'issuer', condition: "$iss = 'a'", ifFalse: 'DENY' },
      ],
    },
    undefined,
  ],
  [
    'a rule that never denies',
    { parameters: ISS, rules: [{ name: 'issuer', condition: "$iss = 'a'", ifTrue: 'ALLOW' }] },
    undefined,
  ],
  [
    'a rule over another claim',
    { parameters: { sub: 'Token:sub' }, rules: [{ name: 'me', condition: "$sub = 'a'", ifFalse: 'DENY' }] },
    undefined,
  ],
  ['data that cannot be read', '{', { kind: 'unknown', why: expect.stringContaining('plug-in Other: ') }],
])('the issuer by %s', (_, data, issuer) => {
  expect(rules(data)).toMatchObject({ issuer });
});

test('the audience is read like the issuer', () => {
  const data = {
    parameters: { aud: 'token:aud' },
    rules: [{ name: 'aud', condition: '$aud = "orders"', ifFalse: 'DENY' }],
  };
  expect(rules(data)).toEqual({ issuer: undefined, audience: { kind: 'values', values: ['orders'] } });
});

const MANY = Array.from({ length: 10 }, (_, at) => `c${at}`);
const ODD = ['iss', ...MANY].map((name) => `$${name} = 'x'`).join(' xor ');
const denyAllBut = (condition: string) => ({ name: 'rule', condition, ifFalse: 'DENY' });

test.each<[string, Loose, Loose[], Loose]>([
  ['a term that is always true', ISS, [denyAllBut("$iss = 'a' or 1 = 1")], undefined],
  [
    'a list of those that are denied',
    ISS,
    [{ name: 'r', condition: "$iss = 'x'", ifTrue: 'DENY' }],
    undefined,
  ],
  [
    'a rule that lets a token without the claim through',
    ISS,
    [denyAllBut("$iss = 'a' or $iss = null")],
    undefined,
  ],
  [
    'a rule that anybody passes by a header',
    { ...ISS, key: 'Header:X-Key' },
    [{ name: 'key', condition: "$key = 'k'", ifTrue: 'ALLOW' }, denyAllBut("$iss = 'a'")],
    undefined,
  ],
  [
    'rules that together leave one value',
    ISS,
    [denyAllBut("$iss = 'a' or $iss = 'b'"), { name: 'not b', condition: "$iss = 'b'", ifTrue: 'DENY' }],
    { kind: 'values', values: ['a'] },
  ],
  [
    'a value that is denied unless another claim is there',
    { ...ISS, role: 'Token:role' },
    [denyAllBut("$iss = 'a' or ($iss = 'b' and $role = 'admin')")],
    { kind: 'values', values: ['a', 'b'] },
  ],
  [
    'rules that deny everybody',
    ISS,
    [denyAllBut("$iss = 'a'"), denyAllBut('1 = 2')],
    { kind: 'values', values: [] },
  ],
  [
    'another claim whose name differs in the case of letters',
    { iss: 'Token:ISS' },
    [denyAllBut("$iss = 'a'")],
    { kind: 'unknown', why: 'a rule reads Token:ISS, and whether that is the claim iss is not documented' },
  ],
  [
    'a path that decides before it',
    { ...ISS, path: 'Path' },
    [{ name: 'open', condition: "$path like '/open%'", ifTrue: 'ALLOW' }, denyAllBut("$iss = 'a'")],
    {
      kind: 'unknown',
      why: "whether every other iss is refused does not follow from the rules alone: see rule rule, $iss = 'a'",
    },
  ],
  [
    'a rule that lets a token without the claim through on some path',
    { ...ISS, path: 'Path' },
    [denyAllBut("$iss = 'a' or ($iss = null and $path like '/open%')")],
    { kind: 'unknown', why: expect.stringContaining('does not follow from the rules alone') },
  ],
  [
    'a header that callers do not choose, before it',
    { ...ISS, host: 'Header:Host' },
    [{ name: 'internal', condition: "$host = 'internal'", ifTrue: 'ALLOW' }, denyAllBut("$iss = 'a'")],
    { kind: 'unknown', why: expect.stringContaining('does not follow from the rules alone') },
  ],
  [
    'another claim that it has to equal',
    { ...ISS, role: 'Token:role' },
    [{ name: 'same', condition: '$role != $iss', ifTrue: 'DENY' }, denyAllBut("$role = 'admin'")],
    { kind: 'values', values: ['admin'] },
  ],
  [
    'more claims than can be tried',
    { ...ISS, ...Object.fromEntries(MANY.map((name) => [name, `Token:${name}`])) },
    [denyAllBut(ODD), { name: 'even', condition: ODD, ifTrue: 'DENY' }],
    { kind: 'unknown', why: expect.stringContaining('does not follow from the rules alone') },
  ],
  [
    'a condition that cannot be read, wherever it stands',
    ISS,
    [denyAllBut("$iss = 'a'"), denyAllBut('$iss === b')],
    {
      kind: 'unknown',
      why: 'rule rule: cannot be read as a condition: character 8 has = where a $variable, a text, a number, true, false or null must be',
    },
  ],
  [
    'a condition whose order is not documented, after those that decide',
    ISS,
    [denyAllBut("$iss = 'a'"), denyAllBut("$iss = 'a' or $iss = 'b' and 1 = 1")],
    { kind: 'values', values: ['a'] },
  ],
  [
    'a key that may decide otherwise',
    ISS,
    [{ ...denyAllBut("$iss = 'a'"), ifNull: 'ALLOW' }],
    { kind: 'unknown', why: 'the rules have the key ifNull, which is not known here' },
  ],
])('the issuer by %s', (_, parameters, list, issuer) => {
  expect(rules({ parameters, rules: list })).toMatchObject({ issuer });
});

test('a claim that conditions may read as a parameter is unknown, and so are rules from elsewhere', () => {
  const data = { parameters: { it: 'Parameter:x-issuer' }, rules: [denyAllBut("$it = 'a'")] };
  const forward = { claimName: 'iss', parameterName: 'X-Issuer', location: 'header' };
  expect(protection(beside('accessControl', data, jwt({ claimParameters: [forward] })))).toMatchObject({
    locks: [
      {
        issuer: { kind: 'unknown', why: 'rule rule may read the claim iss as a parameter' },
        audience: undefined,
      },
    ],
  });
  expect(protection({ ...PROTECTED, Other: elsewhere('accessControl') })).toMatchObject({
    locks: [{ issuer: { kind: 'unknown', why: 'what plug-in Ref P demands stands outside the template' } }],
  });
});

test('of other claims it is told what is demanded for certain', () => {
  const parameters = { role: 'Token:role', scope: 'Token:scope', path: 'Path', team: 'Token:team' };
  const list = [
    denyAllBut("$role = 'admin' or $role = 'editor'"),
    denyAllBut("$scope like '%orders%'"),
    denyAllBut("$team = 'a' or $path = '/b'"),
  ];
  const found = protection(beside('accessControl', { parameters, rules: list }));
  expect(found).toMatchObject({
    locks: [
      {
        issuer: undefined,
        otherClaims: [
          { claim: 'role', rule: { kind: 'values', values: ['admin', 'editor'] } },
          { claim: 'scope', rule: { kind: 'condition', condition: "$scope like '%orders%'" } },
        ],
      },
    ],
  });
});

test('a rule that a shared instance does not apply is no demand', () => {
  const filler = Array.from({ length: 16 }, (_, i) => ({
    name: `r${i}`,
    condition: "$sub = 'x'",
    ifTrue: 'DENY',
  }));
  const last = { name: 'issuer', condition: "$iss = 'a'", ifFalse: 'DENY' };
  const data = { parameters: { ...ISS, sub: 'Token:sub' }, rules: [...filler, last] };
  expect(rules(data)).toMatchObject({
    issuer: {
      kind: 'unknown',
      why: 'on a shared instance only the first rules and variables of the plug-in take effect',
    },
  });
});

test('a route of a group elsewhere is read all the same', () => {
  expect(inWords(protection({ ...PROTECTED, Group: group(), Api: api('GET /a', { GroupId: 'abc' }) }))).toBe(
    'jwt',
  );
});
