import * as ros from '@alicloud/ros-cdk-core';
import fc from 'fast-check';
import {
  ApiGroup,
  Backend,
  Claim,
  type ClaimRequirement,
  type JwtAuthorization,
  type JwtAuthorizationProps,
  PublicAccess,
} from '../../lib/constructs';
import { GatewayError } from '../../lib/errors';
import { findJwtLock, parseTemplate } from '../../lib/model';
import { accessControl, claimValue, judgeRules, readRule } from '../../lib/plugin';
import { gatewayFrom } from '../../lib/testing';
import { keys, NOON } from '../testing/shop';
import { customers, ofType, refusalLine, synth, type Template } from './template';

type Stack = ros.Stack;

const NUM_RUNS = Number(process.env.NUM_RUNS ?? 300);

const group = (stack: Stack, props: object = {}) =>
  new ApiGroup(stack, 'Orders', {
    groupName: 'orders',
    stages: ['RELEASE'],
    backend: Backend.http('https://orders.example.com'),
    ...props,
  });

const requiringOnly = (requirement: ClaimRequirement, props: Partial<JwtAuthorizationProps> = {}) =>
  synth((stack) => {
    const authorization = customers(stack, props).requiring(requirement);
    group(stack).addApi('GET /users/[userId]', { authorization });
  });

const plugins = (template: Template, type: string) =>
  Object.entries(ofType(template, 'Plugin')).filter(([, { Properties }]) => Properties.PluginType === type);

/** The data of the only accessControl plug-in. */
const rulesOf = (template: Template) => {
  const [first, ...others] = plugins(template, 'accessControl');
  expect(others).toEqual([]);
  return accessControl.parse(String(first?.[1].Properties.PluginData));
};

const protectionOf = (template: Template) => {
  const [route] = parseTemplate(JSON.stringify(template), 'shop.json').routes;
  const protection = route?.stages[0]?.protection;
  return protection && findJwtLock(protection);
};

test('ten scopes are one jwtAuth plug-in and ten accessControl plug-ins', () => {
  const template = synth((stack) => {
    const authorization = customers(stack, { issuer: 'https://login.example.com' });
    const orders = group(stack);
    for (let i = 0; i < 10; i += 1)
      orders.addApi(`GET /r${i}`, { authorization: authorization.requiring(Claim.scope(`s${i}`)) });
  });
  expect(plugins(template, 'jwtAuth')).toHaveLength(1);
  expect(plugins(template, 'accessControl')).toHaveLength(10);
});

test('forty routes with one scope share one plug-in', () => {
  const template = synth((stack) => {
    const authorization = customers(stack);
    const orders = group(stack);
    for (let i = 0; i < 40; i += 1)
      orders.addApi(`GET /r${i}`, { authorization: authorization.requiring(Claim.scope('orders:read')) });
  });
  expect(plugins(template, 'accessControl').map(([id]) => id)).toEqual([
    'CustomersRequiresScopeOrdersRead17aaa820',
  ]);
});

test('the plug-in for issuer and audience alone is there only where a route uses it', () => {
  const count = (build: (orders: ApiGroup, jwt: JwtAuthorization) => void) =>
    plugins(
      synth((stack) => {
        const jwt = customers(stack, { issuer: 'https://login.example.com' });
        build(group(stack), jwt);
      }),
      'accessControl',
    ).length;
  const written = (jwt: JwtAuthorization) => jwt.requiring(Claim.scope('orders:write'));
  expect(count((orders, jwt) => orders.addApi('GET /a', { authorization: written(jwt) } as never))).toBe(1);
  expect(
    count((orders, jwt) => {
      orders.addApi('GET /a', { authorization: written(jwt) } as never);
      orders.addApi('GET /b', { authorization: jwt } as never);
    }),
  ).toBe(2);
  expect(count(() => {})).toBe(1);
});

test('the same demands in another order, or twice, are the same plug-in', () => {
  const [a, b] = [Claim.scope('a'), Claim.of('role').oneOf('admin')];
  synth((stack) => {
    const jwt = customers(stack);
    expect(jwt.requiring(a.and(b))).toBe(jwt.requiring(b.and(a).and(b)));
  });
});

