import { accessControlReadsUncheckedToken } from '../../lib/rules/access-control-reads-unchecked-token';
import { outcomesOf } from './check-template';
import { api, bound, denying, jwt, plugin, published, ref, template } from './gateway-template';

const orders = { ...api('Orders', 'GET /orders'), ...published('Orders', 'RELEASE') };
const rules = { ...denying('Rules', 'token:role'), ...bound('Orders', 'Rules') };

test.each([
  {
    name: 'a rule over a claim fails where no token is checked',
    template: template(orders, rules),
    verdicts: ['fail GET /orders RELEASE: plug-in Rules reads token:role, and no jwtAuth plug-in is bound'],
  },
  {
    name: 'a token that is checked in another stage does not help',
    template: template(orders, rules, jwt('Customers'), bound('Orders', 'Customers', { stage: 'TEST' })),
    verdicts: ['fail GET /orders RELEASE: plug-in Rules reads token:role, and no jwtAuth plug-in is bound'],
  },
  {
    name: 'a rule beside a JWT plug-in passes',
    template: template(orders, rules, jwt('Customers'), bound('Orders', 'Customers')),
    verdicts: ['pass'],
  },
  {
    name: 'a JWT plug-in outside the template passes where the template says what it is',
    template: template(orders, rules, bound('Orders', ref('Existing'), { id: 'Bound', type: 'jwtAuth' })),
    verdicts: ['pass'],
  },
  {
    name: 'rules over anything else are not looked at',
    template: template(orders, denying('Rules', 'Header:X-Role'), bound('Orders', 'Rules')),
    verdicts: [],
  },
  {
    name: 'a plug-in outside the template may be a JWT plug-in',
    template: template(orders, rules, bound('Orders', ref('Existing'), { id: 'Bound' })),
    verdicts: ['unknown GET /orders RELEASE: what plug-in Ref Existing is stands outside the template'],
  },
  {
    name: 'an ID token may be what the rule reads',
    template: template(
      api('Orders', 'GET /orders', { properties: { AuthType: 'APPOPENID' } }),
      published('Orders', 'RELEASE'),
      rules,
    ),
    verdicts: [
      'unknown GET /orders RELEASE: whether Token: reads the ID token of AuthType APPOPENID is not documented',
    ],
  },
  {
    name: 'rules that ROS fills in are unknown',
    template: template(orders, plugin('Rules', 'accessControl', ref('Data')), bound('Orders', 'Rules')),
    verdicts: ['unknown GET /orders RELEASE: plug-in Rules: PluginData is made by Ref Data'],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(accessControlReadsUncheckedToken, given)).toEqual(verdicts);
});
