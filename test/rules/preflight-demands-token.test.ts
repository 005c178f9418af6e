import { preflightDemandsToken } from '../../lib/rules/preflight-demands-token';
import { outcomesOf } from './check-template';
import { api, bound, jwt, plugin, published, ref, template } from './gateway-template';

const cors = plugin('Cors', 'cors');
const customers = jwt('Customers');
const route = (id: string, text: string, ...plugins: readonly string[]) => ({
  ...api(id, text),
  ...published(id, 'RELEASE'),
  ...Object.assign({}, ...plugins.map((each) => bound(id, each))),
});

test.each([
  {
    name: 'an OPTIONS route that demands a token fails',
    template: template(cors, customers, route('Orders', 'OPTIONS /orders', 'Cors', 'Customers')),
    verdicts: ['fail OPTIONS /orders RELEASE: demands jwt, which no preflight request carries'],
  },
  {
    name: 'a route for any method that demands a token fails',
    template: template(cors, customers, route('Orders', 'ANY /orders', 'Cors', 'Customers')),
    verdicts: ['fail ANY /orders RELEASE: demands jwt, which no preflight request carries'],
  },
  {
    name: 'a cors plug-in outside the template counts where the template says what it is',
    template: template(
      customers,
      route('Orders', 'ANY /orders', 'Customers'),
      bound('Orders', ref('Existing'), { id: 'Bound', type: 'cors' }),
    ),
    verdicts: ['fail ANY /orders RELEASE: demands jwt, which no preflight request carries'],
  },
  {
    name: 'a public OPTIONS route of its own answers for the route of any method',
    template: template(
      cors,
      customers,
      route('Orders', 'ANY /orders/[id]', 'Cors', 'Customers'),
      route('Preflight', 'OPTIONS /orders/[orderId]', 'Cors'),
    ),
    verdicts: ['pass', 'pass'],
  },
  {
    name: 'other methods, and routes without a cors plug-in, are not looked at',
    template: template(
      cors,
      customers,
      route('Orders', 'GET /orders', 'Cors', 'Customers'),
      route('Items', 'ANY /items', 'Customers'),
    ),
    verdicts: [],
  },
  {
    name: 'a route whose protection or plug-ins are unknown is unknown',
    template: template(
      cors,
      customers,
      route('Orders', 'ANY /orders', 'Cors'),
      bound('Orders', ref('Existing'), { id: 'Bound' }),
      api('Items', 'ANY /items', { properties: { AuthType: 'APP' } }),
      published('Items', 'RELEASE'),
      plugin('Some', ref('Type')),
      bound('Items', 'Some'),
    ),
    verdicts: [
      'unknown ANY /orders RELEASE: what plug-in Ref Existing is stands outside the template',
      'unknown ANY /items RELEASE: the type of plug-in Some is Ref Type',
    ],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(preflightDemandsToken, given)).toEqual(verdicts);
});
