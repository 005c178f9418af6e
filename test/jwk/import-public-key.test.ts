import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importPublicKey, PublicKeySet, thumbprint } from '../../lib/jwk';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-import-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

function importPem(
  text: string | Buffer,
  options: { readonly algorithm?: string; readonly kid?: string } = {},
) {
  const file = join(folder, 'login.pem');
  writeFileSync(file, text);
  return importPublicKey({ file, name: 'login', directory: join(folder, 'keys'), ...options });
}

const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' });

test.each([
  ['RSA', rsa.publicKey, 'RS256'],
  ['P-256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey, 'ES256'],
  ['P-521', generateKeyPairSync('ec', { namedCurve: 'P-521' }).publicKey, 'ES512'],
  ['Ed25519', generateKeyPairSync('ed25519').publicKey, 'EdDSA'],
])('a key of the type %s becomes a set that is read as any other', (_, publicKey, alg) => {
  const { key, publicPath } = importPem(spki(publicKey));
  expect(PublicKeySet.fromFile(publicPath).keys).toEqual([key]);
  expect(key).toMatchObject({
    ...publicKey.export({ format: 'jwk' }),
    use: 'sig',
    alg,
    kid: thumbprint(key),
  });
});

test('PKCS#1 is read, and algorithm and kid are those that were asked for', () => {
  const pem = rsa.publicKey.export({ type: 'pkcs1', format: 'pem' });
  expect(importPem(pem, { algorithm: 'PS384', kid: 'login-1' }).key).toMatchObject({
    alg: 'PS384',
    kid: 'login-1',
  });
});

test.each<[string, string | Buffer, { readonly algorithm?: string }, string]>([
  ['a private key', rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }), {}, 'key-set-private'],
  ['a text that is no PEM', 'ssh-rsa AAAA', {}, 'key-set-invalid'],
  [
    'a key that is too small',
    spki(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey),
    {},
    'key-set-invalid',
  ],
  ['a key for encryption', spki(generateKeyPairSync('x25519').publicKey), {}, 'key-algorithm-refused'],
  ['an algorithm of another type', spki(rsa.publicKey), { algorithm: 'ES256' }, 'key-algorithm-refused'],
  ['a symmetric algorithm', spki(rsa.publicKey), { algorithm: 'HS256' }, 'key-algorithm-refused'],
])('%s is refused, and nothing is written', (_, pem, options, code) => {
  expect(() => importPem(pem, options)).toThrow(expect.objectContaining({ code }));
  expect(existsSync(join(folder, 'keys'))).toBe(false);
});

test('what is there already is not overwritten', () => {
  const { publicPath } = importPem(spki(rsa.publicKey));
  const before = readFileSync(publicPath, 'utf8');
  const other = generateKeyPairSync('ed25519').publicKey;
  expect(() => importPem(spki(other))).toThrow(expect.objectContaining({ code: 'file-exists' }));
  expect(readFileSync(publicPath, 'utf8')).toBe(before);
});

test('whoever gives PEM as a key set is told how to make one of it', () => {
  expect(() => PublicKeySet.parse(String(spki(rsa.publicKey)))).toThrow('jwt-gateway keys import NAME FILE');
});
