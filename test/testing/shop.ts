import { App, Stack } from '@alicloud/ros-cdk-core';
import { ApiGroup, Backend, Forward, JwtAuthorization, PublicAccess, TokenSource } from '../../lib';
import { PrivateKeySet } from '../../lib/jwk';
import { fixtureText } from '../fixtures/keys/fixture-keys';

export const NOON = '2026-01-01T12:00:00Z';

/** The private keys of the shop's customers. */
export const keys = PrivateKeySet.parse(fixtureText('RS256'));

let made: Stack | undefined;

/** A stack with a public route, and routes for customers in two stages; made once, as synthesis takes its time. */
export function shopStack(): Stack {
  made ??= createShop();
  return made;
}

function createShop(): Stack {
  const stack = new Stack(new App(), 'shop');
  const customers = new JwtAuthorization(stack, 'Customers', {
    keys: keys.publicKeys(),
    token: TokenSource.bearer(),
    issuer: 'https://login.example.com',
    audience: 'orders',
    forwardClaims: { sub: Forward.header('X-User-Id') },
  });
  const orders = new ApiGroup(stack, 'Orders', {
    groupName: 'orders',
    basePath: '/shop',
    stages: ['TEST', 'RELEASE'],
    backend: Backend.http('https://orders.internal.example.com'),
    defaultAuthorization: customers,
  });
  orders.addApi('GET /orders/[orderId]');
  orders.addApi('POST /orders', { body: 'STREAM' });
  orders.addApi('GET /health', {
    authorization: PublicAccess.because('load-balancer probe; returns no data'),
  });
  return stack;
}
