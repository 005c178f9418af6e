import {
  api,
  bound,
  denying,
  jwt,
  jwtData,
  plugin,
  published,
  type Resources,
  ref,
  shop,
} from '../rules/gateway-template';

/** Two templates and why they are compared. */
export interface Case {
  readonly name: string;
  /** The changes from before to after, and back. */
  readonly there: readonly string[];
  readonly back: readonly string[];
  readonly before: Resources;
  readonly after: Resources;
}

const orders = (properties: object = {}, config: object = {}): Resources => ({
  ...api('Orders', 'GET /orders', { properties, config }),
  ...published('Orders', 'RELEASE'),
});

const withPlugin = (type: string, data: object): Resources => ({
  ...shop,
  ...orders(),
  ...plugin('It', type, data),
  ...bound('Orders', 'It'),
});

const token = (more: object): Resources => ({
  ...shop,
  ...orders(),
  ...jwt('Customers', more),
  ...bound('Orders', 'Customers'),
});

const preflight = (Mock: string): Resources => ({
  ...api('Preflight', 'OPTIONS /orders', { properties: { ServiceConfig: { Mock, MockResult: '' } } }),
  ...published('Preflight', 'RELEASE'),
});

const EC = jwtData() as { jwk: Record<string, string> };
const key = (kid: string, x = EC.jwk.x): object => ({ ...EC.jwk, kid, x });
/** Another point of the same curve: RFC 7517, appendix A.1. */
const OTHER = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
  alg: 'ES256',
};
const keys = (...jwks: object[]): Resources => {
  const { jwk, ...data } = jwtData() as { jwk: object };
  return {
    ...shop,
    ...orders(),
    ...plugin('Customers', 'jwtAuth', { ...data, jwks }),
    ...bound('Orders', 'Customers'),
  };
};

const claims = (condition: string | undefined, ...rules: object[]): Resources =>
  withPlugin('accessControl', {
    parameters: { iss: 'Token:iss', role: 'Token:role' },
    rules: [...(condition === undefined ? [] : [{ name: 'issuer', condition, ifFalse: 'DENY' }]), ...rules],
  });

const headerRules = (...rules: object[]): Resources =>
  withPlugin('accessControl', { parameters: { role: 'Header:X-Role' }, rules });

const parameter = (more: object): Resources => ({
  ...shop,
  ...orders({
    RequestParameters: [
      { ApiParameterName: 'page', Location: 'QUERY', ParameterType: 'String', Required: 'OPTION', ...more },
    ],
  }),
});

const backend = (more: object): Resources => ({
  ...shop,
  ...orders({
    ServiceConfig: {
      ServiceAddress: 'https://a.example.com',
      ServiceProtocol: 'HTTPS',
      ServicePath: '/orders',
      ...more,
    },
  }),
});

const group = (properties: object): Resources => ({
  ...orders(),
  Shop: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'shop', ...properties } },
});

const domain = (properties: object = {}, others: object = {}): Resources => ({
  Domain: {
    Type: 'ALIYUN::ApiGateway::CustomDomain',
    Properties: { DomainName: 'api.example.com', GroupId: ref('Shop'), ...properties },
    ...others,
  },
});

const variables = (Variables: object, StageName = 'RELEASE'): Resources => ({
  [`Variables${StageName}`]: {
    Type: 'ALIYUN::ApiGateway::StageConfig',
    Properties: { GroupId: ref('Shop'), StageName, Variables },
  },
});

const staged = (ServiceAddress: string, more: object = {}): Resources => ({
  ...shop,
  ...orders({ ServiceConfig: { ServiceProtocol: 'HTTPS', ServiceAddress, ...more } }),
  ...published('Orders', 'TEST'),
});
/** A group that nobody reaches from the internet. */
const shut: Resources = {
  Shop: {
    Type: 'ALIYUN::ApiGateway::Group',
    Properties: { GroupName: 'shop', InternetEnable: false },
  },
};

const twoGroups: Resources = {
  ...shop,
  Other: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'other' } },
};

const other = (type: string, Properties: object): Resources => ({ It: { Type: type, Properties } });

