import fc from 'fast-check';
import { type Change, diffGateways, type RouteChange } from '../../lib/diff';
import { modelOf } from '../rules/check-template';
import {
  api,
  bound,
  jwtData,
  plugin,
  published,
  type Resources,
  ref,
  shop,
  template,
} from '../rules/gateway-template';

/** What a plug-in of a type may say. */
const DATA = {
  jwtAuth: [
    jwtData(),
    { ...jwtData(), ignoreExpirationCheck: true },
    { ...jwtData(), preventJtiReplay: true },
    { ...jwtData(), parameter: 'X-Token' },
  ],
  accessControl: ["$iss = 'a'", "$iss = 'a' or $iss = 'b'", "$iss = 'b'", "$role = 'admin'"].map(
    (condition) => ({
      parameters: { iss: 'Token:iss', role: 'Token:role' },
      rules: [{ name: 'claims', condition, ifFalse: 'DENY' }],
    }),
  ),
  ipControl: [
    { type: 'ALLOW', items: [{ blocks: ['192.0.2.0/24'] }] },
    { type: 'ALLOW', items: [{ blocks: ['192.0.2.0/25'] }] },
    { type: 'REFUSE', items: [{ blocks: ['198.51.100.0/24'] }] },
  ],
  trafficControl: [
    { unit: 'MINUTE', apiDefault: 10 },
    { unit: 'MINUTE', apiDefault: 20 },
    { unit: 'SECOND', apiDefault: 10, userDefault: 5 },
  ],
} as const;

type Type = keyof typeof DATA;
const TYPES = Object.keys(DATA) as Type[];

/** Each plug-in by the type that it is of; and the ids by which it goes. */
type Chosen = Readonly<Record<Type, number>>;

const chosen = fc.record(
  Object.fromEntries(TYPES.map((type) => [type, fc.nat(DATA[type].length - 1)])) as Record<
    Type,
    fc.Arbitrary<number>
  >,
);

interface Layout {
  /** What the logical ids of plug-ins end with. */
  readonly ids: string;
  /** What stands in the template and is bound to nothing. */
  readonly beside: Resources;
  /** The logical id of the API. */
  readonly route: string;
}

function gateway(data: Chosen, { beside, ids, route }: Layout): Resources {
  const parts = TYPES.flatMap((type) => [
    plugin(`${type}${ids}`, type, DATA[type][data[type]] ?? {}),
    bound(route, `${type}${ids}`),
  ]);
  return Object.assign({}, shop, beside, api(route, 'GET /orders'), published(route, 'RELEASE'), ...parts);
}

const PLAIN: Layout = { ids: 'One', beside: {}, route: 'Orders' };

/** The plug-ins of a gateway, bound to nothing. */
const loose = (data: Chosen, ids: string): Resources =>
  Object.assign({}, ...TYPES.map((type) => plugin(`${type}${ids}`, type, DATA[type][data[type]] ?? {})));

/** Ways of making one gateway of another, by name: before and after. */
const WAYS: Readonly<Record<string, (before: Chosen, after: Chosen) => readonly [Resources, Resources]>> = {
  'edited in place': (before, after) => [gateway(before, PLAIN), gateway(after, PLAIN)],
  'under other logical ids': (before, after) => [
    gateway(before, PLAIN),
    gateway(after, { ...PLAIN, ids: 'Two' }),
  ],
  'bound in place of others that stay': (before, after) => [
    gateway(before, { ...PLAIN, beside: loose(after, 'Two') }),
    gateway(after, { ...PLAIN, ids: 'Two', beside: loose(before, 'One') }),
  ],
  'of a route under another logical id': (before, after) => [
    gateway(before, PLAIN),
    gateway(after, { ...PLAIN, route: 'Purchases' }),
  ],
};

/** What becomes of callers, moments of the update apart. */
function fateOf({ admits, after, also, before, callers, posture, refuses, unclear }: RouteChange) {
  return {
    admits,
    after: after?.replace(/(One|Two)$/, ''),
    also,
    before: before?.replace(/(One|Two)$/, ''),
    posture,
    callers,
    refuses,
    unclear,
  };
}

