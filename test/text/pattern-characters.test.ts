import fc from 'fast-check';
import { provePattern } from '../../lib/text';

const NUM_RUNS = Number(process.env.NUM_RUNS ?? 2000);
const QUOTE = /['"\\$\n]/u;

test.each([
  ['^https://[a-z0-9.-]+$', 9],
  ['^(?:test|prod)\\.example\\.com$', 16],
  ['^[A-Za-z0-9:/._-]*$', 0],
  ['\\A\\d{4}-\\d{2}\\Z', 7],
  ['^a?b{2,}(c|dd)+?$', 3],
  ['^[\\w.-]{1,40}$', 1],
  ['^[a-]x$', 2],
])('%s keeps quotes out, and a match has at least %i characters', (pattern, leastLength) => {
  expect(provePattern(pattern, QUOTE)).toEqual({ leastLength });
});

test.each([
  ['[a-z]+', 'does not begin with ^'],
  ['^[a-z]+', 'does not end with $'],
  ['^[a-z]+\\$', 'lets "$" through'],
  ['^a|b$', 'has a | outside of parentheses'],
  ['^.*$', 'has .'],
  ['^[^a]+$', 'has [^'],
  ['^[!-~]+$', 'lets "\\"" through'],
  ['^[\\s]+$', 'has \\s'],
  ['^\\W$', 'has \\W'],
  ['^(?!a)b$', 'has a group that begins with (?'],
  ['^(?i)a$', 'has a group that begins with (?'],
  ['^(a$', 'has a group that cannot be read'],
  ['^[ab', 'has a [ that nothing ends'],
  ['^[]a]$', 'has []'],
  ['^[[a]]$', 'has [ in square brackets'],
  ['^[--b]$', 'has - in square brackets'],
  ['^[a&&b]$', 'has & in square brackets'],
  ['^[z-a]$', 'has a range that runs backwards'],
  ['^a++$', 'has a repetition of a repetition'],
  ['^a{,3}$', 'has {'],
  ["^it's$", 'lets "\'" through'],
  ['^a$b$', 'has $'],
  ['', 'does not begin with ^'],
  ['^', 'does not end with $'],
])('nothing is proved of %s', (pattern, problem) => {
  expect(provePattern(pattern, QUOTE)).toEqual({ problem });
});

test('a pattern that is proved matches no text with a forbidden character, and none that is shorter', () => {
  const pieces =
    'a b z 0 9 - . _ ~ \' " \\ $ ^ | ? * + { } [ ] ( ) , : ! 1 ?: \\d \\w \\. \\\\ [a-z] [!-~] {2} {0,1} (?:'
      .split(' ')
      .concat([' ', '\n']);
  const texts = fc.string({ unit: fc.constantFrom(...'abz09-._~\'"\\$\n^|[](){}é'), maxLength: 6 });
  const inner = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((all) => all.join(''));
  let proved = 0;
  fc.assert(
    fc.property(inner, fc.array(texts, { minLength: 20, maxLength: 20 }), (middle, some) => {
      const pattern = `^${middle}$`;
      const proof = provePattern(pattern, QUOTE);
      if ('problem' in proof) return;
      proved += 1;
      const expression = new RegExp(pattern);
      for (const text of some) {
        if (!expression.test(text)) continue;
        expect(text).not.toMatch(QUOTE);
        expect(text.length).toBeGreaterThanOrEqual(proof.leastLength);
      }
    }),
    { numRuns: NUM_RUNS },
  );
  expect(proved).toBeGreaterThan(100);
});
