import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { GatewayError } from '../../lib/errors';
import { type PublicJwk, PublicKeySet } from '../../lib/jwk';
import { fixtureJwk, fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';
import { gatewayErrorOf, problemsOf } from './gateway-error-of';
import { removeScratchFolders, scratchFolder } from './scratch-folder';

afterAll(removeScratchFolders);

const rsa = fixturePublicJwk('RS256');
const ec = fixturePublicJwk('ES256');
const okp = fixturePublicJwk('EdDSA');

describe('a set of public keys', () => {
  test.each([
    ['an object', { keys: [rsa, ec] }],
    ['JSON text', JSON.stringify({ keys: [rsa, ec] })],
  ])('is read from %s', (_, input) => {
    expect(PublicKeySet.parse(input).toJSON()).toEqual({ keys: [rsa, ec] });
  });

  test('may be one bare key', () => {
    expect(PublicKeySet.parse(okp).keys).toEqual([okp]);
  });

  test('is what stands under keys, whatever else the document says', () => {
    expect(PublicKeySet.parse({ ...rsa, keys: [ec] }).keys).toEqual([ec]);
  });

  test('keeps what a key may be used for', () => {
    const key = { ...rsa, key_ops: ['verify', 'encrypt'] };
    expect(PublicKeySet.parse(key).keys).toStrictEqual([key]);
  });

  test.each(['RSA-OAEP', 'ES256K', 'XHS256', 'HS256X', 'HSM', 'none-at-all', 'not none'])(
    'may have a key for what nobody verifies with: %s',
    (alg) => {
      expect(PublicKeySet.parse({ ...rsa, alg }).keys).toEqual([{ ...rsa, alg }]);
    },
  );

  test('may have a key with the exponent 3', () => {
    expect(PublicKeySet.parse({ ...rsa, e: 'Aw' }).keys).toEqual([{ ...rsa, e: 'Aw' }]);
  });

  test('takes keys of every signature type and curve', () => {
    const keys = [rsa, ec, fixturePublicJwk('ES384'), fixturePublicJwk('ES512'), okp];
    expect(PublicKeySet.of(keys).keys).toEqual(keys);
  });

  test('leaves out what is no standard member of a public key', () => {
    expect(PublicKeySet.parse({ ...rsa, x5t: 'abc', owner: 'us' }).keys).toEqual([rsa]);
  });

  test('writes members in one order, whatever the order they were read in', () => {
    const { n, e, ...said } = rsa;
    expect(JSON.stringify(PublicKeySet.parse({ n, e, ...said }))).toBe(
      JSON.stringify(PublicKeySet.of([rsa])),
    );
  });

  test('finds a key by its kid, and the one without a kid', () => {
    const { kid, ...nameless } = ec;
    const set = PublicKeySet.of([rsa, nameless]);
    expect(set.find('rs256-test')).toEqual(rsa);
    expect(set.find(undefined)).toEqual(nameless);
    expect(set.find('es256-test')).toBeUndefined();
  });

  test('cannot be changed', () => {
    const set = PublicKeySet.of([{ ...rsa, key_ops: ['verify'] }]);
    expect(Object.isFrozen(set) && Object.isFrozen(set.keys)).toBe(true);
    expect(set.keys.every((key) => Object.isFrozen(key) && Object.isFrozen(key.key_ops))).toBe(true);
  });

  test('is read back from what it writes, equal', () => {
    const set = PublicKeySet.of([rsa, ec, okp]);
    expect(PublicKeySet.parse(JSON.stringify(set)).keys).toEqual(set.keys);
  });
});

describe('a set of public keys is refused when', () => {
  const { kid: _, ...nameless } = rsa;
  const { n: __, ...withoutModulus } = rsa;
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });

  const odd = generateKeyPairSync('rsa', { modulusLength: 2047 }).publicKey.export({ format: 'jwk' });

  test.each([
    ['it is empty text', '', ['$ is empty']],
    ['it is not JSON', '{"keys": [', ['$ is not JSON']],
    ['it is text in JSON', '"{}"', ['$ must be an object, got a string']],
    ['it is a list', [rsa], ['$ must be an object, got a list']],
    ['it is null', null, ['$ must be an object, got null']],
    ['it is something else', { key: rsa }, ['$ has neither keys, as a key set has, nor kty, as a key has']],
    ['its keys are no list', { keys: rsa }, ['$.keys must be a list, got an object']],
    ['it has no key', { keys: [] }, ['$.keys is empty']],
    ['a key is no object', { keys: [rsa, 'x'] }, ['$.keys[1] must be an object, got a string']],
    [
      'two keys have one kid',
      { keys: [rsa, ec, { ...ec, kid: rsa.kid }] },
      ['$.keys[2].kid is the kid of $.keys[0] too'],
    ],
    [
      'two keys have no kid',
      { keys: [nameless, rsa, nameless] },
      ['$.keys[2] has no kid, as $.keys[0]: only one key may go without'],
    ],
    ['a modulus is missing', withoutModulus, ['$.n is missing']],
    ['an exponent is empty', { ...rsa, e: '' }, ['$.e is missing']],
    [
      'a member is padded',
      { ...rsa, e: 'AQAB=' },
      ['$.e must be base64url: letters, digits, - and _, without padding'],
    ],
    [
      'a member is base64',
      { ...ec, x: `+/${ec.x?.slice(2)}` },
      [expect.stringMatching(/^\$\.x must be base64url/)],
    ],
    [
      'a member is spelled in two ways',
      { ...rsa, e: 'AQ'.concat('F') },
      ['$.e must be base64url: letters, digits, - and _, without padding'],
    ],
    ['a member is a number', { ...rsa, e: 65537 }, [expect.stringMatching(/^\$\.e must be base64url/)]],
    ['a modulus is short', weak, ['$.n has 1024 bits; 2048 are the least (RFC 7518 section 3.3)']],
    ['a modulus lacks one bit', odd, ['$.n has 2047 bits; 2048 are the least (RFC 7518 section 3.3)']],
    [
      'a modulus is padded with zeros',
      { ...rsa, n: Buffer.alloc(256).toString('base64url') },
      [expect.stringMatching(/^\$\.n has 0 bits/)],
    ],
    ['an exponent is 1', { ...rsa, e: 'AQ' }, ['$.e must be odd and more than 1']],
    ['an exponent is 1 behind a zero', { ...rsa, e: 'AAE' }, ['$.e must be odd and more than 1']],
    ['an exponent is even', { ...rsa, e: 'AQAA' }, ['$.e must be odd and more than 1']],
    [
      'a curve is unknown',
      { ...ec, crv: 'secp256k1' },
      [expect.stringContaining('$.alg'), '$.crv must be one of P-256, P-384, P-521, got secp256k1'],
    ],
    ['a curve is missing', { kty: 'OKP', x: okp.x }, ['$.crv must be one of Ed25519, and is missing']],
    [
      'a curve is named like a member of Object',
      { kty: 'EC', crv: 'constructor', x: ec.x, y: ec.y },
      ['$.crv must be one of P-256, P-384, P-521, got constructor'],
    ],
    ['a coordinate is short', { ...okp, x: 'AAAA' }, ['$.x must be 32 bytes, got 3']],
    ['a point is not on its curve', { ...ec, y: ec.x }, ['$.x and y are no point of P-256']],
    ['a key type is unknown', { kty: 'AKP' }, ['$.kty must be RSA, EC or OKP, got AKP']],
    ['a key type is no text', { kty: 1 }, ['$.kty must be RSA, EC or OKP, got a number']],
    [
      'an algorithm is of another key type',
      { ...rsa, alg: 'ES256' },
      ['$.alg is ES256, which a key of the type RSA cannot have'],
    ],
    [
      'an algorithm is of another curve',
      { ...ec, alg: 'ES384' },
      ['$.alg is ES384, which a key of the type EC P-256 cannot have'],
    ],
    [
      'an algorithm is symmetric',
      { ...rsa, alg: 'HS256' },
      ['$.alg is HS256, which a key of the type RSA cannot have'],
    ],
    [
      'an algorithm is none',
      { ...rsa, alg: 'none' },
      ['$.alg is none, which a key of the type RSA cannot have'],
    ],
    ['a kid is no text', { ...rsa, kid: 7 }, ['$.kid must be text, got a number']],
    ['key_ops is no list', { ...rsa, key_ops: 'verify' }, ['$.key_ops must be a list of texts']],
    [
      'key_ops holds something else',
      { ...rsa, key_ops: ['verify', 1] },
      ['$.key_ops must be a list of texts'],
    ],
    ['a use is no text', { ...rsa, use: {} }, ['$.use must be text, got an object']],
    ['an algorithm is no text', { ...rsa, alg: ['none'] }, ['$.alg must be text, got a list']],
    [
      'a symmetric algorithm is written in small letters',
      { ...rsa, alg: 'hs512' },
      ['$.alg is hs512, which a key of the type RSA cannot have'],
    ],
    [
      'neither the key type nor the algorithm can be told',
      { kty: 1, alg: 'RS256' },
      ['$.kty must be RSA, EC or OKP, got a number'],
    ],
    [
      'there is no key type',
      { keys: [{ alg: 'RS256' }] },
      ['$.keys[0].kty must be RSA, EC or OKP, and is missing'],
    ],
    ['a key type is long', { kty: 'x'.repeat(30) }, [`$.kty must be RSA, EC or OKP, got ${'x'.repeat(20)}`]],
    [
      'a curve is no text',
      { ...ec, crv: ['P-256'] },
      [
        '$.alg is ES256, which a key of the type EC cannot have',
        '$.crv must be one of P-256, P-384, P-521, got a list',
      ],
    ],
    ['the second coordinate is short', { ...ec, y: 'AAAA' }, ['$.y must be 32 bytes, got 3']],
    ['coordinates are missing', { ...ec, x: undefined, y: '' }, ['$.x is missing', '$.y is missing']],
  ])('%s', async (_, input, problems) => {
    const error = await gatewayErrorOf(() => PublicKeySet.parse(input, 'a.jwks.json'));
    expect(error).toMatchObject({ code: 'key-set-invalid', place: 'a.jwks.json' });
    expect(await problemsOf(() => PublicKeySet.parse(input))).toEqual(problems);
  });

  test.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'])(
    'a key has the private member %s',
    async (member) => {
      const error = await gatewayErrorOf(() =>
        PublicKeySet.parse({ keys: [ec, { ...rsa, [member]: 'c2VjcmV0' }] }),
      );
      expect(error).toMatchObject({
        code: 'key-set-private',
        problems: [{ path: `$.keys[1].${member}`, message: 'is a private part of a key' }],
      });
      expect(error.message).not.toContain('c2VjcmV0');
    },
  );

  test.each([
    [
      'what is none',
      { keys: [] },
      'a.jwks.json: is not a set of public keys: $.keys is empty (a key set is written {"keys": [{"kty": "RSA", ...}]})',
    ],
    [
      'a symmetric key',
      { kty: 'oct' },
      'a.jwks.json: is not a set of public keys: $.kty is oct, a symmetric key: everyone who can read it can sign tokens ' +
        '(give the public half only, and replace the key if this was ever shared)',
    ],
    [
      'PEM text',
      'subject=me\n-----BEGIN PUBLIC KEY-----\n',
      'a.jwks.json: is not a set of public keys: $ is not JSON ' +
        '(it is PEM: make a key set of it with npx jwt-gateway keys import NAME FILE)',
    ],
    [
      'a list of PEM texts',
      ['-----BEGIN PUBLIC KEY-----'],
      'a.jwks.json: is not a set of public keys: $ must be an object, got a list (a key set is written {"keys": [{"kty": "RSA", ...}]})',
    ],
  ])('it is %s, in one line with what to do', async (_, input, message) => {
    expect((await gatewayErrorOf(() => PublicKeySet.parse(input, 'a.jwks.json'))).message).toBe(message);
  });

  test('a private member is there with null as its value', async () => {
    expect((await gatewayErrorOf(() => PublicKeySet.parse({ ...rsa, d: null }))).code).toBe(
      'key-set-private',
    );
  });

  test('a key is symmetric', async () => {
    const error = await gatewayErrorOf(() => PublicKeySet.parse({ kty: 'oct', k: 'c2VjcmV0' }));
    expect(error.code).toBe('key-set-private');
    expect(error.problems.map(({ path }) => path)).toEqual(['$.k', '$.kty']);
  });

  test('several things are wrong, and all of them are told', async () => {
    const input = {
      keys: [
        { ...rsa, n: undefined, d: 'eA' },
        { ...ec, crv: 'P-999', alg: undefined },
        5,
        { ...okp, kid: rsa.kid },
      ],
    };
    expect(await problemsOf(() => PublicKeySet.parse(input))).toEqual([
      '$.keys[2] must be an object, got a number',
      '$.keys[0].d is a private part of a key',
      '$.keys[0].n is missing',
      '$.keys[1].crv must be one of P-256, P-384, P-521, got P-999',
      '$.keys[3].kid is the kid of $.keys[0] too',
    ]);
  });

  test('it holds anything else, and never with another error', () => {
    const member = fc.constantFrom(
      'keys',
      'kty',
      'crv',
      'alg',
      'use',
      'kid',
      'key_ops',
      'x',
      'y',
      'n',
      'e',
      'd',
    );
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>('RSA', 'EC', 'OKP', 'oct', 'P-256', 'AQAB', rsa.n, [rsa], [{}]),
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(member, value), fc.string()), (input) => {
        try {
          PublicKeySet.parse(input);
        } catch (error) {
          expect(GatewayError.isGatewayError(error)).toBe(true);
        }
      }),
    );
  });
});

