import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { createGateway, type Decision, type ServedRoute } from '../../lib/gateway';
import { type GatewayModel, parseTemplate } from '../../lib/model';
import { RULES } from '../../lib/rules';
import { signedBy } from './bad-tokens';
import { ELSEWHERE, keepsOut } from './claim-demands';
import { drawnGateways } from './drawn-gateways';
import { now } from './shop-gateway';

const NUM_RUNS = Number(process.env.NUM_RUNS ?? 150);

interface Reply {
  readonly token: string;
  readonly status: number;
  readonly decision: Decision;
  /** The routes that may have taken the request; several have the same path. */
  readonly served: readonly ServedRoute[];
}

/** Asks for every route of a gateway in its stage, once by itself and once for each token. */
async function repliesOf(model: GatewayModel, tokens: readonly string[]): Promise<readonly Reply[]> {
  const decisions: Decision[] = [];
  const gateway = createGateway(model, {
    now,
    fetch: () => Promise.reject(new Error('no network in tests')),
    mock: true,
    onDecision: (decision) => decisions.push(decision),
  });
  const replies: Reply[] = [];
  for (const { label, stageName } of gateway.routes)
    for (const token of ['', ...tokens]) {
      const [method = '', path = ''] = label.replace('ANY ', 'GET ').split(' ');
      const target = path.replace(/\[[^\]]*\]|\*/g, 'b');
      const { status } = await gateway.handle({
        method,
        protocol: 'http',
        host: '127.0.0.1',
        target: `${target}?token=${token}`,
        headers: [
          ['X-Ca-Stage', stageName],
          ['Authorization', token],
          ['X-Token', token],
          ['Cookie', `token=${token}`],
        ],
        body: undefined,
        clientAddress: '127.0.0.1',
      });
      const decision = decisions.pop();
      if (decision === undefined) throw new Error('no decision');
      replies.push({ token, status, decision, served: takersOf(decision, gateway.routes) });
    }
  return replies;
}

/** Where a stage is sure, a route whose stage only ROS knows does not take the request. */
function takersOf({ route, stage }: Decision, routes: readonly ServedRoute[]): readonly ServedRoute[] {
  const called = routes.filter(({ label }) => label === route);
  const sure = called.filter((each) => each.stage.stage === stage);
  return sure.length > 0 ? sure : called.filter((each) => typeof each.stage.stage === 'object');
}

const isLetThrough = ({ status }: Reply): boolean => status >= 200 && status < 300;
const protectionsOf = ({ served }: Reply) => new Set(served.map(({ stage }) => stage.protection.kind));
const isBlocked = ({ served }: Reply) =>
  served.some(({ unemulated }) => unemulated.some(({ blocks }) => blocks));

/** What `routes` says of a gateway, and what that does, are one: */
async function checkAgreement(model: GatewayModel): Promise<void> {
  for (const reply of await repliesOf(model, [])) {
    // Whoever gets through without a token does so where anybody may call.
    if (isLetThrough(reply)) expect([...protectionsOf(reply)]).toContain('public');
    if (isLetThrough(reply))
      expect(reply.served.some((each) => each.unemulated.every(({ blocks }) => !blocks))).toBe(true);
    const { code, outcome } = reply.decision;
    const [only, second] = reply.served;
    if (only === undefined || second !== undefined) continue;
    // Where anybody may call, nobody is refused for want of a token.
    if (only.stage.protection.kind === 'public') expect(code ?? '').not.toMatch(/^I400J|^A403J|^S403J/);
    if (only.stage.protection.kind === 'unknown')
      expect([reply.status, outcome]).toEqual([501, 'unemulated']);
    if (isBlocked(reply)) expect(reply.status).toBe(501);
  }
}

test('gateways are drawn with routes of every kind, and some of them answer', async () => {
  const seen = new Map<string, number>();
  for (const model of fc.sample(drawnGateways, { numRuns: 300, seed: 1 }))
    for (const reply of await repliesOf(model, []))
      for (const kind of protectionsOf(reply)) {
        const key = `${kind} ${isLetThrough(reply) ? 'let through' : 'kept out'}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
      }
  expect([...seen.keys()].sort()).toEqual([
    'locked kept out',
    'public kept out',
    'public let through',
    'unknown kept out',
  ]);
  expect(Math.min(...seen.values())).toBeGreaterThan(20);
});

test('of any gateway, routes that are public answer without a token, and no others do', async () => {
  await fc.assert(fc.asyncProperty(drawnGateways, checkAgreement), { numRuns: NUM_RUNS });
}, 600_000);

test('no bad token gets anybody through a route that is not public', async () => {
  const bad = [
    signedBy('ES256', { kid: 'rs256-test' }),
    signedBy('RS256', {}, { nbf: 4e9 }),
    'eyJhbGciOiJub25lIn0.e30.',
  ];
  await fc.assert(
    fc.asyncProperty(drawnGateways, async (model) => {
      for (const reply of await repliesOf(model, bad))
        if (isLetThrough(reply)) expect([...protectionsOf(reply)]).toContain('public');
    }),
    { numRuns: NUM_RUNS / 3 },
  );
}, 600_000);

const CLAIMS = [
  { iss: 'a', aud: 'x' },
  { iss: 'a', aud: ELSEWHERE },
  { iss: ELSEWHERE, aud: 'x' },
  { aud: 'y' },
  { iss: ['a'], aud: ['x', 'y'] },
  { iss: 'A', ISS: 'a' },
  { iss: '' },
];

test('no token gets through with an issuer or an audience that the table keeps out, and others do', async () => {
  const claimsOf = new Map(
    CLAIMS.flatMap((claims) =>
      (['RS256', 'ES256'] as const).map((alg) => [signedBy(alg, {}, claims), claims] as const),
    ),
  );
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(drawnGateways, async (model) => {
      for (const reply of await repliesOf(model, [...claimsOf.keys()])) {
        const claims = claimsOf.get(reply.token);
        if (claims === undefined) continue;
        const isKeptOut = reply.served.every(({ stage }) => keepsOut(stage, claims));
        if (isKeptOut) expect(isLetThrough(reply) && reply.served.length > 0).toBe(false);
        seen.add(`${isKeptOut ? 'kept out' : 'welcome'}, ${isLetThrough(reply) ? 'let through' : 'refused'}`);
      }
    }),
    { numRuns: NUM_RUNS },
  );
  expect(seen).toContain('welcome, let through');
  expect(seen).toContain('kept out, refused');
}, 600_000);

test.each(
  RULES.flatMap(({ bad, good, id }) => [[`${id}, bad`, bad] as const, [`${id}, good`, good] as const]),
)('the example of the rule %s is served as it is read', async (_, text) => {
  await checkAgreement(parseTemplate(`ROSTemplateFormatVersion: '2015-09-01'\n${text}`, 'example.yaml'));
});

test('the shop of the fixtures is served as it is read', async () => {
  const text = readFileSync(join(__dirname, '../fixtures/templates/shop.yaml'), 'utf8');
  await checkAgreement(parseTemplate(text, 'shop.yaml'));
});