test('rules of your own come last, since they may let a request through', () => {
  const { parameters, rules } = rulesOf(
    requiringOnly(Claim.scope('orders:write'), {
      issuer: ['https://a.example', 'https://b.example'],
      accessControl: {
        parameters: { scope: 'Header:X-Scope' },
        rules: [{ name: 'own', condition: "$scope = 'x'", ifTrue: 'ALLOW' }],
      },
    }),
  );
  expect(parameters).toEqual({ iss: 'Token:iss', scope2: 'Token:scope', scope: 'Header:X-Scope' });
  expect(rules.map(({ name }) => name)).toEqual(['issuer', 'requires', 'own']);
});

test.each<[string, ClaimRequirement, object[]]>([
  [
    'whole words',
    Claim.scope('orders:write').and(Claim.scope('orders:read')),
    [{ claim: 'scope', rule: { words: ['orders:read', 'orders:write'] } }],
  ],
  [
    'one of some values',
    Claim.of('role').oneOf('admin', 'editor'),
    [{ claim: 'role', rule: { kind: 'values', values: ['admin', 'editor'] } }],
  ],
  [
    'what stands in the path',
    Claim.of('sub').equalsPathParameter('userId'),
    [{ claim: 'sub', rule: { kind: 'condition', condition: '$sub = $pathuserId' } }],
  ],
])('the model reads from the template what is demanded: %s', (_, requirement, demands) => {
  expect(protectionOf(requiringOnly(requirement))?.otherClaims).toMatchObject(demands);
});

test('what is only inferred, and a character that may be a wildcard, are warnings', () => {
  const warningsOf = (requirement: ClaimRequirement) => {
    const app = new ros.App({ stackTraces: false, treeMetadata: false });
    const jwt = customers(new ros.Stack(app, 'shop'));
    jwt.requiring(requirement);
    const metadata = jwt.node.findAll().flatMap(({ node }) => node.metadata);
    return metadata.filter(({ type }) => type === 'aliyun:ros:warning').map(({ data }) => String(data));
  };
  expect(warningsOf(Claim.scope('orders:write'))).toEqual([]);
  expect(warningsOf(Claim.scope('orders_write'))).toEqual([expect.stringContaining('the word ordersxwrite')]);
  expect(warningsOf(Claim.of('sub').equalsPathParameter('id'))).toEqual([
    expect.stringContaining('is inferred from a vendor sample'),
  ]);
});

