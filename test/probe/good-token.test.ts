import { PrivateKeySet } from '../../lib/jwk';
import { parseTemplate } from '../../lib/model';
import { type ProbePlan, planProbe } from '../../lib/probe';
import { fixtureText } from '../fixtures/keys/fixture-keys';
import { customers, now, route, tokenOf } from '../gateway/shop-gateway';
import { plugin, type Resources, shop, template } from '../rules/gateway-template';

const base = new URL('https://api.test');
const plan = (
  resources: readonly Resources[],
  goodToken: string,
  keys: readonly string[] = [],
): Promise<ProbePlan> =>
  planProbe(
    parseTemplate(
      JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', ...template(shop, ...resources) }),
      'shop.json',
    ),
    {
      base,
      goodToken,
      now,
      random: () => 'random',
      signingKeys: keys.flatMap((text) => PrivateKeySet.parse(text).signingKeys()),
    },
  );

const orders = route('Orders', 'GET /orders', { plugins: ['Customers'] });

async function kitIn(planned: Promise<ProbePlan>) {
  const [{ work } = { work: undefined }] = (await planned).routes;
  if (work === undefined || 'skip' in work || work.kit === undefined) throw new Error('no kit');
  return work.kit;
}

test('a real token is the good one, and what can be made of it is', async () => {
  const token = await tokenOf();
  const kit = await kitIn(plan([customers(), orders], token));
  expect(kit.attempts('good')).toEqual([{ values: [{ text: token }] }]);
  const [tampered] = kit.attempts('tampered-payload');
  const [, payload = ''] = tampered?.values[0]?.text.split('.') ?? [];
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ sub: 'somebody-else' });
  expect(kit.kinds).toEqual(
    expect.arrayContaining([
      'good',
      'tampered-payload',
      'tampered-signature',
      'truncated-signature',
      'alg-none',
    ]),
  );
  expect(kit.leftOut.get('expired')).toBe('there is no private key');
});

test.each<[string, Resources]>([
  [
    'has another key',
    plugin('Customers', 'jwtAuth', {
      parameter: 'Authorization',
      parameterLocation: 'header',
      jwk: { ...PrivateKeySet.parse(fixtureText('ES256')).publicKeys().keys[0] },
    }),
  ],
  ['takes each token once only', customers({ preventJtiReplay: true })],
])('it is not sent where the plug-in %s', async (_, customersPlugin) => {
  const kit = await kitIn(plan([customersPlugin, orders], await tokenOf()));
  expect(kit.kinds).not.toContain('good');
});

test('a private key makes more than a token, and goes before it', async () => {
  const token = await tokenOf();
  const kit = await kitIn(plan([customers(), orders], token, [fixtureText('RS256')]));
  expect(kit.attempts('good')).not.toEqual([{ values: [{ text: token }] }]);
  expect(kit.kinds).toContain('expired');
});
