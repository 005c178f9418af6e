import * as ros from '@alicloud/ros-cdk-core';
import { Layout } from '../../lib/constructs';
import { numberOf } from '../../lib/constructs/lanes';
import { apiNameOf, checkName, nameOf, placeOf, shortDigestOf } from '../../lib/constructs/names';
import { NAMES } from '../../lib/facts';
import { parseRoute } from '../../lib/route';
import { refusalLine } from './template';

// A changed name or digest would delete and create what is deployed: each is written out.

test.each([
  ['orders', 'orders'],
  ['a'.repeat(50), 'a'.repeat(50)],
  ['a'.repeat(51), `${'a'.repeat(41)}_bfc5fe0e`],
  ['订单服务', '订单服务'],
  ['abc', 'abc_ba7816bf'],
  ['abcd', 'abcd'],
  ['1st_orders', 'st_orders_18395a39'],
  ['_orders', 'orders_2bcef2e9'],
  ['my orders', 'my_orders_8482a26d'],
  ['---', 'Name_cb3f91d5'],
  ['', 'Name_e3b0c442'],
])('the name made of %j', (text, name) => {
  expect(nameOf(text)).toBe(name);
});

test.each([
  ['GET /orders', 'GET_orders'],
  ['GET /orders/[orderId]', 'GET_orders__orderId'],
  ['GET /orders/[orderId]/items', 'GET_orders__orderId_items'],
  ['GET /', 'GET____88bd0c8e'],
  ['GET /my_orders', 'GET_my_orders__my_orders_0649b792'],
  ['GET /my/orders', 'GET_my_orders'],
  ['GET /orders/*', 'GET_orders____orders___8b501582'],
  ['ANY /a-b', 'ANY_a_b_cba6f06f'],
  ['GET /[a]', 'GET__a'],
  ['GET /[a_b]', 'GET__a_b'],
])('the name of the API %s', (route, name) => {
  expect(apiNameOf(parseRoute(route, 'test'))).toBe(name);
});

test.each([
  ['GET /orders', 'ByBdB'],
  ['', 'CtuUU'],
  ['CustomersJwtAuth', 'VqiyS'],
])('the short digest of %j', (text, digest) => {
  expect(shortDigestOf(text)).toBe(digest);
  expect(digest).toMatch(/^[A-Z][A-Za-z0-9]{4}$/);
});

test.each([
  ['GET /orders', 16, 14],
  ['GET /orders', 1, 1],
  ['GET /invoices', 16, 8],
  ['GET /invoices', 64, 40],
])('the number of %s among %d', (text, most, number) => {
  expect(numberOf(text, most)).toBe(number);
});

test('a place is the path of a construct, and the route where there is one', () => {
  const stack = new ros.Stack(new ros.App(), 'shop');
  expect(placeOf(stack)).toBe('shop');
  expect(placeOf(stack, parseRoute('GET /orders/[id]', 'test'))).toBe("shop 'GET /orders/[id]'");
});

test.each<[string, unknown, string]>([
  [
    'that is none',
    undefined,
    `name-invalid: shop/Orders: group name is missing (${NAMES.groupOrApi.value.words})`,
  ],
  [
    'that is a number',
    1,
    `name-invalid: shop/Orders: group name is missing (${NAMES.groupOrApi.value.words})`,
  ],
  [
    'that the service refuses',
    'a b',
    `name-invalid: shop/Orders: group name "a b" is refused by the service (allowed: ${NAMES.groupOrApi.value.words})`,
  ],
  ['that it takes', 'orders', 'accepted'],
  ['that only ROS knows', ros.RosPseudo.region, 'accepted'],
  ['that holds what only ROS knows', `a b ${ros.Token.asString(ros.RosPseudo.region)}`, 'accepted'],
])('a name %s', (_, name, line) => {
  expect(refusalLine(() => checkName(name as never, NAMES.groupOrApi, 'group name', 'shop/Orders'))).toBe(
    line,
  );
});

test.each<[string, Parameters<typeof Layout.nested>[0], object]>([
  ['nothing is said', undefined, { stacks: 16, name: 'Apis' }],
  ['one stack is asked for', { stacks: 1 }, { stacks: 1, name: 'Apis' }],
  ['as many as there may be', { stacks: 64, name: 'A' }, { stacks: 64, name: 'A' }],
  ['the longest name', { name: `a${'1'.repeat(19)}` }, { stacks: 16, name: `a${'1'.repeat(19)}` }],
])('nested stacks, where %s', (_, options, layout) => {
  expect(Layout.nested(options)).toEqual({ kind: 'nested', ...layout });
  expect(Layout.flat()).toEqual({ kind: 'flat' });
});

test.each(['', '1a', 'a-', '-a', `a${'1'.repeat(20)}`])('nested stacks cannot be called %j', (name) => {
  expect(refusalLine(() => void Layout.nested({ name }))).toBe(
    `parameter-invalid: layout: name must be 1 to 20 letters and digits, the first a letter, got "${name}"`,
  );
});

test.each([0, -1, 1.5, 65])('there cannot be %d nested stacks', (stacks) => {
  expect(refusalLine(() => void Layout.nested({ stacks }))).toBe(
    `parameter-invalid: layout: stacks must be a whole number from 1 to 64, got ${stacks}`,
  );
});
