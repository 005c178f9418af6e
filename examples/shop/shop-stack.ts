import * as ros from '@alicloud/ros-cdk-core';
import {
  ApiGroup,
  Backend,
  CorsPlugin,
  Forward,
  JwtAuthorization,
  PublicAccess,
  type PublicKeySet,
  RequestParameter,
  TokenSource,
  TrafficControlPlugin,
} from 'ros-cdk-jwt-gateway';

/** What differs between two deployments of the shop. */
export interface ShopProps extends ros.StackProps {
  /** The keys that the login service signs customers' tokens with. */
  readonly customerKeys: PublicKeySet;
}

/** A shop with two API groups on one domain: orders for customers, and a catalogue that editors change. */
export class ShopStack extends ros.Stack {
  constructor(scope: ros.Construct, id: string, { customerKeys, ...props }: ShopProps) {
    super(scope, id, props);

    const token = { keys: customerKeys, token: TokenSource.bearer(), issuer: 'https://login.example.com' };
    const customers = new JwtAuthorization(this, 'Customers', {
      ...token,
      audience: 'shop',
      forwardClaims: { sub: Forward.header('X-User-Id') },
    });
    const editors = new JwtAuthorization(this, 'Editors', {
      ...token,
      audience: 'catalogue',
      accessControl: {
        parameters: { role: 'Token:role' },
        rules: [{ name: 'editor', condition: "$role = 'editor'", ifFalse: 'DENY', statusCode: 403 }],
      },
    });

    const browsers = new CorsPlugin(this, 'Browsers', {
      allowOrigins: ['https://shop.example.com'],
      allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
      allowHeaders: ['Authorization', 'Content-Type'],
      maxAge: 600,
    });
    const limits = new TrafficControlPlugin(this, 'Limits', { unit: 'MINUTE', apiDefault: 6000 });

    const orders = new ApiGroup(this, 'Orders', {
      groupName: 'shop_orders',
      description: 'Orders of the shop',
      stages: ['TEST', 'RELEASE'],
      backend: Backend.http('https://orders.internal.example.com'),
      defaultAuthorization: customers,
      plugins: [browsers, limits],
    });
    orders.addApi('GET /orders', {
      parameters: [
        RequestParameter.query('page', { type: 'Int', defaultValue: '1', minValue: 1 }),
        RequestParameter.query('status', { enumValue: ['open', 'shipped', 'cancelled'] }),
      ],
    });
    orders.addApi('POST /orders', { body: 'STREAM' });
    orders.addApi('GET /orders/[orderId]');
    orders.addApi('DELETE /orders/[orderId]');
    orders.addApi('GET /health', {
      authorization: PublicAccess.because('load-balancer probe; returns no data'),
      backend: Backend.mock({ result: '{"status":"ok"}' }),
    });

    const catalogue = new ApiGroup(this, 'Catalogue', {
      groupName: 'shop_catalogue',
      description: 'Products of the shop',
      basePath: '/catalogue',
      stages: ['TEST', 'RELEASE'],
      backend: Backend.http('https://catalogue.internal.example.com/v1'),
      defaultAuthorization: customers,
      plugins: [browsers, limits],
    });
    catalogue.addApi('GET /products');
    catalogue.addApi('GET /products/[productId]');
    catalogue.addApi('PUT /products/[productId]', { authorization: editors, body: 'STREAM' });

    const certificate = {
      name: 'shop_example_com',
      body: new ros.RosParameter(this, 'CertificateBody', { type: ros.RosParameterType.STRING }).value,
      privateKey: new ros.RosParameter(this, 'CertificatePrivateKey', {
        type: ros.RosParameterType.STRING,
        noEcho: true,
      }).value,
    };
    for (const group of [orders, catalogue]) group.addCustomDomain('api.example.com', { certificate });
  }
}
