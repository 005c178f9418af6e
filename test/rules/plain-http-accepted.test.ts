import { plainHttpAccepted } from '../../lib/rules/plain-http-accepted';
import { outcomesOf } from './check-template';
import { api, bound, jwt, published, ref, template } from './gateway-template';

const orders = (RequestProtocol: unknown, AuthType: unknown = 'APP') => ({
  ...api('Orders', 'GET /orders', { config: { RequestProtocol }, properties: { AuthType } }),
  ...published('Orders', 'RELEASE'),
});

test.each([
  {
    name: 'HTTP beside HTTPS fails',
    template: template(orders('HTTP,HTTPS')),
    verdicts: ['fail GET /orders: RequestProtocol is HTTP,HTTPS'],
  },
  {
    name: 'no protocol means HTTP',
    template: template(orders(undefined)),
    verdicts: ['fail GET /orders: RequestProtocol is not given, which means HTTP'],
  },
  {
    name: 'an optional token is worth listening to as well',
    template: template(
      orders('HTTP', 'ANONYMOUS'),
      jwt('Customers', { bypassEmptyToken: true }),
      bound('Orders', 'Customers'),
    ),
    verdicts: ['fail GET /orders: RequestProtocol is HTTP'],
  },
  { name: 'HTTPS alone passes', template: template(orders('HTTPS')), verdicts: ['pass'] },
  {
    name: 'a public route has nothing to hide, an unpublished one nothing to tell',
    template: template(orders('HTTP', 'ANONYMOUS'), api('Items', 'GET /items')),
    verdicts: ['not-applicable'],
  },
  {
    name: 'a protocol that ROS fills in is unknown',
    template: template(orders(ref('Protocol'))),
    verdicts: ['unknown GET /orders: RequestProtocol is Ref Protocol'],
  },
  {
    name: 'whether anything is demanded may be unknown',
    template: template(orders('HTTP', ref('AuthType'))),
    verdicts: ['unknown GET /orders: AuthType is Ref AuthType'],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(plainHttpAccepted, given)).toEqual(verdicts);
});
