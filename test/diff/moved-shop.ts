import type { GatewayModel } from '../../lib/model';
import { consumer, getAtt, jwtAuth, modelOf, ORDERS, shop } from '../cloud-native/sample';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { api, binding, deployment, group, type Loose, model, plugin } from '../model/sample';

export const ISSUER = 'https://login.example.com';

const { alg, ...publicJwk } = fixturePublicJwk('RS256');
export const SHOP_KEY = { ...publicJwk, alg, kid: 'k1' };

/** The rule that demands a claim. */
export const demand = (claim: string, ...values: string[]): Loose => ({
  parameters: { [claim]: `Token:${claim}` },
  rules: [
    { name: claim, condition: values.map((value) => `$${claim} = '${value}'`).join(' or '), ifFalse: 'DENY' },
  ],
});

/** What a test changes of the old shop. */
interface OldShop {
  readonly jwt?: Loose;
  readonly rules?: Loose;
  readonly api?: Loose;
  readonly more?: Loose;
}

/** Two routes of a traditional gateway behind a JWT plug-in; `GET /shop/orders` and `GET /shop/orders/[id]`. */
export function oldShop({
  api: own = {},
  jwt = {},
  more = {},
  rules = demand('iss', ISSUER),
}: OldShop = {}): GatewayModel {
  const at = (id: string) => ({ ApiId: getAtt(id, 'ApiId') });
  const bind = (id: string, of: string) => binding({ ...at(id), PluginId: getAtt(of, 'PluginId') });
  return model({
    Group: group({ BasePath: '/shop' }),
    List: api('GET /orders', own),
    Get: api('GET /orders/[id]', own),
    ListRelease: deployment(at('List')),
    GetRelease: deployment(at('Get')),
    Jwt: plugin('jwtAuth', {
      parameter: 'Authorization',
      parameterLocation: 'header',
      jwk: SHOP_KEY,
      ...jwt,
    }),
    ListJwt: bind('List', 'Jwt'),
    GetJwt: bind('Get', 'Jwt'),
    ...(rules === undefined || rules === null
      ? {}
      : {
          Rules: plugin('accessControl', rules),
          ListRules: bind('List', 'Rules'),
          GetRules: bind('Get', 'Rules'),
        }),
    ...more,
  });
}

/** What a test changes of the new shop. */
interface NewShop {
  readonly consumer?: Loose;
  /** Properties of the attachment. */
  readonly lock?: Loose;
  /** Members of the configuration beside `consumers`. */
  readonly config?: Loose;
  readonly more?: Loose;
}

/** The same routes behind jwt-auth. */
export function newShop({
  config = {},
  consumer: own = {},
  lock = {},
  more = {},
}: NewShop = {}): GatewayModel {
  const only = consumer({ claims: undefined, ...own });
  return modelOf(shop({ Lock: jwtAuth('HttpApi', ORDERS, { consumers: [only], ...config }, lock), ...more }));
}
