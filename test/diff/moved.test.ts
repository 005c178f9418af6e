import { CHANGE_KINDS, diffProducts, type GatewayDiff } from '../../lib/diff';
import { MOVE_KINDS } from '../../lib/diff/moving/move-kinds';
import type { GatewayModel } from '../../lib/model';
import { renderDiff } from '../../lib/report';
import schema from '../../lib/report/schemas/diff.schema.json';
import { consumer, getAtt, jwtAuth, modelOf, ORDERS, shop } from '../cloud-native/sample';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import type { Loose } from '../model/sample';
import { binding, plugin } from '../model/sample';
import { schemaProblems } from '../report/schema-problems';
import { demand, ISSUER, newShop, oldShop, SHOP_KEY } from './moved-shop';

const linesOf = ({ changes }: GatewayDiff) =>
  changes.map(
    ({ callers, kind, posture, subject }) => `${posture.verdict}, ${callers.verdict}: ${kind} ${subject}`,
  );
const both = (words: string) => [
  `${words} GET /shop/orders RELEASE`,
  `${words} GET /shop/orders/[id] RELEASE`,
];
const ANSWERS = both('neutral, may break: answers-changed');
const verdicts = ({ routes }: GatewayDiff) => [
  ...new Set(routes.map(({ callers, posture }) => `${posture.verdict}, ${callers.verdict}`)),
];
const move = (head: GatewayModel, base = oldShop()) => diffProducts(base, head);

test('a move can be equal: only the words of refusals differ, and what is not settled is a note', () => {
  const diff = move(newShop());
  expect(linesOf(diff)).toEqual(ANSWERS);
  expect(verdicts(diff)).toEqual([]);
  expect(diff.notes?.[0]).toContain('the weaker of the two counts: here they let the same callers in');
  expect(diff.notes?.join()).toContain('Tokens without exp');
});

test('weaker by the query token that is taken where no place is named', () => {
  const diff = move(newShop({ consumer: { from_headers: undefined } }));
  expect(linesOf(diff)).toEqual([...both('weaker, safe: token-place-added'), ...ANSWERS]);
  expect(verdicts(diff)).toEqual(['weaker, safe']);
  expect(diff.routes[0]?.admits).toEqual(['callers who send the token in query access_token']);
  expect(diff.notes?.[0]).toContain('the new one at GET /shop/orders and GET /shop/orders/[id]');
});

test('weaker by an attachment that does not say Enable', () => {
  const diff = move(newShop({ lock: { Enable: undefined } }));
  expect(linesOf(diff)).toEqual(both('weaker, safe: authentication-removed'));
  expect(verdicts(diff)).toEqual(['weaker, safe']);
  expect(diff.routes[0]?.admits).toEqual(['anybody']);
});

test('breaking by an audience, which refuses every token whose aud is a list', () => {
  const diff = move(newShop({ consumer: { claims: { aud: 'orders' } } }));
  expect(linesOf(diff)).toEqual([...both('stronger, break: claim-check-narrowed'), ...ANSWERS]);
  expect(verdicts(diff)).toEqual(['stronger, break']);
  expect(diff.routes[0]?.refuses).toEqual([
    'tokens with aud other than "orders" or without aud',
    'tokens whose aud is a list',
  ]);
});

const OTHER_KEY = { ...fixturePublicJwk('ES256'), kid: 'k2' };
const keys = (...list: Loose[]) => JSON.stringify({ keys: list });
const bound = (type: string, data: Loose): Loose => ({
  Other: plugin(type, data),
  OtherBinding: binding({ ApiId: getAtt('List', 'ApiId'), PluginId: getAtt('Other', 'PluginId') }),
});
const policy = (name: string): Loose => ({
  Policy: {
    Type: 'ALIYUN::APIG::Policy',
    Properties: {
      PolicyClassName: name,
      PolicyConfig: '{}',
      GatewayId: 'gw-1',
      EnvironmentId: 'env-1',
      AttachResourceType: 'HttpApi',
      AttachResourceIds: ORDERS,
    },
  },
});
const ALLOW_SOME = { type: 'ALLOW', items: [{ blocks: ['192.0.2.0/24'] }] };
const THROTTLE = { unit: 'MINUTE', apiDefault: 10 };
const forward = (location: string) => ({
  claimParameters: [{ claimName: 'sub', parameterName: 'X-User', location }],
});
const toHeader = (more: Loose = {}) => ({
  claims_to_headers: [{ claim: 'sub', header: 'x-user', ...more }],
});

