import fc from 'fast-check';
import { readDocument } from '../../lib/template/document';
import { NESTING_LEVELS } from '../../lib/template/limits';
import { refusal } from '../model/refusal';

const valueIn = (text: string, file = 't.yaml') => readDocument(text, file).value;

test.each([
  ['t.json', '', 't.json:1:1: is not JSON: a value was expected, got the end of the text'],
  ['t.json', '{"a": 1,}', 't.json:1:9: is not JSON: a comma stands before "}"'],
  ['t.json', '[1,\n 2,\n]', 't.json:3:1: is not JSON: a comma stands before "]"'],
  ['t.json', '{"a": NaN}', 't.json:1:7: is not JSON: a value was expected, got "N"'],
  ['t.json', '\uFEFF{}', 't.json:1:1: begins with a byte order mark, which JSON does not allow'],
  ['t.json', "{'a': 1}", 't.json:1:2: is not JSON: a name in double quotes was expected, got "\'"'],
  ['t.json', '{"a": 1}\n{}', 't.json:2:1: is not JSON: nothing more was expected, got "{"'],
  ['t.json', '{"a": "b', 't.json:1:7: is not JSON: a string has no end'],
  ['t.json', '{"a": "\\x"}', 't.json:1:8: is not JSON: a string has an escape that JSON does not know'],
  ['t.json', '{"a": 01}', 't.json:1:7: is not JSON: a value was expected, got "0"'],
  ['t.json', '{"a": 1,\n "b": {"c": 1, "c": 2}}', 't.json:2:16: has the name "c" twice in one object'],
  ['t.json', '{"a": 1, "\\u0061": 2}', 't.json:1:10: has the name "a" twice in one object'],
  ['t.yaml', 'a: 1\nb: 2\na: 3\n', 't.yaml:3:1: has the key "a" twice'],
  ['t.yaml', 'a:\n\t- 1\n', 't.yaml:2:1: is not YAML: Tabs are not allowed as indentation'],
  [
    't.yaml',
    'a: !python/object:os.system x',
    't.yaml:1:29: has the tag !python/object:os.system, which is no ROS function',
  ],
  ['t.yaml', 'a: *b', 't.yaml:1:4: has the alias *b without its anchor'],
  ['t.yaml', 'a: 1\n---\nb: 2\n', 't.yaml:2:1: holds more than one YAML document'],
  ['t.yaml', '? [a]\n: 1\n', 't.yaml:1:3: has a key that is not a text'],
  ['t.yaml', '<<: 1\n', 't.yaml:1:1: merges something that is not a map'],
])('%s: %j is refused with its place', (file, text, message) => {
  expect(refusal(() => readDocument(text, file))).toEqual({ code: 'template-invalid', message });
});

