import fc from 'fast-check';
import {
  type AccessControlRule,
  type ConditionValue,
  doubtOf,
  judgeRules,
  type RuleEnd,
  readRule,
  Untold,
} from '../../../lib/plugin';

const HOLDS = '1 = 1';
const FAILS = '1 = 2';
const UNTOLD = '$list = 1';
const UNREADABLE = 'Random() < 0.1';

const rule = (
  condition: string,
  ifTrue?: AccessControlRule['ifTrue'],
  ifFalse?: AccessControlRule['ifFalse'],
): AccessControlRule => ({
  name: `${condition} ? ${ifTrue} : ${ifFalse}`,
  condition,
  ...(ifTrue && { ifTrue }),
  ...(ifFalse && { ifFalse }),
});

const lookUp = (name: string): ConditionValue =>
  name === 'list' ? new Untold('the claim aud is a list') : null;

/** What may come of the rules, and the places of the last one and of those that nobody can tell. */
function outcome(...rules: AccessControlRule[]) {
  const read = rules.map(readRule);
  const { last, possible, undecided } = judgeRules(read, lookUp);
  return {
    possible: [...possible].sort(),
    last: last && read.indexOf(last),
    undecided: undecided.map((each) => read.indexOf(each)),
  };
}

test.each<[string, AccessControlRule[], ReturnType<typeof outcome>]>([
  ['there are none', [], { possible: ['none'], last: undefined, undecided: [] }],
  [
    'the first decides',
    [rule(HOLDS, 'ALLOW'), rule(HOLDS, 'DENY')],
    { possible: ['ALLOW'], last: 0, undecided: [] },
  ],
  ['it fails', [rule(FAILS, 'ALLOW', 'DENY')], { possible: ['DENY'], last: 0, undecided: [] }],
  [
    'the first leaves it to the next',
    [rule(HOLDS, undefined, 'ALLOW'), rule(FAILS, 'ALLOW'), rule(HOLDS, 'DENY', 'ALLOW')],
    { possible: ['DENY'], last: 2, undecided: [] },
  ],
  ['none decides', [rule(FAILS, 'DENY'), rule(HOLDS)], { possible: ['none'], last: 1, undecided: [] }],
  [
    'a value that nobody can tell decides between both',
    [rule(UNTOLD, 'ALLOW', 'DENY'), rule(HOLDS, 'DENY')],
    { possible: ['ALLOW', 'DENY'], last: 0, undecided: [0] },
  ],
  [
    'a value that nobody can tell may leave it to the next',
    [rule(UNTOLD, 'ALLOW'), rule(HOLDS, 'DENY')],
    { possible: ['ALLOW', 'DENY'], last: 1, undecided: [0] },
  ],
  [
    'nobody can tell, but both ways end alike',
    [rule(UNTOLD, 'DENY', 'DENY'), rule(HOLDS, 'ALLOW')],
    { possible: ['DENY'], last: 0, undecided: [] },
  ],
  [
    'a condition that is not documented may hold or not',
    [rule(UNREADABLE, undefined, 'DENY'), rule('$a =', 'ALLOW')],
    { possible: ['ALLOW', 'DENY', 'none'], last: 1, undecided: [0, 1] },
  ],
])('of rules, %s', (_, rules, expected) => {
  expect(outcome(...rules)).toEqual(expected);
});

test('what comes of rules with the values told is among what may come of them without', () => {
  const verdict = fc.constantFrom(undefined, 'ALLOW' as const, 'DENY' as const);
  const rules = fc.array(
    fc
      .tuple(fc.constantFrom(HOLDS, FAILS, UNTOLD, '!($list = 1)', '$list != 2'), verdict, verdict)
      .map(([condition, ifTrue, ifFalse]) => readRule(rule(condition, ifTrue, ifFalse))),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(rules, fc.constantFrom(1, 2, 'x', null), (read, value) => {
      const [told, ...more] = judgeRules(read, () => value).possible;
      expect(more).toEqual([]);
      expect([...judgeRules(read, lookUp).possible]).toContain<RuleEnd | undefined>(told);
    }),
  );
});

test.each([
  ['$list = 1', 'cannot be told: the claim aud is a list'],
  ['$gone = 1 and $list = 1', 'cannot be told: the claim aud is a list'],
])('the doubt in the rule %s is that of its value', (condition, words) => {
  expect(doubtOf(readRule({ name: 'r', condition }), lookUp)).toBe(`rule r ${words}`);
});

test.each(["$gone in_cidr 'nowhere'", UNREADABLE])(
  'the doubt in the rule %s is in its condition',
  (condition) => {
    const untold = () => new Untold('nobody can tell');
    const values = condition === UNREADABLE ? untold : lookUp;
    expect(doubtOf(readRule({ name: 'r', condition }), values)).toBe(
      'what the service makes of the condition of rule r here is not documented',
    );
  },
);
