import { cachedAnswerForEveryCaller as rule } from '../../lib/rules/cached-answer-for-every-caller';
import { outcomesOf } from './check-template';
import { api, bound, jwt, plugin, published, ref, template } from './gateway-template';

const orders = (cache: unknown, { method = 'GET', AuthType = 'ANONYMOUS', hasToken = true } = {}) =>
  template(
    api('Orders', `${method} /orders`, { properties: { AuthType } }),
    published('Orders', 'RELEASE'),
    ...(hasToken ? [jwt('Customers'), bound('Orders', 'Customers')] : []),
    plugin('Cache', 'caching', cache),
    bound('Orders', 'Cache'),
  );
const FAILS = ['fail GET /orders RELEASE: plug-in Cache keeps its answers, and does not tell tokens apart'];

test.each([
  { name: 'a cache that varies by nothing fails', template: orders({ duration: 60 }), verdicts: FAILS },
  {
    name: 'another header tells no tokens apart',
    template: orders({ varyByHeaders: ['Accept'], varyByParameters: ['page'] }),
    verdicts: FAILS,
  },
  {
    name: 'apps tell no tokens apart where no app is asked for',
    template: orders({ varyByApp: true }),
    verdicts: FAILS,
  },
  {
    name: 'where an app is asked for they do',
    template: orders({ varyByApp: true }, { AuthType: 'APP' }),
    verdicts: ['pass'],
  },
  {
    name: 'the header of the token passes, in any case',
    template: orders({ varyByHeaders: ['authorization'] }),
    verdicts: ['pass'],
  },
  {
    name: 'a public route is not looked at',
    template: orders({}, { hasToken: false }),
    verdicts: ['not-applicable'],
  },
  { name: 'a POST is not kept', template: orders({}, { method: 'POST' }), verdicts: [] },
  {
    name: 'data that ROS fills in is unknown',
    template: orders(ref('Data')),
    verdicts: ['unknown GET /orders RELEASE: plug-in Cache: PluginData is made by Ref Data'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});
