import { PrivateKeySet } from '../../lib/jwk';
import { issueToken } from '../../lib/token';
import { evaluateToken } from '../../lib/token-evaluation';
import { consumer, jwtAuth, modelOf, ORDERS, shop } from '../cloud-native/sample';
import { fixtureJwk } from '../fixtures/keys/fixture-keys';
import type { Loose } from '../model/sample';

const now = () => Date.parse('2026-01-01T12:00:00Z');
const key = PrivateKeySet.parse({ ...fixtureJwk('RS256'), alg: 'RS256', kid: 'k1' }).signingKey();
const token = (aud: string) => issueToken(key, { now, claims: { iss: 'https://login.example.com', aud } });

test.each<[string, string, Loose, string]>([
  ['a good token', 'orders', { consumers: [consumer()] }, 'taken: as a token of consumer shop'],
  [
    'a token for somebody else',
    'others',
    { consumers: [consumer()] },
    'refused: shop: Jwt verification fails',
  ],
  [
    'a token in a cookie',
    'orders',
    { consumers: [consumer({ from_headers: undefined, from_cookies: ['t'] })] },
    'taken: as a token of consumer shop',
  ],
  [
    'a route that is open',
    'orders',
    { consumers: [consumer()], global_auth: false },
    'ignored: anyone gets through',
  ],
  ['keys that nobody can read here', 'orders', { consumers: [{ name: 'a', remote_jwks: {} }] }, 'unknown: '],
])('at a cloud-native gateway: %s', async (_, aud, config, expected) => {
  const model = modelOf(shop({ A: jwtAuth('HttpApi', ORDERS, config) }));
  const [first] = await evaluateToken(await token(aud), model, { now });
  expect(`${first?.verdict}: ${first?.message}`).toContain(expected);
});
