import { visibilityPublic as rule } from '../../lib/rules/visibility-public';
import { outcomesOf } from './check-template';
import { api, ref, template } from './gateway-template';

test.each([
  {
    name: 'PUBLIC fails',
    template: template(api('Orders', 'GET /orders', { properties: { Visibility: 'PUBLIC' } })),
    verdicts: ['fail GET /orders: Visibility is PUBLIC'],
  },
  {
    name: 'PRIVATE passes',
    template: template(api('Orders', 'GET /orders', { properties: { Visibility: 'PRIVATE' } })),
    verdicts: ['pass'],
  },
  {
    name: 'what ROS fills in is unknown',
    template: template(api('Orders', 'GET /orders', { properties: { Visibility: ref('Seen') } })),
    verdicts: ['unknown GET /orders: Visibility is Ref Seen'],
  },
  {
    name: 'that it is missing another rule tells',
    template: template(api('Orders', 'GET /orders')),
    verdicts: ['not-applicable'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});
