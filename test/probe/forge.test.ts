import { ALGORITHMS, type SigningAlgorithm } from '../../lib/facts';
import { PublicKeySet } from '../../lib/jwk';
import { createImpostor } from '../../lib/probe';
import { encodedPart, forgeHmac, forgeSigned, forgeWith } from '../../lib/probe/forge';
import { verifyToken } from '../../lib/token';
import { NOW_SECONDS, now } from './fake-gateway';
import { impostorOf } from './impostors';

const EVERY = Object.keys(ALGORITHMS) as SigningAlgorithm[];

const TOKEN = { header: { alg: 'none', a: 'é' }, claims: { b: [1] } };
const INPUT = 'eyJhbGciOiJub25lIiwiYSI6IsOpIn0.eyJiIjpbMV19';

test('a token by hand is its two parts and the bytes of its signature', () => {
  expect(encodedPart(TOKEN.claims)).toBe('eyJiIjpbMV19');
  expect(forgeWith(TOKEN, new Uint8Array())).toBe(`${INPUT}.`);
  expect(forgeWith(TOKEN, Uint8Array.of(251, 255))).toBe(`${INPUT}.-_8`);
});

test('an HMAC is SHA-256 over both parts, with the bytes of its secret', () => {
  expect(forgeHmac(TOKEN, 'secret')).toBe(`${INPUT}.lYgK4gEjqLrX0duAfAYUE6zxOqW9zPg5i_r5lnYeZws`);
  expect(forgeHmac(TOKEN, Buffer.from('secret'))).toBe(
    `${INPUT}.lYgK4gEjqLrX0duAfAYUE6zxOqW9zPg5i_r5lnYeZws`,
  );
});

test.each(EVERY)('a token that is signed by hand is one that is verified: %s', async (algorithm) => {
  const key = await impostorOf(algorithm);
  const header = { alg: algorithm, kid: key.publicJwk().kid };
  const keys = PublicKeySet.of([key.publicJwk()]);
  const text = forgeSigned({ header, claims: { exp: NOW_SECONDS + 60 } }, key, algorithm);
  expect((await verifyToken(text, keys, { now })).verified).toBe(true);
});

const QUICK = EVERY.filter((algorithm) => ALGORITHMS[algorithm].value.kty !== 'RSA');

test.each(QUICK)('an impostor’s key is new each time, and for the algorithm: %s', async (algorithm) => {
  const [one, other] = [await createImpostor(algorithm), await createImpostor(algorithm)];
  expect(one.publicJwk()).toMatchObject({ alg: algorithm });
  expect(one.thumbprint).not.toBe(other.thumbprint);
});
