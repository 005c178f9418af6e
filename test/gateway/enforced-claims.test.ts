import fc from 'fast-check';
import { createGateway, type Gateway } from '../../lib/gateway';
import { findJwtLock, type GatewayModel, type RuleEvaluation } from '../../lib/model';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { api, binding, getAtt, JWT, type Loose, model, PROTECTED, plugin } from '../model/sample';
import { HEADER, now, rs256Token } from '../token/handmade-token';
import { ELSEWHERE, isRefusedBy } from './claim-demands';

const NUM_RUNS = Number(process.env.NUM_RUNS ?? 150);
jest.setTimeout(60_000 + 60 * NUM_RUNS);

/** The texts that rules compare; any claim may have to equal another one. */
const TEXTS = ['a', 'ab', 'b', 'x', 'admin', '', '7', '07'] as const;
const VALUES = {
  iss: [ELSEWHERE, undefined, ...TEXTS, 'A', 7, true, ['a'], { a: 1 }, null],
  aud: [ELSEWHERE, undefined, ...TEXTS, 7, ['x', 'y']],
  role: [ELSEWHERE, undefined, ...TEXTS, 3],
  ISS: [undefined, 'a'],
} as const satisfies Record<string, readonly Loose[]>;
type Claims = Readonly<Record<keyof typeof VALUES, Loose>>;

const PARAMETERS = {
  iss: 'Token:iss',
  aud: 'token:aud',
  role: 'Token:role',
  letter: 'Header:X-Letter',
  method: 'Method',
  path: 'Path',
  ISS: 'Token:ISS',
  handed: 'Parameter:X-Issuer',
};
const ATOMS = [
  "$iss = 'a'",
  "$iss = 'b'",
  "'a' = $iss",
  "$iss != 'a'",
  "$iss <> 'b'",
  "$iss = ''",
  "$iss = '7'",
  "$iss = '07'",
  '$iss = 7',
  '$iss = true',
  '$iss != null',
  "$iss like 'a%'",
  "$iss !like '%'",
  "$iss like 'a'",
  "$iss < 'b'",
  '$iss = $aud',
  "$ISS = 'a'",
  "$handed = 'a'",
  "$aud = 'x'",
  "$aud != 'x'",
  "$role = 'admin'",
  '$role != $iss',
  '$role >= 2',
  "$letter = 'k'",
  "$letter != 'k'",
  "$path like '/or%'",
  "$method = 'GET'",
  '1 = 1',
  '1 = 2',
];
const atom = fc.constantFrom(...ATOMS);
const join = fc.constantFrom(' and ', ' or ', ' xor ');
const group = fc.oneof(
  { weight: 3, arbitrary: atom },
  fc.tuple(atom, join, atom).map(([left, by, right]) => `(${left}${by}${right})`),
  fc.tuple(atom, join, atom).map(([left, by, right]) => `!(${left}${by}${right})`),
);
const condition = fc.oneof(
  { weight: 4, arbitrary: atom },
  { weight: 2, arbitrary: fc.tuple(group, join, group).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: group },
);
const odd = fc.constantFrom('$iss === a', "$iss = 'a' or $aud = 'x' and 1 = 1", 'Random() < 1');
const verdict = fc.constantFrom('ALLOW', 'DENY', 'DENY', undefined, undefined);
const rule = (conditions: fc.Arbitrary<string>) =>
  fc.record({
    name: fc.constantFrom('one', 'two'),
    condition: conditions,
    ifTrue: verdict,
    ifFalse: verdict,
  });
/** What people write, so that it is drawn often, too. */
const demand = fc.constantFrom(
  { name: 'iss', condition: "$iss = 'a'", ifFalse: 'DENY' },
  { name: 'iss', condition: "$iss = 'a' or $iss = 'b'", ifFalse: 'DENY' },
  { name: 'iss', condition: "$iss != '7'", ifTrue: 'DENY' },
  { name: 'aud', condition: "$aud = 'x'", ifFalse: 'DENY' },
);
const rules = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: rule(condition) },
    { weight: 8, arbitrary: demand },
    { weight: 1, arbitrary: rule(odd) },
  ),
  { maxLength: 4 },
);
/** So many rules before them that a shared instance does not apply all. */
const filler = fc.constantFrom(0, 0, 0, 0, 0, 15);

function gatewayOf(list: readonly object[]): GatewayModel {
  const forward = { claimName: 'iss', parameterName: 'X-Issuer', location: 'header' };
  return model({
    ...PROTECTED,
    Api: api('GET /orders'),
    Jwt: plugin('jwtAuth', { ...JWT, jwk: fixturePublicJwk('RS256'), claimParameters: [forward] }),
    Rules: plugin('accessControl', { parameters: PARAMETERS, rules: list } as Loose),
    RulesBinding: binding({ PluginId: getAtt('Rules', 'PluginId') }),
  });
}

const tokens = new Map<string, string>();

function tokenWith(claims: Claims): string {
  const key = JSON.stringify(claims);
  const token = tokens.get(key) ?? rs256Token(HEADER, claims);
  tokens.set(key, token);
  return token;
}

async function statusOf(gateway: Gateway, claims: Claims, letter: string | undefined): Promise<number> {
  const headers: (readonly [string, string])[] = [['Authorization', `Bearer ${tokenWith(claims)}`]];
  if (letter !== undefined) headers.push(['X-Letter', letter]);
  const { status } = await gateway.handle({
    method: 'GET',
    protocol: 'http',
    host: 'localhost',
    target: '/orders',
    headers,
    body: undefined,
    clientAddress: '127.0.0.1',
  });
  return status;
}

