import type { Stack } from '@alicloud/ros-cdk-core';
import { ApiGroup, AppAuthentication, Backend, PublicAccess } from '../../lib/constructs';
import { customers, ofType, synth } from './template';

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
