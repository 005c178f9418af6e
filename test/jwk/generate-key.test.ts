import type { SigningAlgorithm } from '../../lib/facts';
import { generateKey, revealPrivateJwk, thumbprint } from '../../lib/jwk';
import { checkKeyOptions } from '../../lib/jwk/generate-key';
import { gatewayErrorOf } from './gateway-error-of';

const refusalOf = (algorithm: string, modulusBits?: number) =>
  gatewayErrorOf(() => generateKey({ algorithm: algorithm as SigningAlgorithm, modulusBits }));

describe('a generated key', () => {
  test('is for RS256 with 2048 bits unless asked otherwise, and named by its thumbprint', async () => {
    const [key] = (await generateKey()).publicKeys().keys;
    expect(key).toMatchObject({
      kty: 'RSA',
      use: 'sig',
      alg: 'RS256',
      e: 'AQAB',
      kid: key && thumbprint(key),
    });
    expect(Buffer.from(key?.n ?? '', 'base64url')).toHaveLength(256);
  });

  test.each([
    ['PS512', { kty: 'RSA' }],
    ['ES256', { kty: 'EC', crv: 'P-256' }],
    ['ES384', { kty: 'EC', crv: 'P-384' }],
    ['ES512', { kty: 'EC', crv: 'P-521' }],
    ['EdDSA', { kty: 'OKP', crv: 'Ed25519' }],
  ] as const)('is for %s when asked', async (algorithm, members) => {
    const [key] = (await generateKey({ algorithm })).publicKeys().keys;
    expect(key).toMatchObject({ ...members, use: 'sig', alg: algorithm });
  });

  test.each(['RS384', 'RS512', 'PS256', 'PS384'] as const)('may be for %s', async (algorithm) => {
    const set = await generateKey({ algorithm });
    expect(set.signingKey().alg).toBe(algorithm);
  });

  test('has no name that a command line would take for an option', async () => {
    const sets = await Promise.all(Array.from({ length: 300 }, () => generateKey({ algorithm: 'EdDSA' })));
    expect(sets.map((set) => set.signingKey().kid).filter((kid) => kid?.startsWith('-'))).toEqual([]);
  });

  test('may be larger', async () => {
    const [key] = (await generateKey({ modulusBits: 2056 })).publicKeys().keys;
    expect(Buffer.from(key?.n ?? '', 'base64url')).toHaveLength(257);
  });

  test('may have a kid of your own', async () => {
    expect((await generateKey({ algorithm: 'EdDSA', kid: '2026-10' })).signingKey().kid).toBe('2026-10');
    expect((await generateKey({ algorithm: 'EdDSA', kid: '-10' })).signingKey().kid).toBe('-10');
  });

  test('is another one each time', async () => {
    const sets = await Promise.all([1, 2].map(() => generateKey({ algorithm: 'EdDSA' })));
    const [one, two] = sets.map((set) => revealPrivateJwk(set.signingKey()).d);
    expect(one).not.toBe(two);
  });
});

describe('no key is generated', () => {
  test.each(['HS256', 'HS512', 'dir', 'A128KW', 'A256GCM'])(
    'for the symmetric %s, with the reason',
    async (algorithm) => {
      const error = await refusalOf(algorithm);
      expect(error.code).toBe('key-algorithm-refused');
      expect(error.message).toBe(
        `${algorithm} is symmetric: the gateway would need the key that signs, and everyone who can read the template ` +
          'could sign tokens (choose one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA)',
      );
    },
  );

  test.each([
    'none',
    'ES256K',
    'rs256',
    'RSA-OAEP',
    'constructor',
    '',
    'XHS256',
    'HS256X',
    'xdir',
    'dirt',
    'XA128',
    'AES',
    'A1-',
  ])('for %p, which is none that signs', async (algorithm) => {
    const error = await refusalOf(algorithm);
    expect(error.code).toBe('key-algorithm-refused');
    expect(error.message).toBe(
      `${algorithm} is not an algorithm that a signing key can have ` +
        '(choose one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA)',
    );
  });

  test.each([0, -2048, 1024, 2040, 2047, 2052, 2048.5, 16_392, Number.NaN, '2048' as unknown as number])(
    'with %p bits',
    async (bits) => {
      const error = await refusalOf('RS256', bits);
      expect(error.code).toBe('key-algorithm-refused');
      expect(error.message).toBe(
        `an RSA key cannot have ${bits} bits here (choose 2048, or more up to 16384 in steps of 8)`,
      );
    },
  );

  test('for what may be asked for as well, up to the largest', () => {
    for (const modulusBits of [undefined, 2048, 2056, 16_384])
      expect(checkKeyOptions({ algorithm: 'PS256', modulusBits })).toBeUndefined();
  });

  test('with bits where there is no modulus', async () => {
    const error = await refusalOf('ES256', 2048);
    expect(error.code).toBe('key-algorithm-refused');
    expect(error.message).toBe('an ES256 key has no modulus (leave its size out; only RSA keys have one)');
  });
});