describe('refused with a reason:', () => {
  test.each<[string, (stack: Stack) => unknown, string]>([
    [
      'a quote',
      (s) => customers(s).requiring(Claim.scope("a'b")),
      'plugin-data-invalid: Claim.scope: "a\'b" holds "\'", which cannot be written in a condition',
    ],
    [
      'a wildcard',
      (s) => customers(s).requiring(Claim.scope('a%')),
      'plugin-data-invalid: Claim.scope: "a%" has %, which stands for any characters in like',
    ],
    [
      'two words',
      (s) => customers(s).requiring(Claim.scope('a b')),
      'plugin-data-invalid: Claim.scope: "a b" has a space: a scope is one word',
    ],
    [
      'no word',
      (s) => customers(s).requiring(Claim.scope('')),
      'plugin-data-invalid: Claim.scope: must be a text that is not empty',
    ],
    [
      'no value',
      (s) => customers(s).requiring(Claim.of('a').oneOf(...([] as unknown as [string]))),
      "plugin-data-invalid: Claim.of('a').oneOf: lists no value: no token would be accepted",
    ],
    [
      'a nested claim',
      (s) => customers(s).requiring(Claim.of('realm_access.roles').oneOf('a')),
      'plugin-data-invalid: Claim.of(\'realm_access.roles\').oneOf: "realm_access.roles" has a dot: whether the gateway reads it as one name or as a claim inside another is not documented; issue the claim under a flat name',
    ],
    [
      'a text in place of a requirement',
      (s) => customers(s).requiring('a' as never),
      "parameter-invalid: shop/Customers: requiring takes a requirement, got a text (write requiring(Claim.scope('orders:write')))",
    ],
    [
      'a condition that is too long',
      (s) => customers(s).requiring(Claim.of('role').oneOf('a'.repeat(600), 'b'.repeat(600))),
      'plugin-data-invalid: shop/Customers/AccessControl: not the data of a accessControl plug-in: $.rules[0].condition has 1224 characters; the service takes 1024',
    ],
    [
      'more rules than a shared instance applies',
      (s) => group(s).addApi('GET /a', { authorization: many(s) }),
      "plugin-data-invalid: shop/Orders 'GET /a': demands 17 rules and 1 variable of a token; a shared instance applies the first 16 (demand less, or give the group the instanceId of a dedicated instance)",
    ],
    [
      'a path parameter that the route has not',
      (s) =>
        group(s).addApi('GET /a/[id]', {
          authorization: customers(s).requiring(Claim.of('sub').equalsPathParameter('userId')),
        }),
      "authorization-missing: shop/Orders 'GET /a/[id]': compares a claim with [userId], which the path does not have (name a parameter of the path: [id])",
    ],
  ])('%s', (_, build, message) => {
    expect(refusalLine((stack) => void build(stack))).toBe(message);
  });

  const many = (stack: Stack, length = 17) => {
    const scopes = Array.from({ length }, (_, i) => Claim.scope(`s${i}`));
    return customers(stack).requiring(scopes.reduce((a, b) => a.and(b)));
  };

  test.each<[string, (stack: Stack) => unknown, string]>([
    [
      'so many on a dedicated instance',
      (s) => manyIn(group(s, { instanceId: 'apigateway-cn-1' }), s),
      'accepted',
    ],
    [
      'so many on an instance that only ROS knows',
      (s) => {
        const type = ros.RosParameterType.STRING;
        manyIn(group(s, { instanceId: new ros.RosParameter(s, 'Instance', { type }).value }), s);
      },
      'accepted',
    ],
    [
      'so many in a group that exists',
      (s) => {
        const backend = Backend.http('https://orders.example.com');
        manyIn(ApiGroup.fromGroupId(s, 'Old', { groupId: 'g-1', stages: ['RELEASE'], backend }), s);
      },
      'accepted',
    ],
    [
      'so many on a shared instance by its name',
      (s) => manyIn(group(s, { instanceId: 'api-shared-vpc-001' }), s),
      "plugin-data-invalid: shop/Orders 'GET /a': demands 17 rules and 1 variable of a token; a shared instance applies the first 16 (demand less, or give the group the instanceId of a dedicated instance)",
    ],
    [
      'as many rules as a shared instance applies',
      (s) => group(s).addApi('GET /a', { authorization: many(s, 16) }),
      'accepted',
    ],
    [
      'more variables than a shared instance applies',
      (s) => {
        const names = Array.from({ length: 16 }, (_, i) => [`v${i}`, `Header:X-${i}`]);
        const rules = [{ name: 'own', condition: "$v0 = 'a'", ifFalse: 'DENY' as const }];
        const accessControl = { parameters: Object.fromEntries(names), rules };
        const authorization = customers(s, { accessControl }).requiring(Claim.scope('a'));
        group(s).addApi('GET /a', { authorization });
      },
      "plugin-data-invalid: shop/Orders 'GET /a': demands 2 rules and 17 variables of a token; a shared instance applies the first 16 (demand less, or give the group the instanceId of a dedicated instance)",
    ],
    [
      'a claim beside a path parameter where the path has none',
      (s) => {
        const authorization = customers(s).requiring(Claim.of('sub').equalsPathParameter('id'));
        group(s).addApi('GET /a', { authorization });
      },
      "authorization-missing: shop/Orders 'GET /a': compares a claim with [id], which the path does not have (name a parameter of the path: it has none)",
    ],
    [
      'a claim beside a path parameter where the path has others',
      (s) => {
        const own = Claim.of('sub').equalsPathParameter('a').and(Claim.of('org').equalsPathParameter('id'));
        group(s).addApi('GET /[a]/[b]', { authorization: customers(s).requiring(own) });
      },
      "authorization-missing: shop/Orders 'GET /[a]/[b]': compares a claim with [id], which the path does not have (name a parameter of the path: [a], [b])",
    ],
  ])('or taken: %s', (_, build, line) => {
    expect(refusalLine((stack) => void build(stack))).toBe(line);
  });

  const manyIn = (orders: Pick<ReturnType<typeof group>, 'addApi'>, stack: Stack) =>
    orders.addApi('GET /a', { authorization: many(stack) });
});

