import { stageWeakerThanAnother } from '../../lib/rules/stage-weaker-than-another';
import { outcomesOf } from './check-template';
import { api, bound, denying, jwt, published, ref, template } from './gateway-template';

const orders = api('Orders', 'GET /orders');
const appOrders = api('Orders', 'GET /orders', { properties: { AuthType: 'APP' } });
const stages = { ...published('Orders', 'TEST'), ...published('Orders', 'RELEASE') };
const customers = jwt('Customers');

test.each([
  {
    name: 'a stage without a token fails while another demands one',
    template: template(orders, stages, customers, bound('Orders', 'Customers')),
    verdicts: ['fail GET /orders TEST: does not demand a token, as RELEASE does', 'pass'],
  },
  {
    name: 'fewer locks are weaker than more',
    template: template(appOrders, stages, customers, bound('Orders', 'Customers', { stage: 'TEST' })),
    verdicts: ['pass', 'fail GET /orders RELEASE: does not demand a token, as TEST does'],
  },
  {
    name: 'a stage that looks at no issuer is weaker than one that does',
    template: template(
      orders,
      stages,
      customers,
      bound('Orders', 'Customers', { stage: 'TEST' }),
      bound('Orders', 'Customers'),
      denying('Issuer', 'Token:iss'),
      bound('Orders', 'Issuer'),
    ),
    verdicts: ["fail GET /orders TEST: does not demand a token's issuer, as RELEASE does", 'pass'],
  },
  {
    name: 'a stage that takes expired tokens is weaker than one that does not',
    template: template(
      orders,
      stages,
      jwt('Lasting', { ignoreExpirationCheck: true }),
      bound('Orders', 'Lasting', { stage: 'TEST' }),
      customers,
      bound('Orders', 'Customers'),
    ),
    verdicts: ["fail GET /orders TEST: does not demand a token's expiry, as RELEASE does", 'pass'],
  },
  {
    name: 'a token of a plug-in and an ID token of the API cannot be compared',
    template: template(
      api('Orders', 'GET /orders', { properties: { AuthType: 'APPOPENID' } }),
      stages,
      customers,
      bound('Orders', 'Customers'),
    ),
    verdicts: ['pass', 'pass'],
  },
  {
    name: 'the same plug-in in every stage passes, and so does no plug-in at all',
    template: template(
      orders,
      stages,
      customers,
      bound('Orders', 'Customers', { stage: 'TEST' }),
      bound('Orders', 'Customers'),
      api('Items', 'GET /items'),
      published('Items', 'TEST'),
      published('Items', 'RELEASE'),
    ),
    verdicts: ['pass', 'pass', 'pass', 'pass'],
  },
  {
    name: 'a route with one stage has nothing to compare',
    template: template(orders, published('Orders', 'RELEASE')),
    verdicts: [],
  },
  {
    name: 'a stage that is there only under a condition proves nothing of one that always is',
    template: {
      ...template(
        orders,
        published('Orders', 'TEST'),
        published('Orders', 'RELEASE', { condition: 'IsProduction' }),
        customers,
        bound('Orders', 'Customers', { condition: 'IsProduction' }),
      ),
      Conditions: { IsProduction: { 'Fn::Equals': [ref('Environment'), 'production'] } },
    },
    verdicts: [
      'unknown GET /orders TEST: RELEASE, which demands more, is there only if IsProduction',
      'pass',
    ],
  },
  {
    name: 'a plug-in outside the template makes the stages unknown',
    template: template(orders, stages, bound('Orders', ref('Existing'), { id: 'Bound' })),
    verdicts: [
      'unknown GET /orders TEST: in RELEASE: what plug-in Ref Existing is stands outside the template',
      'unknown GET /orders RELEASE: what plug-in Ref Existing is stands outside the template',
    ],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(stageWeakerThanAnother, given)).toEqual(verdicts);
});
