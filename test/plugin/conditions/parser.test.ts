import fc from 'fast-check';
import { GatewayError } from '../../../lib/errors';
import {
  type Condition,
  comparisonsOf,
  type Operand,
  parseCondition,
  readCondition,
  variablesOf,
} from '../../../lib/plugin';
import { variableNamesIn } from '../../../lib/plugin/conditions/lexer';

const $ = (name: string): Operand => ({ kind: 'variable', name });
const is = (value: string | number | boolean | null): Operand => ({ kind: 'constant', value });
const compared = (left: Operand, operator: '=' | 'like', right: Operand): Condition => ({
  kind: 'comparison',
  operator,
  left,
  right,
});
const admin = compared($('userType'), '=', is('admin'));
const own = compared($('userId'), '=', $('pathUserId'));

test.each<[string, Condition]>([
  ["$userType = 'admin'", admin],
  ['$userType == "admin"', admin],
  ["  $userType='admin'  ", admin],
  ['$userId = $pathUserId', own],
  ["'admin' = $userType", compared(is('admin'), '=', $('userType'))],
  ['$age = -1.5', compared($('age'), '=', is(-1.5))],
  ['$vip = true', compared($('vip'), '=', is(true))],
  [`\${vip} = true`, compared($('vip'), '=', is(true))],
  ['\t$vip\n=\r\n true ', compared($('vip'), '=', is(true))],
  ['$age = +12.25', compared($('age'), '=', is(12.25))],
  ['$a_1B = 7', compared($('a_1B'), '=', is(7))],
  [`\${_a1} = 7`, compared($('_a1'), '=', is(7))],
  ['$a = ""', compared($('a'), '=', is(''))],
  ["$a = ''", compared($('a'), '=', is(''))],
  ["$a LIKE 'x'", compared($('a'), 'like', is('x'))],
  ['$a = Null', compared($('a'), '=', is(null))],
  ['1 = 2', compared(is(1), '=', is(2))],
  ['((($vip = true)))', compared($('vip'), '=', is(true))],
  ['!(!($vip = true))', { kind: 'not', inner: { kind: 'not', inner: compared($('vip'), '=', is(true)) } }],
  [
    '$vip = true xor ($vip = true xor $vip = true)',
    {
      kind: 'xor',
      parts: [
        compared($('vip'), '=', is(true)),
        { kind: 'xor', parts: [compared($('vip'), '=', is(true)), compared($('vip'), '=', is(true))] },
      ],
    },
  ],
  ['$vip = FALSE', compared($('vip'), '=', is(false))],
  ['$userId = null', compared($('userId'), '=', is(null))],
  ['$text = "it\'s"', compared($('text'), '=', is("it's"))],
  ["$text = '$userId and (x)'", compared($('text'), '=', is('$userId and (x)'))],
  ["$userId like '%0'", compared($('userId'), 'like', is('%0'))],
  ["$userType = 'admin' and $userId = $pathUserId", { kind: 'and', parts: [admin, own] }],
  [
    "$userType = 'admin' OR $userId = $pathUserId or 1 = 1",
    {
      kind: 'or',
      parts: [admin, own, compared(is(1), '=', is(1))],
    },
  ],
  ["!($userType = 'admin')", { kind: 'not', inner: admin }],
  ["($userType = 'admin')", admin],
  [
    "$userType = 'admin' and ($userId = $pathUserId or $userType = 'admin')",
    {
      kind: 'and',
      parts: [admin, { kind: 'or', parts: [own, admin] }],
    },
  ],
])('%s is read', (text, condition) => {
  expect(parseCondition(text)).toEqual(condition);
});

test.each([
  ['$ip in_cidr $net', 'in_cidr'],
  ['$ip !in_cidr $net', '!in_cidr'],
  ['$a !like $b', '!like'],
  ['$a <> $b', '!='],
  ['$a != $b', '!='],
  ['$a >= $b', '>='],
  ['$a <= $b', '<='],
  ['$a > $b', '>'],
  ['$a < $b', '<'],
])('%s compares by %s', (text, operator) => {
  expect(parseCondition(text)).toMatchObject({ kind: 'comparison', operator });
});

