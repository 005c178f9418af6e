import fc from 'fast-check';
import {
  AnyBut,
  type ConditionValue,
  claimValue,
  evaluateCondition,
  parseCondition,
  Untold,
} from '../../../lib/plugin';

function holds(text: string, values: Readonly<Record<string, ConditionValue>> = {}): boolean | undefined {
  return evaluateCondition(parseCondition(text), (name) => values[name] ?? null);
}

test.each([
  // Text with text, by its characters.
  ["'a' = 'a'", true],
  ["'a' = 'A'", false],
  ["'a' != 'b'", true],
  ["'123' > '1000'", true],
  ["'A12' > 'A11'", true],
  ["'' < 'ABC'", true],
  // Numbers, and text that is one.
  ['100.0 = 100', true],
  ['123 > 1000', false],
  ["'100' = 100.0", true],
  ["'-100' > 0", false],
  ["'9' < 18", true],
  ["'nine' < 18", false],
  ["'nine' = 18", false],
  ["'' = 0", false],
  // Booleans, and text that is one.
  ['true = true', true],
  ['true > false', true],
  ["'True' = true", true],
  ["'yes' = true", false],
  ["'yes' != true", true],
  ['1 = true', false],
  // What is not there.
  ['$gone = null', true],
  ['$gone != null', false],
  ["$gone = ''", false],
  ["$gone != 'x'", true],
  ['$gone < 5', false],
  ['$gone >= 5', false],
  ["$gone like '%'", false],
  ["$gone !like '%'", true],
  ["$gone in_cidr '0.0.0.0/0'", false],
  ["$gone !in_cidr '0.0.0.0/0'", true],
  // Patterns.
  ["'prefix-1' like 'prefix%'", true],
  ["'a prefix' like 'prefix%'", false],
  ["'user0' like '%0'", true],
  ["'user01' like '%0'", false],
  ["'a-b-c' like 'a%b%c'", true],
  ["'ab' like 'a%b%b'", false],
  ["'aba' like 'ab%ba'", false],
  ["'abc' like 'abc'", true],
  ["'abc' like 'a_c'", false],
  ["'a.c' like 'a.c'", true],
  ["'' like '%'", true],
  ["'abc' like '%%'", true],
  ["'abc' !like 'b%'", true],
  // Addresses.
  ["'10.0.0.7' in_cidr '10.0.0.0/24'", true],
  ["'10.0.1.7' in_cidr '10.0.0.0/24'", false],
  ["'10.0.1.7' !in_cidr '10.0.0.0/24'", true],
  ["'10.0.0.7' in_cidr '10.0.0.7'", true],
  ["'::ffff:10.0.0.7' in_cidr '10.0.0.0/24'", true],
  ["'2001:db8::7' in_cidr '2001:db8::/32'", true],
  ["'nobody' in_cidr '10.0.0.0/24'", undefined],
  ["'10.0.0.7' in_cidr '10.0.0.0/33'", undefined],
  // Joined and negated.
  ['1 = 1 and 1 = 2', false],
  ['1 = 1 or 1 = 2', true],
  ['1 = 1 xor 1 = 1', false],
  ['1 = 1 xor 1 = 2', true],
  ['!(1 = 1)', false],
  ['1 = 1 and (1 = 2 or 1 = 1)', true],
])('%s: %s', (text, expected) => {
  expect(holds(text)).toBe(expected);
});

test.each([
  ["$list = 'x'", undefined],
  ["$list != 'x'", undefined],
  ["!($list = 'x')", undefined],
  ["$list = 'x' and 1 = 1", undefined],
  ["$list = 'x' and 1 = 2", false],
  ["$list = 'x' or 1 = 1", true],
  ["$list = 'x' or 1 = 2", undefined],
  ["$list = 'x' xor 1 = 1", undefined],
])('where nobody can tell what a value is taken for, %s: %s', (text, expected) => {
  expect(holds(text, { list: new Untold('it is a list') })).toBe(expected);
});

