import { type Construct, RosParameter, RosParameterType, Stack } from '@alicloud/ros-cdk-core';
import {
  ApiGroup,
  Backend,
  Forward,
  JwtAuthorization,
  PublicAccess,
  type PublicKeySet,
  TokenSource,
  TrafficControlPlugin,
} from 'ros-cdk-jwt-gateway';

/** What differs between two deployments of the gateway, and between a deployment and a test. */
export interface GatewayProps {
  /** The keys that the login service signs tokens with: their public halves. */
  readonly keys: PublicKeySet;
  /** Where callers find the gateway. Without one, nobody does: the first deployment has none, see README.md. */
  readonly domain?: string;
}

export class GatewayStack extends Stack {
  constructor(scope: Construct, id: string, { keys, domain }: GatewayProps) {
    super(scope, id);

    const customers = new JwtAuthorization(this, 'Customers', {
      keys,
      token: TokenSource.bearer(),
      issuer: 'https://login.example.com',
      audience: 'orders',
      forwardClaims: { sub: Forward.header('X-User-Id') },
    });
    const limits = new TrafficControlPlugin(this, 'Limits', { unit: 'MINUTE', apiDefault: 6000 });

    const orders = new ApiGroup(this, 'Orders', {
      groupName: 'orders',
      stages: ['RELEASE'],
      backend: Backend.http('https://orders.internal.example.com'),
      defaultAuthorization: customers,
      plugins: [limits],
    });
    orders.addApi('GET /orders/[orderId]');
    orders.addApi('POST /orders');
    orders.addApi('GET /health', {
      authorization: PublicAccess.because('load-balancer probe; returns no data'),
    });

    if (domain) orders.addCustomDomain(domain, { certificate: this.certificate() });
  }

  /** Two parameters of the stack: the private key of a certificate must not stand in a template. */
  private certificate() {
    const parameter = (id: string) => {
      return new RosParameter(this, id, { type: RosParameterType.STRING, noEcho: true }).value;
    };
    return { name: 'orders', body: parameter('CertificateBody'), privateKey: parameter('CertificateKey') };
  }
}
