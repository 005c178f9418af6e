import fc from 'fast-check';
import { type PublicJwk, thumbprint } from '../../lib/jwk';
import { FIXTURE_ALGORITHMS, fixtureJwk, fixturePublicJwk } from '../fixtures/keys/fixture-keys';

describe('the thumbprint of a key', () => {
  test('is that of https://www.rfc-editor.org/rfc/rfc7638#section-3.1 for RSA', () => {
    const key = {
      kty: 'RSA',
      n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
      e: 'AQAB',
      alg: 'RS256',
      kid: '2011-04-29',
    };
    expect(thumbprint(key)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
  });

  test('is that of https://www.rfc-editor.org/rfc/rfc8037#appendix-A.3 for OKP', () => {
    const key = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
    expect(thumbprint(key)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  test('is the same whatever the order of the members and whatever else the key says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FIXTURE_ALGORITHMS).chain((algorithm) => {
          const entries = Object.entries(fixturePublicJwk(algorithm));
          return fc.shuffledSubarray(entries, { minLength: entries.length });
        }),
        fc.record({ kid: fc.string(), alg: fc.string(), use: fc.string() }, { requiredKeys: [] }),
        (entries, said) => {
          const key = Object.fromEntries(entries) as unknown as PublicJwk;
          expect(thumbprint({ ...key, ...said })).toBe(thumbprint(key));
        },
      ),
    );
  });

  test('is the same for both halves of a key', () => {
    for (const algorithm of FIXTURE_ALGORITHMS) {
      const privateHalf = fixtureJwk(algorithm) as unknown as PublicJwk;
      expect(thumbprint(privateHalf)).toBe(thumbprint(fixturePublicJwk(algorithm)));
    }
  });

  test('is refused for a key type that no key set has', () => {
    expect(() => thumbprint({ kty: 'oct' })).toThrow(
      new TypeError('no thumbprint for a key of the type oct'),
    );
  });
});
