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
  ["'+7' = 7", true],
  ["'12.50' = 12.5", true],
  ["'7.' = 7", false],
  ["'.5' = 0.5", false],
  ["'7x' = 7", false],
  ["'x7' = 7", false],
  ["18 > '9'", true],
  ['2 >= 2', true],
  ['2 >= 3', false],
  ['3 >= 2', true],
  ['2 <= 2', true],
  ['3 <= 2', false],
  ['2 <= 3', true],
  ['2 < 2', false],
  ['2 > 2', false],
  ['2 != 2', false],
  // Booleans, and text that is one.
  ['true = true', true],
  ['true > false', true],
  ["'True' = true", true],
  ["'yes' = true", false],
  ["'yes' != true", true],
  ["true = 'TRUE'", true],
  ["'FALSE' = false", true],
  ["'false' = true", false],
  ["'xtrue' = true", false],
  ["'truex' = true", false],
  ["'truex' = false", false],
  ["'xtrue' = false", false],
  ["'07' = '7'", false],
  ["'TRUE' = 'true'", false],
  ['1 = true', false],
  ['1 < true', false],
  ['0 < true', false],
  ['0 <= true', false],
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
  ['5 > $gone', false],
  ["'x' like $gone", false],
  ["'null' like $gone", false],
  ["$gone like 'null'", false],
  ["'10.0.0.7' in_cidr $gone", false],
  ['$gone = $gone', true],
  // Patterns.
  ["12 like '1%'", true],
  ["'12' like 12", true],
  ["'abc' like 'ab'", false],
  ["'abc' like 'b%'", false],
  ["'abc' like '%b'", false],
  ["'abc' like 'a%b%c%d'", false],
  ["'abab' like '%ab%ab'", true],
  ["'acd' like 'a%b%d'", false],
  ["'ab' like '%ab%ab'", false],
  ["'xay' like '%a%'", true],
  ["'abc' !like 'a%'", false],
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
  ["'10.0.0.7' !in_cidr '10.0.0.0/24'", false],
  ["'nobody' in_cidr '10.0.0.0/24'", undefined],
  ["'nobody' !in_cidr '10.0.0.0/24'", undefined],
  ["'10.0.0.0/24' in_cidr '10.0.0.0/24'", undefined],
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
  ["'x' = $list", undefined],
  ['null = $list', undefined],
  ["'10.0.0.1' in_cidr $list", undefined],
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
  ["$any like '7'", false],
  ["$any !like '7'", true],
  ["$any like 'b'", undefined],
  ["$any !like 'b'", undefined],
  ["$any !like 'a%'", undefined],
  ["$any > 'a'", undefined],
  ["$any in_cidr 'a'", undefined],
  ["$any !in_cidr 'a'", undefined],
  ["$any != 'b'", undefined],
  ['$any != 7', undefined],
  ["'a' != $any", true],
  ["'a' !like $any", undefined],
  ['$any in_cidr null', false],
  ['$any !in_cidr null', true],
  ['$any > null', false],
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

test.each(['%', '_', '*', '?', '[', '\\'])('what %s stands for in a pattern is not told', (character) => {
  const pattern = `a${character}`;
  const values = { any: new AnyBut(new Set([pattern])), pattern };
  expect(holds('$any like $pattern', values)).toBe(undefined);
  expect(holds('$any !like $pattern', values)).toBe(undefined);
  expect(holds('$any = $pattern', values)).toBe(false);
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