const REGION = ros.Token.asString(ros.RosPseudo.region);
const lateIn = (what: string) =>
  `parameter-invalid: ${what} must be a text that is known at synthesis, got a value of ROS (a parameter or an attribute), which has a value at deployment only`;
const NO_REASON =
  "authorization-missing: public access needs a reason, got none (PublicAccess.because('load-balancer probe; returns no data'))";

test('a reason is told without the spaces around it', () => {
  expect(PublicAccess.because(' a probe ').reason).toBe('a probe');
});

describe('refused where it is written:', () => {
  test.each<[string, () => unknown, string]>([
    [
      'an empty scope',
      () => Claim.scope(''),
      'plugin-data-invalid: Claim.scope: must be a text that is not empty',
    ],
    [
      'a scope of spaces',
      () => Claim.scope(' '),
      'plugin-data-invalid: Claim.scope: " " has a space: a scope is one word',
    ],
    [
      'a line end in a scope',
      () => Claim.scope('a\nb'),
      'plugin-data-invalid: Claim.scope: "a\\nb" holds "\\n", which cannot be written in a condition',
    ],
    [
      'a variable in a scope',
      () => Claim.scope('$iss'),
      'plugin-data-invalid: Claim.scope: "$iss" holds "$", which cannot be written in a condition',
    ],
    [
      'a scope that is none',
      () => Claim.scope(undefined as never),
      'plugin-data-invalid: Claim.scope: must be a text that is not empty',
    ],
    [
      'a scope in an empty claim',
      () => Claim.scope('a', ''),
      'plugin-data-invalid: Claim.scope: must be the name of a claim',
    ],
    [
      'an empty claim',
      () => Claim.of('').oneOf('a'),
      "plugin-data-invalid: Claim.of('').oneOf: must be the name of a claim",
    ],
    [
      'a claim with a quote',
      () => Claim.of("ro'le").oneOf('a'),
      "plugin-data-invalid: Claim.of('ro'le').oneOf: \"ro'le\" has characters that cannot be written as the source of a variable",
    ],
    [
      'a nested claim',
      () => Claim.of('a.b').equalsPathParameter('id'),
      'plugin-data-invalid: Claim.of(\'a.b\').equalsPathParameter: "a.b" has a dot: whether the gateway reads it as one name or as a claim inside another is not documented; issue the claim under a flat name',
    ],
    [
      'an empty value',
      () => Claim.of('role').oneOf('a', ''),
      "plugin-data-invalid: Claim.of('role').oneOf: must be a text that is not empty",
    ],
    [
      'a value with a backslash',
      () => Claim.of('role').oneOf('a\\'),
      'plugin-data-invalid: Claim.of(\'role\').oneOf: "a\\\\" holds "\\\\", which cannot be written in a condition',
    ],
    [
      'no value',
      () => Claim.of('role').oneOf(...([] as unknown as [string])),
      "plugin-data-invalid: Claim.of('role').oneOf: lists no value: no token would be accepted",
    ],
    [
      'an empty path parameter',
      () => Claim.of('sub').equalsPathParameter(''),
      "plugin-data-invalid: Claim.of('sub').equalsPathParameter: must compare with the name of a path parameter",
    ],
    [
      'a path parameter in brackets',
      () => Claim.of('sub').equalsPathParameter('[id]'),
      "plugin-data-invalid: Claim.of('sub').equalsPathParameter: must compare with the name of a path parameter",
    ],
    [
      'a value that is none',
      () => Claim.of('role').oneOf(undefined as never),
      "plugin-data-invalid: Claim.of('role').oneOf: must be a text that is not empty",
    ],
    ['a scope that only ROS knows', () => Claim.scope(REGION), lateIn('Claim.scope: a scope')],
    ['a claim that only ROS knows', () => Claim.scope('a', REGION), lateIn('Claim: the name of a claim')],
    ['such a claim of values', () => Claim.of(REGION).oneOf('a'), lateIn('Claim: the name of a claim')],
    [
      'a path parameter that only ROS knows',
      () => Claim.of('sub').equalsPathParameter(REGION),
      lateIn("Claim.of('sub').equalsPathParameter: the name of a path parameter"),
    ],
    [
      'a reason that only ROS knows',
      () => PublicAccess.because(REGION),
      lateIn('PublicAccess.because: the reason'),
    ],
    ['an empty reason', () => PublicAccess.because(' '), NO_REASON],
    ['a reason that is no text', () => PublicAccess.because(1 as never), NO_REASON],
    [
      'another thing than a requirement',
      () => Claim.scope('a').and('b' as never),
      "parameter-invalid: and takes a requirement, got a text (write .and(Claim.scope('orders:write')))",
    ],
  ])('%s', (_, build, message) => {
    expect(refusalLine(() => void build())).toBe(message);
  });
});