export const CASES: readonly Case[] = [
  {
    name: 'a public route',
    there: ['weaker/safe route-added GET /orders: was added in RELEASE'],
    back: ['stronger/break route-removed GET /orders: was removed from RELEASE'],
    before: shop,
    after: { ...shop, ...orders() },
  },
  {
    name: 'a protected route on a live group',
    there: [
      'neutral/safe route-added GET /orders: was added in RELEASE [open]',
      'neutral/safe resource-added plug-in Customers: was added (ALIYUN::ApiGateway::Plugin)',
    ],
    back: [
      'neutral/break route-removed GET /orders: was removed from RELEASE [open]',
      'neutral/safe resource-removed plug-in Customers: was removed (ALIYUN::ApiGateway::Plugin)',
    ],
    before: shop,
    after: { ...shop, ...orders(), ...jwt('Customers'), ...bound('Orders', 'Customers') },
  },
  {
    name: 'a route that is not published',
    there: ['neutral/safe route-added GET /orders: was added; it is not published'],
    back: ['neutral/safe route-removed GET /orders: was removed; it was not published'],
    before: shop,
    after: { ...shop, ...api('Orders', 'GET /orders') },
  },
  {
    name: 'another path under one logical id',
    there: ['weaker/break route-moved GET /bills: was GET /orders'],
    back: ['weaker/break route-moved GET /orders: was GET /bills'],
    before: { ...shop, ...orders() },
    after: { ...shop, ...api('Orders', 'GET /bills'), ...published('Orders', 'RELEASE') },
  },
  {
    name: 'a route nobody can judge',
    there: ['unknown/safe route-added GET /orders: was added in RELEASE'],
    back: ['unknown/break route-removed GET /orders: was removed from RELEASE'],
    before: shop,
    after: { ...shop, ...orders({ AuthType: ref('AuthType') }) },
  },
  {
    name: 'a stage beside the production domain',
    there: ['weaker/safe stage-published GET /orders TEST: was published to TEST [open]'],
    back: ['stronger/break stage-unpublished GET /orders TEST: is no longer published to TEST'],
    before: { ...token({}), ...domain() },
    after: { ...token({}), ...domain(), ...published('Orders', 'TEST') },
  },
  {
    name: 'a protected stage',
    there: ['neutral/safe stage-published GET /orders TEST: was published to TEST [open]'],
    back: ['neutral/break stage-unpublished GET /orders TEST: is no longer published to TEST [open]'],
    before: token({}),
    after: {
      ...token({}),
      ...published('Orders', 'TEST'),
      ...bound('Orders', 'Customers', { stage: 'TEST' }),
    },
  },
  {
    name: 'the only lock',
    there: [
      'stronger/break authentication-added GET /orders RELEASE: now asks for a token',
      'neutral/safe resource-added plug-in Customers: was added (ALIYUN::ApiGateway::Plugin)',
    ],
    back: [
      'weaker/safe authentication-removed GET /orders RELEASE: no longer asks for a token: anybody may call it',
      'neutral/safe resource-removed plug-in Customers: was removed (ALIYUN::ApiGateway::Plugin)',
    ],
    before: { ...shop, ...orders() },
    after: token({}),
  },
  {
    name: 'an app',
    there: ['stronger/break authentication-added GET /orders RELEASE: now asks for an authorized app'],
    back: [
      'weaker/safe authentication-removed GET /orders RELEASE: no longer asks for an authorized app: anybody may call it',
    ],
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders({ AuthType: 'APP' }) },
  },
  {
    name: 'an app for a token',
    there: [
      'weaker/break authentication-changed GET /orders RELEASE: asks for a token instead of an authorized app [open]',
      'neutral/safe resource-added plug-in Customers: was added (ALIYUN::ApiGateway::Plugin)',
    ],
    back: [
      'weaker/break authentication-changed GET /orders RELEASE: asks for an authorized app instead of a token [open]',
      'neutral/safe resource-removed plug-in Customers: was removed (ALIYUN::ApiGateway::Plugin)',
    ],
    before: { ...shop, ...orders({ AuthType: 'APP' }) },
    after: token({}),
  },
  {
    name: 'a second lock',
    there: ['stronger/break authentication-added GET /orders RELEASE: now asks for an authorized app'],
    back: ['weaker/safe authentication-removed GET /orders RELEASE: no longer asks for an authorized app'],
    before: token({}),
    after: { ...token({}), ...orders({ AuthType: 'APP' }) },
  },
  {
    name: 'an AuthType that ROS fills in',
    there: [
      'unknown/unknown protection-became-unknown GET /orders RELEASE: who may call it is unknown: AuthType is Ref AuthType',
    ],
    back: [
      'weaker/safe protection-became-known GET /orders RELEASE: who may call it was unknown: AuthType is Ref AuthType',
    ],
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders({ AuthType: ref('AuthType') }) },
  },
  {
    name: 'an AuthType that ROS fills in, beside a token',
    there: [
      'unknown/unknown protection-became-unknown GET /orders RELEASE: whether it asks for an authorized app, too, is unknown: AuthType is Ref AuthType',
    ],
    back: [
      'neutral/unknown protection-became-known GET /orders RELEASE: whether it asks for an authorized app, too, was unknown: AuthType is Ref AuthType',
    ],
    before: { ...token({}), ...orders({ AuthType: 'APP' }) },
    after: { ...token({}), ...orders({ AuthType: ref('AuthType') }) },
  },
  {
    name: 'an AuthType that ROS fills in where no app was asked for',
    there: [
      'neutral/unknown protection-became-unknown GET /orders RELEASE: whether it asks for an authorized app, too, is unknown: AuthType is Ref AuthType',
    ],
    back: [
      'unknown/unknown protection-became-known GET /orders RELEASE: whether it asks for an authorized app, too, was unknown: AuthType is Ref AuthType',
    ],
    before: token({}),
    after: { ...token({}), ...orders({ AuthType: ref('AuthType') }) },
  },
  {
    name: 'another service that decided who may call',
    there: [
      'weaker/safe protection-became-known GET /orders RELEASE: who may call it was unknown: plug-in It asks another service who may call',
    ],
    back: [
      'unknown/unknown protection-became-unknown GET /orders RELEASE: who may call it is unknown: plug-in It asks another service who may call',
    ],
    before: withPlugin('remoteAuth', {}),
    after: { ...shop, ...orders(), ...plugin('It', 'remoteAuth', {}) },
  },
  {
    name: 'what is logged',
    there: ['neutral/safe plugin-bound GET /orders RELEASE: logMask plug-in It was bound'],
    back: ['neutral/safe plugin-unbound GET /orders RELEASE: logMask plug-in It was unbound'],
    before: { ...shop, ...orders(), ...plugin('It', 'logMask', {}) },
    after: withPlugin('logMask', {}),
  },
  {
    name: 'a route that answers preflight requests',
    there: ['neutral/safe route-added OPTIONS /orders: was added in RELEASE'],
    back: ['neutral/break route-removed OPTIONS /orders: was removed from RELEASE'],
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders(), ...preflight('TRUE') },
  },
  {
    name: 'a backend behind a route that answered preflight requests',
    there: [
      'weaker/may break mock-switched-off OPTIONS /orders: asks its backend; it answered with a fixed text',
    ],
    back: [
      'stronger/break mock-switched-on OPTIONS /orders: answers with a fixed text; no call reaches the backend',
    ],
    before: { ...shop, ...preflight('TRUE') },
    after: { ...shop, ...preflight('FALSE') },
  },
  {
    name: 'the reason for public access',
    there: ['neutral/safe public-reason-changed GET /orders: the reason for public access was given'],
    back: ['neutral/safe public-reason-changed GET /orders: the reason for public access was taken away'],
    before: { ...shop, ...api('Orders', 'GET /orders'), ...published('Orders', 'RELEASE') },
    after: {
      ...shop,
      ...api('Orders', 'GET /orders', { metadata: { PublicAccess: 'a price list' } }),
      ...published('Orders', 'RELEASE'),
    },
  },
  {
    name: 'another domain',
    there: [
      'neutral/safe domain-bound domain api.example.com: was bound to group Shop: 1 route, of which anybody may call GET /orders',
    ],
    back: [
      'neutral/break domain-unbound domain api.example.com: is no longer bound to group Shop: 1 route, of which anybody may call GET /orders',
    ],
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders(), ...domain() },
  },
  {
    name: 'a domain of a group that nobody could reach',
    there: [
      'weaker/safe domain-bound domain api.example.com: was bound to group Shop: 1 route, of which anybody may call GET /orders',
    ],
    back: [
      'stronger/break domain-unbound domain api.example.com: is no longer bound to group Shop: 1 route, of which anybody may call GET /orders',
    ],
    before: { ...shut, ...orders() },
    after: { ...shut, ...orders(), ...domain() },
  },
  {
    name: 'a group under another logical id',
    there: [
      'neutral/break sub-domain-changed group Store: has another sub-domain',
      'neutral/may break name-still-taken group Store: is made again under the name shop, which is still taken: the update may fail',
      'neutral/may break resource-renamed group Store: its logical id Shop became Store [outage, replaced]',
    ],
    back: [
      'neutral/break sub-domain-changed group Shop: has another sub-domain',
      'neutral/may break name-still-taken group Shop: is made again under the name shop, which is still taken: the update may fail',
      'neutral/may break resource-renamed group Shop: its logical id Store became Shop [outage, replaced]',
    ],
    before: { ...shop },
    after: { Store: shop.Shop ?? {} },
  },
  {
    name: 'a route in another group at the same domain and path',
    there: [
      'unknown/unknown domain-moved domain api.example.com: another group answers there [outage, replaced]',
      'neutral/may break resource-renamed GET /orders: its logical id Orders became Moved [outage, replaced]',
      'neutral/may break route-regrouped GET /orders: is in group other instead of shop: the same address at api.example.com [outage]',
    ],
    back: [
      'unknown/unknown domain-moved domain api.example.com: another group answers there [outage, replaced]',
      'neutral/may break resource-renamed GET /orders: its logical id Moved became Orders [outage, replaced]',
      'neutral/may break route-regrouped GET /orders: is in group shop instead of other: the same address at api.example.com [outage]',
    ],
    before: { ...twoGroups, ...orders(), ...domain() },
    after: {
      ...twoGroups,
      ...api('Moved', 'GET /orders', { properties: { GroupId: ref('Other') } }),
      ...published('Moved', 'RELEASE'),
      ...domain({ GroupId: ref('Other') }),
    },
  },
  {
    name: 'a domain of another group',
    there: [
      'unknown/unknown domain-moved domain api.example.com: another group answers there [outage, replaced]',
    ],
    back: [
      'unknown/unknown domain-moved domain api.example.com: another group answers there [outage, replaced]',
    ],
    before: {
      ...shop,
      ...orders(),
      ...domain(),
      Other: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'other' } },
    },
    after: {
      ...shop,
      ...orders(),
      ...domain({ GroupId: ref('Other') }),
      Other: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'other' } },
    },
  },
  {
    name: 'a certificate',
    there: [
      'neutral/may break certificate-changed domain api.example.com: its CertificateBody changed',
      'neutral/may break certificate-changed domain api.example.com: its CertificatePrivateKey changed',
    ],
    back: [
      'neutral/may break certificate-changed domain api.example.com: its CertificateBody changed',
      'neutral/may break certificate-changed domain api.example.com: its CertificatePrivateKey changed',
    ],
    before: {
      ...shop,
      ...domain({ CertificateBody: '-----BEGIN CERTIFICATE-----a', CertificatePrivateKey: 'secret a' }),
    },
    after: {
      ...shop,
      ...domain({ CertificateBody: '-----BEGIN CERTIFICATE-----b', CertificatePrivateKey: 'secret b' }),
    },
  },
  {
    name: 'a token that may be missing',
    there: [
      'weaker/safe authentication-removed GET /orders RELEASE: no longer asks for a token: anybody may call it',
      'weaker/safe empty-token-accepted plug-in Customers: lets requests without a token through (bypassEmptyToken)',
    ],
    back: [
      'stronger/break authentication-added GET /orders RELEASE: now asks for a token',
      'stronger/break empty-token-refused plug-in Customers: refuses requests without a token (bypassEmptyToken is off)',
    ],
    before: token({}),
    after: token({ bypassEmptyToken: true }),
  },
  {
    name: 'a switch written out',
    there: [
      'neutral/safe plugin-data-changed plug-in Customers: its data changed (jwtAuth): bypassEmptyToken',
    ],
    back: [
      'neutral/safe plugin-data-changed plug-in Customers: its data changed (jwtAuth): bypassEmptyToken',
    ],
    before: token({}),
    after: token({ bypassEmptyToken: false }),
  },
  {
    name: 'a token past its expiry',
    there: [
      'weaker/safe expired-token-accepted plug-in Customers: accepts tokens past their expiry (ignoreExpirationCheck)',
    ],
    back: [
      'stronger/break expired-token-refused plug-in Customers: refuses tokens past their expiry (ignoreExpirationCheck is off)',
    ],
    before: token({}),
    after: token({ ignoreExpirationCheck: true }),
  },
  {
    name: 'a token used twice',
    there: [
      'weaker/safe replayed-token-accepted plug-in Customers: accepts one token more than once (preventJtiReplay is off)',
    ],
    back: [
      'stronger/break replayed-token-refused plug-in Customers: accepts each token once (preventJtiReplay)',
    ],
    before: token({ preventJtiReplay: true }),
    after: token({}),
  },
  {
    name: 'a key more',
    there: ['neutral/safe signing-key-added plug-in Customers: accepts tokens of kid b, too'],
    back: ['stronger/break signing-key-removed plug-in Customers: no longer accepts tokens of kid b'],
    before: keys(key('a')),
    after: keys(key('a'), { ...OTHER, kid: 'b' }),
  },
  {
    name: 'all keys at once',
    there: [
      'neutral/break signing-keys-replaced plug-in Customers: replaced all keys in one step: kid b instead of kid a',
    ],
    back: [
      'neutral/break signing-keys-replaced plug-in Customers: replaced all keys in one step: kid a instead of kid b',
    ],
    before: keys(key('a')),
    after: keys({ ...OTHER, kid: 'b' }),
  },
  {
    name: 'one kid, another key',
    there: ['neutral/break signing-key-changed plug-in Customers: has another key under kid a'],
    back: ['neutral/break signing-key-changed plug-in Customers: has another key under kid a'],
    before: keys(key('a'), RSA('r', 1)),
    after: keys({ ...OTHER, kid: 'a' }, RSA('r', 1)),
  },
  {
    name: 'a longer RSA key beside the short one, and then alone',
    there: [
      'stronger/break signing-key-removed plug-in Customers: no longer accepts tokens of kid short',
      'stronger/safe signing-key-strengthened plug-in Customers: its shortest RSA key has 4096 bits instead of 2048',
    ],
    back: [
      'weaker/safe signing-key-weakened plug-in Customers: its shortest RSA key has 2048 bits instead of 4096',
      'neutral/safe signing-key-added plug-in Customers: accepts tokens of kid short, too',
    ],
    before: keys(RSA('short', 1), RSA('long', 342)),
    after: keys(RSA('long', 342)),
  },
  {
    name: 'another kid for a key',
    there: ['neutral/may break signing-key-relabelled plug-in Customers: key eeNHWvJp has another kid'],
    back: ['neutral/may break signing-key-relabelled plug-in Customers: key eeNHWvJp has another kid'],
    before: keys(key('a')),
    after: keys(key('b')),
  },
  {
    name: 'a list for one key',
    there: [
      'neutral/may break signing-key-relabelled plug-in Customers: its keys stand in jwks instead of jwk',
    ],
    back: ['neutral/safe signing-key-relabelled plug-in Customers: its keys stand in jwk instead of jwks'],
    before: token({}),
    after: keys(key('rules-1')),
  },
  {
    name: 'a token in the query',
    there: [
      'weaker/break token-location-changed plug-in Customers: reads the token from the query instead of the header',
    ],
    back: [
      'stronger/break token-location-changed plug-in Customers: reads the token from the header instead of the query',
    ],
    before: token({}),
    after: token({ parameterLocation: 'query' }),
  },
  {
    name: 'a token in a parameter',
    there: [
      'unknown/break token-location-changed plug-in Customers: reads the token from a parameter of the API instead of the header',
    ],
    back: [
      'unknown/break token-location-changed plug-in Customers: reads the token from the header instead of a parameter of the API',
    ],
    before: token({}),
    after: token({ parameterLocation: undefined }),
  },
  {
    name: 'a token of another name',
    there: [
      'neutral/break token-parameter-renamed plug-in Customers: reads the token from X-Token instead of Authorization',
    ],
    back: [
      'neutral/break token-parameter-renamed plug-in Customers: reads the token from Authorization instead of X-Token',
    ],
    before: token({}),
    after: token({ parameter: 'X-Token' }),
  },
  {
    name: 'a claim for the backend',
    there: ['neutral/safe claim-forward-added plug-in Customers: forwards sub as header X-User'],
    back: ['neutral/may break claim-forward-removed plug-in Customers: no longer forwards sub'],
    before: token({}),
    after: token({ claimParameters: [{ claimName: 'sub', parameterName: 'X-User', location: 'header' }] }),
  },
  {
    name: 'a claim under another name',
    there: ['neutral/may break claim-forward-retargeted plug-in Customers: forwards sub as header X-User'],
    back: ['neutral/may break claim-forward-retargeted plug-in Customers: forwards sub as header X-Id'],
    before: token({ claimParameters: [{ claimName: 'sub', parameterName: 'X-Id', location: 'header' }] }),
    after: token({ claimParameters: [{ claimName: 'sub', parameterName: 'X-User', location: 'header' }] }),
  },
  {
    name: 'a key of the plug-in that we do not know',
    there: ['unknown/unknown plugin-data-changed plug-in Customers: its data changed (jwtAuth): orAppAuth'],
    back: ['unknown/unknown plugin-data-changed plug-in Customers: its data changed (jwtAuth): orAppAuth'],
    before: token({}),
    after: token({ orAppAuth: true }),
  },
  {
    name: 'an issuer',
    there: ['stronger/break claim-demand-added plug-in It: demands iss a'],
    back: ['weaker/safe claim-demand-removed plug-in It: no longer demands iss a'],
    before: claims(undefined, { name: 'role', condition: "$role = 'a'", ifFalse: 'DENY' }),
    after: claims("$iss = 'a'", { name: 'role', condition: "$role = 'a'", ifFalse: 'DENY' }),
  },
  {
    name: 'two issuers',
    there: ['weaker/safe claim-check-widened plug-in It: admits tokens with iss "b"'],
    back: ['stronger/break claim-check-narrowed plug-in It: refuses tokens with iss "b"'],
    before: claims("$iss = 'a'"),
    after: claims("$iss = 'a' or $iss = 'b'"),
  },
  {
    name: 'another issuer',
    there: [
      'weaker/break claim-check-replaced plug-in It: admits tokens with iss "b", and refuses tokens with iss "a"',
    ],
    back: [
      'weaker/break claim-check-replaced plug-in It: admits tokens with iss "a", and refuses tokens with iss "b"',
    ],
    before: claims("$iss = 'a'"),
    after: claims("$iss = 'b'"),
  },
  {
    name: 'an issuer by a condition',
    there: ['weaker/unknown access-rule-changed plug-in It: admits tokens with iss "a%" or "a"'],
    back: ['unknown/break access-rule-changed plug-in It: refuses tokens with iss "a%" or "a"'],
    before: claims("$iss = 'a'"),
    after: claims("$iss like 'a%'"),
  },
  {
    name: 'an issuer by a condition, where there was none',
    there: ["stronger/break claim-demand-added plug-in It: demands iss by $iss like 'a%'"],
    back: ["weaker/safe claim-demand-removed plug-in It: no longer demands iss by $iss like 'a%'"],
    before: claims(undefined, { name: 'role', condition: "$role = 'a'", ifFalse: 'DENY' }),
    after: claims("$iss like 'a%'", { name: 'role', condition: "$role = 'a'", ifFalse: 'DENY' }),
  },
  {
    name: 'a term that makes the check of the issuer hold for everybody',
    there: ['weaker/safe claim-demand-removed plug-in It: no longer demands iss a'],
    back: ['stronger/break claim-demand-added plug-in It: demands iss a'],
    before: claims("$iss = 'a'"),
    after: claims("$iss = 'a' or $iss != 'a'"),
  },
  {
    name: 'a check of the issuer that nobody can read',
    there: [
      'unknown/unknown access-rule-changed plug-in It: its rules changed: rule issuer: cannot be read as a condition: character 6 has "~", which begins nothing',
    ],
    back: [
      'unknown/unknown access-rule-changed plug-in It: its rules changed: rule issuer: cannot be read as a condition: character 6 has "~", which begins nothing',
    ],
    before: claims("$iss = 'a'"),
    after: claims('$iss ~ a'),
  },
  {
    name: 'a rule that reads a header',
    there: [
      "stronger/may break access-rule-added plug-in It: its rules changed: calls for which $role = 'a' does not hold",
    ],
    back: ["weaker/safe access-rule-removed plug-in It: admits calls for which $role = 'a' does not hold"],
    before: headerRules(),
    after: headerRules({ name: 'role', condition: "$role = 'a'", ifFalse: 'DENY' }),
  },
  {
    name: 'how long the gateway waits for a backend',
    there: [
      'neutral/safe timeout-changed GET /orders: the gateway waits 2000 milliseconds for its backend instead of 1000 milliseconds',
    ],
    back: [
      'neutral/may break timeout-changed GET /orders: the gateway waits 1000 milliseconds for its backend instead of 2000 milliseconds',
    ],
    before: { ...shop, ...orders({ ServiceConfig: { ServiceTimeOut: 1000 } }) },
    after: { ...shop, ...orders({ ServiceConfig: { ServiceTimeOut: 2000 } }) },
  },
  {
    name: 'a rule',
    there: ['stronger/break claim-demand-added plug-in It: demands role a'],
    back: ['weaker/safe claim-demand-removed plug-in It: no longer demands role a'],
    before: claims("$iss = 'a'"),
    after: claims("$iss = 'a'", { name: 'role', condition: "$role = 'a'", ifFalse: 'DENY' }),
  },
  {
    name: 'a rule that allows',
    there: [
      'neutral/safe access-rule-changed plug-in It: its rules are written otherwise: the same calls are denied',
    ],
    back: [
      'neutral/safe access-rule-changed plug-in It: its rules are written otherwise: the same calls are denied',
    ],
    before: claims("$iss = 'a'"),
    after: claims("$iss = 'a'", { name: 'role', condition: "$role = 'a'", ifTrue: 'ALLOW' }),
  },
  {
    name: 'the condition of a rule',
    there: [
      'weaker/break claim-check-replaced plug-in It: admits tokens with role "b", and refuses tokens with role "a"',
    ],
    back: [
      'weaker/break claim-check-replaced plug-in It: admits tokens with role "a", and refuses tokens with role "b"',
    ],
    before: claims("$iss = 'a'", { name: 'role', condition: "$role = 'a'", ifFalse: 'DENY' }),
    after: claims("$iss = 'a'", { name: 'role', condition: "$role = 'b'", ifFalse: 'DENY' }),
  },
  {
    name: 'the words of a denial',
    there: [
      'neutral/may break access-rule-changed plug-in It: a denial has other words: the same calls are denied',
    ],
    back: [
      'neutral/may break access-rule-changed plug-in It: a denial has other words: the same calls are denied',
    ],
    before: claims("$iss = 'a'", { name: 'role', condition: "$role = 'a'", ifFalse: 'DENY' }),
    after: claims("$iss = 'a'", {
      name: 'role',
      condition: "$role = 'a'",
      ifFalse: 'DENY',
      errorMessage: 'no',
    }),
  },
  {
    name: 'the order of rules',
    there: [
      'neutral/safe access-rule-changed plug-in It: its rules are written otherwise: the same calls are denied',
    ],
    back: [
      'neutral/safe access-rule-changed plug-in It: its rules are written otherwise: the same calls are denied',
    ],
    before: claims(
      undefined,
      { name: 'a', condition: "$role = 'a'", ifTrue: 'ALLOW' },
      { name: 'b', condition: "$role = 'b'", ifTrue: 'DENY' },
    ),
    after: claims(
      undefined,
      { name: 'b', condition: "$role = 'b'", ifTrue: 'DENY' },
      { name: 'a', condition: "$role = 'a'", ifTrue: 'ALLOW' },
    ),
  },
  {
    name: 'an access control plug-in',
    there: [
      'stronger/break claim-demand-added GET /orders RELEASE: demands role wanted: accessControl plug-in It was bound',
      'neutral/safe resource-added plug-in It: was added (ALIYUN::ApiGateway::Plugin)',
    ],
    back: [
      'weaker/safe claim-demand-removed GET /orders RELEASE: no longer demands role wanted: accessControl plug-in It was unbound',
      'neutral/safe resource-removed plug-in It: was removed (ALIYUN::ApiGateway::Plugin)',
    ],
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders(), ...denying('It', 'Token:role'), ...bound('Orders', 'It') },
  },
  {
    name: 'an origin more',
    there: ['weaker/safe cors-widened plug-in It: allows the origins https://b.example.com'],
    back: ['stronger/may break cors-narrowed plug-in It: no longer allows the origins https://b.example.com'],
    before: withPlugin('cors', { allowOrigins: 'https://a.example.com' }),
    after: withPlugin('cors', { allowOrigins: 'https://a.example.com,https://b.example.com' }),
  },
  {
    name: 'any origin',
    there: ['weaker/safe cors-widened plug-in It: allows any origins'],
    back: ['stronger/may break cors-narrowed plug-in It: no longer allows other origins'],
    before: withPlugin('cors', { allowOrigins: 'https://a.example.com' }),
    after: withPlugin('cors', {}),
  },
  {
    name: 'another origin and cookies',
    there: [
      'weaker/safe cors-widened plug-in It: allows the origins https://b.example.com',
      'weaker/safe cors-widened plug-in It: lets pages send cookies along',
      'stronger/may break cors-narrowed plug-in It: no longer allows the origins https://a.example.com',
    ],
    back: [
      'weaker/safe cors-widened plug-in It: allows the origins https://a.example.com',
      'stronger/may break cors-narrowed plug-in It: no longer allows the origins https://b.example.com',
      'stronger/may break cors-narrowed plug-in It: no longer lets pages send cookies along',
    ],
    before: withPlugin('cors', { allowOrigins: 'https://a.example.com' }),
    after: withPlugin('cors', { allowOrigins: 'https://b.example.com', allowCredentials: true }),
  },
  {
    name: 'for how long a preflight is good',
    there: ['neutral/may break plugin-data-changed plug-in It: its data changed (cors): maxAge'],
    back: ['neutral/may break plugin-data-changed plug-in It: its data changed (cors): maxAge'],
    before: withPlugin('cors', { maxAge: 1 }),
    after: withPlugin('cors', { maxAge: 2 }),
  },
  {
    name: 'an address more',
    there: [
      'weaker/safe addresses-widened plug-in It: lets callers from 10.128.0.0/9 and 2001:db8::/32 through',
    ],
    back: [
      'stronger/break addresses-narrowed plug-in It: refuses callers from 10.128.0.0/9 and 2001:db8::/32',
    ],
    before: withPlugin('ipControl', { type: 'ALLOW', items: [{ blocks: ['10.0.0.0/9'] }] }),
    after: withPlugin('ipControl', { type: 'ALLOW', items: [{ blocks: ['10.0.0.0/8', '2001:db8::/32'] }] }),
  },
  {
    name: 'an address refused',
    there: ['stronger/break addresses-narrowed plug-in It: refuses callers from 10.0.0.0/32'],
    back: ['weaker/safe addresses-widened plug-in It: lets callers from 10.0.0.0/32 through'],
    before: withPlugin('ipControl', { type: 'REFUSE', items: [{ blocks: ['10.0.0.1'] }] }),
    after: withPlugin('ipControl', { type: 'REFUSE', items: [{ blocks: ['10.0.0.0/31'] }] }),
  },
  {
    name: 'the same addresses in other words',
    there: ['neutral/safe plugin-data-changed plug-in It: its data changed (ipControl): items.0.blocks'],
    back: ['neutral/safe plugin-data-changed plug-in It: its data changed (ipControl): items.0.blocks'],
    before: withPlugin('ipControl', { type: 'ALLOW', items: [{ blocks: ['10.0.0.0/9', '10.128.0.0/9'] }] }),
    after: withPlugin('ipControl', { type: 'ALLOW', items: [{ blocks: ['10.0.0.0/8'] }] }),
  },
  {
    name: 'addresses of an app',
    there: ['weaker/safe addresses-widened plug-in It: lets callers from 10.0.0.2/32 of app 7 through'],
    back: ['stronger/break addresses-narrowed plug-in It: refuses callers from 10.0.0.2/32 of app 7'],
    before: withPlugin('ipControl', { type: 'ALLOW', items: [{ blocks: ['10.0.0.1'] }] }),
    after: withPlugin('ipControl', {
      type: 'ALLOW',
      items: [{ blocks: ['10.0.0.1'] }, { blocks: ['10.0.0.2'], appId: 7 }],
    }),
  },
  {
    name: 'a dataset',
    there: [
      'unknown/unknown plugin-data-changed plug-in It: its data changed (ipControl): items.0.blocksDatasetId',
    ],
    back: [
      'unknown/unknown plugin-data-changed plug-in It: its data changed (ipControl): items.0.blocksDatasetId',
    ],
    before: withPlugin('ipControl', { type: 'ALLOW', items: [{ blocksDatasetId: 'a' }] }),
    after: withPlugin('ipControl', { type: 'ALLOW', items: [{ blocksDatasetId: 'b' }] }),
  },
  {
    name: 'more calls',
    there: [
      'weaker/safe throttling-raised plug-in It: apiDefault is 20 calls a minute instead of 10 calls a minute',
    ],
    back: [
      'stronger/may break throttling-lowered plug-in It: apiDefault is 10 calls a minute instead of 20 calls a minute',
    ],
    before: withPlugin('trafficControl', { unit: 'MINUTE', apiDefault: 10 }),
    after: withPlugin('trafficControl', { unit: 'MINUTE', apiDefault: 20 }),
  },
  {
    name: 'another unit',
    there: [
      'unknown/may break throttling-lowered plug-in It: apiDefault is 100 calls a day instead of 10 calls a second',
    ],
    back: [
      'unknown/may break throttling-raised plug-in It: apiDefault is 10 calls a second instead of 100 calls a day',
    ],
    before: withPlugin('trafficControl', { unit: 'SECOND', apiDefault: 10 }),
    after: withPlugin('trafficControl', { unit: 'DAY', apiDefault: 100 }),
  },
  {
    name: 'a limit for apps',
    there: [
      'stronger/may break throttling-lowered plug-in It: userDefault is 5 calls a day instead of no limit',
    ],
    back: ['weaker/safe throttling-raised plug-in It: userDefault is no limit instead of 5 calls a day'],
    before: withPlugin('trafficControl', { unit: 'DAY', apiDefault: 10 }),
    after: withPlugin('trafficControl', { unit: 'DAY', apiDefault: 10, userDefault: 5 }),
  },
  {
    name: 'a TrafficControl',
    there: [
      'weaker/safe throttling-raised TrafficControl It: ApiDefault is 20 calls a day instead of 10 calls a day',
    ],
    back: [
      'stronger/may break throttling-lowered TrafficControl It: ApiDefault is 10 calls a day instead of 20 calls a day',
    ],
    before: {
      ...shop,
      ...other('ALIYUN::ApiGateway::TrafficControl', { TrafficControlUnit: 'DAY', ApiDefault: 10 }),
    },
    after: {
      ...shop,
      ...other('ALIYUN::ApiGateway::TrafficControl', { TrafficControlUnit: 'DAY', ApiDefault: 20 }),
    },
  },
  {
    name: 'an authorized app',
    there: ['weaker/safe app-authorized Authorization It: authorizes app y'],
    back: ['stronger/break app-deauthorized Authorization It: no longer authorizes app y'],
    before: { ...shop, ...other('ALIYUN::ApiGateway::Authorization', { ApiIds: ['a'], AppIds: ['x'] }) },
    after: { ...shop, ...other('ALIYUN::ApiGateway::Authorization', { ApiIds: ['a'], AppIds: ['y', 'x'] }) },
  },
  {
    name: 'an authorization',
    there: ['weaker/safe app-authorized Authorization It: authorizes 2 apps for 1 API'],
    back: ['stronger/break app-deauthorized Authorization It: no longer authorizes 2 apps for 1 API'],
    before: shop,
    after: { ...shop, ...other('ALIYUN::ApiGateway::Authorization', { ApiIds: ['a'], AppIds: ['x', 'y'] }) },
  },
  {
    name: 'another plug-in on a route',
    there: [
      'neutral/safe plugin-swapped plug-in Customers → Partners: the one took the place of the other on a route [open, replaced]',
      'neutral/break token-parameter-renamed plug-in Customers → Partners: reads the token from X-Token instead of Authorization',
    ],
    back: [
      'neutral/safe plugin-swapped plug-in Partners → Customers: the one took the place of the other on a route [open, replaced]',
      'neutral/break token-parameter-renamed plug-in Partners → Customers: reads the token from Authorization instead of X-Token',
    ],
    before: { ...token({}), ...jwt('Partners', { parameter: 'X-Token' }) },
    after: {
      ...token({}),
      ...jwt('Partners', { parameter: 'X-Token' }),
      ...bound('Orders', 'Partners', { id: 'OrdersCustomersRELEASE' }),
    },
  },
  {
    name: 'a plug-in of another type',
    there: ['unknown/unknown plugin-type-changed plug-in It: is of another type [open, replaced]'],
    back: ['unknown/unknown plugin-type-changed plug-in It: is of another type [open, replaced]'],
    before: withPlugin('caching', { duration: 1 }),
    after: withPlugin('logMask', { duration: 1 }),
  },
  {
    name: 'the users of a plug-in',
    there: ['unknown/unknown plugin-data-changed plug-in It: its data changed (basicAuth): users.0.password'],
    back: ['unknown/unknown plugin-data-changed plug-in It: its data changed (basicAuth): users.0.password'],
    before: withPlugin('basicAuth', { users: [{ username: 'a', password: 'secret-a' }] }),
    after: withPlugin('basicAuth', { users: [{ username: 'a', password: 'secret-b' }] }),
  },
  {
    name: 'a plug-in nobody reads',
    there: ['unknown/unknown plugin-data-changed plug-in It: its data changed (routing): routes.a.condition'],
    back: ['unknown/unknown plugin-data-changed plug-in It: its data changed (routing): routes.a.condition'],
    before: withPlugin('routing', { routes: [{ name: 'a', condition: '$a = 1' }] }),
    after: withPlugin('routing', { routes: [{ name: 'a', condition: '$a = 2' }] }),
  },
  {
    name: 'plain HTTP',
    there: ['weaker/safe request-encryption-weakened GET /orders: takes HTTP and HTTPS instead of HTTPS'],
    back: [
      'stronger/break request-encryption-strengthened GET /orders: takes HTTPS instead of HTTP and HTTPS',
    ],
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders({}, { RequestProtocol: 'HTTP,HTTPS' }) },
  },
  {
    name: 'plain HTTP only',
    there: ['weaker/break request-encryption-weakened GET /orders: takes HTTP instead of HTTP and HTTPS'],
    back: ['stronger/safe request-encryption-strengthened GET /orders: takes HTTP and HTTPS instead of HTTP'],
    before: { ...shop, ...orders({}, { RequestProtocol: 'HTTP,HTTPS' }) },
    after: { ...shop, ...orders({}, { RequestProtocol: 'HTTP' }) },
  },
  {
    name: 'everything passed on',
    there: ['weaker/may break request-mode-changed GET /orders: passes on everything that callers send'],
    back: ['stronger/may break request-mode-changed GET /orders: passes on declared parameters only'],
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders({}, { RequestMode: 'PASSTHROUGH' }) },
  },
  {
    name: 'a parameter',
    there: [
      'neutral/safe request-parameter-added GET /orders: takes the parameter page, which may be left out',
    ],
    back: ['neutral/may break request-parameter-removed GET /orders: no longer takes the parameter page'],
    before: { ...shop, ...orders() },
    after: parameter({}),
  },
  {
    name: 'a parameter that must be given',
    there: ['stronger/break request-parameter-added GET /orders: asks for the parameter page'],
    back: ['weaker/may break request-parameter-removed GET /orders: no longer takes the parameter page'],
    before: { ...shop, ...orders() },
    after: parameter({ Required: 'REQUIRED' }),
  },
  {
    name: 'a parameter elsewhere',
    there: [
      'neutral/break request-parameter-moved GET /orders: takes the parameter page from HEAD instead of QUERY',
    ],
    back: [
      'neutral/break request-parameter-moved GET /orders: takes the parameter page from QUERY instead of HEAD',
    ],
    before: parameter({}),
    after: parameter({ Location: 'HEAD' }),
  },
  {
    name: 'a parameter that may be left out',
    there: [
      'weaker/safe request-parameter-loosened GET /orders: checks less of the parameter page (Required)',
    ],
    back: [
      'stronger/break request-parameter-tightened GET /orders: checks more of the parameter page (Required)',
    ],
    before: parameter({ Required: 'REQUIRED' }),
    after: parameter({}),
  },
  {
    name: 'a longer parameter',
    there: [
      'weaker/safe request-parameter-loosened GET /orders: checks less of the parameter page (MaxLength)',
    ],
    back: [
      'stronger/break request-parameter-tightened GET /orders: checks more of the parameter page (MaxLength)',
    ],
    before: parameter({ MaxLength: 10 }),
    after: parameter({ MaxLength: 20 }),
  },
  {
    name: 'a pattern',
    there: [
      'stronger/break request-parameter-tightened GET /orders: checks more of the parameter page (RegularExpression)',
    ],
    back: [
      'weaker/safe request-parameter-loosened GET /orders: checks less of the parameter page (RegularExpression)',
    ],
    before: parameter({}),
    after: parameter({ RegularExpression: '^a$' }),
  },
  {
    name: 'another pattern',
    there: ['unknown/unknown property-changed GET /orders: RequestParameters.page.RegularExpression changed'],
    back: ['unknown/unknown property-changed GET /orders: RequestParameters.page.RegularExpression changed'],
    before: parameter({ RegularExpression: '^a$' }),
    after: parameter({ RegularExpression: '^b$' }),
  },
  {
    name: 'values to choose from',
    there: [
      'weaker/safe request-parameter-loosened GET /orders: checks less of the parameter page (EnumValue)',
    ],
    back: [
      'stronger/break request-parameter-tightened GET /orders: checks more of the parameter page (EnumValue)',
    ],
    before: parameter({ EnumValue: 'a,b' }),
    after: parameter({ EnumValue: 'a,b,c' }),
  },
  {
    name: 'a default',
    there: [
      'neutral/may break request-parameter-default-changed GET /orders: another default for the parameter page',
    ],
    back: [
      'neutral/may break request-parameter-default-changed GET /orders: another default for the parameter page',
    ],
    before: parameter({ DefaultValue: '1' }),
    after: parameter({ DefaultValue: '2' }),
  },
  {
    name: 'a number for a text',
    there: [
      'stronger/break request-parameter-tightened GET /orders: checks more of the parameter page (ParameterType) [outage, replaced]',
    ],
    back: [
      'weaker/safe request-parameter-loosened GET /orders: checks less of the parameter page (ParameterType) [outage, replaced]',
    ],
    before: parameter({}),
    after: parameter({ ParameterType: 'Int' }),
  },
  {
    name: 'the name of a path parameter',
    there: [
      'neutral/safe path-parameter-renamed GET /orders/[orderId]: its path parameters have other names',
    ],
    back: ['neutral/safe path-parameter-renamed GET /orders/[id]: its path parameters have other names'],
    before: {
      ...shop,
      ...api('Orders', 'GET /orders/[id]', {
        properties: {
          RequestParameters: [{ ApiParameterName: 'id', Location: 'PATH', Required: 'REQUIRED' }],
        },
      }),
    },
    after: {
      ...shop,
      ...api('Orders', 'GET /orders/[orderId]', {
        properties: {
          RequestParameters: [{ ApiParameterName: 'orderId', Location: 'PATH', Required: 'REQUIRED' }],
        },
      }),
    },
  },
  {
    name: 'the name of a path parameter, and what it may be',
    there: [
      'stronger/may break request-parameter-added GET /orders/[orderId]: checks the path parameter orderId',
      'neutral/safe path-parameter-renamed GET /orders/[orderId]: its path parameters have other names',
      'neutral/safe request-parameter-removed GET /orders/[orderId]: no longer names the path parameter id',
    ],
    back: [
      'weaker/may break request-parameter-removed GET /orders/[id]: no longer takes the parameter orderId',
      'neutral/safe path-parameter-renamed GET /orders/[id]: its path parameters have other names',
      'neutral/safe request-parameter-added GET /orders/[id]: names the path parameter id',
    ],
    before: {
      ...shop,
      ...api('Orders', 'GET /orders/[id]', {
        properties: {
          RequestParameters: [{ ApiParameterName: 'id', Location: 'PATH', Required: 'REQUIRED' }],
        },
      }),
    },
    after: {
      ...shop,
      ...api('Orders', 'GET /orders/[orderId]', {
        properties: {
          RequestParameters: [
            { ApiParameterName: 'orderId', Location: 'PATH', Required: 'REQUIRED', ParameterType: 'Int' },
          ],
        },
      }),
    },
  },
  {
    name: 'an app, and the variables of a stage',
    there: [
      'neutral/may break resource-added StageConfig Variables: was added (ALIYUN::ApiGateway::StageConfig)',
      'neutral/safe resource-added App Partner: was added (ALIYUN::ApiGateway::App)',
    ],
    back: [
      'neutral/may break resource-removed App Partner: was removed (ALIYUN::ApiGateway::App)',
      'neutral/may break resource-removed StageConfig Variables: was removed (ALIYUN::ApiGateway::StageConfig)',
    ],
    before: shop,
    after: {
      ...shop,
      Partner: { Type: 'ALIYUN::ApiGateway::App', Properties: { AppName: 'partner' } },
      Variables: { Type: 'ALIYUN::ApiGateway::StageConfig', Properties: { Variables: { a: '1' } } },
    },
  },
  {
    name: 'the deployment of an API that is made elsewhere',
    there: ['unknown/unknown resource-added deployment It: was added (ALIYUN::ApiGateway::Deployment)'],
    back: ['unknown/unknown resource-removed deployment It: was removed (ALIYUN::ApiGateway::Deployment)'],
    before: shop,
    after: {
      ...shop,
      ...other('ALIYUN::ApiGateway::Deployment', { ApiId: 'an-api-elsewhere', StageName: 'RELEASE' }),
    },
  },
  {
    name: 'a rule whose verdict only ROS knows',
    there: ['unknown/unknown plugin-data-changed plug-in It: its data changed (accessControl): rules.extra'],
    back: ['unknown/unknown plugin-data-changed plug-in It: its data changed (accessControl): rules.extra'],
    before: claims("$role = 'editor'"),
    after: claims("$role = 'editor'", {
      name: 'extra',
      condition: "$role = 'guest'",
      ifTrue: ref('Verdict'),
    }),
  },
  {
    name: 'a route for VPCs',
    there: ['stronger/break network-access-narrowed GET /orders: can no longer be reached from the internet'],
    back: ['weaker/safe network-access-widened GET /orders: can be reached from the internet'],
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders({ DisableInternet: true }) },
  },
  {
    name: 'the sub-domain',
    there: [
      'weaker/safe network-access-widened group Shop: can be reached through its default sub-domain from the internet',
    ],
    back: [
      'stronger/break network-access-narrowed group Shop: can no longer be reached through its default sub-domain from the internet',
    ],
    before: group({ InternetEnable: false }),
    after: group({}),
  },
  {
    name: 'the network of a group',
    there: ['weaker/safe network-access-widened group Shop: can be reached from a VPC'],
    back: ['stronger/break network-access-narrowed group Shop: can no longer be reached from a VPC'],
    before: group({ VpcIntranetEnable: false }),
    after: group({ VpcIntranetEnable: true }),
  },
  {
    name: 'a base path',
    there: ['neutral/break base-path-changed group Shop: its routes stand under another base path'],
    back: ['neutral/break base-path-changed group Shop: its routes stand under another base path'],
    before: group({}),
    after: group({ BasePath: '/v1' }),
  },
  {
    name: 'a backend in plain text',
    there: [
      'weaker/may break backend-encryption-dropped GET /orders: its requests go to the backend in plain text',
      'neutral/may break backend-changed GET /orders: its backend has another address',
    ],
    back: [
      'stronger/may break backend-encryption-added GET /orders: its requests go to the backend encrypted',
      'neutral/may break backend-changed GET /orders: its backend has another address',
    ],
    before: backend({}),
    after: backend({ ServiceProtocol: 'HTTP', ServiceAddress: 'http://a.example.com' }),
  },
  {
    name: 'another backend',
    there: ['neutral/may break backend-changed GET /orders: its backend has another address and timeout'],
    back: ['neutral/may break backend-changed GET /orders: its backend has another address and timeout'],
    before: backend({}),
    after: backend({ ServiceAddress: 'https://user:secret@b.example.com', ServiceTimeOut: 10 }),
  },
  {
    name: 'a mock',
    there: [
      'neutral/break mock-switched-on GET /orders: answers with a fixed text; no call reaches the backend',
    ],
    back: [
      'neutral/may break mock-switched-off GET /orders: asks its backend; it answered with a fixed text',
    ],
    before: backend({}),
    after: backend({ Mock: 'TRUE' }),
  },
  {
    name: 'a stage variable',
    there: [
      'neutral/may break stage-variable-changed StageConfig It: the variable a changed',
      'neutral/may break stage-variable-changed StageConfig It: the variable password changed',
    ],
    back: [
      'neutral/may break stage-variable-changed StageConfig It: the variable a changed',
      'neutral/may break stage-variable-changed StageConfig It: the variable password changed',
    ],
    before: {
      ...shop,
      ...other('ALIYUN::ApiGateway::StageConfig', { Variables: { a: '1', password: 'secret-a' } }),
    },
    after: {
      ...shop,
      ...other('ALIYUN::ApiGateway::StageConfig', { Variables: { a: '2', password: 'secret-b' } }),
    },
  },
  {
    name: 'a variable that the backend of a stage reads',
    there: [
      'neutral/may break backend-changed GET /orders RELEASE: its backend has another address and path',
    ],
    back: ['neutral/may break backend-changed GET /orders RELEASE: its backend has another address and path'],
    before: {
      ...staged('https://#host#', { ServicePath: '/#version#/orders' }),
      ...variables({ host: 'a', version: 1 }),
      ...variables({ host: 'a', version: 1 }, 'TEST'),
    },
    after: {
      ...staged('https://#host#', { ServicePath: '/#version#/orders' }),
      ...variables({ host: 'b', version: 2 }),
      ...variables({ host: 'a', version: 1 }, 'TEST'),
    },
  },
  {
    name: 'a variable that no backend reads',
    there: [
      'neutral/safe stage-variable-changed StageConfig VariablesRELEASE: the variable level changed',
      'neutral/safe stage-variable-changed StageConfig VariablesRELEASE: the variable password was set',
    ],
    back: [
      'neutral/safe stage-variable-changed StageConfig VariablesRELEASE: the variable password was taken away',
      'neutral/safe stage-variable-changed StageConfig VariablesRELEASE: the variable level changed',
    ],
    before: { ...staged('https://#host#'), ...variables({ host: 'a', level: 'debug' }) },
    after: {
      ...staged('https://#host#'),
      ...variables({ host: 'a', level: 'info', password: 'secret-c' }),
    },
  },
  {
    name: 'a variable that no backend reads, beside one that only ROS knows',
    there: ['neutral/safe stage-variable-changed StageConfig VariablesRELEASE: the variable level changed'],
    back: ['neutral/safe stage-variable-changed StageConfig VariablesRELEASE: the variable level changed'],
    before: { ...staged('https://#host#'), ...variables({ host: ref('Host'), level: 'debug' }) },
    after: { ...staged('https://#host#'), ...variables({ host: ref('Host'), level: 'info' }) },
  },
  {
    name: 'a StageConfig that no backend reads',
    there: [
      'neutral/safe resource-added StageConfig VariablesRELEASE: was added (ALIYUN::ApiGateway::StageConfig)',
    ],
    back: [
      'neutral/safe resource-removed StageConfig VariablesRELEASE: was removed (ALIYUN::ApiGateway::StageConfig)',
    ],
    before: staged('https://a'),
    after: { ...staged('https://a'), ...variables({ host: 'a' }) },
  },
  {
    name: 'a variable of a stage that a backend may read which only ROS knows',
    there: ['neutral/may break stage-variable-changed StageConfig VariablesRELEASE: the variable a changed'],
    back: ['neutral/may break stage-variable-changed StageConfig VariablesRELEASE: the variable a changed'],
    before: { ...staged('https://a', { ServicePath: ref('Path') }), ...variables({ a: '1' }) },
    after: { ...staged('https://a', { ServicePath: ref('Path') }), ...variables({ a: '2' }) },
  },
  {
    name: 'a text that became a variable of the same value in one stage, and of another in the other',
    there: [
      'neutral/may break backend-changed GET /orders TEST: its backend has another address',
      'neutral/may break resource-added StageConfig VariablesRELEASE: was added (ALIYUN::ApiGateway::StageConfig)',
      'neutral/may break resource-added StageConfig VariablesTEST: was added (ALIYUN::ApiGateway::StageConfig)',
    ],
    back: [
      'neutral/may break backend-changed GET /orders TEST: its backend has another address',
      'neutral/may break resource-removed StageConfig VariablesRELEASE: was removed (ALIYUN::ApiGateway::StageConfig)',
      'neutral/may break resource-removed StageConfig VariablesTEST: was removed (ALIYUN::ApiGateway::StageConfig)',
    ],
    before: staged('https://a'),
    after: { ...staged('https://#host#'), ...variables({ host: 'a' }), ...variables({ host: 'b' }, 'TEST') },
  },
  {
    name: 'a text that became a variable of the same value in every stage',
    there: ['neutral/safe backend-changed GET /orders: its backend is said with variables otherwise'],
    back: ['neutral/safe backend-changed GET /orders: its backend is said with variables otherwise'],
    before: { ...staged('https://a'), ...variables({ host: 'a' }), ...variables({ host: 'a' }, 'TEST') },
    after: {
      ...staged('https://#host#'),
      ...variables({ host: 'a' }),
      ...variables({ host: 'a' }, 'TEST'),
    },
  },
  {
    name: 'a variable that goes',
    there: ['neutral/may break backend-changed GET /orders TEST: its backend has another address'],
    back: ['neutral/may break backend-changed GET /orders TEST: its backend has another address'],
    before: {
      ...staged('https://#host#'),
      ...variables({ host: 'a' }),
      ...variables({ host: 'a', b: '' }, 'TEST'),
    },
    after: { ...staged('https://#host#'), ...variables({ host: 'a' }), ...variables({ b: '' }, 'TEST') },
  },
  {
    name: 'a variable that turns the backend of a stage to plain text',
    there: [
      'weaker/may break backend-encryption-dropped GET /orders RELEASE: its requests go to the backend in plain text',
      'neutral/may break backend-changed GET /orders RELEASE: its backend has another address',
    ],
    back: [
      'stronger/may break backend-encryption-added GET /orders RELEASE: its requests go to the backend encrypted',
      'neutral/may break backend-changed GET /orders RELEASE: its backend has another address',
    ],
    before: { ...staged('#a#'), ...variables({ a: 'https://a' }) },
    after: { ...staged('#a#'), ...variables({ a: 'http://a' }) },
  },
  {
    name: 'a variable that is called a secret',
    there: ['neutral/may break backend-changed GET /orders RELEASE: its backend has another path'],
    back: ['neutral/may break backend-changed GET /orders RELEASE: its backend has another path'],
    before: {
      ...staged('https://a', { ServicePath: '/?key=#password#' }),
      ...variables({ password: 'secret-d' }),
    },
    after: {
      ...staged('https://a', { ServicePath: '/?key=#password#' }),
      ...variables({ password: 'secret-e' }),
    },
  },
  {
    name: 'what a domain waits for',
    there: [
      'neutral/safe dependency-removed domain api.example.com: no longer waits for OrdersCustomersRELEASE [open]',
    ],
    back: ['neutral/safe dependency-added domain api.example.com: waits for OrdersCustomersRELEASE'],
    before: { ...token({}), ...domain({}, { DependsOn: ['OrdersCustomersRELEASE'] }) },
    after: { ...token({}), ...domain() },
  },
  {
    name: 'what ROS keeps',
    there: [
      'neutral/safe deletion-policy-changed domain api.example.com: is kept when it is removed from the template',
    ],
    back: [
      'neutral/safe deletion-policy-changed domain api.example.com: is deleted when it is removed from the template',
    ],
    before: { ...shop, ...domain() },
    after: { ...shop, ...domain({}, { DeletionPolicy: 'Retain' }) },
  },
  {
    name: 'a logical id of a route',
    there: [
      'neutral/may break resource-renamed GET /orders: its logical id Orders became List [outage, replaced]',
    ],
    back: [
      'neutral/may break resource-renamed GET /orders: its logical id List became Orders [outage, replaced]',
    ],
    before: { ...shop, ...orders() },
    after: { ...shop, ...api('List', 'GET /orders'), ...published('List', 'RELEASE') },
  },
  {
    name: 'a logical id of a plug-in',
    there: [
      'neutral/may break resource-renamed binding OrdersClientsRELEASE: its logical id OrdersCustomersRELEASE became OrdersClientsRELEASE [open, replaced]',
      'neutral/may break resource-renamed plug-in Clients: its logical id Customers became Clients [open, replaced]',
      'neutral/safe property-changed plug-in Clients: PluginName changed',
    ],
    back: [
      'neutral/may break resource-renamed binding OrdersCustomersRELEASE: its logical id OrdersClientsRELEASE became OrdersCustomersRELEASE [open, replaced]',
      'neutral/may break resource-renamed plug-in Customers: its logical id Clients became Customers [open, replaced]',
      'neutral/safe property-changed plug-in Customers: PluginName changed',
    ],
    before: token({}),
    after: { ...shop, ...orders(), ...jwt('Clients'), ...bound('Orders', 'Clients') },
  },
  {
    name: 'a resource of another service',
    there: ['neutral/safe resource-added ALIYUN::ECS::VPC It: was added (ALIYUN::ECS::VPC)'],
    back: ['neutral/safe resource-removed ALIYUN::ECS::VPC It: was removed (ALIYUN::ECS::VPC)'],
    before: shop,
    after: { ...shop, ...other('ALIYUN::ECS::VPC', { CidrBlock: '10.0.0.0/8' }) },
  },
  {
    name: 'a property of another service',
    there: ['neutral/safe property-changed ALIYUN::ECS::VPC It: CidrBlock changed'],
    back: ['neutral/safe property-changed ALIYUN::ECS::VPC It: CidrBlock changed'],
    before: { ...shop, ...other('ALIYUN::ECS::VPC', { CidrBlock: '10.0.0.0/8' }) },
    after: { ...shop, ...other('ALIYUN::ECS::VPC', { CidrBlock: '10.0.0.0/9' }) },
  },
  {
    name: 'a description',
    there: ['neutral/safe property-changed GET /orders: Description was set'],
    back: ['neutral/safe property-changed GET /orders: Description was taken away'],
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders({ Description: 'orders' }) },
  },
  {
    name: 'a property nobody knows',
    there: ['unknown/unknown property-changed GET /orders: ForceNonceCheck was set'],
    back: ['unknown/unknown property-changed GET /orders: ForceNonceCheck was taken away'],
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders({ ForceNonceCheck: true }) },
  },
  {
    name: 'another group for a route',
    there: [
      'neutral/break route-regrouped GET /orders: is in group other instead of shop: GET /orders at another sub-domain [outage, replaced]',
    ],
    back: [
      'neutral/break route-regrouped GET /orders: is in group shop instead of other: GET /orders at another sub-domain [outage, replaced]',
    ],
    before: {
      ...shop,
      ...orders(),
      Other: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'other' } },
    },
    after: {
      ...shop,
      ...orders({ GroupId: ref('Other') }),
      Other: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'other' } },
    },
  },
  {
    name: 'true as a text',
    there: ['neutral/safe property-changed GET /orders: DisableInternet changed'],
    back: ['neutral/safe property-changed GET /orders: DisableInternet changed'],
    before: { ...shop, ...orders({ DisableInternet: true }) },
    after: { ...shop, ...orders({ DisableInternet: 'true' }) },
  },
];

function RSA(kid: string, length: number): object {
  const modulus = `${'w'.repeat(340)}${'A'.repeat(length)}w`;
  return { kty: 'RSA', n: modulus, e: 'AQAB', kid, alg: 'RS256' };
}
