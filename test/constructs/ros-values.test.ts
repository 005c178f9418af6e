import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RosApp, RosGroup } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import {
  AccessControlPlugin,
  ApiGroup,
  AppAuthentication,
  Backend,
  Claim,
  type ClaimRequirement,
  CorsPlugin,
  DataPlugin,
  Forward,
  GatewayPlugin,
  IpControlPlugin,
  JwtAuthorization,
  JwtAuthPlugin,
  Layout,
  PublicAccess,
  RequestParameter,
  StageVariable,
  TokenSource,
  TrafficControlPlugin,
  VpcAccess,
} from '../../lib/constructs';
import { GatewayError } from '../../lib/errors';
import { customers, KEYS, ofType, refusal, synth } from './template';

type Stack = ros.Stack;
// biome-ignore lint/suspicious/noExplicitAny: properties take values that their types refuse, as JavaScript may give them.
type Loose = any;

const SAFE = '^[a-z0-9-]+$';

const group = (stack: Stack, props: object = {}) =>
  new ApiGroup(stack, 'Orders', {
    groupName: 'orders',
    stages: ['RELEASE'],
    backend: Backend.http('https://orders.example.com'),
    defaultAuthorization: PublicAccess.because('a test of texts'),
    ...props,
  } as Loose) as Loose;
const api = (stack: Stack, options: object, props: object = {}) =>
  group(stack, props).addApi('GET /orders', options);
const jwt = (stack: Stack, props: object) =>
  api(stack, { authorization: customers(stack, props as Loose), requestMode: 'MAPPING' });
const requiring = (stack: Stack, requirement: ClaimRequirement) =>
  group(stack).addApi('GET /orders/[id]', { authorization: customers(stack).requiring(requirement) });
const domain = (stack: Stack, name: Loose, options: object = {}) => {
  const orders = group(stack);
  orders.addApi('GET /orders');
  orders.addCustomDomain(name, options);
};
const rule = (own: object) => ({
  parameters: { role: 'Token:role' },
  rules: [{ name: 'role', condition: "$role = 'admin'", ifFalse: 'DENY', ...own }],
});
const query = (options: object) => ({ parameters: [RequestParameter.query('page', options as Loose)] });
const secret = (stack: Stack) =>
  new ros.RosParameter(stack, 'Key', { type: ros.RosParameterType.STRING, noEcho: true }).value;

/** Written as it is; written where the parameter is safe in a text; or refused, as it has to be known at synthesis. */
type Fate = 'taken' | 'safe only' | 'refused';
type Row = readonly [name: string, fate: Fate, build: (stack: Stack, given: Loose) => unknown];

