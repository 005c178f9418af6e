import fc from 'fast-check';
import { GatewayError } from '../../lib/errors';
import { matchesGlob } from '../../lib/glob';
import { parseTemplate } from '../../lib/model';
import { checkGateway } from '../../lib/rules/check';
import type { Rule } from '../../lib/rules/rule';
import { parseWaivers } from '../../lib/rules/waiver-file';
import { WAIVER_RULES } from '../../lib/rules/waiver-rules';
import { applyWaivers } from '../../lib/rules/waivers';

const NOW = Date.UTC(2026, 5, 1, 12);

/** A rule that fails for every stage, or cannot judge it, as the path says. */
const anyStage: Rule = {
  id: 'any-stage',
  title: 'A stage.',
  why: 'Why.',
  remediation: 'Remediation.',
  severity: 'error',
  source: 'https://example.com/',
  grade: 'doc',
  bad: '',
  good: '',
  *check({ routes }) {
    for (const { id, origin, publicAccess, stack, stages } of routes) {
      for (const { stage } of stages) {
        const name = String(stage);
        yield {
          verdict: name === 'PRE' ? 'unknown' : 'fail',
          subject: `${id} ${name}`,
          message: 'is there',
          origin,
          logicalId: id,
          stack,
          stage: name,
          ...(publicAccess === undefined ? {} : { reason: publicAccess }),
        };
      }
    }
  },
};

const TEMPLATE = `
ROSTemplateFormatVersion: '2015-09-01'
Resources:
  Orders: { Type: ALIYUN::ApiGateway::Api, Properties: { AuthType: ANONYMOUS } }
  OrdersTest: { Type: ALIYUN::ApiGateway::Deployment, Properties: { ApiId: !Ref Orders, StageName: TEST } }
  OrdersPre: { Type: ALIYUN::ApiGateway::Deployment, Properties: { ApiId: !Ref Orders, StageName: PRE } }
  Health:
    Type: ALIYUN::ApiGateway::Api
    Metadata: { JwtGateway: { PublicAccess: probe } }
  HealthTest: { Type: ALIYUN::ApiGateway::Deployment, Properties: { ApiId: !Ref Health, StageName: TEST } }
  Status: { Type: ALIYUN::ApiGateway::Api }
  StatusTest: { Type: ALIYUN::ApiGateway::Deployment, Properties: { ApiId: !Ref Status, StageName: TEST } }
`;

const waiver = (members: object) => ({
  rule: 'any-stage',
  path: 'shop/Orders',
  reason: 'agreed',
  owner: 'platform team',
  expires: '2026-12-31',
  ...members,
});

/** What is left, as `fail Orders TEST`, and what is waived, as `Orders TEST: agreed`. */
function judged(...waivers: object[]) {
  const parsed = parseWaivers(JSON.stringify({ waivers }), 'waivers.json');
  const checked = checkGateway(parseTemplate(TEMPLATE, 'shop.yaml'), [anyStage]);
  const { failures, unknowns, waived } = applyWaivers(checked, parsed, { rules: [anyStage], now: NOW });
  return {
    open: [...failures, ...unknowns].map(({ message, rule, subject, verdict }) =>
      rule === anyStage ? `${verdict} ${subject}` : `${rule.id} ${rule.severity} ${subject}: ${message}`,
    ),
    waived: waived.map(({ subject, waivedBy }) => {
      return `${subject}: ${waivedBy.kind === 'file' ? waivedBy.waiver.reason : `(${waivedBy.reason})`}`;
    }),
  };
}

const HEALTH = 'Health TEST: (probe)';

test('without a waiver only what the template gives a reason for is waived', () => {
  expect(judged()).toEqual({
    open: ['fail Orders TEST', 'fail Status TEST', 'unknown Orders PRE'],
    waived: [HEALTH],
  });
});

test.each([
  ['one resource with all its stages', 'shop/Orders', ['Orders TEST: agreed', HEALTH, 'Orders PRE: agreed']],
  ['one stage of a resource', 'shop/Orders/TEST', ['Orders TEST: agreed', HEALTH]],
  ['one stage of all resources', 'shop/*/TEST', ['Orders TEST: agreed', HEALTH, 'Status TEST: agreed']],
  ['everything', '**', ['Orders TEST: agreed', HEALTH, 'Status TEST: agreed', 'Orders PRE: agreed']],
])('a path is for %s', (_, path, waived) => {
  expect(judged(waiver({ path })).waived).toEqual(waived);
});

test('a waiver holds on its last day and no longer, in UTC', () => {
  const expired = 'waiver-expired warning waiver of any-stage for shop/Status: platform team waived it until';
  expect(judged(waiver({ path: 'shop/Status', expires: '2026-06-01' })).waived).toContain(
    'Status TEST: agreed',
  );
  expect(judged(waiver({ path: 'shop/Status', expires: '2026-05-31' }))).toEqual({
    open: ['fail Orders TEST', 'fail Status TEST', `${expired} 2026-05-31`, 'unknown Orders PRE'],
    waived: [HEALTH],
  });
});

