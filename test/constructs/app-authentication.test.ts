import type { Stack } from '@alicloud/ros-cdk-core';
import { ApiGroup, AppAuthentication, Backend, PublicAccess } from '../../lib/constructs';
import { customers, ofType, refusalLine, synth } from './template';

const SETTINGS = {
  groupName: 'orders',
  stages: ['RELEASE'],
  backend: Backend.http('https://orders.example.com'),
} as const;

/** What the API of the only route demands by itself. */
function authTypeOf(build: (stack: Stack) => void): unknown {
  const apis = Object.values(ofType(synth(build), 'Api'));
  expect(apis).toHaveLength(1);
  return apis[0]?.Properties.AuthType;
}

test('an API for apps asks for an app, by itself, beside a token, or in place of one', () => {
  const app = AppAuthentication.of();
  const alone = (stack: Stack) => {
    new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization: app }).addApi('GET /orders');
  };
  const beside = (stack: Stack) => {
    const defaultAuthorization = customers(stack);
    new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization, secondLock: app }).addApi(
      'GET /orders',
    );
  };
  const inPlace = (stack: Stack) => {
    const defaultAuthorization = customers(stack);
    const orders = new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization });
    orders.addApi('GET /orders', { authorization: app });
  };
  const inOneApi = (stack: Stack) => {
    const defaultAuthorization = customers(stack);
    const orders = new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization });
    orders.addApi('GET /orders', { secondLock: app });
  };
  expect([alone, beside, inPlace, inOneApi].map(authTypeOf)).toEqual(['APP', 'APP', 'APP', 'APP']);
});

test('an API for tokens, or for anybody, asks for no app', () => {
  const token = (stack: Stack) => {
    const defaultAuthorization = customers(stack);
    new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization }).addApi('GET /orders');
  };
  const anybody = (stack: Stack) => {
    const defaultAuthorization = AppAuthentication.of();
    const orders = new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization });
    orders.addApi('GET /health', { authorization: PublicAccess.because('load-balancer probe') });
  };
  expect([token, anybody].map(authTypeOf)).toEqual(['ANONYMOUS', 'ANONYMOUS']);
});

/** What stands in the template of the only route, for its API and for its apps. */
function writtenFor(app: AppAuthentication) {
  const template = synth((stack) => {
    const props = { ...SETTINGS, stages: ['TEST', 'RELEASE'], defaultAuthorization: app } as const;
    new ApiGroup(stack, 'Orders', props).addApi('GET /orders');
  });
  const [api] = Object.values(ofType(template, 'Api'));
  const { AllowSignatureMethod, AppCodeAuthType, AuthType } = api?.Properties ?? {};
  const authorizations = Object.values(ofType(template, 'Authorization')).map((each) => each.Properties);
  return { api: { AllowSignatureMethod, AppCodeAuthType, AuthType }, authorizations };
}

test('without more, only the stronger signature is accepted, no plain code, and no app may call', () => {
  expect(writtenFor(AppAuthentication.of())).toEqual({
    api: { AllowSignatureMethod: 'HmacSHA256', AppCodeAuthType: 'DISABLE', AuthType: 'APP' },
    authorizations: [],
  });
});

test('what is said of apps is written, in each stage', () => {
  const app = AppAuthentication.of({
    apps: ['a-1', 'a-2'],
    appCodeAuthType: 'HEADER',
    allowSignatureMethod: 'HmacSHA1,HmacSHA256',
    authValidTime: '2027-01-01T00:00:00Z',
    description: 'partners',
  });
  const [api] = ['OrdersGetOrders60c1988d'];
  const inStage = (StageName: string) => ({
    ApiIds: [{ 'Fn::GetAtt': [api, 'ApiId'] }],
    AppIds: ['a-1', 'a-2'],
    AuthValidTime: '2027-01-01T00:00:00Z',
    Description: 'partners',
    GroupId: { 'Fn::GetAtt': ['Orders', 'GroupId'] },
    StageName,
  });
  expect(writtenFor(app)).toEqual({
    api: { AllowSignatureMethod: 'HmacSHA1,HmacSHA256', AppCodeAuthType: 'HEADER', AuthType: 'APP' },
    authorizations: [inStage('TEST'), inStage('RELEASE')],
  });
});

test('the list of apps is that of the call: what is done to it later changes nothing', () => {
  const apps = ['a-1'];
  const app = AppAuthentication.of({ apps });
  apps.push('a-2');
  expect(app.apps).toEqual(['a-1']);
});

const apps = (length: number) => Array.from({ length }, (_, i) => `a-${i}`);

test.each<[string, () => unknown, string]>([
  ['as many apps as one binding takes', () => AppAuthentication.of({ apps: apps(100) }), 'accepted'],
  [
    'one more',
    () => AppAuthentication.of({ apps: apps(101) }),
    'authorization-missing: 101 apps are given, 100 are allowed (bind the others with a RosAuthorization of your own)',
  ],
  ...['tomorrow', '', '2027-01-01', '2027-01-01T00:00:00', '2027-01-01T00:00:00+08:00'].map(timeRefused),
  ...['a2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z ', '2027-1-01T00:00:00Z', '2027-01-1T00:00:00Z'].map(
    timeRefused,
  ),
  ...['2027-01-01T0:00:00Z', '2027-01-01T00:0:00Z', '2027-01-01T00:00:0Z', 'aaaa-bb-ccTdd:ee:ffZ'].map(
    timeRefused,
  ),
])('%s: %#', (_, build, line) => {
  expect(refusalLine(() => void build())).toBe(line);
});

function timeRefused(authValidTime: string): [string, () => unknown, string] {
  return [
    `the end ${JSON.stringify(authValidTime)}`,
    () => AppAuthentication.of({ authValidTime }),
    `parameter-invalid: AppAuthentication.of: authValidTime ${JSON.stringify(authValidTime)} is no time in UTC (write it like '2027-01-01T00:00:00Z')`,
  ];
}