test('a pattern of one % splits a text into what is before and after', () => {
  const plain = fc.string({ maxLength: 6 }).map((text) => text.replaceAll('%', ''));
  fc.assert(
    fc.property(plain, plain, plain, (before, between, after) => {
      const values = { text: before + between + after, pattern: `${before}%${after}` };
      expect(holds('$text like $pattern', values)).toBe(true);
    }),
  );
});

test('a pattern of many % is done with at once', () => {
  const values = { text: 'a'.repeat(8_000), pattern: `${'%a'.repeat(500)}%b` };
  const from = performance.now();
  expect(holds('$text like $pattern', values)).toBe(false);
  expect(performance.now() - from).toBeLessThan(1_000);
});

test('a claim stands for its value, none for null, and a list or an object for what nobody can tell', () => {
  const claims = { sub: 'alice', level: 3, admin: false, nothing: null, aud: ['a'], address: {} };
  const values = [...Object.keys(claims), 'gone', 'constructor'].map((name) => claimValue(claims, name));
  expect(values).toEqual([
    'alice',
    3,
    false,
    null,
    new Untold('the claim aud is a list, and how conditions read one is not documented'),
    new Untold('the claim address is an object, and how conditions read one is not documented'),
    null,
    null,
  ]);
});

test.each([
  ["$any = 'a'", false],
  ["$any != 'a'", true],
  ["'a' = $any", false],
  ["$any = 'b'", undefined],
  ["$any like 'a'", false],
  ["$any !like 'a'", true],
  ["$any like 'a%'", undefined],
  ["$any like 'a_'", undefined],
  ["'a' like $any", undefined],
  ["$any = '7'", false],
  ["$any = '07'", undefined],
  ['$any = 7', undefined],
  ["$any = 'true'", false],
  ["$any = 'TRUE'", undefined],
  ["$any < 'a'", undefined],
  ['$any = null', false],
  ['$any != null', true],
  ['null = $any', false],
  ['$any <= null', false],
  ['$any !like null', true],
  ['$any = $any', undefined],
])('for any value but a few, %s: %s', (text, expected) => {
  expect(holds(text, { any: new AnyBut(new Set(['a', 'a_', '7', 'true'])) })).toBe(expected);
});

test.each([
  ["$any = '07'", ['07'], undefined],
  ["$any = '07'", ['07', '7'], false],
  ["$any = 'TRUE'", ['TRUE'], undefined],
  ["$any = 'TRUE'", ['TRUE', 'true'], false],
])('a number or a boolean that reads otherwise equals a text: %s but %j: %s', (text, but, expected) => {
  expect(holds(text, { any: new AnyBut(new Set(but)) })).toBe(expected);
});

test('what is said of any value but a few holds for each of them', () => {
  const plain = fc.oneof(
    fc.constantFrom<ConditionValue>(
      'a',
      'b',
      'ab',
      '',
      '7',
      '07',
      '7.0',
      'true',
      'True',
      7,
      0,
      -1.5,
      true,
      false,
    ),
    fc.string({ maxLength: 2 }),
  );
  const operator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=', 'like', '!like', 'in_cidr', '!in_cidr');
  const few = fc.array(fc.constantFrom('a', 'b', 'a%', '7', '07', 'true', 'True'));
  const other = fc.constantFrom("'a'", "'a%'", "'7'", "'07'", '7', 'true', "'True'", 'null', "'10.0.0.0/8'");
  fc.assert(
    fc.property(plain, operator, few, other, fc.boolean(), (value, how, texts, constant, isFirst) => {
      fc.pre(!new Set<string>(texts).has(String(value)));
      const text = isFirst ? `$v ${how} ${constant}` : `${constant} ${how} $v`;
      const said = holds(text, { v: new AnyBut(new Set(texts)) });
      if (said !== undefined) expect(holds(text, { v: value }) ?? said).toBe(said);
    }),
    { numRuns: 2_000 },
  );
});
