import { api, bound, jwt, published, shop, template } from '../rules/gateway-template';
import { linesOf } from './diff-template';

const protectedOrders = template(
  shop,
  api('Orders', 'GET /orders'),
  published('Orders', 'RELEASE'),
  jwt('Customers'),
  bound('Orders', 'Customers'),
);
const publicOrders = template(
  shop,
  api('Orders', 'GET /orders'),
  published('Orders', 'RELEASE'),
  jwt('Customers'),
);

test('a gateway does not differ from itself', () => {
  expect(linesOf(protectedOrders, protectedOrders)).toEqual([]);
});

test('a binding that goes opens its route, and shuts it when it comes back', () => {
  expect(linesOf(protectedOrders, publicOrders)).toEqual([
    'weaker/safe authentication-removed GET /orders RELEASE: no longer asks for a token: anybody may call it',
  ]);
  expect(linesOf(publicOrders, protectedOrders)).toEqual([
    'stronger/break authentication-added GET /orders RELEASE: now asks for a token',
  ]);
});
