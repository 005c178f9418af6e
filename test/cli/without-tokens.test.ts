import { withoutTokens } from '../../lib/cli/without-tokens';

test('a token in a message is left out of it', () => {
  expect(withoutTokens("unknown command 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln'")).toBe(
    "unknown command '<token>'",
  );
});

test('a message without a token stays as it is', () => {
  expect(withoutTokens('keys/customers.jwks.json: is there already')).toBe(
    'keys/customers.jwks.json: is there already',
  );
});
