import { PublicKeySet } from 'ros-cdk-jwt-gateway';
import { GatewayApp } from 'ros-cdk-jwt-gateway/app';
import { GatewayStack } from '../lib/gateway-stack';

const app = new GatewayApp();
new GatewayStack(app, 'gateway', {
  keys: PublicKeySet.fromFile('keys/customers.jwks.json'),
  domain: app.node.tryGetContext('domain'),
});
