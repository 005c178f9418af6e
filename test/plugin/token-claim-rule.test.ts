import fc from 'fast-check';
import { accessControl, tokenClaimRule } from '../../lib/plugin';
import { refusal } from './refusal';

test('issuer and audience become rules that only ever deny, before the rules of the user', () => {
  const model = tokenClaimRule({
    issuer: 'https://login.example.com',
    audience: ['orders', 'returns'],
    parameters: { role: 'Token:role' },
    rules: [{ name: 'admins', condition: "$role = 'admin'", ifTrue: 'ALLOW' }],
  });
  expect(model).toEqual({
    parameters: { iss: 'Token:iss', aud: 'Token:aud', role: 'Token:role' },
    rules: [
      {
        name: 'issuer',
        condition: "$iss = 'https://login.example.com'",
        ifFalse: 'DENY',
        statusCode: 403,
        errorMessage: 'The issuer of the token is not accepted',
      },
      {
        name: 'audience',
        condition: "$aud = 'orders' or $aud = 'returns'",
        ifFalse: 'DENY',
        statusCode: 403,
        errorMessage: 'The audience of the token is not accepted',
      },
      { name: 'admins', condition: "$role = 'admin'", ifTrue: 'ALLOW' },
    ],
  });
  expect(accessControl.parse(accessControl.render(model))).toEqual(model);
});

test('issuer or audience alone make one rule, and leave the names of the other to the user', () => {
  expect(tokenClaimRule({ audience: 'orders', parameters: { iss: 'Token:iss' } })).toMatchObject({
    parameters: { aud: 'Token:aud', iss: 'Token:iss' },
    rules: [{ name: 'audience', condition: "$aud = 'orders'" }],
  });
});

test('what is not known of the plug-in is handed on', () => {
  expect(tokenClaimRule({ issuer: 'a', other: { later: 1 } })).toMatchObject({ other: { later: 1 } });
});

test('names that issuer and audience need are refused to the user', () => {
  const claims = {
    issuer: 'a',
    audience: 'b',
    parameters: { iss: 'Query:iss', aud: 'Query:aud' },
    rules: [
      { name: 'issuer', condition: '1 = 1' },
      { name: 'audience', condition: '1 = 1' },
    ],
  };
  expect(refusal(() => tokenClaimRule(claims))).toEqual([
    'plugin-data-invalid',
    '$.parameters.iss is taken by issuer',
    '$.rules[0].name is issuer, which is taken',
    '$.parameters.aud is taken by audience',
    '$.rules[1].name is audience, which is taken',
  ]);
});

test('a demand becomes a rule after issuer and audience, and reads a variable that is there where it can', () => {
  const model = tokenClaimRule({
    issuer: 'https://login.example.com',
    parameters: { who: 'Token:sub', scope: 'Header:X-Scope' },
    demands: [
      { kind: 'word', claim: 'scope', word: 'read' },
      { kind: 'pathParameter', claim: 'sub', parameter: 'user-id' },
      { kind: 'oneOf', claim: 'iss', values: ['a', 'b'] },
      { kind: 'oneOf', claim: 'role', values: ['Prüfer'] },
      { kind: 'word', claim: 'scope', word: 'all' },
    ],
    rules: [{ name: 'own', condition: "$who = 'x'", ifTrue: 'ALLOW' }],
  });
  const denies = { ifFalse: 'DENY', statusCode: 403 };
  expect(model).toEqual({
    parameters: {
      iss: 'Token:iss',
      scope2: 'Token:scope',
      who: 'Token:sub',
      pathuserid: 'Parameter:user-id',
      role: 'Token:role',
      scope: 'Header:X-Scope',
    },
    rules: [
      {
        ...denies,
        name: 'issuer',
        condition: "$iss = 'https://login.example.com'",
        errorMessage: 'The issuer of the token is not accepted',
      },
      {
        ...denies,
        name: 'requires',
        condition:
          "$scope2 = 'read' or $scope2 like 'read %' or $scope2 like '% read' or $scope2 like '% read %'",
        errorMessage: 'The token must have scope read',
      },
      {
        ...denies,
        name: 'requires 2',
        condition: '$who = $pathuserid',
        errorMessage: 'The token must have sub of the path parameter user-id',
      },
      {
        ...denies,
        name: 'requires 3',
        condition: "$iss = 'a' or $iss = 'b'",
        errorMessage: 'The token must have iss a or b',
      },
      // It goes into a header, where only ASCII may stand.
      {
        ...denies,
        name: 'requires 4',
        condition: "$role = 'Prüfer'",
        errorMessage: 'The token must have role',
      },
      {
        ...denies,
        name: 'requires 5',
        condition:
          "$scope2 = 'all' or $scope2 like 'all %' or $scope2 like '% all' or $scope2 like '% all %'",
        errorMessage: 'The token must have scope all',
      },
      { name: 'own', condition: "$who = 'x'", ifTrue: 'ALLOW' },
    ],
  });
  expect(accessControl.parse(accessControl.render(model))).toEqual(model);
});