/** What is said of more than routes: limits, say. What ROS does to resources is another matter. */
function verdictsOf(changes: readonly Change[]): readonly string[] {
  const told = changes.filter(({ kind, topic }) => topic !== 'deployment' && kind !== 'plugin-swapped');
  return told
    .map(({ callers, kind, message, posture }) => `${posture.verdict}/${callers.verdict} ${kind} ${message}`)
    .sort();
}

test('plug-ins that are edited, renamed, bound anew or moved with their route have one verdict for one effect', () => {
  fc.assert(
    fc.property(chosen, chosen, (before, after) => {
      const told = Object.entries(WAYS).map(([way, make]) => {
        const [base, head] = make(before, after);
        const { changes, routes } = diffGateways(modelOf(template(base)), modelOf(template(head)));
        const fates = routes
          .map(fateOf)
          .filter(({ callers, posture }) => posture.verdict !== 'neutral' || callers.verdict !== 'safe');
        return { way, fates, verdicts: verdictsOf(changes) };
      });
      const [first] = told;
      for (const each of told) expect(each).toEqual({ ...first, way: each.way });
    }),
    { numRuns: Number(process.env.NUM_RUNS ?? 25) },
  );
});

const app = (id: string): Resources => ({
  [id]: { Type: 'ALIYUN::ApiGateway::App', Properties: { AppName: id } },
});

const authorizing = (apps: readonly string[], id: string): Resources => ({
  [id]: {
    Type: 'ALIYUN::ApiGateway::Authorization',
    Properties: {
      GroupId: ref('Shop'),
      StageName: 'RELEASE',
      ApiIds: [ref('Orders')],
      AppIds: apps.map(ref),
    },
  },
});

const locked = (AuthType: string, ...authorizations: Resources[]): object =>
  template(
    Object.assign(
      {},
      shop,
      api('Orders', 'GET /orders', { properties: { AuthType } }),
      published('Orders', 'RELEASE'),
      app('Mobile'),
      app('Web'),
      ...authorizations,
    ),
  );

const fates = (base: object, head: object) =>
  diffGateways(modelOf(base), modelOf(head)).routes.map(({ admits, callers, posture, refuses }) => ({
    admits,
    refuses,
    verdicts: `${posture.verdict}/${callers.verdict}`,
  }));

test('apps are callers of routes that ask for them', () => {
  const base = locked('APP', authorizing(['Mobile'], 'Grant'));
  expect(fates(base, locked('APP', authorizing(['Mobile', 'Web'], 'Grant')))).toEqual([
    { admits: ['callers with app Web'], refuses: [], verdicts: 'weaker/safe' },
  ]);
  expect(fates(base, locked('APP', authorizing(['Web'], 'Grant')))).toEqual([
    { admits: ['callers with app Web'], refuses: ['callers with app Mobile'], verdicts: 'weaker/break' },
  ]);
});

test('who authorizes an app, and whether one Authorization does or two, changes nothing for callers', () => {
  const base = locked('APP', authorizing(['Mobile', 'Web'], 'Grant'));
  expect(fates(base, locked('APP', authorizing(['Web', 'Mobile'], 'Other')))).toEqual([]);
  expect(fates(base, locked('APP', authorizing(['Web'], 'One'), authorizing(['Mobile'], 'Two')))).toEqual([]);
});

test('an Authorization that says what another one says is judged by what it does to the route', () => {
  const [base, head] = [
    locked('APP', authorizing(['Mobile', 'Web'], 'Grant')),
    locked('APP', authorizing(['Web'], 'Grant'), authorizing(['Mobile'], 'Two')),
  ];
  const { changes } = diffGateways(modelOf(base), modelOf(head));
  const apps = changes.filter(({ kind }) => kind.startsWith('app-'));
  const told = apps.map(({ callers, kind, posture }) => `${posture.verdict}/${callers.verdict} ${kind}`);
  expect(told.sort()).toEqual(['neutral/safe app-authorized', 'neutral/safe app-deauthorized']);
});

test('an app that is authorized for a route which asks for none lets nobody in', () => {
  expect(fates(locked('ANONYMOUS'), locked('ANONYMOUS', authorizing(['Web'], 'Grant')))).toEqual([]);
});
