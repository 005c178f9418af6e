import { generateKeyPairSync } from 'node:crypto';
import { isPem, readPem } from '../../lib/jwk/pem';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const publicText = publicKey.export({ format: 'pem', type: 'spki' }).toString();
const privateText = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

test.each([
  [publicText, true],
  [` \n\t${publicText}`, true],
  [`subject=the signing key\n${publicText}`, true],
  ['-----BEGIN RSA PUBLIC KEY-----', true],
  ['a text about keys', false],
  ['-----BEGIN', false],
  ['', false],
  [JSON.stringify({ kty: 'RSA', pem: publicText }), false],
  [` \n{"pem": "-----BEGIN PUBLIC KEY-----"}`, false],
  [`\t ["-----BEGIN PUBLIC KEY-----"]`, false],
])('whether %j is PEM and not JSON: %p', (text, isOne) => {
  expect(isPem(text)).toBe(isOne);
});

test('the public keys of a PEM text are read, and what is wrong with the other blocks is told', () => {
  const { x } = publicKey.export({ format: 'jwk' });
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  const unlike = '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END CERTIFICATE-----\n';
  expect(readPem(`${broken}and\n${publicText}${unlike}`)).toStrictEqual({
    keys: [{ jwk: { kty: 'OKP', crv: 'Ed25519', x }, path: 'block 2' }],
    problems: [
      { kind: 'invalid', path: '$', message: 'has a PEM block without its end' },
      {
        kind: 'invalid',
        path: 'block 1',
        message: 'is no public key and no certificate that a JWK can hold',
      },
    ],
  });
});

test('a private key is told of first, whether or not its block has an end', () => {
  const holds = { kind: 'private', path: '$', message: 'holds a private key in PEM form' };
  expect(readPem(publicText + privateText).problems).toEqual([
    holds,
    { kind: 'private', path: 'block 2', message: 'is a private key' },
  ]);
  expect(readPem(privateText.slice(0, 60)).problems).toEqual([
    holds,
    { kind: 'invalid', path: '$', message: 'has a PEM block without its end' },
  ]);
});

test('a text without a block has neither keys nor problems', () => {
  expect(readPem('a text about keys')).toEqual({ keys: [], problems: [] });
});
