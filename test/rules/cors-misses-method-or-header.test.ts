import { corsMissesMethodOrHeader as rule } from '../../lib/rules/cors-misses-method-or-header';
import { outcomesOf } from './check-template';
import { api, bound, jwt, plugin, published, ref, template } from './gateway-template';

const orders = (cors: unknown, method = 'PUT') =>
  template(
    api('Orders', `${method} /orders`),
    published('Orders', 'RELEASE'),
    jwt('Customers'),
    bound('Orders', 'Customers'),
    plugin('Browsers', 'cors', cors),
    bound('Orders', 'Browsers'),
  );

test.each([
  {
    name: 'a method and a header that are not listed fail',
    template: orders({ allowMethods: 'GET, POST', allowHeaders: 'X-Trace' }),
    verdicts: [
      'fail PUT /orders RELEASE: plug-in Browsers does not allow the method PUT, and does not allow the header Authorization',
    ],
  },
  {
    name: 'a star stands for the method, and not for Authorization',
    template: orders({ allowMethods: '*', allowHeaders: '*' }),
    verdicts: ['fail PUT /orders RELEASE: plug-in Browsers does not allow the header Authorization'],
  },
  {
    name: 'what is listed passes, in any case',
    template: orders({ allowMethods: 'put', allowHeaders: 'authorization' }),
    verdicts: ['pass'],
  },
  {
    name: 'browsers ask no leave for GET',
    template: orders({ allowMethods: 'PUT', allowHeaders: 'Authorization' }, 'GET'),
    verdicts: ['pass'],
  },
  { name: 'lists that are not given pass', template: orders({}), verdicts: ['pass'] },
  {
    name: 'the preflight itself is not looked at',
    template: orders({ allowMethods: 'GET' }, 'OPTIONS'),
    verdicts: [],
  },
  {
    name: 'data that ROS fills in is unknown',
    template: orders(ref('Data')),
    verdicts: ['unknown PUT /orders RELEASE: plug-in Browsers: PluginData is made by Ref Data'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});
