import { consumerFragment } from '../../lib/rules/consumer-fragment';
import { httpApiOverPlainHttp } from '../../lib/rules/http-api-over-plain-http';
import { outcomesOf } from './check-template';

test.each<[string, readonly string[]]>([
  [consumerFragment({ api: ', Protocols: [HTTPS]' }), ['pass']],
  [consumerFragment(), ['fail GET /orders any: takes HTTP and HTTPS']],
  [consumerFragment({ api: ', Protocols: [HTTP]' }), ['fail GET /orders any: takes HTTP']],
  [
    consumerFragment({ api: ', Protocols: { Ref: Protocols }' }),
    ['unknown GET /orders any: Protocols is not a plain list'],
  ],
  [consumerFragment({ enable: 'false' }), ['not-applicable']],
  [
    consumerFragment({ enable: '{ Ref: Enabled }' }),
    ['unknown GET /orders any: Enable of OrdersJwtAuth is Ref Enabled'],
  ],
])('%#: a fragment with one thing changed says so', (template, expected) => {
  expect(outcomesOf(httpApiOverPlainHttp, template)).toEqual(expected);
});

test('a template without a cloud-native gateway is none of its business', () => {
  expect(outcomesOf(httpApiOverPlainHttp, { Resources: {} })).toEqual([]);
});
