import { issuerKeysPooled as rule } from '../../lib/rules/issuer-keys-pooled';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { outcomesOf } from './check-template';
import { api, bound, jwt, plugin, published, ref, shop, template } from './gateway-template';

const jwks = [fixturePublicJwk('RS256'), fixturePublicJwk('ES256')];
const issuers = (condition: string) =>
  plugin('Claims', 'accessControl', {
    parameters: { iss: 'Token:iss' },
    rules: [{ name: 'issuer', condition, ifFalse: 'DENY' }],
  });
const TWO = "$iss = 'https://a.example.com' or $iss = 'https://b.example.com'";
const gateway = (
  condition: string,
  keys: object = { jwk: undefined, jwks },
  stage: string | object = 'RELEASE',
) =>
  template(
    shop,
    api('Orders', 'GET /orders'),
    published('Orders', stage, { id: 'Live' }),
    jwt('Customers', keys),
    issuers(condition),
    bound('Orders', 'Customers', { stage, id: 'A' }),
    bound('Orders', 'Claims', { stage, id: 'B' }),
  );

test.each([
  {
    name: 'two keys and two issuers fail',
    template: gateway(TWO),
    verdicts: [
      'fail GET /orders RELEASE: each of the 2 keys of plug-in Customers can sign for each of 2 issuers',
    ],
  },
  { name: 'one issuer passes', template: gateway("$iss = 'https://a.example.com'"), verdicts: ['pass'] },
  { name: 'the same issuer twice is one', template: gateway(TWO.replace('b.', 'a.')), verdicts: ['pass'] },
  { name: 'one key is not looked at', template: gateway(TWO, {}), verdicts: [] },
  {
    name: 'a rule that reads the issuer in another way is unknown',
    template: gateway("$iss like 'https://%'"),
    verdicts: ["unknown GET /orders RELEASE: which issuers $iss like 'https://%' accepts is not told"],
  },
  {
    name: 'a route whose protection is unknown is unknown',
    template: template(
      shop,
      api('Orders', 'GET /orders'),
      published('Orders', 'RELEASE'),
      bound('Orders', ref('Elsewhere') as object, { id: 'A' }),
    ),
    verdicts: [expect.stringMatching(/^unknown GET \/orders RELEASE: /)],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

test('where nobody looks at the issuer, another rule says so', () => {
  const open = template(
    shop,
    api('Orders', 'GET /orders'),
    published('Orders', 'RELEASE'),
    jwt('Customers', { jwk: undefined, jwks }),
    bound('Orders', 'Customers'),
  );
  expect(outcomesOf(rule, open)).toEqual(['pass']);
});