/** Every property that takes a text, and every function that does. */
const TEXTS: readonly Row[] = [
  ['JwtAuthorizationProps.issuer', 'safe only', (s, t) => jwt(s, { issuer: t })],
  [
    'JwtAuthorizationProps.issuer, one of several',
    'safe only',
    (s, t) => jwt(s, { issuer: ['https://a.example', t] }),
  ],
  ['JwtAuthorizationProps.audience', 'safe only', (s, t) => jwt(s, { audience: t })],
  [
    'JwtAuthorizationProps.forwardClaims, a claim',
    'refused',
    (s, t) => jwt(s, { forwardClaims: { [String(t)]: Forward.header('X-A') } }),
  ],
  [
    'JwtAuthorizationProps.accessControl, a variable',
    'refused',
    (s, t) => jwt(s, { accessControl: { ...rule({}), parameters: { role: t } } }),
  ],
  [
    'JwtAuthorizationProps.accessControl, a name',
    'refused',
    (s, t) => jwt(s, { accessControl: rule({ name: t }) }),
  ],
  [
    'JwtAuthorizationProps.accessControl, a condition',
    'refused',
    (s, t) => jwt(s, { accessControl: rule({ condition: t }) }),
  ],
  [
    'JwtAuthorizationProps.accessControl, without quotes',
    'refused',
    (s, t) => jwt(s, { accessControl: rule({ condition: `$role = ${t}` }) }),
  ],
  [
    'JwtAuthorizationProps.accessControl, compared by like',
    'refused',
    (s, t) => jwt(s, { accessControl: rule({ condition: `$role like '${t}%'` }) }),
  ],
  [
    'JwtAuthorizationProps.accessControl, in quotes',
    'safe only',
    (s, t) => jwt(s, { accessControl: rule({ condition: `$role = '${t}'` }) }),
  ],
  [
    'JwtAuthorizationProps.accessControl, a message',
    'safe only',
    (s, t) => jwt(s, { accessControl: rule({ errorMessage: t }) }),
  ],
  ['PluginProps.pluginName', 'taken', (s, t) => jwt(s, { issuer: 'https://a.example', pluginName: t })],
  [
    'PluginProps.pluginName, of a requirement',
    'taken',
    (s, t) => api(s, { authorization: customers(s, { pluginName: t }).requiring(Claim.scope('a')) }),
  ],
  ['PluginProps.description', 'taken', (s, t) => jwt(s, { description: t })],
  ['PluginProps.tags', 'taken', (s, t) => jwt(s, { tags: { team: t } })],
  ['TokenSource.parameter', 'refused', (s, t) => jwt(s, { token: TokenSource.header(t) })],
  ['TokenSource.parameter, of the API', 'refused', (s, t) => jwt(s, { token: TokenSource.apiParameter(t) })],
  ['Forward.parameterName', 'refused', (s, t) => jwt(s, { forwardClaims: { sub: Forward.header(t) } })],
  [
    'ForwardOptions.clientMaySet',
    'refused',
    (s, t) => jwt(s, { forwardClaims: { sub: Forward.header('X-A', { clientMaySet: t }) } }),
  ],
  [
    'ExistingJwtPlugins.jwtAuth',
    'taken',
    (s, t) => api(s, { authorization: JwtAuthorization.fromPluginIds(s, 'X', { jwtAuth: t }) }),
  ],
  [
    'ExistingJwtPlugins.accessControl',
    'taken',
    (s, t) =>
      api(s, { authorization: JwtAuthorization.fromPluginIds(s, 'X', { jwtAuth: 'id', accessControl: t }) }),
  ],
  [
    'GatewayPlugin.fromPluginId, the type',
    'refused',
    (s, t) => api(s, { plugins: [GatewayPlugin.fromPluginId(s, 'X', t, 'id')] }),
  ],
  ['Claim.scope', 'refused', (s, t) => requiring(s, Claim.scope(t))],
  ['Claim.scope, the claim', 'refused', (s, t) => requiring(s, Claim.scope('a', t))],
  ['Claim.of', 'refused', (s, t) => requiring(s, Claim.of(t).oneOf('a'))],
  ['Claim.of.oneOf', 'safe only', (s, t) => requiring(s, Claim.of('role').oneOf('a', t))],
  ['Claim.of.equalsPathParameter', 'refused', (s, t) => requiring(s, Claim.of('sub').equalsPathParameter(t))],
  ['ApiGroupProps.groupName', 'taken', (s, t) => api(s, {}, { groupName: t })],
  ['ApiGroupProps.description', 'taken', (s, t) => api(s, {}, { description: t })],
  ['ApiGroupProps.instanceId', 'taken', (s, t) => api(s, {}, { instanceId: t })],
  ['ApiDefaults.basePath', 'taken', (s, t) => api(s, {}, { basePath: t })],
  [
    'ApiDefaults.basePath, of a group with a domain',
    'taken',
    (s, t) => {
      const orders = group(s, { basePath: t });
      orders.addApi('GET /orders');
      orders.addCustomDomain('api.example.com');
    },
  ],
  [
    'ApiDefaults.basePath, of a group with an OpenAPI document',
    'refused',
    (s, t) => group(s, { basePath: t }).addOpenApi({ openapi: '3.0.3', paths: {} }, {}),
  ],
  ['ApiDefaults.passthroughHeaders', 'refused', (s, t) => api(s, {}, { passthroughHeaders: t })],
  ['ApiDefaults.stages', 'refused', (s, t) => api(s, {}, { stages: [t] })],
  [
    'ExistingApiGroupProps.groupId',
    'taken',
    (s, t) =>
      ApiGroup.fromGroupId(s, 'G', {
        groupId: t,
        stages: ['RELEASE'],
        backend: Backend.http('https://a.example'),
      }).addApi('GET /a', { authorization: PublicAccess.because('a test') }),
  ],
  ['GroupCors.allowOrigins', 'safe only', (s, t) => api(s, {}, { cors: { allowOrigins: [t] } })],
  [
    'GroupCors.allowHeaders',
    'refused',
    (s, t) => api(s, {}, { cors: { allowOrigins: ['https://a.example'], allowHeaders: [t] } }),
  ],
  [
    'GroupCors.exposeHeaders',
    'refused',
    (s, t) => api(s, {}, { cors: { allowOrigins: ['https://a.example'], exposeHeaders: [t] } }),
  ],
  ['ApiGroup.addApi', 'refused', (s, t) => group(s).addApi(t)],
  ['ApiGroup.addApi, the path', 'refused', (s, t) => group(s).addApi(`GET /${t}`)],
  [
    'ApiGroup.addStageVariables',
    'taken',
    (s, t) => {
      api(s, {});
      (s.node.findChild('Orders') as Loose).addStageVariables('RELEASE', { a: t });
    },
  ],
  ['ApiGroup.addStageVariables, the stage', 'refused', (s, t) => group(s).addStageVariables(t, { a: 'b' })],
  ['ApiOptions.stages', 'refused', (s, t) => api(s, { stages: [t] })],
  ['ApiOptions.apiName', 'taken', (s, t) => api(s, { apiName: t })],
  ['ApiOptions.description', 'taken', (s, t) => api(s, { description: t })],
  ['ApiOptions.resultSample', 'taken', (s, t) => api(s, { resultSample: t })],
  ['ApiOptions.failResultSample', 'taken', (s, t) => api(s, { failResultSample: t })],
  ['ApiOptions.visibility', 'refused', (s, t) => api(s, { visibility: t })],
  ['ErrorCodeSample.code', 'taken', (s, t) => api(s, { errorCodeSamples: [{ code: t, message: 'a' }] })],
  ['ErrorCodeSample.message', 'taken', (s, t) => api(s, { errorCodeSamples: [{ code: 'a', message: t }] })],
  [
    'ErrorCodeSample.description',
    'taken',
    (s, t) => api(s, { errorCodeSamples: [{ code: 'a', message: 'b', description: t }] }),
  ],
  ['ConstantParameter.name', 'refused', (s, t) => api(s, { constantParameters: [{ name: t, value: 'a' }] })],
  ['ConstantParameter.value', 'taken', (s, t) => api(s, { constantParameters: [{ name: 'a', value: t }] })],
  [
    'ConstantParameter.description',
    'taken',
    (s, t) => api(s, { constantParameters: [{ name: 'a', value: 'b', description: t }] }),
  ],
  [
    'SystemParameter.name',
    'refused',
    (s, t) => api(s, { systemParameters: [{ systemParameter: 'CaClientIp', name: t }] }),
  ],
  ['RequestParameter.name', 'refused', (s, t) => api(s, { parameters: [RequestParameter.query(t)] })],
  ['RequestParameterOptions.defaultValue', 'taken', (s, t) => api(s, query({ defaultValue: t }))],
  ['RequestParameterOptions.enumValue', 'taken', (s, t) => api(s, query({ enumValue: [t, 'b'] }))],
  ['RequestParameterOptions.regularExpression', 'taken', (s, t) => api(s, query({ regularExpression: t }))],
  ['RequestParameterOptions.jsonSchema', 'taken', (s, t) => api(s, query({ jsonSchema: t }))],
  ['RequestParameterOptions.description', 'taken', (s, t) => api(s, query({ description: t }))],
  ['RequestParameterOptions.demoValue', 'taken', (s, t) => api(s, query({ demoValue: t }))],
  ['ServiceParameter.name', 'refused', (s, t) => api(s, query({ service: { name: t, location: 'QUERY' } }))],
  [
    'ExistingApiOptions.apiId',
    'taken',
    (s, t) => group(s, { defaultAuthorization: customers(s) }).addExistingApi('GET /a', { apiId: t }),
  ],
  [
    'ExistingApiOptions.stages',
    'refused',
    (s, t) =>
      group(s, { defaultAuthorization: customers(s) }).addExistingApi('GET /a', { apiId: 'id', stages: [t] }),
  ],
  ['Backend.http', 'taken', (s, t) => api(s, { backend: Backend.http(t, { protocol: 'HTTPS' }) })],
  ['Backend.http, the host', 'taken', (s, t) => api(s, { backend: Backend.http(`https://${t}/v2`) })],
  [
    'Backend.http, the path of the address',
    'refused',
    (s, t) => api(s, { backend: Backend.http(`https://a.example/${t}`) }),
  ],
  [
    'BackendCall.path',
    'refused',
    (s, t) => api(s, { backend: Backend.http('https://a.example', { path: t }) }),
  ],
  [
    'BackendCall.contentType',
    'taken',
    (s, t) => api(s, { backend: Backend.http('https://a.example', { contentType: t }) }),
  ],
  [
    'BackendCall.timeoutMillis',
    'refused',
    (s, t) => api(s, { backend: Backend.http('https://a.example', { timeoutMillis: t }) }),
  ],
  [
    'FunctionBackendOptions.roleArn',
    'taken',
    (s, t) => api(s, { backend: Backend.eventFunction({ fcVersion: '3.0', functionName: 'f', roleArn: t }) }),
  ],
  [
    'FunctionBackendOptions.regionId',
    'taken',
    (s, t) =>
      api(s, { backend: Backend.eventFunction({ fcVersion: '3.0', functionName: 'f', regionId: t }) }),
  ],
  [
    'FunctionBackendOptions.qualifier',
    'taken',
    (s, t) =>
      api(s, { backend: Backend.eventFunction({ fcVersion: '3.0', functionName: 'f', qualifier: t }) }),
  ],
  [
    'EventFunctionOptions.functionName',
    'taken',
    (s, t) => api(s, { backend: Backend.eventFunction({ fcVersion: '3.0', functionName: t }) }),
  ],
  [
    'EventFunctionOptions.serviceName',
    'taken',
    (s, t) =>
      api(s, { backend: Backend.eventFunction({ fcVersion: '2.0', functionName: 'f', serviceName: t }) }),
  ],
  [
    'WebFunctionOptions.fcBaseUrl',
    'taken',
    (s, t) => api(s, { backend: Backend.webFunction({ fcVersion: '3.0', fcBaseUrl: t }) }),
  ],
  [
    'WebFunctionOptions.path',
    'refused',
    (s, t) =>
      api(s, { backend: Backend.webFunction({ fcVersion: '3.0', fcBaseUrl: 'https://a.example', path: t }) }),
  ],
  ['MockOptions.result', 'taken', (s, t) => api(s, { backend: Backend.mock({ result: t }) })],
  [
    'MockOptions.headers',
    'taken',
    (s, t) => api(s, { backend: Backend.mock({ result: '{}', headers: { a: t } }) }),
  ],
  [
    'VpcAccessProps.name',
    'taken',
    (s, t) => new VpcAccess(s, 'V', { name: t, vpcId: 'vpc', instanceId: 'i', port: 80 }),
  ],
  [
    'VpcAccessProps.vpcId',
    'taken',
    (s, t) => new VpcAccess(s, 'V', { name: 'v', vpcId: t, instanceId: 'i', port: 80 }),
  ],
  [
    'VpcAccessProps.instanceId',
    'taken',
    (s, t) => new VpcAccess(s, 'V', { name: 'v', vpcId: 'vpc', instanceId: t, port: 80 }),
  ],
  [
    'VpcAccessAttributes.vpcId',
    'taken',
    (s, t) =>
      api(s, { backend: Backend.vpc(VpcAccess.fromAttributes({ vpcId: t, instanceId: 'i', port: 80 })) }),
  ],
  [
    'VpcAccessAttributes.instanceId',
    'taken',
    (s, t) =>
      api(s, { backend: Backend.vpc(VpcAccess.fromAttributes({ vpcId: 'vpc', instanceId: t, port: 80 })) }),
  ],
  ['ApiGroup.addCustomDomain', 'taken', (s, t) => domain(s, t)],
  ['ApiGroup.addCustomDomain, a label', 'taken', (s, t) => domain(s, `api.${t}`)],
  [
    'DomainCertificate.name',
    'taken',
    (s, t) => domain(s, 'a.example', { certificate: { name: t, body: 'b', privateKey: secret(s) } }),
  ],
  [
    'DomainCertificate.body',
    'taken',
    (s, t) => domain(s, 'a.example', { certificate: { name: 'a', body: t, privateKey: secret(s) } }),
  ],
  [
    'StageVariable.of',
    'taken',
    (s, t) => api(s, { backend: Backend.http(StageVariable.of('a', { RELEASE: t }), { protocol: 'HTTPS' }) }),
  ],
  [
    'StageVariable.of, a host',
    'taken',
    (s, t) => api(s, { backend: Backend.http(StageVariable.of('a', { RELEASE: `https://${t}` })) }),
  ],
  [
    'StageVariable.of, the name',
    'refused',
    (s, t) => api(s, { backend: Backend.http(StageVariable.of(t, { RELEASE: 'https://a.example' })) }),
  ],
  ['PublicAccess.because', 'refused', (s, t) => api(s, { authorization: PublicAccess.because(t) })],
  [
    'AppAuthenticationProps.apps',
    'taken',
    (s, t) => api(s, { authorization: AppAuthentication.of({ apps: [t] }) }),
  ],
  [
    'AppAuthenticationProps.authValidTime',
    'taken',
    (s, t) => api(s, { authorization: AppAuthentication.of({ apps: ['a'], authValidTime: t }) }),
  ],
  [
    'AppAuthenticationProps.description',
    'taken',
    (s, t) => api(s, { authorization: AppAuthentication.of({ apps: ['a'], description: t }) }),
  ],
  ['CorsPlugin.allowOrigins', 'safe only', (s, t) => new CorsPlugin(s, 'X', { allowOrigins: [t] })],
  ['CorsPlugin.allowMethods', 'refused', (s, t) => new CorsPlugin(s, 'X', { allowMethods: [t] })],
  [
    'IpControlPlugin.type',
    'refused',
    (s, t) => new IpControlPlugin(s, 'X', { type: t, items: [{ blocks: ['192.0.2.1'] }] }),
  ],
  [
    'IpControlPlugin.items',
    'refused',
    (s, t) => new IpControlPlugin(s, 'X', { type: 'ALLOW', items: [{ blocks: [t] }] }),
  ],
  [
    'TrafficControlPlugin.unit',
    'refused',
    (s, t) => new TrafficControlPlugin(s, 'X', { unit: t, apiDefault: 4 }),
  ],
  [
    'TrafficControlPlugin.apiDefault',
    'refused',
    (s, t) => new TrafficControlPlugin(s, 'X', { unit: 'DAY', apiDefault: t }),
  ],
  [
    'AccessControlPlugin.rules',
    'safe only',
    (s, t) => new AccessControlPlugin(s, 'X', rule({ condition: `$role = '${t}' or $role != 'a'` }) as Loose),
  ],
  [
    'JwtAuthPlugin.parameter',
    'refused',
    (s, t) => new JwtAuthPlugin(s, 'X', { parameter: t, parameterLocation: 'header', jwks: KEYS.keys }),
  ],
  [
    'JwtAuthPlugin.blockByDataSet',
    'safe only',
    (s, t) =>
      new JwtAuthPlugin(s, 'X', {
        parameter: 'a',
        parameterLocation: 'header',
        jwks: KEYS.keys,
        blockByDataSet: t,
      }),
  ],
  [
    'DataPluginProps.pluginType',
    'refused',
    (s, t) => new DataPlugin(s, 'X', { pluginType: t, pluginData: {} }),
  ],
  [
    'DataPluginProps.pluginData',
    'safe only',
    (s, t) => new DataPlugin(s, 'X', { pluginType: 'routing', pluginData: { routes: [{ address: t }] } }),
  ],
  [
    'DataPluginProps.pluginData, a name',
    'refused',
    (s, t) => new DataPlugin(s, 'X', { pluginType: 'routing', pluginData: { [String(t)]: 'a' } }),
  ],
  [
    'DataPluginProps.pluginData, a condition',
    'refused',
    (s, t) =>
      new DataPlugin(s, 'X', { pluginType: 'routing', pluginData: { routes: [{ condition: `$a = ${t}` }] } }),
  ],
  [
    'DataPluginProps.pluginData, in quotes',
    'safe only',
    (s, t) =>
      new DataPlugin(s, 'X', {
        pluginType: 'routing',
        pluginData: { routes: [{ condition: `$a = '${t}'` }] },
      }),
  ],
  ['NestedLayoutOptions.name', 'refused', (s, t) => api(s, {}, { layout: Layout.nested({ name: t }) })],
  [
    'OpenApiOptions.public',
    'refused',
    (s, t) => group(s).addOpenApi({ openapi: '3.0.3', paths: {} }, { public: { 'GET /a': t } }),
  ],
  [
    'OpenApiOptions.only',
    'refused',
    (s, t) => group(s).addOpenApi({ openapi: '3.0.3', paths: {} }, { only: [t] }),
  ],
  [
    'OpenApiOptions.except',
    'refused',
    (s, t) => group(s).addOpenApi({ openapi: '3.0.3', paths: {} }, { except: [t] }),
  ],
  [
    'OpenApiOptions.basePath',
    'refused',
    (s, t) => group(s).addOpenApi({ openapi: '3.0.3', paths: {} }, { basePath: t }),
  ],
];

