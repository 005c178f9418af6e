import { checkGateway } from '../../lib/rules/check';
import type { Judgement, Rule, Severity } from '../../lib/rules/rule';
import { fail, type Subject, stageSubject, unknown } from '../../lib/rules/subject';
import { modelOf } from './check-template';
import { api, published, template } from './gateway-template';

/** A rule that gives the same verdict for every stage of every route. */
function ruleOf(
  id: string,
  judgementOf: (subject: Subject) => Judgement,
  severity: Severity = 'error',
): Rule {
  return {
    id,
    severity,
    title: 'A rule.',
    why: 'It is a test.',
    remediation: 'Nothing.',
    source: 'here',
    grade: 'doc',
    bad: '',
    good: '',
    *check({ routes }) {
      for (const route of routes)
        for (const stage of route.stages) yield judgementOf(stageSubject(route, stage));
    },
  };
}

const failing = ruleOf('always-failing', (subject) => fail(subject, 'it is bad', 'it is a test'));
const doubting = ruleOf('always-doubting', (subject) => unknown(subject, 'nobody knows'));
const passing = ruleOf('always-passing', () => 'pass');
const silent: Rule = { ...passing, id: 'always-silent', check: () => [] };

const orders = {
  ...api('Orders', 'GET /orders'),
  ...published('Orders', 'TEST'),
  ...published('Orders', 'RELEASE'),
};
const items = { ...api('Items', 'GET /items'), ...published('Items', 'RELEASE') };
const model = modelOf(template(orders, items));

test('failures come in the order of the rules, then of the template', () => {
  const again = { ...failing, id: 'failing-again' };
  const { failures } = checkGateway(model, [failing, passing, doubting, again]);
  expect(failures.map(({ rule, subject }) => `${rule.id} ${subject}`)).toEqual([
    'always-failing GET /orders TEST',
    'always-failing GET /orders RELEASE',
    'always-failing GET /items RELEASE',
    'failing-again GET /orders TEST',
    'failing-again GET /orders RELEASE',
    'failing-again GET /items RELEASE',
  ]);
});

test('a finding has its rule, its place, its words and the reason in the template', () => {
  const [finding] = checkGateway(modelOf(template(items)), [failing]).failures;
  expect({ ...finding, origin: `${finding?.origin}` }).toEqual({
    rule: failing,
    severity: 'error',
    verdict: 'fail',
    subject: 'GET /items RELEASE',
    message: 'it is bad',
    reason: 'it is a test',
    origin: 'template.json:1:55',
    logicalId: 'Items',
    stack: 'template',
    route: 'GET /items',
    stage: 'RELEASE',
    fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
});

test('what no rule could judge stands apart from failures', () => {
  const { failures, unknowns } = checkGateway(model, [doubting]);
  expect(failures).toEqual([]);
  expect(unknowns.map(({ message, subject }) => `${subject}: ${message}`)).toEqual([
    'GET /orders TEST: nobody knows',
    'GET /orders RELEASE: nobody knows',
    'GET /items RELEASE: nobody knows',
  ]);
});

test('every rule has its verdicts counted; one that says nothing is not applicable once', () => {
  const mixed: Rule = {
    ...passing,
    id: 'mixed',
    *check({ routes }) {
      for (const index of routes.keys()) yield index === 0 ? 'pass' : 'not-applicable';
    },
  };
  const { verdicts } = checkGateway(model, [failing, doubting, passing, silent, mixed]);
  const none = { pass: 0, fail: 0, 'not-applicable': 0, unknown: 0 };
  expect([...verdicts]).toEqual([
    ['always-failing', { ...none, fail: 3 }],
    ['always-doubting', { ...none, unknown: 3 }],
    ['always-passing', { ...none, pass: 3 }],
    ['always-silent', { ...none, 'not-applicable': 1 }],
    ['mixed', { ...none, pass: 1, 'not-applicable': 1 }],
  ]);
});

describe('a fingerprint', () => {
  const fingerprints = (rule: Rule, of = model) =>
    checkGateway(of, [rule]).failures.map(({ fingerprint }) => fingerprint);

  test('is another for every rule, route and stage', () => {
    const all = [...fingerprints(failing), ...fingerprints({ ...failing, id: 'failing-again' })];
    expect(new Set(all).size).toBe(6);
  });

  test('stays the same after an edit elsewhere, and in other words', () => {
    const reworded = {
      ...ruleOf('always-failing', (subject) => fail(subject, 'it is worse')),
      severity: 'note',
    } as const;
    const edited = modelOf(template(published('Items', 'TEST'), items, { Orders: {} }, orders));
    const stages = checkGateway(edited, [reworded]).failures;
    const before = new Map(
      checkGateway(model, [failing]).failures.map((each) => [each.subject, each.fingerprint]),
    );
    const kept = stages.filter(({ subject }) => before.has(subject));
    expect(kept.map(({ subject }) => subject).sort()).toEqual([...before.keys()].sort());
    for (const { fingerprint, subject } of kept) expect(fingerprint).toBe(before.get(subject));
  });
});
