import fc from 'fast-check';
import { ApiGroup, Backend, Claim, type ClaimRequirement } from '../../lib/constructs';
import { diffGateways } from '../../lib/diff';
import { type GatewayModel, parseTemplate } from '../../lib/model';
import { customers, synth } from '../constructs/template';

/** A route whose callers have to show a token, and what is required of it. */
function gateway(requirement?: ClaimRequirement): GatewayModel {
  const template = synth((stack) => {
    const shared = customers(stack, { issuer: 'https://login.example.com' });
    const orders = new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      stages: ['RELEASE'],
      backend: Backend.http('https://orders.example.com'),
    });
    const authorization = requirement === undefined ? shared : shared.requiring(requirement);
    orders.addApi('GET /orders/[orderId]', { authorization });
  });
  return parseTemplate(JSON.stringify(template), 'shop.json');
}

/** What is said of claims, and what becomes of the callers of the route. */
function told(before?: ClaimRequirement, after?: ClaimRequirement): readonly string[] {
  const { changes, routes } = diffGateways(gateway(before), gateway(after));
  const claims = changes.filter(({ kind }) => /^(?:claim-|access-rule-)/.test(kind));
  return [
    ...claims.map(({ kind, message }) => `${kind}: ${message}`),
    ...routes.flatMap(({ admits, callers, posture, refuses }) => [
      `${posture.verdict}/${callers.verdict}`,
      ...admits.map((each) => `in: ${each}`),
      ...refuses.map((each) => `out: ${each}`),
    ]),
  ];
}

const write = Claim.scope('orders:write');
const admin = Claim.scope('orders:admin');

test.each<[string, ClaimRequirement | undefined, ClaimRequirement | undefined, readonly string[]]>([
  [
    'a scope',
    undefined,
    write,
    [
      'claim-demand-added: demands scope orders:write',
      'stronger/break',
      'out: tokens without scope "orders:write"',
    ],
  ],
  [
    'a scope no longer',
    write,
    undefined,
    [
      'claim-demand-removed: no longer demands scope orders:write',
      'weaker/safe',
      'in: tokens without scope "orders:write"',
    ],
  ],
  [
    'another scope',
    write,
    admin,
    [
      'claim-check-replaced: admits tokens with scope "orders:admin" but not "orders:write", and refuses tokens with scope "orders:write" but not "orders:admin"',
      'weaker/break',
      'in: tokens with scope "orders:admin" but not "orders:write"',
      'out: tokens with scope "orders:write" but not "orders:admin"',
    ],
  ],
  [
    'a second scope',
    write,
    write.and(admin),
    [
      'claim-demand-added: demands scope orders:admin',
      'stronger/break',
      'out: tokens with scope "orders:write" but not "orders:admin"',
    ],
  ],
  [
    'a role beside a scope',
    write,
    write.and(Claim.of('role').oneOf('admin')),
    [
      'claim-demand-added: demands role admin',
      'stronger/break',
      'out: tokens with role other than "admin" or without role',
    ],
  ],
  [
    'one more role',
    Claim.of('role').oneOf('admin'),
    Claim.of('role').oneOf('admin', 'editor'),
    ['claim-check-widened: admits tokens with role "editor"', 'weaker/safe', 'in: tokens with role "editor"'],
  ],
  [
    'a path parameter',
    undefined,
    Claim.of('sub').equalsPathParameter('orderId'),
    ['claim-demand-added: demands sub of the path parameter orderId', 'stronger/may break'],
  ],
])(
  'a route that demands %s is told so in words, with whom it lets in and keeps out',
  (_, before, after, lines) => {
    expect(told(before, after)).toEqual(lines);
  },
);

const requirement = fc.option(
  fc
    .subarray([write, admin, Claim.of('role').oneOf('a'), Claim.of('role').oneOf('a', 'b')], {
      minLength: 1,
      maxLength: 2,
    })
    .map(([first, second]) => (second === undefined || first === undefined ? first : first.and(second))),
  { nil: undefined },
);

test('a demand that came lets nobody in, one that went keeps nobody out, and the way back is the other one', () => {
  const MIRRORS: Readonly<Record<string, string>> = {
    'claim-demand-added': 'claim-demand-removed',
    'claim-demand-removed': 'claim-demand-added',
  };
  fc.assert(
    fc.property(requirement, requirement, (before, after) => {
      const there = told(before, after).map((line) => line.split(':')[0] ?? '');
      const back = told(after, before).map((line) => line.split(':')[0] ?? '');
      for (const [kind, mirror] of Object.entries(MIRRORS))
        expect(back.includes(mirror)).toBe(there.includes(kind));
      if (there.includes('claim-demand-added')) expect(there).not.toContain('in');
      if (there.includes('claim-demand-removed')) expect(there).not.toContain('out');
    }),
    { numRuns: Number(process.env.NUM_RUNS ?? 40) },
  );
});