/** Properties that take a number, which core can make of a parameter, too. */
const NUMBERS: readonly Row[] = [
  [
    'VpcAccessAttributes.port',
    'taken',
    (s, n) =>
      api(s, { backend: Backend.vpc(VpcAccess.fromAttributes({ vpcId: 'vpc', instanceId: 'i', port: n })) }),
  ],
  ['RequestParameterOptions.maxLength', 'taken', (s, n) => api(s, query({ maxLength: n }))],
  [
    'BackendCall.timeoutMillis',
    'refused',
    (s, n) => api(s, { backend: Backend.http('https://a.example', { timeoutMillis: n }) }),
  ],
  [
    'MockOptions.statusCode',
    'refused',
    (s, n) => api(s, { backend: Backend.mock({ result: '', statusCode: n }) }),
  ],
  ['ApiDefaults.lanes', 'refused', (s, n) => api(s, {}, { lanes: n })],
  ['NestedLayoutOptions.stacks', 'refused', (s, n) => api(s, {}, { layout: Layout.nested({ stacks: n }) })],
  [
    'GroupCors.maxAge',
    'refused',
    (s, n) => api(s, {}, { cors: { allowOrigins: ['https://a.example'], maxAge: n } }),
  ],
  [
    'TrafficControlPlugin.apiDefault',
    'refused',
    (s, n) => new TrafficControlPlugin(s, 'X', { unit: 'DAY', apiDefault: n }),
  ],
  [
    'DataPluginProps.pluginData',
    'refused',
    (s, n) => new DataPlugin(s, 'X', { pluginType: 'caching', pluginData: { duration: n } }),
  ],
];

