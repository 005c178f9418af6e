import { evaluateJwtAuth, readJwtAuth, scopeOf } from '../../lib/cloud-native';
import { PrivateKeySet } from '../../lib/jwk';
import { compareProbes, type ProbeAnswer, type ProbeRequest, planProbe, probe } from '../../lib/probe';
import { fixtureJwk, fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import type { Loose } from '../model/sample';
import { counter, fakeGateway, fixtureKeys, gatewayModel, NOW_SECONDS, now } from './fake-gateway';
import { impostorOf } from './impostors';

const JWK = { ...fixturePublicJwk('RS256'), alg: 'RS256' };
const CONSUMER = {
  name: 'shop',
  issuer: 'https://login.example.com',
  claims: { aud: 'orders' },
  jwks: JSON.stringify({ keys: [JWK] }),
  from_headers: [{ name: 'Authorization', value_prefix: 'Bearer ' }],
  clock_skew_seconds: 0,
};

/** A cloud-native gateway with this consumer, and with what its proxy puts on the answers of backends. */
function cloudNative(consumer: Loose, isEnabled = true) {
  const reading = readJwtAuth({ consumers: [{ ...CONSUMER, ...consumer }] });
  if (!('part' in reading)) throw new TypeError(reading.problem);
  const scope = scopeOf({ global: reading.part, isGlobalBroken: false, hasRules: false, rule: undefined });
  if (scope.kind === 'unknown') throw new TypeError(scope.why);
  return async ({ headers, url }: ProbeRequest): Promise<ProbeAnswer> => {
    const through = { status: 200, headers: [['x-envoy-upstream-service-time', '1'] as const] };
    if (!isEnabled) return through;
    const decision = evaluateJwtAuth(scope, {
      headers: new Map(headers.map(([name, value]) => [name.toLowerCase(), value])),
      query: new URL(url).search.slice(1),
      uri: url,
      now: NOW_SECONDS,
    });
    if (decision.kind === 'continue') return through;
    const { body, challenge, status } = decision;
    return {
      status,
      headers: challenge === undefined ? [] : [['www-authenticate', challenge]],
      words: body,
    };
  };
}

/** Where a cloud-native gateway answers otherwise than a traditional one that does all that its template says. */
async function differencesOf(consumer: Loose, isEnabled = true) {
  const model = gatewayModel(fixturePublicJwk('RS256'), { preventJtiReplay: false });
  const reports = [];
  for (const send of [fakeGateway(fixtureKeys('RS256')), cloudNative(consumer, isEnabled)]) {
    const plan = await planProbe(model, {
      base: new URL('https://api.example.com'),
      signingKeys: [PrivateKeySet.parse({ ...fixtureJwk('RS256'), alg: 'RS256' }).signingKey()],
      now,
      random: counter(),
      createImpostor: impostorOf,
    });
    reports.push(await probe(plan, { send }));
  }
  const [old, moved] = reports;
  if (old === undefined || moved === undefined) throw new TypeError('both were asked');
  const { alike, differences, unsettled } = compareProbes(old, moved);
  return { list: differences.map(({ effect, kind }) => `${effect} ${kind}`), alike, unsettled };
}

test('a move with the same rules differs only where the plug-in has no such rule or ignores what it does not know', async () => {
  const { list, unsettled } = await differencesOf({});
  expect(list).toEqual([
    'weaker missing-claim',
    'weaker wrong-claim',
    'weaker scope-part',
    'weaker critical-header',
    'weaker duplicate',
  ]);
  expect(unsettled).toBe(0);
});

test.each<[string, Loose, readonly string[]]>([
  ['a token is taken from the query by default', { from_headers: undefined }, ['weaker query-token']],
  ['the default skew', { clock_skew_seconds: 60 }, ['weaker just-expired']],
  ['no issuer', { issuer: undefined }, ['weaker wrong-issuer']],
  ['no audience', { claims: {} }, ['weaker wrong-audience']],
  ['another audience', { claims: { aud: 'others' } }, ['stricter good']],
])('a move is told from an equal one: %s', async (_, consumer, expected) => {
  const equal = await differencesOf({});
  const { list } = await differencesOf(consumer);
  expect(list.filter((each) => !equal.list.includes(each))).toEqual(expected);
});

test('a plug-in that is attached and not enabled lets everything in', async () => {
  const { list } = await differencesOf({}, false);
  expect(list).toContain('weaker no-token');
  expect(list).toContain('weaker wrong-key');
  expect(list.some((each) => each.startsWith('stricter'))).toBe(false);
});
