import fc from 'fast-check';
import { isUnknown, readDocument, readStack, resolveValue, type Scope } from '../../lib/template';
import type { Loose } from '../model/sample';

const stackOf = (sections: Loose = {}) =>
  readStack(
    't',
    readDocument(
      JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', Resources: {}, ...sections }),
      't.json',
    ),
  );

const SECTIONS = {
  Parameters: { Env: { Type: 'String', Default: 'prod' } },
  Conditions: {
    Yes: { 'Fn::Equals': ['a', 'a'] },
    No: { 'Fn::Not': [{ Condition: 'Yes' }] },
    Asked: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] },
  },
  Mappings: { Paths: { shop: { orders: '/orders', list: ['a', 'b'], call: { Ref: 'Env' } } } },
  Locals: {
    Path: { Value: { 'Fn::FindInMap': ['Paths', 'shop', 'orders'] } },
    Stage: { Type: 'Eval', Value: { 'Fn::Select': ['1', ['TEST', 'RELEASE']] } },
    Number: { Value: { Ref: 'ALIYUN::Index' } },
    Same: { Type: 'Eval', Value: { Ref: 'ALIYUN::Index' } },
    Looked: { Type: 'DATASOURCE::VPC::Vpcs', Value: 'x' },
    Round: { Value: { Ref: 'Trip' } },
    Trip: { Value: { 'Fn::Join': ['', [{ Ref: 'Round' }]] } },
  },
};

const SCOPE: Scope = { stack: stackOf(SECTIONS), index: 1 };

/** The value of an expression, or the words for what is unknown. */
const evaluated = (value: Loose, scope = SCOPE) => {
  const known = resolveValue(value, scope);
  return isUnknown(known) ? `unknown: ${known.expression}` : known;
};

