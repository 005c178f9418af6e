// The ROS CDK app that `cdk.json` names: `npx ros-cdk synth` and `npx ros-cdk deploy` run it.
import { ShopStack } from '../examples/shop/shop-stack';
import { PublicKeySet } from '../lib';
import { GatewayApp } from '../lib/app';

const app = new GatewayApp();
new ShopStack(app, 'shop', { customerKeys: PublicKeySet.fromFile('keys/customers.jwks.json') });
app.synth();
