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