test.each([
  [['scope'], ['scope']],
  [['s'], ['claims']],
  [['1st'], ['claim1st']],
  [
    ['user_id', 'user-id', 'userid'],
    ['userid', 'userid2', 'userid3'],
  ],
  [['https://a/role'], ['httpsarole']],
])('the variables for the claims %j are %j', (claims, variables) => {
  const demands = claims.map((claim) => ({ kind: 'oneOf', claim, values: ['a'] }) as const);
  expect(Object.keys(tokenClaimRule({ demands }).parameters)).toEqual(variables);
});

test('issuer and demands need no rules beside them', () => {
  const { rules } = tokenClaimRule({ issuer: 'a', demands: [{ kind: 'word', claim: 'scope', word: 'b' }] });
  expect(rules.map(({ name }) => name)).toEqual(['issuer', 'requires']);
});

test('a demand that cannot be asked for is told at its place', () => {
  const demands = [
    { kind: 'word', claim: 'scope', word: 'read' },
    { kind: 'word', claim: 'a.b', word: 'a b' },
  ] as const;
  expect(refusal(() => tokenClaimRule({ demands }))).toEqual([
    'plugin-data-invalid',
    expect.stringMatching(/^\$\.demands\[1\] "a\.b" has a dot: /),
    '$.demands[1] "a b" has a space: a scope is one word',
  ]);
});

test('the names of demands are refused to the user only where there are demands', () => {
  const names = [
    'requires',
    'requires 2',
    'requires 12',
    'requires x',
    'requires 2x',
    'no requires',
    'requires2',
  ];
  const rules = names.map((name) => ({ name, condition: '1 = 1' }));
  expect(
    refusal(() => tokenClaimRule({ demands: [{ kind: 'word', claim: 'a', word: 'b' }], rules })),
  ).toEqual([
    'plugin-data-invalid',
    '$.rules[0].name is requires, which is taken',
    '$.rules[1].name is requires 2, which is taken',
    '$.rules[2].name is requires 12, which is taken',
  ]);
  expect(tokenClaimRule({ rules })).toEqual({ parameters: {}, rules });
});

test.each(["'", '"', '`', '\\', '$', '\n', '\u0000', '\u2028'])('a value with %j is refused', (character) => {
  expect(refusal(() => tokenClaimRule({ audience: ['fine', `a${character}b`] }))).toEqual([
    'plugin-data-invalid',
    `$.audience[1] holds ${JSON.stringify(character)}, which cannot be written in a condition`,
  ]);
});

test('an empty value, an empty list and nothing to check are refused at the place that asks', () => {
  expect(refusal(() => tokenClaimRule({ issuer: '', audience: [] }))).toEqual([
    'plugin-data-invalid',
    '$.issuer must be a non-empty string, got ""',
    '$.audience is an empty list: no token would be accepted',
  ]);
  expect(() => tokenClaimRule({ parameters: { x1: 'Method' } }, 'Shop/Customers')).toThrow(
    'Shop/Customers: no rule can be made for these claims: $ checks nothing: give issuer, audience or rules',
  );
});

test('no value can leave its quotes: what is accepted stands between them as it is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.string({ minLength: 1 }),
      (issuer, audience) => {
        if (refusal(() => tokenClaimRule({ issuer, audience })).length > 0) return;
        const { rules } = tokenClaimRule({ issuer, audience });
        expect(rules.map(({ condition }) => condition.split("'"))).toEqual([
          ['$iss = ', issuer, ''],
          ['$aud = ', audience, ''],
        ]);
      },
    ),
  );
});
