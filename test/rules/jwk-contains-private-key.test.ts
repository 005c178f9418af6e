import { jwkContainsPrivateKey as rule } from '../../lib/rules/jwk-contains-private-key';
import { fixtureJwk } from '../fixtures/keys/fixture-keys';
import { outcomesOf } from './check-template';
import { api, jwt, plugin, ref, template } from './gateway-template';

const SECRET = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';
const PEM = `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----`;
const { d, ...half } = fixtureJwk('EdDSA');

const nestedIn = ([name = '', ...rest]: readonly string[], value: unknown): object =>
  rest.length === 0
    ? { [name]: value }
    : /^\d+$/.test(rest[0] ?? '')
      ? { [name]: [nestedIn(rest.slice(1), value)] }
      : { [name]: nestedIn(rest, value) };

const CASES = [
  {
    name: 'a private member fails, by its path',
    template: template(plugin('Customers', 'jwtAuth', { parameter: 'X-Token', jwk: { ...half, d } })),
    verdicts: ['fail plug-in Customers: $.jwk.d is a private part of a key'],
  },
  {
    name: 'every private member of every key fails',
    template: template(
      jwt('Customers', {
        jwks: [
          { kty: 'RSA', d: SECRET, p: SECRET },
          { kty: 'oct', k: SECRET },
        ],
      }),
    ),
    verdicts: [
      'fail plug-in Customers: $.jwks[0].d is a private part of a key, $.jwks[0].p is a private part of a key, $.jwks[1].k is a private part of a key',
    ],
  },
  {
    name: 'a private key in PEM form fails in a plug-in of any type',
    template: template(plugin('Signed', 'backendSignature', { type: 'APIGW_BACKEND', key: PEM })),
    verdicts: ['fail plug-in Signed: $.key is a private key in PEM form'],
  },
  {
    name: 'a private member in data that a function puts together fails',
    template: template(
      plugin('Customers', 'jwtAuth', {
        'Fn::Join': ['', [`{"jwk": {"kty": "OKP", "d": "${SECRET}"}}`, { Ref: 'More' }]],
      }),
      plugin('Members', 'jwtAuth', { parameter: ref('Name'), jwk: { kty: 'OKP', d: SECRET } }),
    ),
    verdicts: [
      'fail plug-in Customers: a text in PluginData holds the private part of a key',
      'fail plug-in Members: $.jwk.d is a private part of a key',
    ],
  },
  {
    name: 'a private member in a text that is neither JSON nor YAML fails',
    template: template(plugin('Customers', 'jwtAuth', `jwk: { kty: OKP, d: ${SECRET}`)),
    verdicts: ['fail plug-in Customers: a text in PluginData holds the private part of a key'],
  },
  ...[
    ['Description', JSON.stringify({ ...half, d })],
    ['Description', Buffer.from(JSON.stringify({ ...half, d })).toString('base64')],
    ['ConstParameters.0.ConstValue', `key=${Buffer.from(PEM).toString('base64url')}`],
    ['ServiceConfig.MockResult', PEM],
    ['Tags', { deep: [{ ...half, d }] }],
  ].map(([path = '', value]) => ({
    name: `a private key in any other value fails: ${path}`,
    template: template(
      api('Orders', 'GET /orders', { properties: nestedIn(String(path).split('.'), value) }),
    ),
    verdicts: [expect.stringMatching(/^fail Orders\..*: it (?:is|holds) /)],
  })),
  {
    name: 'a private key outside of resources fails',
    template: {
      ...template(api('Orders', 'GET /orders')),
      Parameters: { Key: { Type: 'Json', NoEcho: true, Default: { ...half, d } } },
      Outputs: { Key: { Value: { 'Fn::Join': ['', ['{"kty":"OKP","d":"', SECRET, '"}']] } } },
      Metadata: { note: PEM },
    },
    verdicts: [
      'fail Parameters.Key.Default: it holds the private part of a key at $.d',
      'fail Outputs.Key.Value: it holds the private part of a key',
      'fail Metadata.note: it is a private key in PEM form',
    ],
  },
  {
    name: 'members of those names outside of a key pass',
    template: template(
      plugin('Customers', 'jwtAuth', { 'Fn::Sub': `{"jwk":${JSON.stringify(half)},"d":"\${Name}"}` }),
      plugin('Other', 'cors', `d: 1\njwk: ${JSON.stringify(half)}\n`),
      api('Orders', 'GET /orders', { properties: { Tags: [{ d: SECRET, p: SECRET, k: SECRET }] } }),
    ),
    verdicts: ['unknown plug-in Customers: PluginData is made by Fn::Sub', 'pass'],
  },
  {
    name: 'public keys pass',
    template: template(jwt('Customers')),
    verdicts: ['pass'],
  },
  {
    name: 'a template without plug-ins is not looked at',
    template: template(api('Orders', 'GET /orders')),
    verdicts: [],
  },
  {
    name: 'data that only ROS knows is unknown',
    template: {
      ...template(plugin('Customers', 'jwtAuth', ref('Data')), plugin('Members', 'jwtAuth', '{ "jwk": ')),
      Parameters: { Data: { Type: 'String', Default: 'anything' } },
    },
    verdicts: [
      'unknown plug-in Customers: PluginData is made by Ref Data',
      'unknown plug-in Members: PluginData cannot be read',
    ],
  },
];

test.each(CASES)('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

test.each(CASES)('no value of a key is shown: $name', (each) => {
  const text = outcomesOf(rule, each.template).join('\n');
  expect([SECRET, d ?? SECRET].filter((secret) => text.includes(secret))).toEqual([]);
});