/** What core writes for a value while it is no template. */
const RAW = /Token\[|unresolved|\buE00|e\+2\d\d|\[object/;

/** What becomes of a value: it stands in the template, or its refusal is told in one line. */
function fateOf(build: Row[2], made: (stack: Stack) => unknown): string {
  try {
    const template = synth((stack) => void build(stack, made(stack)));
    const { Parameters: _, ...others } = template as Loose;
    const text = JSON.stringify(others);
    expect(text).not.toMatch(RAW);
    expect(text).not.toContain('\uE000');
    expect(text).toContain('{"Ref":"Given"}');
    return 'taken';
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    expect(error.message).not.toMatch(RAW);
    expect(error.message).not.toMatch(/\n|holds "\$"/);
    return error.message;
  }
}

const given = (stack: Stack, props: object = {}) =>
  new ros.RosParameter(stack, 'Given', { type: ros.RosParameterType.STRING, ...props });

const KINDS = [
  ['a value of ROS', (parameter: ros.RosParameter): unknown => parameter.value],
  ['a text that stands for one', (parameter: ros.RosParameter): unknown => parameter.valueAsString],
  ['a text that holds one', (parameter: ros.RosParameter): unknown => `a-${parameter.valueAsString}`],
] as const;

describe.each(KINDS)('%s', (_, made) => {
  test.each(TEXTS)('as %s is %s', (_name, fate, build) => {
    const plain = fateOf(build, (stack) => made(given(stack)));
    const safe = fateOf(build, (stack) => made(given(stack, { allowedPattern: SAFE })));
    if (fate === 'safe only') expect(plain).toMatch(/allowedPattern such as '\^\[A-Za-z0-9:\/\._-\]\+\$'/);
    expect(plain === 'taken').toBe(fate === 'taken');
    expect(safe === 'taken').toBe(fate !== 'refused');
  });
});

describe.each([
  ['a number that stands for one', (parameter: ros.RosParameter): unknown => parameter.valueAsNumber],
] as const)('%s', (_, made) => {
  test.each(NUMBERS)('as %s is %s', (_name, fate, build) => {
    const number = { type: ros.RosParameterType.NUMBER };
    expect(fateOf(build, (stack) => made(given(stack, number))) === 'taken').toBe(fate === 'taken');
  });
});

test('every property that takes a text has a row', () => {
  const folder = join(__dirname, '../../lib/constructs');
  const TABLE = /const \w+: MembersOf<(\w+)> = \{(.*?)\n?\};/gs;
  const MEMBER =
    /(\w+): (?:security\()?(?:listOf\(|mapOf\()?(?:literal|text|textOrVariable|textOrTexts|stages)\b/g;
  const named = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(TABLE)].flatMap(([, type, members = '']) =>
      [...members.matchAll(MEMBER)].map(([, name]) => `${type}.${name}`),
    ),
  );
  const rows = new Set(TEXTS.map(([name]) => name.replace(/,.*/, '')));
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((name) => !rows.has(name))).toEqual([]);
});

describe('a parameter in a condition', () => {
  const issuer = (props: object) =>
    refusal((stack) => void jwt(stack, { issuer: given(stack, props).value }));

  test.each<[string, object]>([
    ['allowed values without quotes', { allowedValues: ['https://a.example', 'https://b.example'] }],
    ['a pattern of safe characters', { allowedPattern: '^https://[a-z0-9.-]+(?:/[a-z]*)?$' }],
    ['a pattern that may be empty, and a least length', { allowedPattern: '^[a-z]*$', minLength: 1 }],
  ])('is taken with %s', (_, props) => {
    expect(issuer(props)).toBe('accepted');
  });

  test.each<[string, object, string]>([
    [
      'nothing said',
      {},
      "shop/Customers: has values of ROS that cannot stand in the data of a plug-in: issuer may be ended by a quote in the parameter Given: give it allowedValues, or an allowedPattern such as '^[A-Za-z0-9:/._-]+$'",
    ],
    [
      'a quote among the values',
      { allowedValues: ['a', "it's"] },
      'shop/Customers: has values of ROS that cannot stand in the data of a plug-in: issuer cannot be "it\'s", which is among the allowedValues of the parameter Given',
    ],
    [
      'a backslash among the values',
      { allowedValues: ['a\\'] },
      'shop/Customers: has values of ROS that cannot stand in the data of a plug-in: issuer cannot be "a\\\\", which is among the allowedValues of the parameter Given',
    ],
    [
      'a line end among the values',
      { allowedValues: ['a\nb'] },
      'shop/Customers: has values of ROS that cannot stand in the data of a plug-in: issuer cannot be "a\\nb", which is among the allowedValues of the parameter Given',
    ],
    [
      'nothing among the values',
      { allowedValues: ['a', ''] },
      'shop/Customers: has values of ROS that cannot stand in the data of a plug-in: issuer cannot be "", which is among the allowedValues of the parameter Given',
    ],
    [
      'a number among the values',
      { allowedValues: [1] },
      'shop/Customers: has values of ROS that cannot stand in the data of a plug-in: issuer cannot be 1, which is among the allowedValues of the parameter Given',
    ],
    [
      'a pattern without an end',
      { allowedPattern: '^[a-z]+' },
      "shop/Customers: has values of ROS that cannot stand in the data of a plug-in: issuer may be ended by what is in the parameter Given, whose allowedPattern does not end with $: give it allowedValues, or an allowedPattern such as '^[A-Za-z0-9:/._-]+$'",
    ],
    [
      'a pattern with a quote',
      { allowedPattern: "^[a-z']+$" },
      "shop/Customers: has values of ROS that cannot stand in the data of a plug-in: issuer may be ended by what is in the parameter Given, whose allowedPattern lets \"'\" through: give it allowedValues, or an allowedPattern such as '^[A-Za-z0-9:/._-]+$'",
    ],
    [
      'a pattern of anything',
      { allowedPattern: '^.+$' },
      "shop/Customers: has values of ROS that cannot stand in the data of a plug-in: issuer may be ended by what is in the parameter Given, whose allowedPattern has .: give it allowedValues, or an allowedPattern such as '^[A-Za-z0-9:/._-]+$'",
    ],
    [
      'a pattern with a side',
      { allowedPattern: "^a$|'" },
      "shop/Customers: has values of ROS that cannot stand in the data of a plug-in: issuer may be ended by what is in the parameter Given, whose allowedPattern has $: give it allowedValues, or an allowedPattern such as '^[A-Za-z0-9:/._-]+$'",
    ],
    [
      'a pattern that may be empty',
      { allowedPattern: '^[a-z]*$' },
      'shop/Customers: has values of ROS that cannot stand in the data of a plug-in: issuer may be empty by the parameter Given: give it minLength: 1',
    ],
    [
      'another type',
      { type: ros.RosParameterType.JSON, allowedValues: ['a'] },
      'shop/Customers: has values of ROS that cannot stand in the data of a plug-in: issuer takes a parameter of type String, and the parameter Given is of type Json',
    ],
    [
      'values that are too long',
      { allowedValues: ['x'.repeat(1100)] },
      'shop/Customers/AccessControl: has values of ROS that cannot stand in the data of a plug-in: rules[0].condition may have 1109 characters; the service takes 1024',
    ],
  ])('is refused with %s', (_, props, message) => {
    expect(issuer(props)).toMatchObject({
      code: 'plugin-data-invalid',
      message,
    });
  });

  test('of another stack is refused: there it is another parameter, without a pattern', () => {
    const app = new ros.App({ stackTraces: false, treeMetadata: false });
    const elsewhere = given(new ros.Stack(app, 'elsewhere'), { allowedPattern: SAFE });
    const stack = new ros.Stack(app, 'shop');
    expect(() => customers(stack, { issuer: elsewhere.value })).toThrow(/takes a parameter of its own stack/);
  });

  test('may be written as Fn.ref, and a function of ROS may not be', () => {
    const issuerOf = (value: (stack: Stack) => ros.IResolvable) =>
      refusal((stack) => {
        given(stack, { allowedPattern: SAFE });
        jwt(stack, { issuer: value(stack) });
      });
    expect(issuerOf(() => ros.Fn.ref('Given') as Loose)).toBe('accepted');
    expect(issuerOf(() => ros.Fn.ref('Nobody') as Loose)).toMatchObject({
      message:
        'shop/Customers: has values of ROS that cannot stand in the data of a plug-in: issuer takes the value of a parameter, got a function of ROS',
    });
    expect(issuerOf((s) => new RosGroup(s, 'G', { groupName: 'shop' }, true).attrSubDomain)).toMatchObject({
      message:
        'shop/Customers: has values of ROS that cannot stand in the data of a plug-in: issuer takes the value of a parameter, or an id, got the attribute G.SubDomain',
    });
  });

  test('the id of an app can be compared: the service makes it', () => {
    const build = (stack: Stack) => {
      const id = new RosApp(stack, 'App', { appName: 'shop' }, true).attrAppId;
      jwt(stack, {
        accessControl: {
          parameters: { app: 'System:CaAppId' },
          rules: [{ name: 'app', condition: `$app = '${id}'`, ifFalse: 'DENY' }],
        },
      });
    };
    expect(refusal(build)).toBe('accepted');
  });
});

test('the data of the plug-in is put together by Fn::Join, and its ids depend on the name of the parameter', () => {
  const build = (stack: Stack) => {
    const role = given(stack, { allowedPattern: SAFE }).valueAsString;
    requiring(stack, Claim.of('role').oneOf('admin', role));
  };
  const [first, second] = [synth(build), synth(build)];
  expect(second).toEqual(first);
  const plugins = Object.entries(ofType(first, 'Plugin'));
  const [id, data] = plugins.flatMap(([key, { Properties }]) =>
    Properties.PluginType === 'accessControl' ? [key, Properties.PluginData as Loose] : [],
  );
  expect(id).toMatch(/^CustomersRequiresRoleAdminOrGiven/);
  expect(data['Fn::Join'][0]).toBe('');
  const text = data['Fn::Join'][1]
    .map((each: unknown) => (typeof each === 'string' ? each : 'editor'))
    .join('');
  expect(JSON.parse(text).rules[0].condition).toBe("$role = 'admin' or $role = 'editor'");
});

test('a list of origins takes no parameter with a comma', () => {
  const origins = (allowedPattern: string) =>
    refusal(
      (stack) =>
        void new CorsPlugin(stack, 'X', { allowOrigins: [given(stack, { allowedPattern }).valueAsString] }),
    );
  expect(origins('^https://[a-z.]+$')).toBe('accepted');
  expect(origins('^https://[a-z.,]+$')).toMatchObject({
    message:
      'shop/X: has values of ROS that cannot stand in the data of a plug-in: allowOrigins[0] may be ended by what is in the parameter Given, whose allowedPattern lets "," through: give it allowedValues, or an allowedPattern such as \'^[A-Za-z0-9:/._-]+$\'',
  });
});
