import { appCodeInQuery as rule } from '../../lib/rules/app-code-in-query';
import { outcomesOf } from './check-template';
import { api, ref, template } from './gateway-template';

const orders = (AppCodeAuthType: unknown, AuthType: unknown = 'APP') =>
  template(api('Orders', 'GET /orders', { properties: { AuthType, AppCodeAuthType } }));

test.each([
  {
    name: 'an AppCode in the query fails',
    template: orders('HEADER_QUERY'),
    verdicts: ['fail GET /orders: AppCodeAuthType is HEADER_QUERY'],
  },
  { name: 'an AppCode in a header passes', template: orders('HEADER'), verdicts: ['pass'] },
  {
    name: 'where no app is asked for it does not matter',
    template: orders('HEADER_QUERY', 'ANONYMOUS'),
    verdicts: ['not-applicable'],
  },
  {
    name: 'what ROS fills in is unknown',
    template: orders(ref('Places')),
    verdicts: ['unknown GET /orders: AppCodeAuthType is Ref Places'],
  },
  {
    name: 'whether an app is asked for may be unknown, too',
    template: orders('HEADER_QUERY', ref('Auth')),
    verdicts: ['unknown GET /orders: AppCodeAuthType is HEADER_QUERY, and AuthType is Ref Auth'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});