const CHARACTERS = ['a', 'b', ' ', '%', '_', ':', "'", '"', '\\', '$', '(', '\n', '中', 'A', '-', '.'];
const texts = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 6 });
const words = fc.string({ unit: fc.constantFrom('a', 'b', ':', '_', '(', '中'), minLength: 1, maxLength: 3 });
const anyText = fc.oneof(
  texts,
  words,
  fc.array(words, { maxLength: 4 }).map((each) => each.join(' ')),
);
const claims = fc.constantFrom('scope', 'role', 'user_id', 'x', 'a.b', 'iss');
const demands = fc.oneof(
  fc.record({ kind: fc.constant('word' as const), claim: claims, text: fc.oneof(words, texts) }),
  fc.record({ kind: fc.constant('oneOf' as const), claim: claims, text: anyText, other: anyText }),
);

test('what is demanded is what the gateway enforces, or it is refused before anything is written', () => {
  let written = 0;
  fc.assert(
    fc.property(
      fc.array(demands, { minLength: 1, maxLength: 3 }),
      fc.dictionary(claims, anyText, { noNullPrototype: true }),
      (list, token) => {
        let template: Template;
        try {
          const requirement = list
            .map((each) =>
              each.kind === 'word'
                ? Claim.scope(each.text, each.claim)
                : Claim.of(each.claim).oneOf(each.text, each.other),
            )
            .reduce((a, b) => a.and(b));
          template = requiringOnly(requirement);
        } catch (error) {
          if (GatewayError.isGatewayError(error) && error.code === 'plugin-data-invalid') return;
          throw error;
        }
        written += 1;
        const { parameters, rules } = rulesOf(template);
        const lookUp = (name: string) => claimValue(token, String(parameters[name]).replace('Token:', ''));
        const { possible } = judgeRules(rules.map(readRule), lookUp);
        const isGood = list.every((each) => {
          const value = token[each.claim];
          if (value === undefined) return false;
          return each.kind === 'word'
            ? value.split(' ').includes(each.text)
            : [each.text, each.other].includes(value);
        });
        expect([...possible]).toEqual([isGood ? 'none' : 'DENY']);
      },
    ),
    { numRuns: NUM_RUNS },
  );
  expect(written).toBeGreaterThan(0);
});

test('the local gateway takes a token with the scope, and none of the kit without it', async () => {
  const app = new ros.App({ stackTraces: false, treeMetadata: false });
  const stack = new ros.Stack(app, 'shop');
  const authorization = customers(stack, {
    keys: keys.publicKeys(),
    issuer: 'https://login.example.com',
  }).requiring(Claim.scope('orders:write').and(Claim.of('role').oneOf('admin')));
  group(stack).addApi('GET /orders', { authorization });
  const gateway = gatewayFrom(stack, { keys, now: NOON });
  const [proof] = await gateway.prove('GET /orders');
  const verdicts = new Map(proof?.trials.map(({ kind, verdict }) => [kind, verdict]));
  for (const kind of ['good', 'missing-claim', 'wrong-claim', 'scope-part', 'wrong-issuer'] as const)
    expect([kind, verdicts.get(kind)]).toEqual([kind, 'pass']);
});

