import type { GatewayModel } from '../../lib/model';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { api, binding, deployment, getAtt, group, JWT, type Loose, model, plugin } from '../model/sample';

/** A text that would be markup, and would turn the line around, if somebody let it. */
export const BAD = `"'><img src=x onerror=alert(1)><script>alert(2)</script>\u202e`;

const on = (id: string) => ({ ApiId: getAtt(id, 'ApiId') });
const published = (id: string, route: string, properties: Loose = {}, others: Loose = {}) => ({
  [id]: api(route, properties, others),
  [`${id}Release`]: deployment(on(id)),
});
const bound = (id: string) => ({
  [`${id}Jwt`]: binding(on(id)),
  [`${id}Claims`]: binding({ ...on(id), PluginId: getAtt('Claims', 'PluginId') }),
});
const claimRule = (name: string, claim: string, value: string) => ({
  name,
  condition: `$${claim} = '${value}'`,
  ifFalse: 'DENY',
  statusCode: 403,
  errorMessage: `The ${name} of the token is not accepted`,
});
const FORWARD = { claimName: 'sub', parameterName: 'X-User-Id', location: 'header' };
const METADATA = { Metadata: { JwtGateway: { PublicAccess: 'load-balancer probe; returns no data' } } };

/** A shop with a route of every kind, and hostile texts. */
export const SHOP: Loose = {
  Group: group({ GroupName: 'orders', BasePath: '/shop' }),
  Customers: plugin('jwtAuth', { ...JWT, jwk: fixturePublicJwk('RS256'), claimParameters: [FORWARD] }),
  Jwt: { ...plugin('jwtAuth', { ...JWT, jwk: fixturePublicJwk('RS256'), claimParameters: [FORWARD] }) },
  Claims: plugin('accessControl', {
    parameters: { iss: 'Token:iss', aud: 'Token:aud' },
    rules: [claimRule('issuer', 'iss', 'https://login.example.com'), claimRule('audience', 'aud', 'orders')],
  }),
  ...published('Order', 'GET /orders/[orderId]'),
  OrderTest: deployment({ ...on('Order'), StageName: 'TEST' }),
  OrderTestJwt: binding({ ...on('Order'), StageName: 'TEST' }),
  ...bound('Order'),
  ...published('NewOrder', 'POST /orders'),
  ...bound('NewOrder'),
  ...published('Refund', 'POST /refunds', { AuthType: 'APP' }),
  ...bound('Refund'),
  ...published('Health', 'GET /health', {}, METADATA),
  ...published('Dark', 'GET /dark', { AuthType: { Ref: BAD } }),
  ...published('Open', 'ANY /open/*'),
  Draft: api('GET /draft'),
};

export const shop = (): GatewayModel => model(SHOP);
