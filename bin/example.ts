// The ROS CDK app that `cdk.json` names: `npx ros-cdk synth` and `npx ros-cdk deploy` run it.

import { PublicKeySet } from 'ros-cdk-jwt-gateway';
import { GatewayApp } from 'ros-cdk-jwt-gateway/app';
import { ShopStack } from '../examples/shop/shop-stack';

const app = new GatewayApp();
new ShopStack(app, 'shop', { customerKeys: PublicKeySet.fromFile('keys/customers.jwks.json') });
app.synth();