test('scopes of a document are the same demand as scopes of the code', () => {
  synth((stack) => {
    const jwt = customers(stack);
    const written = jwt.requiring(Claim.scope('b').and(Claim.scope('a')));
    expect(jwt.requiringScopes(['a', 'b'])).toBe(written);
    expect(jwt.requiringScopes([])).toBe(jwt);
  });
});

test('a requirement says in words what it demands, in an order of its own and once', () => {
  const both = Claim.scope('b').and(Claim.of('role').oneOf('admin', 'editor')).and(Claim.scope('b'));
  expect(String(both)).toBe('role admin or editor and scope b');
  expect(String(Claim.of('sub').equalsPathParameter('id').and(Claim.scope('a', 'scp')))).toBe(
    'sub of the path parameter id and scp a',
  );
});

test.each<[string, Partial<JwtAuthorizationProps>, ClaimRequirement, [string, string]]>([
  [
    'the path of the construct',
    {},
    Claim.scope('orders:write'),
    ['CustomersRequiresScopeOrdersWrite1cf90400', 'shop_Customers_Requires_scope_orders_writ_613e59b6'],
  ],
  [
    'the path, which is cut where the words are many',
    {},
    Claim.of('role').oneOf('a'.repeat(30), 'b'.repeat(30)),
    [
      'CustomersRequiresRoleAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaOrB54a8c5df',
      'shop_Customers_Requires_role_aaaaaaaaaaaa_a7832e9f',
    ],
  ],
  [
    'a name of its own',
    { pluginName: 'members' },
    Claim.scope('orders:write'),
    ['CustomersRequiresScopeOrdersWrite1cf90400', 'members_scope_orders_write_52db17be'],
  ],
  [
    'the path, without what no name takes',
    {},
    Claim.scope('a::b:'),
    ['CustomersRequiresScopeAB8eec69d3', 'shop_Customers_Requires_scope_a_b_8eec69d_4856ff59'],
  ],
])(
  'what is required of tokens is a plug-in with an id that stays, named by %s',
  (_, props, requirement, named) => {
    const [found] = plugins(requiringOnly(requirement, props), 'accessControl');
    expect([found?.[0], found?.[1].Properties.PluginName]).toEqual(named);
  },
);

test('what a route has to know of the requirement is told, and no more where it exists elsewhere', () => {
  synth((stack) => {
    const jwt = customers(stack, { issuer: 'https://login.example.com' });
    const { plugins: bound, ...said } = jwt.requiring(
      Claim.of('sub').equalsPathParameter('id').and(Claim.scope('a')),
    );
    expect(said).toEqual({
      kind: 'jwt',
      forwards: [],
      token: { parameter: 'Authorization', parameterLocation: 'header' },
      pathParameters: ['id'],
      sharedInstance: { rules: 3, variables: 4 },
    });
    expect(bound.map(({ pluginType }) => pluginType)).toEqual(['jwtAuth', 'accessControl']);
    expect(bound[0]).toBe(jwt.jwtAuthPlugin);
  });
});

test('a name that only ROS knows is kept whole, with a digest of what is required', () => {
  const template = synth((stack) => {
    const pluginName = new ros.RosParameter(stack, 'Name', { type: ros.RosParameterType.STRING })
      .valueAsString;
    const authorization = customers(stack, { pluginName }).requiring(Claim.scope('orders:write'));
    group(stack).addApi('GET /orders', { authorization });
  });
  const named = Object.values(ofType(template, 'Plugin')).map(({ Properties }) => Properties.PluginName);
  expect(named).toEqual([
    { 'Fn::Join': ['', [{ Ref: 'Name' }, '_jwt']] },
    { 'Fn::Join': ['', [{ Ref: 'Name' }, '_1cf90400']] },
  ]);
});
