// The ROS CDK app that `cdk.json` names: `npx ros-cdk synth` and `npx ros-cdk deploy` run it.

import { PublicKeySet } from 'ros-cdk-jwt-gateway';
import { GatewayApp } from 'ros-cdk-jwt-gateway/app';
import { declareShops } from '../examples/shop/shops';

const app = new GatewayApp();
declareShops(app, {
  testers: PublicKeySet.fromFile('keys/testers.jwks.json'),
  customers: PublicKeySet.fromFile('keys/customers.jwks.json'),
});
app.synth();
