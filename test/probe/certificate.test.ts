import { createPrivateKey, type JsonWebKey, X509Certificate } from 'node:crypto';
import { ALGORITHMS, type SigningAlgorithm } from '../../lib/facts';
import { revealPrivateJwk } from '../../lib/jwk';
import { selfSignedCertificate } from '../../lib/probe/certificate';
import { der, oid, sequence, time } from '../../lib/probe/der';
import { impostorOf } from './impostors';

const EVERY = Object.keys(ALGORITHMS) as SigningAlgorithm[];

test.each(EVERY)('a certificate that an impostor made for itself is one: %s', async (algorithm) => {
  const key = await impostorOf(algorithm);
  const [from, to] = [new Date('2026-01-01T02:03:04.567Z'), new Date('2036-11-12')];
  const made = selfSignedCertificate(key, from, to);
  const certificate = new X509Certificate(made);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkIssued(certificate)).toBe(true);
  const secret = createPrivateKey({ key: revealPrivateJwk(key) as JsonWebKey, format: 'jwk' });
  expect(certificate.checkPrivateKey(secret)).toBe(true);
  const { issuer, serialNumber, subject, validFrom, validTo } = certificate;
  expect({ issuer, serialNumber, subject, validFrom, validTo, raw: certificate.raw.equals(made) }).toEqual({
    issuer: 'CN=nobody.invalid',
    subject: 'CN=nobody.invalid',
    serialNumber: '01',
    validFrom: 'Jan  1 02:03:04 2026 GMT',
    validTo: 'Nov 12 00:00:00 2036 GMT',
    raw: true,
  });
});

test.each<[SigningAlgorithm, string]>([
  ['RS256', '300d06092a864886f70d01010b0500'],
  ['ES256', '300a06082a8648ce3d040302'],
  ['EdDSA', '300506032b6570'],
])(
  'it names the algorithm of its signature as the RFCs have it, within and outside: %s',
  async (algorithm, hex) => {
    const made = selfSignedCertificate(await impostorOf(algorithm), new Date(0), new Date(1));
    // Before the issuer, and before the signature.
    expect(made.toString('hex').match(new RegExp(`${hex}(?=30|03)`, 'g'))?.length).toBeGreaterThanOrEqual(2);
  },
);

test.each<[number, string]>([
  [0, '0400'],
  [1, '0401'],
  [0x7f, '047f'],
  [0x80, '048180'],
  [0xff, '0481ff'],
  [0x100, '04820100'],
  [0x1234, '04821234'],
])('a value of %s bytes has its length before it, in as few bytes as there can be', (length, expected) => {
  const content = Buffer.alloc(length, 7);
  expect(der(0x04, content)).toEqual(Buffer.concat([Buffer.from(expected, 'hex'), content]));
});

test('a sequence, an identifier and a time are as X.690 has them', () => {
  expect(sequence(oid('2b6570'), Uint8Array.of(5, 0)).toString('hex')).toBe('300706032b65700500');
  expect(time(new Date('2026-01-02T03:04:05.678Z')).toString('latin1')).toBe('\x18\x0f20260102030405Z');
});