describe('a set of public keys in a file', () => {
  const fileWith = (content: string | Buffer): string => {
    const path = join(scratchFolder(), 'a.jwks.json');
    writeFileSync(path, content);
    return path;
  };

  test('is read, with or without a byte order mark', () => {
    expect(PublicKeySet.fromFile(fileWith(JSON.stringify(rsa))).keys).toEqual([rsa]);
    expect(PublicKeySet.fromFile(fileWith(`\uFEFF${JSON.stringify(rsa)}`)).keys).toEqual([rsa]);
  });

  test('is refused under the name of the file', async () => {
    const path = fileWith('{"keys": [{"kty": "RS');
    expect(await gatewayErrorOf(() => PublicKeySet.fromFile(path))).toMatchObject({
      code: 'key-set-invalid',
      place: path,
      problems: [{ path: '$', message: 'is not JSON' }],
    });
  });

  test('is refused when the file is the private one, without a word of it', async () => {
    const path = fileWith(fixtureText('ES256'));
    const error = await gatewayErrorOf(() => PublicKeySet.fromFile(path));
    expect(error.code).toBe('key-set-private');
    expect(error.message).not.toContain(fixtureJwk('ES256').d);
  });

  test('is refused when it is not UTF-8', async () => {
    const path = fileWith(Buffer.from(JSON.stringify(rsa), 'utf16le').swap16());
    const odd = fileWith(Buffer.from([0x7b, 0xff, 0x7d]));
    expect((await gatewayErrorOf(() => PublicKeySet.fromFile(path))).code).toBe('key-set-invalid');
    expect((await gatewayErrorOf(() => PublicKeySet.fromFile(odd))).message).toBe(
      `${odd}: is not UTF-8 text`,
    );
  });

  test('is refused when it cannot be read, with the reason', async () => {
    const folder = scratchFolder();
    const missing = await gatewayErrorOf(() => PublicKeySet.fromFile(join(folder, 'none.jwks.json')));
    expect(missing).toMatchObject({ code: 'file-unreadable', place: join(folder, 'none.jwks.json') });
    expect(missing.message).toContain('cannot be read, ENOENT: no such file or directory');
    expect((await gatewayErrorOf(() => PublicKeySet.fromFile(folder))).code).toBe('file-unreadable');
  });
});

test('of() refuses a private key that slipped through the types', async () => {
  const keys = [fixtureJwk('RS256')] as unknown as PublicJwk[];
  expect((await gatewayErrorOf(() => PublicKeySet.of(keys))).code).toBe('key-set-private');
});