/** What is told of `GET /shop/orders`, beside the other words of refusals. */
const told = (diff: GatewayDiff) =>
  diff.changes
    .filter(({ kind, route }) => route === 'GET /shop/orders' && kind !== 'answers-changed')
    .map(({ callers, kind, posture }) => `${posture.verdict}, ${callers.verdict}: ${kind}`);

test.each<[string, GatewayModel, GatewayModel, readonly string[]]>([
  [
    'nobody looks at the issuer',
    oldShop(),
    newShop({ consumer: { issuer: undefined } }),
    ['weaker, safe: claim-check-widened'],
  ],
  [
    'another issuer',
    oldShop(),
    newShop({ consumer: { issuer: 'https://other.example.com' } }),
    ['weaker, break: claim-check-replaced'],
  ],
  [
    'two issuers became one',
    oldShop({ rules: demand('iss', ISSUER, 'https://b.example.com') }),
    newShop(),
    ['stronger, break: claim-check-narrowed'],
  ],
  [
    'expired tokens within the skew',
    oldShop(),
    newShop({ consumer: { clock_skew_seconds: undefined } }),
    ['weaker, safe: expired-token-accepted'],
  ],
  [
    'each token was taken once',
    oldShop({ jwt: { preventJtiReplay: true } }),
    newShop(),
    ['weaker, safe: replayed-token-accepted'],
  ],
  [
    'expired tokens were taken',
    oldShop({ jwt: { ignoreExpirationCheck: true } }),
    newShop(),
    ['stronger, break: expired-token-refused'],
  ],
  [
    'a token could be left out',
    oldShop({ jwt: { bypassEmptyToken: true } }),
    newShop(),
    ['stronger, break: empty-token-refused'],
  ],
  [
    'a key more',
    oldShop(),
    newShop({ consumer: { jwks: keys(SHOP_KEY, OTHER_KEY) } }),
    ['neutral, safe: signing-key-added'],
  ],
  [
    'another key',
    oldShop(),
    newShop({ consumer: { jwks: keys(OTHER_KEY) } }),
    ['stronger, break: signing-key-removed', 'neutral, safe: signing-key-added'],
  ],
  [
    'the key under another kid',
    oldShop(),
    newShop({ consumer: { jwks: keys({ ...SHOP_KEY, kid: 'other' }) } }),
    ['neutral, may break: signing-key-relabelled'],
  ],
  [
    'a second consumer with a key and an issuer of its own',
    oldShop(),
    newShop({
      config: {
        consumers: [
          consumer({ claims: undefined }),
          consumer({
            name: 'partner',
            claims: undefined,
            issuer: 'https://partner.example.com',
            jwks: keys(OTHER_KEY),
          }),
        ],
      },
    }),
    ['weaker, safe: claim-check-widened', 'neutral, safe: signing-key-added'],
  ],
  [
    'the token stood in another header',
    oldShop({ jwt: { parameter: 'X-Token' } }),
    newShop(),
    ['neutral, break: token-place-removed', 'neutral, safe: token-place-added'],
  ],
  [
    'the word Bearer is not expected any more',
    oldShop(),
    newShop({ consumer: { from_headers: [{ name: 'authorization' }] } }),
    ['neutral, may break: token-place-removed'],
  ],
  [
    'a claim went to a header, and does',
    oldShop({ jwt: forward('header') }),
    newShop({ consumer: toHeader() }),
    [],
  ],
  [
    'the caller can stand before the claim',
    oldShop({ jwt: forward('header') }),
    newShop({ consumer: toHeader({ override: false }) }),
    ['weaker, safe: claim-parameter-exposed'],
  ],
  [
    'a claim went to the query',
    oldShop({ jwt: forward('query') }),
    newShop({ consumer: toHeader() }),
    ['weaker, may break: claim-parameter-exposed', 'neutral, safe: claim-forward-added'],
  ],
  [
    'callers signed with an AppKey, too',
    oldShop({ api: { AuthType: 'APP' } }),
    newShop(),
    ['weaker, safe: authentication-removed'],
  ],
  [
    'callers signed with an AppKey only',
    oldShop({
      api: { AuthType: 'APP' },
      jwt: undefined,
      rules: null,
      more: { ListJwt: undefined, GetJwt: undefined },
    }),
    newShop(),
    ['weaker, break: authentication-changed'],
  ],
  [
    'a rule of an operation that has no consumers',
    oldShop(),
    newShop({
      more: {
        B: jwtAuth('Operation', [getAtt('ListOrders', 'OperationId')], {
          consumers: [consumer()],
          global_auth: false,
        }),
      },
    }),
    ['weaker, safe: authentication-removed'],
  ],
  [
    'what the rule says cannot be read',
    oldShop(),
    newShop({ lock: { PluginInfo: { PluginConfig: '%' } } }),
    ['unknown, unknown: protection-became-unknown'],
  ],
  [
    'addresses were limited',
    oldShop({ more: bound('ipControl', ALLOW_SOME) }),
    newShop(),
    ['weaker, safe: addresses-widened'],
  ],
  [
    'addresses were limited, and a policy may limit them',
    oldShop({ more: bound('ipControl', ALLOW_SOME) }),
    newShop({ more: policy('IpAccessControl') }),
    ['unknown, unknown: addresses-widened'],
  ],
  [
    'calls were throttled',
    oldShop({ more: bound('trafficControl', THROTTLE) }),
    newShop(),
    ['weaker, safe: throttling-raised'],
  ],
  [
    'errors had words of their own',
    oldShop({ more: bound('errorMapping', {}) }),
    newShop(),
    ['neutral, may break: plugin-unbound'],
  ],
  [
    'a policy that may refuse',
    oldShop(),
    newShop({ more: policy('Waf') }),
    ['neutral, may break: plugin-bound'],
  ],
  [
    'a parameter was checked',
    oldShop({
      api: {
        RequestParameters: [
          { ApiParameterName: 'page', Location: 'QUERY', ParameterType: 'Int', Required: 'OPTION' },
        ],
      },
    }),
    newShop(),
    ['weaker, safe: request-parameter-loosened'],
  ],
  [
    'a part of the path that is always there',
    oldShop({
      api: {
        RequestParameters: [
          { ApiParameterName: 'id', Location: 'PATH', ParameterType: 'String', Required: 'REQUIRED' },
        ],
      },
    }),
    newShop(),
    [],
  ],
  [
    'plain text was taken',
    oldShop({
      api: {
        RequestConfig: {
          RequestHttpMethod: 'GET',
          RequestPath: '/orders',
          RequestMode: 'MAPPING',
          RequestProtocol: 'HTTP,HTTPS',
        },
      },
      more: { Get: undefined, GetRelease: undefined, GetJwt: undefined, GetRules: undefined },
    }),
    newShop(),
    ['stronger, break: request-encryption-strengthened'],
  ],
])('%s', (_, base, head, expected) => {
  expect(told(diffProducts(base, head))).toEqual(expected);
});

