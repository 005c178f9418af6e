import { format, inspect } from 'node:util';
import { PrivateKeySet, PublicKeySet, thumbprint } from '../../lib/jwk';
import {
  FIXTURE_ALGORITHMS,
  type FixtureAlgorithm,
  fixtureJwk,
  fixturePublicJwk,
} from '../fixtures/keys/fixture-keys';
import { gatewayErrorOf } from './gateway-error-of';

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const;

const secretsOf = (algorithm: FixtureAlgorithm): string[] =>
  PRIVATE_MEMBERS.flatMap((member) => fixtureJwk(algorithm)[member] ?? []);

/** Every way in which a value becomes text by accident. */
const WAYS: readonly (readonly [string, (value: object) => string])[] = [
  ['JSON.stringify', (value) => JSON.stringify({ value, list: [value] })],
  ['String', (value) => String(value)],
  ['a template literal', (value) => `${value}`],
  [
    'util.inspect of everything',
    (value) => inspect({ value }, { showHidden: true, depth: null, getters: true }),
  ],
  ['util.format', (value) => format('%s %o %O %j', value, value, value, value)],
  ['an error message', (value) => inspect(new Error(`refused ${value}`, { cause: value }))],
  ['its own members', (value) => JSON.stringify([Object.entries(value), Object.getOwnPropertyNames(value)])],
  ['a copy', (value) => JSON.stringify({ ...value })],
  ['a structured clone', (value) => JSON.stringify(structuredClone(value))],
  ['a failed expectation', (value) => messageOf(() => expect(value).toEqual({ another: 'value' }))],
];

function messageOf(action: () => void): string {
  try {
    action();
  } catch (error) {
    return String(error);
  }
  throw new Error('expected an error');
}

describe.each(FIXTURE_ALGORITHMS)('a private %s key does not leak', (algorithm) => {
  const set = PrivateKeySet.parse({ keys: [fixtureJwk(algorithm)] });

  test.each(WAYS)('by %s', (_, textOf) => {
    for (const value of [set, set.signingKey(), set.publicKeys()]) {
      const text = textOf(value);
      for (const secret of secretsOf(algorithm)) expect(text.includes(secret)).toBe(false);
    }
  });

  test.each([...PRIVATE_MEMBERS, 'n', 'x', 'kty', 'crv', 'oth'])(
    'by an error about its %s',
    async (member) => {
      const broken = { ...fixtureJwk(algorithm), [member]: '!' };
      const secrets = secretsOf(algorithm);
      for (const input of [broken, JSON.stringify(broken), JSON.stringify(broken).slice(0, -1)]) {
        for (const parse of [() => PublicKeySet.parse(input), () => refuseOrEnd(input)]) {
          const text = inspect(await gatewayErrorOf(parse), { showHidden: true, depth: null });
          for (const secret of secrets) expect(text.includes(secret)).toBe(false);
        }
      }
    },
  );
});

// A member that the key type does not have makes the set no worse.
function refuseOrEnd(input: unknown): never {
  PrivateKeySet.parse(input);
  return PublicKeySet.parse({}) as never;
}

test('a set of private keys shows their kids, or thumbprints for want of them', () => {
  const { kid, ...nameless } = fixtureJwk('EdDSA');
  const set = PrivateKeySet.parse({ keys: [fixtureJwk('RS256'), nameless] });
  const shown = `PrivateKeySet(rs256-test, ${thumbprint(fixturePublicJwk('EdDSA'))})`;
  expect([String(set), inspect(set), set.toJSON()]).toEqual([shown, shown, shown]);
  const key = set.signingKey();
  expect([String(key), inspect(key), key.toJSON()]).toEqual(Array(3).fill('PrivateKey(rs256-test)'));
  const unnamed = set.signingKeys().at(-1);
  expect(String(unnamed)).toBe(`PrivateKey(${thumbprint(fixturePublicJwk('EdDSA'))})`);
});
