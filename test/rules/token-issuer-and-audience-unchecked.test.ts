import { tokenIssuerAndAudienceUnchecked } from '../../lib/rules/token-issuer-and-audience-unchecked';
import { outcomesOf } from './check-template';
import { api, bound, denying, jwt, plugin, published, ref, template } from './gateway-template';

const orders = {
  ...api('Orders', 'GET /orders'),
  ...published('Orders', 'RELEASE'),
  ...jwt('Customers'),
  ...bound('Orders', 'Customers'),
};

test.each([
  {
    name: 'a token that only its signature is looked at fails',
    template: template(orders),
    verdicts: [
      'fail GET /orders RELEASE: plug-in Customers is bound, and no rule reads Token:iss or Token:aud',
    ],
  },
  {
    name: 'rules over other claims are no help',
    template: template(orders, denying('Rules', 'Token:role'), bound('Orders', 'Rules')),
    verdicts: [
      'fail GET /orders RELEASE: plug-in Customers is bound, and no rule reads Token:iss or Token:aud',
    ],
  },
  {
    name: 'a rule over the issuer or the audience passes',
    template: template(orders, denying('Rules', 'Token:aud'), bound('Orders', 'Rules')),
    verdicts: ['pass'],
  },
  {
    name: 'a route without a token is not looked at',
    template: template(api('Orders', 'GET /orders'), published('Orders', 'RELEASE')),
    verdicts: [],
  },
  {
    name: 'rules that ROS fills in are unknown, and so is a route whose protection is',
    template: template(
      orders,
      plugin('Rules', 'accessControl', ref('Data')),
      bound('Orders', 'Rules'),
      api('Items', 'GET /items', { properties: { AuthType: ref('AuthType') } }),
      published('Items', 'RELEASE'),
    ),
    verdicts: [
      'unknown GET /orders RELEASE: plug-in Rules: PluginData is made by Ref Data',
      'unknown GET /items RELEASE: AuthType is Ref AuthType',
    ],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(tokenIssuerAndAudienceUnchecked, given)).toEqual(verdicts);
});