const without = (resources: Loose, ...names: string[]): Loose =>
  Object.fromEntries(Object.entries(resources).filter(([name]) => !names.includes(name)));
const locked = (resources: Loose) =>
  modelOf({
    ...resources,
    Lock: jwtAuth('HttpApi', ORDERS, { consumers: [consumer({ claims: undefined })] }),
  });

test('a route that has not moved breaks its callers, and a new one is told', () => {
  const diff = move(locked(without(shop(), 'ListOrders')));
  expect(linesOf(diff)).toContain('neutral, break: route-removed GET /shop/orders RELEASE');
  const [first] = diffProducts(
    oldShop({ more: { List: undefined, ListRelease: undefined, ListJwt: undefined, ListRules: undefined } }),
    modelOf(shop()),
  ).changes.filter(({ kind }) => kind === 'route-added');
  expect(first).toMatchObject({ subject: 'GET /shop/orders any', posture: { verdict: 'weaker' } });
});

test('a route whose address cannot be read may take the calls of any', () => {
  const prefix = {
    Type: 'ALIYUN::APIG::Route',
    Properties: {
      RouteName: 'all',
      HttpApiId: ORDERS[0],
      Match: { Path: { Type: 'Prefix', Value: '/' }, Methods: ['GET'] },
    },
  };
  expect(linesOf(move(locked(shop({ All: prefix }))))[0]).toMatch(/^unknown, safe: route-added/);
});

