import { consumerFragment } from '../../lib/rules/consumer-fragment';
import { jwtAuthConfigurationBroken } from '../../lib/rules/jwt-auth-configuration-broken';
import { outcomesOf } from './check-template';

const encoded = (text: string) =>
  consumerFragment().replace(/Fn::Base64Encode: \|[\s\S]*?(?= {2}Publish:)/, `'${text}'\n`);

test.each<[string, readonly string[]]>([
  [consumerFragment(), ['pass']],
  [
    consumerFragment({ consumer: { jwks: `'{"keys":[]}'` } }),
    [
      'fail attachment OrdersJwtAuth: consumers[0].jwks holds no key that can be used (JwksNoValidKeys) (line 5 of what PluginConfig decodes to)',
    ],
  ],
  [encoded('%'), ['fail attachment OrdersJwtAuth: PluginConfig is not the Base64 of a text']],
  [
    encoded(Buffer.from('a: [').toString('base64')),
    [
      'fail attachment OrdersJwtAuth: PluginConfig is not the Base64 of YAML in line 1 of what it decodes to: it is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
  ],
  [
    encoded(Buffer.from('_rules_: []').toString('base64')),
    ['unknown attachment OrdersJwtAuth: PluginConfig has _rules_, which is not read here'],
  ],
])('%#: a fragment with one thing changed says so', (template, expected) => {
  expect(outcomesOf(jwtAuthConfigurationBroken, template)).toEqual(expected);
});

test('a template without a cloud-native gateway is none of its business', () => {
  expect(outcomesOf(jwtAuthConfigurationBroken, { Resources: {} })).toEqual([]);
});
