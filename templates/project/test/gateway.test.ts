import { App } from '@alicloud/ros-cdk-core';
import { generateKey } from 'ros-cdk-jwt-gateway/jwk';
import { gatewayFrom } from 'ros-cdk-jwt-gateway/testing';
import 'ros-cdk-jwt-gateway/testing/jest';
import { GatewayStack } from '../lib/gateway-stack';

// Keys of this run only: the test needs no private file, so that it runs in CI, too.
async function createGateway() {
  const keys = await generateKey();
  const stack = new GatewayStack(new App(), 'gateway', { keys: keys.publicKeys() });
  return gatewayFrom(stack, { keys });
}

test('an order is for those who have a token', async () => {
  const gateway = await createGateway();
  const token = await gateway.token('GET /orders/[orderId]');
  await expect(gateway).toAccept({ request: 'GET /orders/1', token });
  await expect(gateway).toRefuse('GET /orders/1', 'I400JR');
});

test('a token ends', async () => {
  const gateway = await createGateway();
  const token = await gateway.token('GET /orders/[orderId]');
  gateway.clock.advance({ seconds: 3600 });
  await expect(gateway).toRefuse({ request: 'GET /orders/1', token }, 'A403JE');
});

test.each(['GET /orders/[orderId]', 'POST /orders'])('no bad token gets through to %s', async (route) => {
  await expect(await createGateway()).toBeProtected(route, 'RELEASE');
});

test('whether the gateway is up can be asked by anybody', async () => {
  await expect(await createGateway()).toBePublic('GET /health', 'RELEASE');
});
