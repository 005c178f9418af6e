import { PrivateKeySet } from '../../lib/jwk';
import { gatewayFrom } from '../../lib/testing';
import { fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';
import { customers, now, route, tokenOf } from '../gateway/shop-gateway';
import { plugin, type Resources, shop, template } from '../rules/gateway-template';

const testers = PrivateKeySet.parse(fixtureText('ES256'));
const NOW = now();
const HEADER = 'X-Jwt-Gateway-Keys';

const jwtData = (key: object) => ({ parameter: 'Authorization', parameterLocation: 'header', jwk: key });

const templateOf = (...resources: readonly Resources[]): object => ({
  ROSTemplateFormatVersion: '2015-09-01',
  ...template(shop, ...resources),
});

function gateway(...resources: readonly Resources[]) {
  return gatewayFrom(templateOf(...resources), { replaceKeys: testers, now: NOW });
}

test('test keys stand in for those of a template, sign good tokens, and every answer says so', async () => {
  const served = gateway(customers(), route('Orders', 'GET /orders', { plugins: ['Customers'] }));
  const good = await served.send({ request: 'GET /orders', token: await served.token('GET /orders') });
  expect([good.status, good.headers.get(HEADER)]).toEqual([
    200,
    'test keys in place of those of the template',
  ]);
  const real = await served.send({ request: 'GET /orders', token: await tokenOf() });
  expect([real.decision.code, real.headers.get(HEADER)]).toEqual([
    'A403JK',
    'test keys in place of those of the template',
  ]);
  const [proved] = await served.prove('GET /orders');
  expect(proved?.verdict).toBe('proved');
});

test('where plug-ins say that they have the keys of a provider, the others keep their own', async () => {
  const provider = { Provider: { Name: 'login', Issuer: 'https://login.example.com', Source: 'x' } };
  const served = gateway(
    plugin('Login', 'jwtAuth', jwtData(fixturePublicJwk('RS256')), provider),
    plugin('Own', 'jwtAuth', jwtData(fixturePublicJwk('RS256'))),
    route('Orders', 'GET /orders', { plugins: ['Login'] }),
    route('Items', 'GET /items', { plugins: ['Own'] }),
  );
  const codeOf = async (request: string, token: string) => {
    const { decision } = await served.send({ request, token });
    return decision.code ?? decision.outcome;
  };
  const [own, test] = [await tokenOf({}, 'RS256'), await tokenOf({}, 'ES256')];
  expect([await codeOf('GET /orders', test), await codeOf('GET /orders', own)]).toEqual([
    'forwarded',
    'A403JK',
  ]);
  expect([await codeOf('GET /items', test), await codeOf('GET /items', own)]).toEqual([
    'A403JK',
    'forwarded',
  ]);
});

test('data that cannot be read gets no keys: what it decides stays unknown', async () => {
  const served = gateway(
    plugin('Customers', 'jwtAuth', { Ref: 'Data' }),
    route('Orders', 'GET /orders', { plugins: ['Customers'] }),
  );
  const answer = await served.send('GET /orders');
  expect([answer.status, answer.headers.get(HEADER)]).toEqual([501, null]);
});

test('without them no answer speaks of keys', async () => {
  const own = templateOf(customers(), route('Orders', 'GET /orders', { plugins: ['Customers'] }));
  const answer = await gatewayFrom(own).send('GET /orders');
  expect(answer.headers.get(HEADER)).toBeNull();
});
