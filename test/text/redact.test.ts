import { redact } from '../../lib/text';

test('a token in a message is left out of it', () => {
  expect(redact("unknown command 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln'")).toBe(
    "unknown command '<token>'",
  );
});

test('a message without a token stays as it is', () => {
  expect(redact('keys/customers.jwks.json: is there already')).toBe(
    'keys/customers.jwks.json: is there already',
  );
});