test.each<[Loose, Loose]>([
  [{ 'Fn::Str': 123456 }, '123456'],
  [{ 'Fn::Base64Encode': 'string to encode' }, 'c3RyaW5nIHRvIGVuY29kZQ=='],
  [{ 'Fn::Base64Decode': 'c3RyaW5nIHRvIGVuY29kZQ==' }, 'string to encode'],
  [{ 'Fn::Join': [',', ['a', 'b', 'c']] }, 'a,b,c'],
  [{ 'Fn::Join': ['', ['v', 2, { Ref: 'ALIYUN::Index' }]] }, 'v21'],
  [{ 'Fn::Select': ['0', ['value1', 'value2']] }, 'value1'],
  [{ 'Fn::Select': [{ Ref: 'ALIYUN::Index' }, ['TEST', 'RELEASE']] }, 'RELEASE'],
  [{ 'Fn::Select': ['key1', { key1: 'value1', key2: 'value2' }] }, 'value1'],
  [{ 'Fn::Split': [';', 'foo; bar; achoo'] }, ['foo', ' bar', ' achoo']],
  [{ 'Fn::Replace': [{ print: 'echo' }, 'print "hello"'] }, 'echo "hello"'],
  [{ 'Fn::Length': [1, 2, 3] }, 3],
  [{ 'Fn::Length': 'aaaaa' }, 5],
  [{ 'Fn::ListMerge': [['a', 'b'], ['c']] }, ['a', 'b', 'c']],
  [
    { 'Fn::MergeMapToList': [{ key_1: ['kk_1', 'kk_2'] }, { key_2: ['vv_1', 'vv_2'] }] },
    [
      { key_1: 'kk_1', key_2: 'vv_1' },
      { key_1: 'kk_2', key_2: 'vv_2' },
    ],
  ],
  [{ 'Fn::GetJsonValue': ['key1', '{"key1": "10"}'] }, '10'],
  [{ 'Fn::FindInMap': ['Paths', 'shop', 'orders'] }, '/orders'],
  [
    { 'Fn::Sub': `/\${Version}/\${ALIYUN::Index}/\${!Kept}` },
    `unknown: Fn::Sub /\${Version}/\${ALIYUN::Index}/\${!Kept} [1]`,
  ],
  [{ 'Fn::Sub': [`/\${Version}/\${ALIYUN::Index}/\${!Kept}`, { Version: 'v1' }] }, `/v1/1/\${Kept}`],
  [{ 'Fn::If': ['Yes', 'a', { Ref: 'Env' }] }, 'a'],
  [{ 'Fn::If': ['No', { Ref: 'Env' }, 'b'] }, 'b'],
  [{ 'Fn::If': ['Yes', { Ref: 'ALIYUN::NoValue' }, 'b'] }, null],
  [{ 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Or': [{ Condition: 'No' }, true] }] }, true],
  [{ Ref: 'Path' }, '/orders'],
  [{ Ref: 'Stage' }, 'RELEASE'],
  [{ Ref: 'Number' }, 1],
])('%j is %j', (expression, value) => {
  expect(evaluated(expression)).toEqual(value);
});

test.each<[string, Loose]>([
  ['a parameter that people fill', { 'Fn::Join': ['', ['a', { Ref: 'Env' }]] }],
  ['a condition that a parameter decides', { 'Fn::If': ['Asked', 'a', 'b'] }],
  ['an item that is not there', { 'Fn::Select': [2, ['a', 'b']] }],
  ['an item counted from the end', { 'Fn::Select': ['-1', ['a', 'b']] }],
  ['a mapping that calls a function', { 'Fn::FindInMap': ['Paths', 'shop', 'call'] }],
  ['a mapping that every object has', { 'Fn::FindInMap': ['Paths', 'shop', 'constructor'] }],
  ['texts of which nobody says which goes first', { 'Fn::Replace': [{ a: 'b', b: 'a' }, 'ab'] }],
  ['lists of different lengths', { 'Fn::MergeMapToList': [{ a: ['1'] }, { b: [] }] }],
  ['bytes that are no text', { 'Fn::Base64Decode': '/////w==' }],
  ['a fraction, which ROS may write otherwise', { 'Fn::Str': 1.5 }],
  ['a call inside a text', { 'Fn::GetJsonValue': ['a', '{"a": {"Ref": "Env"}}'] }],
  ['a function that looks at the clock', { 'Fn::FormatTime': ['%Y', 'UTC'] }],
  ['a local variable in a text, which ROS does not take', { 'Fn::Sub': `\${Path}` }],
  ['the number of an instance where it means none', { Ref: 'Same' }],
  ['a local variable that a data source fills', { Ref: 'Looked' }],
  ['local variables that lead to themselves', { Ref: 'Round' }],
  ['the number of an instance as the vendor does not write it', { Ref: 'ALIYUN::index' }],
])('%s is unknown', (_, expression) => {
  expect(evaluated(expression)).toMatch(/^unknown: /);
});

test('what looks like a template bomb is unknown, and soon', () => {
  const Locals = Object.fromEntries(
    Array.from({ length: 60 }, (__, at) => [
      `L${at}`,
      { Value: { 'Fn::Join': ['', Array.from({ length: 9 }, () => ({ Ref: `L${at + 1}` }))] } },
    ]),
  );
  const stack = stackOf({ Locals: { ...Locals, L60: { Value: 'x'.repeat(1000) } } });
  const started = performance.now();
  expect(evaluated({ Ref: 'L0' }, { stack })).toMatch(/^unknown: /);
  expect(performance.now() - started).toBeLessThan(1000);
});

/** Expressions whose leaves are all used, with values that nobody knows among them. */
const { expression } = fc.letrec<{ expression: Loose; text: Loose; list: Loose }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Loose>('a', 'b,c', '0', 1, { Ref: 'ALIYUN::Index' }, { Ref: 'Path' }),
    fc.constantFrom<Loose>({ Ref: 'Env' }, { 'Fn::GetAtt': ['X', 'Y'] }, { Ref: 'ALIYUN::Region' }),
    fc.record({ 'Fn::Str': tie('text') }),
    fc.record({ 'Fn::Join': fc.tuple(fc.constantFrom('', ','), tie('list')) }),
    fc.tuple(tie('text'), tie('text')).map(([A, B]) => ({ 'Fn::Sub': [`\${A}-\${B}`, { A, B }] })),
    fc.record({
      'Fn::Select': fc.tuple(fc.constantFrom<Loose>(0, '1', { Ref: 'ALIYUN::Index' }), tie('list')),
    }),
    fc.record({ 'Fn::Base64Encode': tie('text') }),
    fc.tuple(tie('text'), tie('text')).map(([by, text]) => ({ 'Fn::Replace': [{ a: by }, text] })),
  ),
  list: fc.oneof(
    { maxDepth: 4 },
    fc.array(tie('text'), { maxLength: 3 }),
    fc.record({ 'Fn::Split': fc.tuple(fc.constant(','), tie('text')) }),
    fc.record({ 'Fn::ListMerge': fc.array(tie('list'), { maxLength: 2 }) }),
  ),
  expression: fc.oneof(tie('text'), tie('list')),
}));

const holdsUnknown = (value: Loose): boolean => /"Env"|Fn::GetAtt|ALIYUN::Region/.test(JSON.stringify(value));
const holdsCall = (value: Loose): boolean => /"Ref"|"Fn::/.test(JSON.stringify(value));

test('what holds something unknown is unknown as a whole, and what is known holds no function', () => {
  fc.assert(
    fc.property(expression, (value) => {
      // A list that stands in the template is read item by item.
      const known = resolveValue(Array.isArray(value) ? { 'Fn::ListMerge': [value] } : value, SCOPE);
      if (holdsUnknown(value)) expect(isUnknown(known)).toBe(true);
      if (!isUnknown(known)) expect(holdsCall(known)).toBe(false);
    }),
    { numRuns: Number(process.env.NUM_RUNS ?? 500) },
  );
});
