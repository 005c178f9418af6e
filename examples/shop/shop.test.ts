// Tests that a team could begin with. Keys are made in the test, so that it needs no private file and runs in CI.
import { App } from '@alicloud/ros-cdk-core';
import { generateKey, type PrivateKeySet } from 'ros-cdk-jwt-gateway/jwk';
import { gatewayFrom } from 'ros-cdk-jwt-gateway/testing';
import 'ros-cdk-jwt-gateway/testing/jest';
import { declareShops } from './shops';

let testers: PrivateKeySet;
let customers: PrivateKeySet;
beforeAll(async () => {
  testers = await generateKey();
  customers = await generateKey();
});

/** Both shops, as they are before anybody has called them. */
function createShops() {
  const stacks = declareShops(new App(), {
    testers: testers.publicKeys(),
    customers: customers.publicKeys(),
  });
  return {
    test: gatewayFrom(stacks.test, { keys: testers, claims: { role: 'editor' } }),
    release: gatewayFrom(stacks.release, { keys: customers, claims: { role: 'editor' } }),
  };
}

const PROTECTED = [
  'GET /orders',
  'POST /orders',
  'GET /orders/[orderId]',
  'DELETE /orders/[orderId]',
  'GET /catalogue/products',
  'GET /catalogue/products/[productId]',
  'PUT /catalogue/products/[productId]',
];

test.each(PROTECTED)('no bad token gets through to %s', async (route) => {
  const { test: tested, release } = createShops();
  await expect(release).toBeProtected(route, 'RELEASE');
  await expect(tested).toBeProtected(route, 'TEST');
});

test('a token of the test shop is no good in the shop of the customers', async () => {
  const { test: tested, release } = createShops();
  const token = await tested.token('GET /orders/[orderId]');
  await expect(tested).toAccept({ request: 'GET /orders/1', stage: 'TEST', token });
  await expect(release).toRefuse({ request: 'GET /orders/1', token });
});

test('who may read products may not change them', async () => {
  const { release } = createShops();
  const token = await release.token('GET /catalogue/products/[productId]');
  await expect(release).toAccept({ request: 'GET /catalogue/products/1', token });
  await expect(release).toRefuse({ request: 'PUT /catalogue/products/1', token });
});

test('a token ends', async () => {
  const { release } = createShops();
  const token = await release.token('GET /orders/[orderId]');
  release.clock.advance({ seconds: 3600 });
  await expect(release).toRefuse({ request: 'GET /orders/1', token }, 'A403JE');
});

test('whether the shop is up can be asked by anybody, and only that', async () => {
  const { release } = createShops();
  await expect(release).toBePublic('GET /health', 'RELEASE');
});

test('pages of the shop may send the token, and pages of others may not', async () => {
  const { release } = createShops();
  const preflight = (origin: string) =>
    release.send({
      request: 'OPTIONS /orders/1',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'DELETE',
        'Access-Control-Request-Headers': 'authorization',
      },
    });
  const { headers } = await preflight('https://shop.example.com');
  expect(headers.get('Access-Control-Allow-Origin')).toBe('https://shop.example.com');
  expect(headers.get('Access-Control-Allow-Methods')).toContain('DELETE');
  expect(headers.get('Access-Control-Allow-Headers')).toContain('Authorization');
  const other = await preflight('https://elsewhere.example.com');
  expect(other.headers.get('Access-Control-Allow-Origin')).toBeNull();
});
