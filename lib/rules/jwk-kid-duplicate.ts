import { EXAMPLE_POINT, examplePlugin } from './example-plugin';
import { judgeKeys, textOf } from './plugin-keys';
import type { Rule } from './rule';

const two = (first: string, second: string): string =>
  examplePlugin(`jwks:
  - { ${EXAMPLE_POINT}, kid: ${first} }
  - { kty: EC, crv: P-256, x: another-x, y: another-y, kid: ${second} }`);

export const jwkKidDuplicate: Rule = Object.freeze<Rule>({
  id: 'jwk-kid-duplicate',
  title: 'Two keys of a JWT plug-in cannot be told apart by their kid.',
  why: 'A token names its key by kid. Where two keys have one name, the tokens of one of them may be refused.',
  remediation: 'Give each key a kid of its own: its RFC 7638 thumbprint, for instance.',
  severity: 'error',
  source: 'RFC 7517 section 4.5',
  grade: 'doc',
  bad: two('customers', 'customers'),
  good: two('customers-1', 'customers-2'),
  check: (model) =>
    judgeKeys(model, (key, keys) => {
      const kid = textOf(key, 'kid');
      const first = keys.find((other) => textOf(other, 'kid') === kid);
      if (first === undefined || first === key) return undefined;
      return kid === undefined
        ? `has no kid, as ${first.place}: as far as we remember, one key may go without`
        : `has the kid ${JSON.stringify(kid)} of ${first.place}`;
    }),
});
