import { ALGORITHMS, type SigningAlgorithm } from '../../lib/facts';
import { createGateway } from '../../lib/gateway';
import { PrivateKeySet } from '../../lib/jwk';
import { planProbe, probe, TOKEN_KIND_IDS, TOKEN_KINDS } from '../../lib/probe';
import { gatewayRequest } from '../cli/gateway-in-folder';
import { type FixtureAlgorithm, fixtureJwk, fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { type Loose, model, plugin } from '../model/sample';
import { counter, gatewayResources, now } from './fake-gateway';
import { impostorOf } from './impostors';

const EVERY = Object.keys(ALGORITHMS) as SigningAlgorithm[];

/** The fixture that can be a key for the algorithm. */
const fixtureFor = (algorithm: SigningAlgorithm): FixtureAlgorithm =>
  ALGORITHMS[algorithm].value.kty === 'RSA' ? 'RS256' : (algorithm as FixtureAlgorithm);

async function trialsOn(algorithm: SigningAlgorithm, location: string, more: Loose = {}) {
  const fixture = fixtureFor(algorithm);
  const parameter = location === 'header' ? 'Authorization' : 'token';
  const jwk = { ...fixturePublicJwk(fixture), alg: algorithm };
  const served = model({ ...gatewayResources(jwk, { parameter, parameterLocation: location }), ...more });
  const fetch = () => Promise.reject(new Error('no network in tests'));
  const gateway = createGateway(served, { now, fetch, mock: true, randomId: counter() });
  const plan = await planProbe(served, {
    base: new URL('https://localhost'),
    signingKeys: [PrivateKeySet.parse({ ...fixtureJwk(fixture), alg: algorithm }).signingKey()],
    now,
    random: counter(),
    createImpostor: impostorOf,
    kinds: TOKEN_KIND_IDS,
  });
  const { routes } = await probe(plan, { send: (request) => gateway.handle(gatewayRequest(request)) });
  return routes.flatMap(({ trials }) => trials);
}

const CASES = EVERY.flatMap((algorithm) =>
  (algorithm === 'RS256' ? ['header', 'query', 'cookie'] : ['header']).map(
    (place) => [algorithm, place] as const,
  ),
);

test.each(CASES)(
  'the local gateway refuses every bad kind and takes the good one: %s in the %s',
  async (algorithm, place) => {
    const trials = await trialsOn(algorithm, place);
    const missing = TOKEN_KIND_IDS.filter((id) => !trials.some(({ kind }) => kind === id));
    const wrong = trials.filter(({ verdict }) => verdict === 'fail' || verdict === 'open');
    const strange = trials.filter(({ kind, outcome }) => {
      const codes: readonly string[] = TOKEN_KINDS[kind].codes;
      return outcome?.kind === 'refused' && codes.length > 0 && !codes.includes(outcome.code ?? '');
    });
    expect({ missing, wrong, strange }).toEqual({ missing: [], wrong: [], strange: [] });
  },
);

test('the good token says what rules demand of other claims, too', async () => {
  const demand = (name: string, condition: string) => ({ name, condition, ifFalse: 'DENY' });
  const Claims = plugin('accessControl', {
    parameters: { iss: 'Token:iss', role: 'Token:role' },
    rules: [demand('iss', "$iss = 'a' or $iss = 'b'"), demand('role', "$role = 'admin'")],
  });
  const trials = await trialsOn('ES256', 'header', { Claims });
  expect(trials.filter(({ verdict }) => verdict === 'fail' || verdict === 'open')).toEqual([]);
  expect(trials.find(({ kind }) => kind === 'good')?.verdict).toBe('pass');
});
