import { type AccessControlModel, type AccessControlRule, accessControl } from '../../lib/plugin';
import { refusal } from './refusal';

const rule = (condition: string): AccessControlRule => ({ name: 'r', condition, ifTrue: 'DENY' });
const model = (...conditions: string[]): AccessControlModel => ({
  parameters: { userId: 'Token:userId', pathUserId: 'path:userId' },
  rules: conditions.map(rule),
});

test('parameters keep their order, rules are written with their keys in a fixed order', () => {
  const rendered = accessControl.render({
    rules: [{ errorMessage: 'no', statusCode: 403, ifFalse: 'DENY', condition: '$zz = $aa', name: 'own' }],
    parameters: { zz: 'Token:sub', aa: 'path:userId' },
  });
  expect(rendered).toBe(`{
  "parameters": {
    "zz": "Token:sub",
    "aa": "path:userId"
  },
  "rules": [
    {
      "name": "own",
      "condition": "$zz = $aa",
      "ifFalse": "DENY",
      "statusCode": 403,
      "errorMessage": "no"
    }
  ]
}`);
});

test('a condition may use declared variables only, each told once', () => {
  expect(refusal(() => accessControl.parse(model('$userId = $other or $other = $user_id', '$ = 1')))).toEqual(
    [
      'plugin-data-invalid',
      '$.rules[0].condition uses $other, which parameters do not declare',
      '$.rules[0].condition uses $user_id, which parameters do not declare: did you mean userId?',
      '$.rules[1].condition uses $, which parameters do not declare',
    ],
  );
});

test('a dollar sign inside quotes is text', () => {
  const quoted = model(`$userId = '$nobody' or $userId = "$nobody"`);
  expect(accessControl.parse(quoted)).toEqual(quoted);
});

test('undeclared variables are told beside the other problems of the rule and of the parameters', () => {
  const document = {
    parameters: { 'user-id': 'Token:userId', userId: 'Token', pathUserId: 'no place', x: 7 },
    rules: [{ name: '', condition: '$b = 1', ifTrue: 'REFUSE', statusCode: 99, responseHeaders: { A: 1 } }],
  };
  expect(refusal(() => accessControl.parse(document))).toEqual([
    'plugin-data-invalid',
    '$.parameters.user-id has a name that conditions cannot use: it must be a letter or an underscore, then one or more letters or digits',
    '$.parameters.pathUserId must be a location like "Method" or "Token:sub", got "no place"',
    '$.parameters.x has a name that conditions cannot use: it must be a letter or an underscore, then one or more letters or digits',
    '$.parameters.x must be a non-empty string, got 7',
    '$.rules[0].name must be a non-empty string, got ""',
    '$.rules[0].condition uses $b, which parameters do not declare',
    '$.rules[0].ifTrue must be one of ALLOW, DENY, got "REFUSE"',
    '$.rules[0].statusCode must be a whole number from 100 to 599, got 99',
    '$.rules[0].responseHeaders.A must be a string, got 1',
  ]);
});

test.each<[unknown, string[]]>([
  [null, ['$ must be an object, got null']],
  [[], ['$ must be an object, got a list']],
  [
    { parameters: 'abc', rules: [{ name: 'r', condition: '$0 = 1', ifTrue: 'DENY' }] },
    [
      '$.parameters must be an object, got "abc"',
      '$.rules[0].condition uses $0, which parameters do not declare',
    ],
  ],
  [
    { parameters: null, rules: 'none' },
    ['$.parameters must be an object, got null', '$.rules must be a list, got "none"'],
  ],
])('data of another kind are refused: %j', (document, problems) => {
  expect(refusal(() => accessControl.parse(document))).toEqual(['plugin-data-invalid', ...problems]);
});

test.each(['Token:', ':sub', 'To ken:sub', '1Method', 'Token;sub', 'Token sub', ' Token:sub'])(
  'a variable cannot come from %j',
  (source) => {
    expect(refusal(() => accessControl.parse({ parameters: { aa: source }, rules: [] }))).toEqual([
      'plugin-data-invalid',
      `$.parameters.aa must be a location like "Method" or "Token:sub", got ${JSON.stringify(source)}`,
    ]);
  },
);

