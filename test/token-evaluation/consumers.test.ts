import { PrivateKeySet } from '../../lib/jwk';
import { issueToken } from '../../lib/token';
import { evaluateToken } from '../../lib/token-evaluation';
import { consumer, jwtAuth, modelOf, ORDERS, shop } from '../cloud-native/sample';
import { fixtureJwk } from '../fixtures/keys/fixture-keys';
import type { Loose } from '../model/sample';

const now = () => Date.parse('2026-01-01T12:00:00Z');
const key = PrivateKeySet.parse({ ...fixtureJwk('RS256'), alg: 'RS256', kid: 'k1' }).signingKey();
const token = (aud: string) => issueToken(key, { now, claims: { iss: 'https://login.example.com', aud } });

/** What becomes of a token at the first route of the shop. */
async function at(resources: Loose, aud = 'orders') {
  const [first] = await evaluateToken(await token(aud), modelOf(shop(resources)), { now });
  if (first === undefined) throw new Error('a published route was expected');
  const { route: _, stage: __, ...outcome } = first;
  return outcome;
}

const attached = (config: Loose): Loose => ({ A: jwtAuth('HttpApi', ORDERS, config) });
const inPlace = (places: Loose) =>
  attached({ consumers: [consumer({ from_headers: undefined, ...places })] });

const NOTHING_ELSE = { beside: [], perhaps: [] };
const TAKEN = {
  verdict: 'taken',
  reason: 'accepted',
  message: 'as a token of consumer shop',
  ...NOTHING_ELSE,
};
const OPEN = { verdict: 'ignored', reason: 'public', message: 'anyone gets through', ...NOTHING_ELSE };
const refused = (message: string) => ({
  verdict: 'refused',
  reason: 'consumer-refuses',
  message,
  ...NOTHING_ELSE,
});

const CASES: readonly [title: string, resources: Loose, expected: object, aud?: string][] = [
  ['a good token is taken', attached({ consumers: [consumer()] }), TAKEN],
  [
    'a token for somebody else is refused',
    attached({ consumers: [consumer()] }),
    refused('shop: Jwt verification fails'),
    'others',
  ],
  [
    'the second consumer may take what the first refuses',
    attached({ consumers: [consumer({ name: 'first', claims: { aud: 'others' } }), consumer()] }),
    TAKEN,
  ],
  [
    'a token that no consumer takes is refused with the reason of each',
    attached({ consumers: [consumer(), consumer({ name: 'late', claims: {}, issuer: 'https://b' })] }),
    refused('shop: Jwt verification fails; late: Jwt verification fails'),
    'others',
  ],
  [
    'a good token of a consumer that is not allowed is refused',
    {
      G: jwtAuth('Gateway', ['gw-1'], { consumers: [consumer(), consumer({ name: 'other' })] }),
      ...attached({ allow: ['nobody'] }),
    },
    refused('shop: Access Denied; other: Access Denied'),
  ],
  ['a token is taken from a cookie', inPlace({ from_cookies: ['t', 'u'] }), TAKEN],
  ['a token is taken from the query', inPlace({ from_params: ['t', 'u'] }), TAKEN],
  ['a parameter may have any name', inPlace({ from_params: ['a token & more=100%'] }), TAKEN],
  ['a token is taken from any header', inPlace({ from_headers: [{ name: 'X-Token' }] }), TAKEN],
  [
    'a token stands in a header where query and cookies are read, too',
    inPlace({ from_headers: [{ name: 'T', value_prefix: 'jwt ' }], from_params: ['t'], from_cookies: ['t'] }),
    TAKEN,
  ],
  [
    'a consumer that reads no place finds no token',
    inPlace({ from_headers: [] }),
    refused('shop: Jwt is missing'),
  ],
  ['an open route looks at no token', attached({ consumers: [consumer()], global_auth: false }), OPEN],
  [
    'a route where calls without some header pass looks at no token',
    attached({ consumers: [consumer()], enable_headers: ['X-Check'] }),
    OPEN,
  ],
  ['a route without a plug-in looks at no token', {}, OPEN],
  [
    'keys that nobody can read here leave it unknown',
    attached({ consumers: [{ name: 'a', remote_jwks: {} }] }),
    {
      verdict: 'unknown',
      reason: 'protection-unknown',
      message:
        'A: PluginConfig has remote_jwks, which is not read here; whether calls pass where a rule is wrong is not documented',
      ...NOTHING_ELSE,
    },
  ],
];

test.each(CASES.map(([title, resources, expected, aud]) => ({ title, resources, expected, aud })))(
  'at a cloud-native gateway: $title',
  async ({ resources, expected, aud }) => {
    expect(await at(resources, aud)).toEqual(expected);
  },
);
