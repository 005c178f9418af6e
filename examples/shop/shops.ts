import type { Construct } from '@alicloud/ros-cdk-core';
import type { PublicKeySet } from 'ros-cdk-jwt-gateway';
import { ShopStack } from './shop-stack';

/** The keys of the shop, stage by stage. */
export interface ShopKeys {
  readonly testers: PublicKeySet;
  readonly customers: PublicKeySet;
}

/** Both shops, each a stack of its own: the one for tests is deployed first, and cannot harm the other. */
export function declareShops(scope: Construct, { testers, customers }: ShopKeys) {
  const test = new ShopStack(scope, 'shop-test', {
    stage: 'TEST',
    keys: testers,
    issuer: 'https://login.test.example.com',
    domain: 'api.test.example.com',
    backends: {
      orders: 'https://orders.test.internal.example.com',
      catalogue: 'https://catalogue.test.internal.example.com/v1',
    },
  });
  const release = new ShopStack(scope, 'shop', {
    stage: 'RELEASE',
    keys: customers,
    issuer: 'https://login.example.com',
    domain: 'api.example.com',
    backends: {
      orders: 'https://orders.internal.example.com',
      catalogue: 'https://catalogue.internal.example.com/v1',
    },
  });
  return { test, release };
}
