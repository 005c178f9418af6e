import fc from 'fast-check';
import { createGateway, type GatewayRequest } from '../../lib/gateway';
import { evaluateToken } from '../../lib/token-evaluation';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { api, binding, getAtt, JWT, type Loose, model, PROTECTED, plugin } from '../model/sample';
import { HEADER, NOW_SECONDS, now, rs256Token } from '../token/handmade-token';

const NUM_RUNS = Number(process.env.NUM_RUNS ?? 100);

const CONDITIONS = [
  "$iss = 'a'",
  "$iss != 'a'",
  "$aud = 'x' or $aud = 'y'",
  "!($role like 'adm%')",
  "$role = null and $iss = 'a'",
  '$level >= 2',
  "$method = 'GET'",
  "$header = 'a'",
  "$header != 'a' or $iss = 'a'",
];
const PARAMETERS = {
  iss: 'Token:iss',
  aud: 'Token:aud',
  role: 'Token:role',
  level: 'Token:level',
  method: 'Method',
  header: 'Header:X-Letter',
};
const verdict = fc.constantFrom(undefined, 'ALLOW', 'DENY');
const rules = fc.array(
  fc.record({
    name: fc.constantFrom('one', 'two'),
    condition: fc.constantFrom(...CONDITIONS),
    ifTrue: verdict,
    ifFalse: verdict,
    statusCode: fc.constantFrom(undefined, 401),
  }),
  { maxLength: 4 },
);
const maybe = <T>(...values: T[]) => fc.constantFrom(undefined, ...values);
const claims = fc.record({
  iss: maybe<Loose>('a', 'b', ['a'], 7, null),
  aud: maybe<Loose>('x', ['x', 'y']),
  role: maybe('admin', 'user'),
  level: maybe<Loose>(1, 3, '3'),
  jti: maybe('once'),
  exp: maybe(NOW_SECONDS - 1, NOW_SECONDS, NOW_SECONDS + 60),
  nbf: maybe(NOW_SECONDS, NOW_SECONDS + 60),
});
const switches = fc.record({
  preventJtiReplay: fc.boolean(),
  ignoreExpirationCheck: fc.boolean(),
  bypassEmptyToken: fc.boolean(),
});
const method = fc.constantFrom('GET', 'ANY');

function requestWith(token: string, letter: string | undefined): GatewayRequest {
  const headers = [['Authorization', `Bearer ${token}`] as const];
  return {
    method: 'GET',
    protocol: 'http',
    host: 'localhost',
    target: '/orders',
    headers: letter === undefined ? headers : [...headers, ['X-Letter', letter]],
    body: undefined,
    clientAddress: '127.0.0.1',
  };
}

jest.setTimeout(30_000 + 50 * NUM_RUNS);

test('what is said of a token is what the gateway does with it', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.record({ claims, letter: maybe('a', 'b'), method, rules, switches }),
      async (given) => {
        const gateway = model({
          ...PROTECTED,
          Api: api(`${given.method} /orders`),
          Jwt: plugin('jwtAuth', { ...JWT, ...given.switches, jwk: fixturePublicJwk('RS256') }),
          Rules: plugin('accessControl', { parameters: PARAMETERS, rules: given.rules }),
          RulesBinding: binding({ PluginId: getAtt('Rules', 'PluginId') }),
        });
        const token = rs256Token(HEADER, given.claims);
        const [said] = await evaluateToken(token, gateway, { now });
        const serve = createGateway(gateway, { now, fetch: () => Promise.reject(), mock: true });
        const { headers, status } = await serve.handle(requestWith(token, given.letter));
        const code = headers.find(([name]) => name === 'X-Ca-Error-Code')?.[1];
        // The gateway answers 501 already where one rule cannot be told, even if nothing depends on it.
        if (status === 501) return;
        seen.add(said?.verdict ?? '');
        if (said?.verdict === 'taken') expect(status).toBe(200);
        else if (said?.verdict === 'refused')
          expect({ status, code }).toEqual(said.answer ?? { status: expect.any(Number), code: 'A403AC' });
        else expect(said?.verdict).toBe('unknown');
      },
    ),
    { numRuns: NUM_RUNS },
  );
  expect([...seen]).toEqual(expect.arrayContaining(['refused', 'taken']));
});
