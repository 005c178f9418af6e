import { createGateway } from '../../lib/gateway';
import { PrivateKeySet } from '../../lib/jwk';
import { planProbe, probe } from '../../lib/probe';
import { gatewayRequest } from '../cli/gateway-in-folder';
import { fixtureJwk, fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { model } from '../model/sample';
import { counter, gatewayResources, now } from './fake-gateway';
import { impostorOf } from './impostors';

const keyOf = (kid: string, algorithm: 'ES256' | 'EdDSA') => ({ ...fixturePublicJwk(algorithm), kid });
const privateOf = (kid: string, algorithm: 'ES256' | 'EdDSA') =>
  PrivateKeySet.parse({ ...fixtureJwk(algorithm), kid }).signingKey();
const [OLD, NEW] = [keyOf('old', 'ES256'), keyOf('new', 'EdDSA')];
const both = { jwk: undefined, jwks: [OLD, NEW] };

/** Probes a gateway that has some keys, by a template with two. */
async function probed(keys: readonly object[], signingKeys: ReturnType<typeof privateOf>[]) {
  const resources = (jwks: readonly object[]) => gatewayResources(undefined, { ...both, jwks });
  const fetch = () => Promise.reject(new Error('no network in tests'));
  const gateway = createGateway(model(resources(keys)), { now, fetch, mock: true, randomId: counter() });
  const plan = await planProbe(model(resources([OLD, NEW])), {
    base: new URL('https://localhost'),
    signingKeys,
    now,
    random: counter(),
    createImpostor: impostorOf,
    kinds: ['good', 'no-token'],
  });
  const { routes } = await probe(plan, { send: (request) => gateway.handle(gatewayRequest(request)) });
  return routes.map(({ trials, verdict }) => ({
    verdict,
    good: trials
      .filter(({ kind }) => kind === 'good')
      .map((trial) => `${trial.variant}: ${trial.verdict}`)
      .sort(),
  }));
}

const [OLD_HALF, NEW_HALF] = [privateOf('old', 'ES256'), privateOf('new', 'EdDSA')];

test('a gateway that takes a token of each key is proved', async () => {
  const good = ['kid new: pass', 'kid old: pass'];
  expect(await probed([OLD, NEW], [OLD_HALF, NEW_HALF])).toEqual([{ verdict: 'proved', good }]);
  expect(await probed([OLD, NEW], [NEW_HALF, OLD_HALF])).toEqual([{ verdict: 'proved', good }]);
});

test('a gateway that lacks one of the keys has failed', async () => {
  const good = ['kid new: fail', 'kid old: pass'];
  expect(await probed([OLD], [OLD_HALF, NEW_HALF])).toEqual([{ verdict: 'failed', good }]);
});

test('a key without its private half is not proved, whether the gateway has it or not', async () => {
  const good = ['kid new: open', 'undefined: pass'];
  expect(await probed([OLD], [OLD_HALF])).toEqual([{ verdict: 'open', good }]);
  expect(await probed([OLD, NEW], [OLD_HALF])).toEqual([{ verdict: 'open', good }]);
});

test('a private half of no key of the gateway proves none of them', async () => {
  const [route] = await probed([OLD, NEW], [await impostorOf('ES256')]);
  expect(route?.verdict).toBe('open');
  expect(route?.good).toEqual(expect.arrayContaining(['kid new: open', 'kid old: open']));
});

test('who gives no private key asks for refusals alone', async () => {
  const [route] = await probed([OLD, NEW], []);
  expect(route).toEqual({ verdict: 'proved', good: ['undefined: skipped'] });
});
