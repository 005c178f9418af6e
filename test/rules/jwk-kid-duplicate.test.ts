import { jwkKidDuplicate as rule } from '../../lib/rules/jwk-kid-duplicate';
import { outcomesOf } from './check-template';
import { jwt, plugin, ref, template } from './gateway-template';

const key = (kid?: string): object => ({ kty: 'RSA', kid });

test.each([
  {
    name: 'two keys with one kid fail',
    template: template(jwt('Customers', { jwk: key('a'), jwks: [key('b'), key('a')] })),
    verdicts: ['fail plug-in Customers: jwks[1] has the kid "a" of jwk'],
  },
  {
    name: 'two keys without a kid fail, as far as we remember',
    template: template(jwt('Customers', { jwk: undefined, jwks: [key(), key('b'), key()] })),
    verdicts: [
      'fail plug-in Customers: jwks[2] has no kid, as jwks[0]: as far as we remember, one key may go without',
    ],
  },
  {
    name: 'different kids pass, and one key without',
    template: template(jwt('Customers', { jwk: key(), jwks: [key('a'), key('b')] })),
    verdicts: ['pass'],
  },
  {
    name: 'the same kid in two plug-ins passes',
    template: template(jwt('Customers', { jwk: key('a') }), jwt('Members', { jwk: key('a') })),
    verdicts: ['pass', 'pass'],
  },
  {
    name: 'a plug-in without keys is not looked at',
    template: template(plugin('Customers', 'jwtAuth')),
    verdicts: [],
  },
  {
    name: 'data that only ROS knows is unknown',
    template: template(plugin('Customers', 'jwtAuth', ref('Data'))),
    verdicts: ['unknown plug-in Customers: PluginData is made by Ref Data'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});