test('variables may come from any documented place, however its name is written', () => {
  const sources = ['Method', 'token:a:b', 'HEADER:X\nY', 'path:id', 'XFF'];
  const parameters = Object.fromEntries(sources.map((source, i) => [`v${i}`, source]));
  expect(accessControl.inspect({ parameters, rules: [rule('1 = 1') as never] })).toMatchObject({
    problems: [],
    doubts: [],
    notes: [],
  });
});

test('a variable in braces is declared as any other', () => {
  const braced = model(`\${userId} = 1`);
  expect(accessControl.parse(braced)).toEqual(braced);
  expect(refusal(() => accessControl.parse(model(`\${other} = 1 or \${} = '`)))).toEqual([
    'plugin-data-invalid',
    '$.rules[0].condition uses $other, which parameters do not declare',
    '$.rules[0].condition uses $, which parameters do not declare',
  ]);
});

test('parameters and rules are needed', () => {
  expect(refusal(() => accessControl.parse({}))).toEqual([
    'plugin-data-invalid',
    '$.parameters is missing: it must be an object',
    '$.rules is missing: it must be a list',
  ]);
});

test('a condition has at most 1,024 characters, a plug-in at most 160 rules', () => {
  const longest = `$userId = '${'x'.repeat(1_024 - 12)}'`;
  expect(longest).toHaveLength(1_024);
  expect(accessControl.parse(model(longest)).rules).toHaveLength(1);
  expect(refusal(() => accessControl.parse(model(`${longest} `)))).toEqual([
    'plugin-data-invalid',
    '$.rules[0].condition has 1025 characters; the service takes 1024',
  ]);
  expect(accessControl.parse(model(...new Array<string>(160).fill('1 = 1'))).rules).toHaveLength(160);
  expect(refusal(() => accessControl.parse(model(...new Array<string>(161).fill('1 = 1'))))).toEqual([
    'plugin-data-invalid',
    '$.rules has 161 rules; the service takes 160',
  ]);
});

describe('warnings', () => {
  test('sixteen variables and rules are fine, one more is not applied on shared instances', () => {
    const many = (count: number): AccessControlModel => ({
      parameters: Object.fromEntries(Array.from({ length: count }, (_, i) => [`v${i}`, 'Method'])),
      rules: Array.from({ length: count }, () => rule('1 = 1')),
    });
    expect(accessControl.warnings(many(16))).toEqual([]);
    expect(accessControl.warnings(many(17))).toEqual([
      { path: '$.parameters', message: 'has 17 variables; a shared instance applies the first 16 only' },
      { path: '$.rules', message: 'has 17 rules; a shared instance applies the first 16 only' },
    ]);
  });

  test('tell a plug-in without rules, a rule that decides nothing and a location nobody documents', () => {
    expect(accessControl.warnings({ parameters: {}, rules: [] })).toEqual([
      { path: '$.rules', message: 'has no rule: every request is let through' },
    ]);
    expect(
      accessControl.warnings({
        parameters: { user: 'Tokn:sub' },
        rules: [{ name: 'r', condition: '$user = 1' }],
      }),
    ).toEqual([
      {
        path: '$.parameters.user',
        message:
          'reads from Tokn; for requests the service documents Method, Path, Header, Query, Form, Host, Parameter, System, Token, XFF',
      },
      { path: '$.rules[0]', message: 'decides nothing: give ifTrue or ifFalse' },
    ]);
  });

  test.each<[Partial<AccessControlRule>, boolean]>([
    [{ ifTrue: 'DENY', statusCode: 200 }, true],
    [{ ifFalse: 'DENY', statusCode: 299 }, true],
    [{ ifTrue: 'ALLOW', ifFalse: 'DENY', statusCode: 204 }, true],
    [{ ifTrue: 'DENY', statusCode: 199 }, false],
    [{ ifTrue: 'DENY', statusCode: 300 }, false],
    [{ ifTrue: 'DENY' }, false],
    [{ ifTrue: 'ALLOW', statusCode: 200 }, false],
    [{ ifFalse: 'ALLOW', statusCode: 200 }, false],
  ])('of %j tell whether a denial says that all went well: %s', (members, isTold) => {
    const rules = [{ name: 'r', condition: '1 = 1', ...members }];
    const message = `is ${members.statusCode}, which tells a caller that is denied that all went well`;
    expect(accessControl.warnings({ parameters: {}, rules })).toEqual(
      isTold ? [{ path: '$.rules[0].statusCode', message }] : [],
    );
  });
});