test('an expired waiver does not stand in the way of one that holds', () => {
  const waivers = [waiver({ expires: '2020-01-01' }), waiver({ reason: 'agreed again' })];
  expect(judged(...waivers).waived).toContain('Orders TEST: agreed again');
});

test('a waiver that waives nothing, or names no rule, is reported', () => {
  expect(judged(waiver({ path: 'shop/Nothing' }), waiver({ rule: 'any-stag' })).open).toEqual([
    'fail Orders TEST',
    'fail Status TEST',
    'waiver-unused warning waiver of any-stage for shop/Nothing: no finding of that rule is there',
    'waiver-unknown-rule error waiver of any-stag for shop/Orders: there is no rule any-stag',
    'unknown Orders PRE',
  ]);
});

test('what is wrong with a waiver is reported at its place in the file, with a fingerprint of its own', () => {
  const yaml = 'waivers:\n  - { rule: a, path: b, reason: c, owner: d, expires: 2026-12-31 }\n';
  const nothing = { failures: [], unknowns: [], verdicts: new Map() };
  const [finding] = applyWaivers(nothing, parseWaivers(yaml, 'w.yaml'), { rules: [], now: NOW }).failures;
  expect(finding?.origin.toString()).toBe('w.yaml:2:5');
  expect(finding?.fingerprint).toMatch(/^[0-9a-f]{16}$/);
});

test('the examples of the rules about waivers are waiver files', () => {
  for (const { bad, good } of WAIVER_RULES)
    for (const text of [bad, good]) expect(parseWaivers(text, 'waivers.yaml')).toHaveLength(1);
});

describe('a waiver file is refused', () => {
  const refusal = (text: string) => {
    try {
      parseWaivers(text, 'w.yaml');
    } catch (error) {
      if (GatewayError.isGatewayError(error)) return [error.code, error.message];
    }
    return undefined;
  };
  const HINT = '(write waivers: and below it a list of rule, path, reason, owner and expires)';

  test.each(['', '[]', 'waivers: {}', 'waiver: []'])('without a list: %j', (text) => {
    expect(refusal(text)).toEqual(['waivers-invalid', `w.yaml: has no list of waivers ${HINT}`]);
  });

  test('with every problem and its path', () => {
    const text = `
owner: me
waivers:
  - word
  - { rule: a, path: 7, reason: '  ', owner: me, expires: 2026-02-30, until: x }
  - { rule: a, path: b, owner: me, expires: !Ref Day }
`;
    expect(refusal(text)).toEqual([
      'waivers-invalid',
      'w.yaml: is no list of waivers: $.owner is not known; only waivers is; ' +
        '$.waivers[0] must be an object with rule, path, reason, owner, expires; ' +
        '$.waivers[1].until is not known; rule, path, reason, owner, expires are; ' +
        '$.waivers[1].path must be a text that says something; ' +
        '$.waivers[1].reason must be a text that says something; ' +
        '$.waivers[1].expires must be a day such as 2030-12-31, got "2026-02-30"; ' +
        '$.waivers[2].reason is missing; ' +
        '$.waivers[2].expires must be a text that says something',
    ]);
  });

  test('that is no YAML', () => {
    expect(refusal('waivers: [')?.[0]).toBe('template-invalid');
  });
});

describe('a glob', () => {
  test.each([
    ['shop/Orders', 'shop/Orders', true],
    ['shop/Orders', 'shop/Orders2', false],
    ['shop/*', 'shop/Orders', true],
    ['shop/*', 'shop/nested/Orders', false],
    ['shop/**', 'shop/nested/Orders', true],
    ['**/Orders', 'Orders', true],
    ['**/Orders', 'shop/nested/Orders', true],
    ['**/Orders', 'shop/MyOrders', false],
    ['shop/Order?', 'shop/Orders', true],
    ['shop?Orders', 'shop/Orders', false],
    ['shop/Orders[2]', 'shop/Orders[2]', true],
    ['shop/Orders[2]', 'shop/Orders2', false],
    ['shop/.*', 'shop/Orders', false],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['?', '😀', true],
  ])('%j matches %j: %j', (glob, text, expected) => {
    expect(matchesGlob(glob, text)).toBe(expected);
  });

  test('without wildcards matches itself only', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'ab/.[]+$^\\') });
    fc.assert(fc.property(plain, plain, (a, b) => matchesGlob(a, b) === (a === b)));
  });

  test('matches what its expression matches', () => {
    const glob = fc.string({ unit: fc.constantFrom('a', '/', '*', '?', '**', '**/'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
    const source = (pattern: string) =>
      pattern.replace(/\*\*\/|\*+|\?/g, (piece) => {
        if (piece === '**/') return '(?:.*/)?';
        return piece === '*' ? '[^/]*' : piece === '?' ? '[^/]' : '.*';
      });
    fc.assert(
      fc.property(glob, text, (g, t) => matchesGlob(g, t) === new RegExp(`^(?:${source(g)})$`, 's').test(t)),
    );
  });

  test('with many stars is no slower than its length times the text', () => {
    expect(matchesGlob('*a'.repeat(200), `${'a'.repeat(400)}b`)).toBe(false);
  });
});