const LETTERS = [undefined, 'k', ELSEWHERE];

/** Every request that can be made of some values, the most telling first. */
function* requestsWith(fixed: Partial<Claims>): Generator<readonly [Claims, string | undefined]> {
  const of = (claim: keyof typeof VALUES): readonly Loose[] =>
    Object.hasOwn(fixed, claim) ? [fixed[claim]] : VALUES[claim];
  for (const letter of LETTERS)
    for (const ISS of of('ISS'))
      for (const role of of('role'))
        for (const aud of of('aud')) for (const iss of of('iss')) yield [{ iss, aud, role, ISS }, letter];
}

async function someGetsThrough(gateway: Gateway, fixed: Partial<Claims>): Promise<boolean> {
  for (const [claims, letter] of requestsWith(fixed))
    if ((await statusOf(gateway, claims, letter)) === 200) return true;
  return false;
}

const shown = fc.record({
  iss: fc.constantFrom<Loose>(...VALUES.iss),
  aud: fc.constantFrom<Loose>(...VALUES.aud),
  role: fc.constantFrom<Loose>(...VALUES.role),
  ISS: fc.constantFrom<Loose>(...VALUES.ISS),
  letter: fc.constantFrom(...LETTERS),
});

test('what is said of issuer and audience is what the gateway does', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      rules,
      filler,
      fc.array(shown, { minLength: 8, maxLength: 8 }),
      async (drawn, before, samples) => {
        const none = { name: 'none', condition: '1 = 2', ifTrue: 'DENY' };
        const list = [...new Array<object>(before).fill(none), ...drawn];
        const read = gatewayOf(list);
        const protection = read.routes[0]?.stages[0]?.protection;
        const lock = protection && findJwtLock(protection);
        if (lock === undefined) throw new Error('no lock');
        const gateway = createGateway(read, { now, fetch: () => Promise.reject(), mock: true });
        const others = lock.otherClaims.flatMap(({ claim, rule }) =>
          claim === 'role' || claim === 'ISS' ? [[claim, rule] as const] : [],
        );
        for (const [claim, demanded] of [
          ['iss', lock.issuer] as const,
          ['aud', lock.audience] as const,
          ...others,
        ]) {
          const key = `${claim} ${demanded?.kind ?? 'any'}`;
          seen.set(key, (seen.get(key) ?? 0) + 1);
          // Somebody gets through with another value, or without any, unless nobody does at all.
          if (demanded === undefined && !isBlocked(gateway) && deniesNotAll(read))
            expect(
              (await someGetsThrough(gateway, { [claim]: ELSEWHERE })) ||
                (await someGetsThrough(gateway, { [claim]: undefined })),
            ).toBe(true);
          if (demanded === undefined) continue;
          for (const { letter, ...claims } of samples)
            if (isRefusedBy(demanded, claims[claim]))
              expect(await statusOf(gateway, claims, letter)).not.toBe(200);
        }
      },
    ),
    { numRuns: NUM_RUNS },
  );
  if (NUM_RUNS >= 100)
    expect([...seen.keys()]).toEqual(
      expect.arrayContaining([
        'aud any',
        'aud unknown',
        'aud values',
        'iss any',
        'iss condition',
        'iss unknown',
        'iss values',
        'role values',
      ]),
    );
});

function evaluationOf({ plugins }: GatewayModel): RuleEvaluation {
  const evaluation = plugins.find(({ id }) => id === 'Rules')?.accessControl?.evaluation;
  if (evaluation === undefined) throw new Error('no rules');
  return evaluation;
}

/** Of rules that deny every request it is not said what they demand of a claim that they do not read. */
function deniesNotAll(read: GatewayModel): boolean {
  return evaluationOf(read).fateOf({}) === 'admitted';
}

/** Rules that the gateway does not take part in answer everybody 501. */
function isBlocked({ routes }: Gateway): boolean {
  return routes.some(({ unemulated }) => unemulated.some(({ blocks }) => blocks));
}

test('whom the rules admit is whom the gateway lets through, for every claim they read', async () => {
  await fc.assert(
    fc.asyncProperty(rules, fc.array(shown, { minLength: 4, maxLength: 4 }), async (list, samples) => {
      const read = gatewayOf(list);
      const evaluation = evaluationOf(read);
      const gateway = createGateway(read, { now, fetch: () => Promise.reject(), mock: true });
      for (const { letter, ...claims } of samples) {
        if (evaluation.deniesAny() === false) expect(await statusOf(gateway, claims, letter)).not.toBe(403);
        const values = Object.entries(claims);
        // What the service takes a list for is not known.
        if (values.some(([, value]) => typeof value === 'object' && value !== null)) continue;
        const said = Object.fromEntries(
          values.map(([name, value]) => [name, value == null ? null : String(value)]),
        );
        const fate = evaluation.fateOf(said);
        if (fate === 'refused') expect(await statusOf(gateway, claims, letter)).not.toBe(200);
        // A text goes by the same value as the number or the boolean that reads so: one of them gets through.
        const isSure = values.every(([, value]) => value == null || /^[a-z]*$/i.test(String(value)));
        if (fate === 'admitted' && isSure && claims.iss !== true && !isBlocked(gateway))
          expect(await someGetsThrough(gateway, claims)).toBe(true);
      }
    }),
    { numRuns: NUM_RUNS },
  );
});