test('calls go to the route that takes them, whatever it is called', () => {
  const { Orders, ...others } = shop();
  const any = {
    Type: 'ALIYUN::APIG::Route',
    Properties: {
      RouteName: 'any',
      HttpApiId: ORDERS[0],
      Match: { Path: { Type: 'Exact', Value: '/orders' } },
    },
  };
  const diff = move(locked({ Orders, ...without(others, 'ListOrders'), Any: any }));
  expect(linesOf(diff)).toEqual([...ANSWERS, 'neutral, safe: route-added ANY /shop/orders any']);
});

/** Both products in one head: the old gateway goes on while DNS moves. */
function beside(old: GatewayModel, fresh: GatewayModel): GatewayModel {
  return {
    ...old,
    stacks: [...old.stacks, ...fresh.stacks],
    groups: [...old.groups, ...fresh.groups],
    routes: [...old.routes, ...fresh.routes],
  };
}

test('with both products in the head, only what moves is compared across, and nothing is told twice', () => {
  const old = oldShop();
  const stack = 'neutral, safe: stack-added stack new';
  expect(linesOf(diffProducts(old, beside(old, newShop())))).toEqual([...ANSWERS, stack]);
  const open = diffProducts(old, beside(old, newShop({ lock: { Enable: false } })));
  expect(linesOf(open)).toEqual([...both('weaker, safe: authentication-removed'), stack]);
});

test('the document of a move is what its schema says, with what to know', () => {
  const diff = { ...move(newShop({ consumer: { issuer: undefined } })), levelProblems: [] };
  const document = JSON.parse(renderDiff({ diff, kinds: CHANGE_KINDS }, { format: 'json', version: '1' }));
  expect(schemaProblems(document, schema)).toEqual([]);
  expect(document.notes[0]).toMatch(/^While DNS moves/);
  for (const format of ['text', 'markdown'] as const)
    expect(renderDiff({ diff, kinds: CHANGE_KINDS }, { format, version: '1' })).toContain('While DNS moves');
});

test('every kind that only a move has is shown here', () => {
  const heads = [
    newShop({ consumer: { from_headers: [{ name: 'X-Token' }], ...toHeader({ override: false }) } }),
  ];
  const shown = heads.flatMap((head) =>
    diffProducts(oldShop({ jwt: forward('header') }), head).changes.map(({ kind }) => kind),
  );
  expect(MOVE_KINDS.filter(({ id }) => !shown.includes(id))).toEqual([]);
});

test('without a cloud-native gateway, or with nothing else, it is the difference as ever', () => {
  const old = oldShop();
  expect(diffProducts(old, oldShop({ jwt: { preventJtiReplay: true } })).notes).toBeUndefined();
  expect(diffProducts(newShop(), newShop({ lock: { Enable: false } })).notes).toBeUndefined();
});
