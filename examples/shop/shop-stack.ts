import * as ros from '@alicloud/ros-cdk-core';
import {
  ApiGroup,
  Backend,
  type BindablePlugin,
  CorsPlugin,
  Forward,
  JwtAuthorization,
  PublicAccess,
  type PublicKeySet,
  RequestParameter,
  type StageName,
  TokenSource,
  TrafficControlPlugin,
} from 'ros-cdk-jwt-gateway';

/** What differs between the shop that customers use and the one that is for tests. */
export interface ShopProps extends ros.StackProps {
  readonly stage: StageName;
  /** The public keys of the service that signs tokens. Each stage has its own: a test token is no good in RELEASE. */
  readonly keys: PublicKeySet;
  /** Who that service is: the `iss` of its tokens. */
  readonly issuer: string;
  /** Where callers find the shop. */
  readonly domain: string;
  /** Where requests go. */
  readonly backends: { readonly orders: string; readonly catalogue: string };
}

/** A shop with two API groups on one domain: orders for customers, and a catalogue that editors change. */
export class ShopStack extends ros.Stack {
  constructor(
    scope: ros.Construct,
    id: string,
    private readonly props: ShopProps,
  ) {
    super(scope, id, props);
    const customers = new JwtAuthorization(this, 'Customers', {
      ...this.tokens(),
      audience: 'shop',
      forwardClaims: { sub: Forward.header('X-User-Id') },
    });
    const editors = new JwtAuthorization(this, 'Editors', {
      ...this.tokens(),
      audience: 'catalogue',
      accessControl: {
        parameters: { role: 'Token:role' },
        rules: [{ name: 'editor', condition: "$role = 'editor'", ifFalse: 'DENY', statusCode: 403 }],
      },
    });
    const plugins = [this.browsers(), this.limits()];
    const groups = [this.orders(customers, plugins), this.catalogue(customers, editors, plugins)];
    const certificate = this.certificate();
    for (const group of groups) group.addCustomDomain(props.domain, { certificate });
  }

  private orders(customers: JwtAuthorization, plugins: readonly BindablePlugin[]): ApiGroup {
    const orders = new ApiGroup(this, 'Orders', {
      groupName: this.named('shop_orders'),
      description: 'Orders of the shop',
      stages: [this.props.stage],
      backend: Backend.http(this.props.backends.orders),
      defaultAuthorization: customers,
      plugins,
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
    // It asks the backend: an answer of the gateway alone would say "ok" of a backend that is down.
    orders.addApi('GET /health', {
      authorization: PublicAccess.because('load-balancer probe; returns no data'),
    });
    return orders;
  }

  private catalogue(
    customers: JwtAuthorization,
    editors: JwtAuthorization,
    plugins: readonly BindablePlugin[],
  ): ApiGroup {
    const catalogue = new ApiGroup(this, 'Catalogue', {
      groupName: this.named('shop_catalogue'),
      description: 'Products of the shop',
      basePath: '/catalogue',
      stages: [this.props.stage],
      backend: Backend.http(this.props.backends.catalogue),
      defaultAuthorization: customers,
      plugins,
    });
    catalogue.addApi('GET /products');
    catalogue.addApi('GET /products/[productId]');
    catalogue.addApi('PUT /products/[productId]', { authorization: editors, body: 'STREAM' });
    return catalogue;
  }

  /** What all tokens of the shop have in common. */
  private tokens() {
    return { keys: this.props.keys, token: TokenSource.bearer(), issuer: this.props.issuer };
  }

  /** Pages of the shop may call: with every method of its routes, and with the header that the token is in. */
  private browsers(): CorsPlugin {
    return new CorsPlugin(this, 'Browsers', {
      allowOrigins: ['https://shop.example.com'],
      allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
      allowHeaders: ['Authorization', 'Content-Type'],
      exposeHeaders: ['X-Ca-Request-Id', 'X-Ca-Error-Code'],
      maxAge: 600,
    });
  }

  private limits(): TrafficControlPlugin {
    return new TrafficControlPlugin(this, 'Limits', { unit: 'MINUTE', apiDefault: 6000 });
  }

  /** Two parameters of the stack: the private key of a certificate must not stand in a template. */
  private certificate() {
    const parameter = (id: string) =>
      new ros.RosParameter(this, id, { type: ros.RosParameterType.STRING, noEcho: true }).value;
    return {
      name: this.named('shop_example_com'),
      body: parameter('CertificateBody'),
      privateKey: parameter('CertificatePrivateKey'),
    };
  }

  /** Names are unique in an account and region, and all stages of the shop may be in one. */
  private named(name: string): string {
    return this.props.stage === 'RELEASE' ? name : `${name}_${this.props.stage.toLowerCase()}`;
  }
}