test.each([
  ['JSON', 't.json', '['.repeat(NESTING_LEVELS + 1) + ']'.repeat(NESTING_LEVELS + 1)],
  ['JSON without end', 't.json', '['.repeat(100_000)],
  ['YAML in flow style', 't.yaml', '['.repeat(100_000)],
  ['YAML in block style', 't.yaml', `${'- '.repeat(100_000)}x`],
  ['YAML with indentation', 't.yaml', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}k:`).join('\n')],
])('deep nesting is refused: %s', (_, file, text) => {
  const found = refusal(() => readDocument(text, file));
  expect(found).toMatchObject({
    code: 'template-invalid',
    message: expect.stringContaining('is nested deeper than 200 levels'),
  });
});

test('as many levels as are allowed are read', () => {
  const text = '['.repeat(NESTING_LEVELS) + ']'.repeat(NESTING_LEVELS);
  expect([valueIn(text, 't.json'), valueIn(text)]).toEqual([JSON.parse(text), JSON.parse(text)]);
});

test('a bomb of aliases is refused', () => {
  const lines = Array.from(
    { length: 9 },
    (_, i) => `${'abcdefghij'[i + 1]}: &${'abcdefghij'[i + 1]} [${Array(9).fill(`*${'abcdefghij'[i]}`)}]`,
  );
  const found = refusal(() => readDocument(['a: &a [x]', ...lines].join('\n'), 't.yaml'));
  expect(found).toMatchObject({
    message: expect.stringMatching(/^t\.yaml:\d+:\d+: has aliases that stand for more than 100000 values$/),
  });
});

test('an anchor inside itself is refused', () => {
  expect(refusal(() => readDocument('a: &a [*a]', 't.yaml'))).toMatchObject({
    message: 't.yaml:1:8: has the alias *a without its anchor',
  });
});

test('more YAML than any template has is refused before it is read', () => {
  expect(refusal(() => readDocument(`a: ${'x'.repeat(3_000_000)}`, 't.yaml'))).toMatchObject({
    message: 't.yaml:1:1: has 3000003 bytes of YAML; 1048576 are read',
  });
});

test('short tags are written out', () => {
  const text =
    'a: !Ref X\nb: !GetAtt Api.ApiId\nc: !GetAtt [N, Outputs.Id]\nd: !Sub "a-b"\ne: !Join ["-", [!Ref X, y]]\n';
  expect(valueIn(text)).toEqual({
    a: { Ref: 'X' },
    b: { 'Fn::GetAtt': ['Api', 'ApiId'] },
    c: { 'Fn::GetAtt': ['N', 'Outputs.Id'] },
    d: { 'Fn::Sub': 'a-b' },
    e: { 'Fn::Join': ['-', [{ Ref: 'X' }, 'y']] },
  });
});

test('scalars mean what they mean in YAML 1.1', () => {
  const text =
    'a: [yes, No, on, true, ~, null, 12, -1, 0x10, 010, 1.5, 1_000]\nb: [2015-09-01, y, 1e3, 12:30, 99999999999999999999, .inf, "yes", !!str 12, !!int 12]\nc:\n';
  expect(valueIn(text)).toEqual({
    a: [true, false, true, true, null, null, 12, -1, 16, 8, 1.5, 1000],
    b: ['2015-09-01', 'y', '1e3', '12:30', '99999999999999999999', '.inf', 'yes', '12', 12],
    c: null,
  });
});

test('anchors, aliases and merges are read; own keys win over merged ones', () => {
  expect(valueIn('a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: {<<: [{x: 9}, *a]}\nd: *a\n')).toEqual({
    a: { x: 1, y: 2 },
    b: { x: 1, y: 3 },
    c: { x: 9, y: 2 },
    d: { x: 1, y: 2 },
  });
});

test('names that JavaScript has plans for are names like others', () => {
  const text = '{"__proto__": {"polluted": 1}, "constructor": 2}';
  for (const file of ['t.json', 't.yaml'])
    expect(Object.keys(valueIn(text, file) as object)).toEqual(['__proto__', 'constructor']);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

const TEXTS = {
  't.json': '{\n  "a": {\n    "b c": [1, {"d": 2}]\n  }\n}',
  't.yaml': 'a: &a\n  b c:\n  - 1\n  - d: 2\ne: *a\nf: !Ref x\n',
};

test.each([
  ['t.json', [], 1, 1],
  ['t.json', ['a'], 2, 3],
  ['t.json', ['a', 'b c'], 3, 5],
  ['t.json', ['a', 'b c', 1], 3, 16],
  ['t.json', ['a', 'b c', 1, 'd'], 3, 17],
  ['t.json', ['a', 'gone', 'x'], 2, 3],
  ['t.yaml', ['a'], 1, 1],
  ['t.yaml', ['a', 'b c'], 2, 3],
  ['t.yaml', ['a', 'b c', 1, 'd'], 4, 5],
  ['t.yaml', ['e', 'b c'], 2, 3],
  ['t.yaml', ['f', 'Ref'], 6, 1],
] as const)('%s: the position of %j', (file, path, line, column) => {
  expect(readDocument(TEXTS[file], file).positionOf(path)).toEqual({ line, column });
});

test('whatever JSON.parse reads without duplicate names is read alike, and found again', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const document = readDocument(text, 't.json');
      expect(document.value).toEqual(JSON.parse(text));
      expect(document.positionOf(['x', 1]).line).toBeGreaterThan(0);
    }),
  );
});

test('any text is read or refused with a line and a column', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ':',
    ',',
    '- ',
    '\n',
    '  ',
    'a',
    '1',
    '&a ',
    '*a',
    '!Ref ',
    '|',
    '>',
    '#',
    '\t',
    '? ',
    '<<: ',
    '\\',
    '%',
    '---',
    '\u0000',
    '\uFEFF',
    '\ud800',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 40 }),
      fc.constantFrom('t.json', 't.yaml', 't'),
      (pieces, file) => {
        const found = refusal(() => readDocument(pieces.join(''), file));
        if (found !== 'read') expect(found.message).toMatch(/^t[.a-z]*:\d+:\d+: /);
      },
    ),
    { numRuns: 2000 },
  );
});

test('strings that look like names in JSON are strings', () => {
  const text =
    '{"a" : ":", "b\\\\": "\\":\\"c\\" : ", "d": [":", "\\t : \\":"], "PluginData": "{\\"kty\\": \\"RSA\\"}"}';
  expect(valueIn(text, 't.json')).toEqual(JSON.parse(text));
});

test('names are told from strings in any JSON, and one that stands twice is found in any', () => {
  const odd = fc.string({ unit: fc.constantFrom('"', ':', '\\', ' ', 'a') });
  const value = fc.dictionary(odd, fc.oneof(odd, fc.array(odd), fc.dictionary(odd, odd)));
  fc.assert(
    fc.property(value, odd, fc.constantFrom(undefined, 2, '\t'), (given, name, indent) => {
      const text = JSON.stringify(given, undefined, indent);
      expect(valueIn(text, 't.json')).toEqual(JSON.parse(text));
      const twice = `{ ${JSON.stringify(name)} :1, "x": ${text},${JSON.stringify(name)}: ":"}`;
      expect(refusal(() => readDocument(twice, 't.json'))).toMatchObject({
        message: expect.stringMatching(/ has the name .* twice in one object$/),
      });
    }),
  );
});