test.each([
  ['', 'character 1 has its end where a $variable, a text, a number, true, false or null must be'],
  ['$a', 'character 3 has its end where an operator such as =, != or like must be'],
  ['$a = ', 'character 6 has its end where a $variable, a text, a number, true, false or null must be'],
  ['$a = b', 'character 6 has b where a $variable, a text, a number, true, false or null must be'],
  ["$a = 'x", 'character 6 has "\'", which begins a text that nothing ends'],
  ["$a = 1'x y'", "character 7 has 'x y' where and, or, xor or the end must be"],
  ['$a = 1 $b = 2', 'character 8 has $b where and, or, xor or the end must be'],
  ['$a = 1 and', 'character 11 has its end where a $variable, a text, a number, true, false or null must be'],
  ['($a = 1', 'character 8 has its end where a closing parenthesis must be'],
  ['$a = 1)', 'character 7 has ) where and, or, xor or the end must be'],
  ['!$a = 1', 'character 2 has $a where ( after ! must be'],
  ['$a != = 1', 'character 7 has = where a $variable, a text, a number, true, false or null must be'],
  ['$a !> 1', 'character 5 has > where an operator such as =, != or like must be'],
  ['$a ~ 1', 'character 4 has "~", which begins nothing'],
  ['$a =  ~', 'character 7 has "~", which begins nothing'],
  ['$a = "x', 'character 6 has "\\"", which begins a text that nothing ends'],
  ['$ = 1', 'character 1 has "$", which begins nothing'],
  ['$1a = 1', 'character 1 has "$", which begins nothing'],
  [`\${a = 1`, 'character 1 has "$", which begins nothing'],
  ['$a = 1.', 'character 6 has "1", which begins nothing'],
  ['$a = 1_', 'character 6 has "1", which begins nothing'],
  ['$a = \u0007', 'character 6 has U+0007, which begins nothing'],
  ['$a = \u{1f600}', 'character 6 has U+1F600, which begins nothing'],
  [
    '$a !in_cidr',
    'character 12 has its end where a $variable, a text, a number, true, false or null must be',
  ],
  ["$a 'like' 1", "character 4 has 'like' where an operator such as =, != or like must be"],
  ['$a $like 1', 'character 4 has $like where an operator such as =, != or like must be'],
  ['$a = 1 andor', 'character 8 has andor where and, or, xor or the end must be'],
  ["$a = 1 'and' $b = 2", "character 8 has 'and' where and, or, xor or the end must be"],
  ['() = 1', 'character 2 has ) where a $variable, a text, a number, true, false or null must be'],
  ['!', 'character 2 has its end where ( after ! must be'],
  ["'(' $a = 1)", 'character 5 has $a where an operator such as =, != or like must be'],
  ['$a\u00a0= 1', 'character 3 has U+00A0, which begins nothing'],
  ['$a = 1 ❤', 'character 8 has U+2764, which begins nothing'],
  ["$a = 'b\\'", 'character 6 has a text with \\, which may or may not be an escape'],
  ['$a = 1x', 'character 6 has "1", which begins nothing'],
  [
    'Random() < 0.1',
    'character 1 has Random where a $variable, a text, a number, true, false or null must be',
  ],
  ['$a = 1 and $b = 2 or $c = 3', 'character 19 has or beside and: put one of them in parentheses'],
  [`$a = '${'x'.repeat(1_024)}'`, 'character 1025 is beyond the 1024 that the service takes'],
])('%s is refused with the character at fault', (text, problem) => {
  expect(() => parseCondition(text, 'rule admins')).toThrow(
    `rule admins: cannot be read as a condition: ${problem}`,
  );
});

test.each([
  ['$a === 1', 'wrong'],
  ['$a = 1 &&', 'wrong'],
  ['', 'wrong'],
  ['$a = 1 or $b = 2 and $c = 3', 'undocumented'],
  ['Random() < 0.1', 'undocumented'],
  ['$a = Random()', 'undocumented'],
  ['Random < 0.1', 'wrong'],
  ["Random '(' 1", 'wrong'],
  ['Random ) < 0.1', 'wrong'],
  ['$a = ( 1', 'wrong'],
  ["$a = 'b\\'", 'undocumented'],
  ['$a\\ = 1', 'wrong'],
  ['$a = 1 or $b = 2 and', 'undocumented'],
  ["$a = 'b\\'' or 1 = 1", 'wrong'],
  ["$a = 'b\\' or 1 = 1", 'undocumented'],
  ['$a = 1', 'read'],
])('%s: %s', (text, kind) => {
  expect(readCondition(text).kind).toBe(kind);
});

