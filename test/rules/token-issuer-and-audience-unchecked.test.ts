import { tokenIssuerAndAudienceUnchecked } from '../../lib/rules/token-issuer-and-audience-unchecked';
import { outcomesOf } from './check-template';
import { api, bound, denying, jwt, plugin, published, ref, template } from './gateway-template';

const orders = {
  ...api('Orders', 'GET /orders'),
  ...published('Orders', 'RELEASE'),
  ...jwt('Customers'),
  ...bound('Orders', 'Customers'),
};

const claims = (condition: string, ...more: object[]) => ({
  ...plugin('Rules', 'accessControl', {
    parameters: { iss: 'Token:iss', aud: 'Token:aud' },
    rules: [{ name: 'iss', condition, ifFalse: 'DENY' }, ...more],
  }),
  ...bound('Orders', 'Rules'),
});

test.each([
  {
    name: 'a token that only its signature is looked at fails',
    template: template(orders),
    verdicts: [
      'fail GET /orders RELEASE: plug-in Customers is bound, and no rule denies tokens of another issuer or for another audience',
    ],
  },
  {
    name: 'rules over other claims are no help',
    template: template(orders, denying('Rules', 'Token:role'), bound('Orders', 'Rules')),
    verdicts: [
      'fail GET /orders RELEASE: plug-in Customers is bound, and no rule denies tokens of another issuer or for another audience',
    ],
  },
  {
    name: 'issuer and audience are judged apart',
    template: template(orders, denying('Rules', 'Token:aud'), bound('Orders', 'Rules')),
    verdicts: [
      'fail GET /orders RELEASE: plug-in Customers is bound, and no rule denies tokens of another issuer',
    ],
  },
  {
    name: 'rules over both pass',
    template: template(
      orders,
      claims("$iss = 'a'", { name: 'aud', condition: "$aud = 'b' or $aud = 'c'", ifFalse: 'DENY' }),
    ),
    verdicts: ['pass'],
  },
  {
    name: 'a mention is no demand: deny-lists, and terms that are always true, let every other issuer in',
    template: template(
      orders,
      claims("$iss = 'a' or 1 = 1", { name: 'evil', condition: "$aud = 'evil'", ifTrue: 'DENY' }),
    ),
    verdicts: [
      'fail GET /orders RELEASE: plug-in Customers is bound, and no rule denies tokens of another issuer or for another audience',
    ],
  },
  {
    name: 'a pattern keeps most issuers out',
    template: template(
      orders,
      claims("$iss like 'https://%'", { name: 'aud', condition: "$aud = 'b'", ifFalse: 'DENY' }),
    ),
    verdicts: ['pass'],
  },
  {
    name: 'rules that cannot be read are unknown',
    template: template(orders, claims('$iss ~ a')),
    verdicts: [
      'unknown GET /orders RELEASE: rule iss: cannot be read as a condition: character 6 has "~", which begins nothing',
    ],
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
