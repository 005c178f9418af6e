import fc from 'fast-check';
import { ApiGroup, Backend, CorsPlugin } from '../../lib/constructs';
import { shortDigestOf } from '../../lib/constructs/names';
import { customers, ofType, refusal, synth, type Template } from './template';

const ROUTES = [
  'GET /orders',
  'POST /orders',
  'GET /orders/[orderId]',
  'DELETE /orders/[orderId]',
  'GET /a-b',
  'GET /a/b',
];

const withRoutes = (routes: readonly string[]): Template =>
  synth((stack) => {
    const orders = new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      stages: ['RELEASE'],
      backend: Backend.http('https://orders.internal.example.com'),
      defaultAuthorization: customers(stack),
    });
    orders.addCustomDomain('api.example.com');
    for (const route of routes) orders.addApi(route);
  });

test('the order of addApi calls changes no resource and no logical id', () => {
  const base = withRoutes(ROUTES);
  fc.assert(
    fc.property(fc.shuffledSubarray(ROUTES, { minLength: ROUTES.length }), (routes) => {
      expect(withRoutes(routes).Resources).toEqual(base.Resources);
    }),
    { numRuns: 20 },
  );
});

test('one more route changes nothing but the domain, which waits for it', () => {
  const before = withRoutes(ROUTES).Resources;
  const after = withRoutes([...ROUTES, 'GET /invoices']).Resources;
  const changed = Object.keys(before).filter(
    (id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]),
  );
  expect(changed).toEqual(['OrdersDomainApiExampleCom']);
});

test('what stands for a route in a nested stack begins with a capital letter, and tells 1,000 routes apart', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(shortDigestOf(text)).toMatch(/^[A-Z][A-Za-z0-9]{4}$/);
    }),
  );
  const digests = Array.from({ length: 1_000 }, (_, n) => shortDigestOf(`GET /v1/resource${n}/{}`));
  expect(new Set(digests.map((digest) => digest.toLowerCase())).size).toBe(1_000);
});

test('the name of a path parameter is not part of a logical id', () => {
  const ids = (route: string) => Object.keys(withRoutes([route]).Resources).sort();
  expect(ids('GET /orders/[id]')).toEqual(ids('GET /orders/[orderId]'));
});

test('the ids of one route are pinned: a change of them would delete and create every API in the field', () => {
  expect(Object.keys(withRoutes(['GET /orders/[orderId]']).Resources)).toEqual([
    'CustomersJwtAuth',
    'Orders',
    'OrdersDomainApiExampleCom',
    'OrdersGetOrdersParam95b5b78d',
    'OrdersGetOrdersParam95b5b78dRelease',
    'OrdersGetOrdersParam95b5b78dReleaseCustomersJwtAuth',
  ]);
});

test('paths that read alike have ids of their own', () => {
  expect(Object.keys(ofType(withRoutes(['GET /a-b', 'GET /a/b', 'GET /ab']), 'Api'))).toHaveLength(3);
});

test('two constructs that come to one logical id are refused by name', () => {
  expect(
    refusal((stack) => {
      new CorsPlugin(stack, 'browser-cors', { allowOrigins: ['https://a.example.com'] });
      new CorsPlugin(stack, 'browser.cors', { allowOrigins: ['https://a.example.com'] });
    }),
  ).toEqual({
    code: 'logical-id-duplicate',
    message:
      'shop/browser.cors: comes to the logical id BrowserCors, as shop/browser-cors does (give one of the two constructs another id)',
  });
});
