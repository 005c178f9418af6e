import { consumerFragment } from '../../lib/rules/consumer-fragment';
import { jwtAuthLetsCallsPass } from '../../lib/rules/jwt-auth-lets-calls-pass';
import { outcomesOf } from './check-template';

test.each<[string, string]>([
  [
    consumerFragment({ more: 'global_auth: false' }),
    'fail GET /orders any: global_auth is false, and consumers of the route itself are then not asked for',
  ],
  [
    consumerFragment({ more: 'enable_headers: [X-Check]' }),
    'fail GET /orders any: enable_headers lets every call pass that has no header X-Check',
  ],
  [consumerFragment(), 'pass'],
])('%#: a fragment with one thing changed says so', (template, expected) => {
  expect(outcomesOf(jwtAuthLetsCallsPass, template)).toEqual([expected]);
});

test('a template without a cloud-native gateway is none of its business', () => {
  expect(outcomesOf(jwtAuthLetsCallsPass, { Resources: {} })).toEqual([]);
});
