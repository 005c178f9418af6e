import { pluginTypeBoundTwice } from '../../lib/rules/plugin-type-bound-twice';
import { outcomesOf } from './check-template';
import { api, bound, plugin, published, ref, template } from './gateway-template';

const orders = { ...api('Orders', 'GET /orders'), ...published('Orders', 'RELEASE') };
const two = { ...plugin('A', 'cors'), ...plugin('B', 'cors') };

test.each([
  {
    name: 'two plug-ins of a type in one stage fail',
    template: template(orders, two, bound('Orders', 'A'), bound('Orders', 'B')),
    verdicts: ['fail GET /orders RELEASE: has 2 cors plug-ins: A, B'],
  },
  {
    name: 'one of each type passes, and so does one plug-in that is bound twice',
    template: template(
      orders,
      two,
      plugin('C', 'ipControl'),
      bound('Orders', 'A'),
      bound('Orders', 'A', { id: 'Again' }),
      bound('Orders', 'C'),
    ),
    verdicts: ['pass'],
  },
  {
    name: 'one plug-in of a type in each stage passes',
    template: template(
      orders,
      published('Orders', 'TEST'),
      two,
      bound('Orders', 'A'),
      bound('Orders', 'B', { stage: 'TEST' }),
    ),
    verdicts: ['pass', 'pass'],
  },
  { name: 'a stage without plug-ins is not looked at', template: template(orders, two), verdicts: [] },
  {
    name: 'a second plug-in outside the template may be of the same type',
    template: template(orders, two, bound('Orders', 'A'), bound('Orders', ref('Existing'), { id: 'Bound' })),
    verdicts: ['unknown GET /orders RELEASE: what plug-in Ref Existing is stands outside the template'],
  },
  {
    name: 'a plug-in outside the template that is said to be of the same type fails',
    template: template(
      orders,
      two,
      bound('Orders', 'A'),
      bound('Orders', ref('Existing'), { id: 'Bound', type: 'cors' }),
    ),
    verdicts: ['fail GET /orders RELEASE: has 2 cors plug-ins: A, Ref Existing'],
  },
  {
    name: 'two plug-ins outside the template may be the same one',
    template: template(
      orders,
      bound('Orders', ref('One'), { id: 'Bound', type: 'cors' }),
      bound('Orders', ref('Other'), { id: 'AlsoBound', type: 'cors' }),
    ),
    verdicts: ['unknown GET /orders RELEASE: two cors plug-ins may be the same one'],
  },
  {
    name: 'bindings under conditions may exclude one another',
    template: {
      ...template(
        orders,
        two,
        bound('Orders', 'A', { condition: 'IsLive' }),
        bound('Orders', 'B', { condition: 'IsTest' }),
      ),
      Conditions: {
        IsLive: { 'Fn::Equals': [ref('Environment'), 'live'] },
        IsTest: { 'Fn::Equals': [ref('Environment'), 'test'] },
      },
    },
    verdicts: ['unknown GET /orders RELEASE: binding OrdersARELEASE is there only if IsLive'],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(pluginTypeBoundTwice, given)).toEqual(verdicts);
});