test('what is wrong with a condition is told with its code and its character', () => {
  const reading = readCondition('$a = 1 or $b = 2 and $c = 3', 'rule r');
  expect(reading).toMatchObject({
    kind: 'undocumented',
    error: {
      code: 'plugin-data-invalid',
      place: 'rule r',
      problems: [{ path: 'character 18', message: 'has and beside or: put one of them in parentheses' }],
    },
  });
  expect(readCondition(`$a = '${'x'.repeat(1_017)}'`)).toMatchObject({ kind: 'read' });
});

test('the comparisons of a condition are those inside of it, in their order', () => {
  const comparisons = comparisonsOf(parseCondition("$userType = 'admin' and !($userId = $pathUserId)"));
  expect(comparisons).toEqual([admin, own]);
});

test.each([
  [`$a = $b_1 or \${c} = '$d' and $e`, ['a', 'b_1', 'c', 'e']],
  [`$ = 1 or \${} = "$x"`, ['', '']],
  ["$a'$b'$a", ['a', 'a']],
  ["$a'$b'c", ['a']],
  ["'it is open $a", ['a']],
  ['no variable', []],
])('in %s variables are named, also where it is no condition: %j', (text, names) => {
  expect(variableNamesIn(text)).toEqual(names);
});

test('the variables of a condition are those it compares, each once', () => {
  expect(variablesOf(parseCondition("!($b = $a or $b = '$c') and $d = 1"))).toEqual(['b', 'a', 'd']);
});

const operand: fc.Arbitrary<Operand> = fc.oneof(
  fc.stringMatching(/^[a-z_][a-z0-9]{1,6}$/).map($),
  fc.constantFrom(is(null), is(true), is(false), is('')),
  fc.stringMatching(/^[^'"\\]{0,8}$/).map(is),
  fc.integer({ min: -999, max: 999 }).map(is),
);
const operator = fc.constantFrom('=', '!=', '>', '>=', '<', '<=', 'like', '!like', 'in_cidr', '!in_cidr');
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('comparison'), left: operand, operator, right: operand }),
    fc.record({ kind: fc.constant('not'), inner: tie('condition') }),
    fc.record({
      kind: fc.constantFrom('and', 'or', 'xor'),
      parts: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
    }),
  ) as fc.Arbitrary<Condition>,
}));

function written(of: Condition): string {
  if (of.kind === 'not') return `!(${written(of.inner)})`;
  if (of.kind === 'comparison') return `${side(of.left)} ${of.operator} ${side(of.right)}`;
  return of.parts
    .map((part) => (part.kind === 'comparison' ? written(part) : `(${written(part)})`))
    .join(` ${of.kind} `);
}

function side(of: Operand): string {
  if (of.kind === 'variable') return `$${of.name}`;
  return typeof of.value === 'string' ? `'${of.value}'` : String(of.value);
}

test('any condition that is written out is read as it was', () => {
  fc.assert(
    fc.property(condition, (any) => {
      const text = written(any);
      fc.pre(text.length <= 1_024);
      expect(parseCondition(text)).toEqual(any);
    }),
  );
});

test('any text is read or refused with one line', () => {
  const pieces = fc.constantFrom(
    '$a',
    "'x'",
    '=',
    ' and ',
    ' or ',
    '(',
    ')',
    '!',
    'like',
    '1',
    '"',
    '\u0000',
    'é',
    ' ',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((all) => all.join('')),
      ),
      (text) => {
        try {
          parseCondition(text);
        } catch (error) {
          expect(GatewayError.isGatewayError(error) && error.message).toMatch(
            /^cannot be read as a condition: character \d+ [^\n]*$/,
          );
        }
      },
    ),
  );
});
