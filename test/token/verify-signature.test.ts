import { constants, createPrivateKey, type JsonWebKey, sign } from 'node:crypto';
import { PublicKeySet } from '../../lib/jwk';
import { verifyToken } from '../../lib/token';
import { fixtureJwk, fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { CLAIMS, HEADER, rs256Token, tokenCheckOf } from './handmade-token';

const PAYLOAD =
  'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
const CLAIMS_OF_THE_RFC = { iss: 'joe', exp: 1300819380, 'http://example.com/is_root': true };

const A2 = {
  key: {
    kty: 'RSA',
    n: 'ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ',
    e: 'AQAB',
  },
  token: `eyJhbGciOiJSUzI1NiJ9.${PAYLOAD}.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw`,
};

const A3 = {
  key: {
    kty: 'EC',
    crv: 'P-256',
    x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
    y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  },
  token: `eyJhbGciOiJFUzI1NiJ9.${PAYLOAD}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q`,
};

const A4 = {
  key: {
    kty: 'EC',
    crv: 'P-521',
    x: 'AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk',
    y: 'ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2',
  },
  token:
    'eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn',
};

const ED25519 = {
  key: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
  token:
    'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
};

describe('the signature is good of', () => {
  test.each([
    ['https://www.rfc-editor.org/rfc/rfc7515#appendix-A.2 (RS256)', A2, 'RS256'],
    ['https://www.rfc-editor.org/rfc/rfc7515#appendix-A.3 (ES256)', A3, 'ES256'],
    ['https://www.rfc-editor.org/rfc/rfc7515#appendix-A.4 (ES512)', A4, 'ES512'],
    ['https://www.rfc-editor.org/rfc/rfc8037#appendix-A.4 (EdDSA)', ED25519, 'EdDSA'],
  ] as const)('%s', async (_, { key, token }, algorithm) => {
    expect(await tokenCheckOf(key, algorithm)(token)).toBe(true);
  });
});

test.each([
  ['a point beside its curve', { ...A3.key, y: A3.key.x }, 'ES256', A3.token],
  ['a modulus of nothing', { ...A2.key, n: '' }, 'RS256', A2.token],
  ['an even exponent', { ...A2.key, e: 'AQAA' }, 'RS256', A2.token],
  ['an Ed25519 key of one byte', { ...ED25519.key, x: 'AA' }, 'EdDSA', ED25519.token],
] as const)('what OpenSSL makes no sense of has signed nothing: %s', async (_, key, algorithm, token) => {
  expect(await tokenCheckOf(key, algorithm)(token)).toBe(false);
});

describe('a token of the RFCs verifies, before its exp:', () => {
  test.each([
    ['RFC 7515 A.2', A2, 'RS256'],
    ['RFC 7515 A.3', A3, 'ES256'],
  ])('%s', async (_, { key, token }, alg) => {
    const keys = PublicKeySet.parse(key);
    const answer = await verifyToken(token, keys, { now: () => 1300819379_999 });
    expect(answer).toMatchObject({ verified: true, claims: CLAIMS_OF_THE_RFC, key: { alg } });
    expect(await verifyToken(token, keys, { now: () => 1300819380_000 })).toMatchObject({
      reason: 'expired',
    });
  });

  // Their payloads are no claims.
  test.each([
    ['RFC 7515 A.4', A4],
    ['RFC 8037 A.4', ED25519],
  ])('%s not, for it has no claims', async (_, { key, token }) => {
    expect(await verifyToken(token, PublicKeySet.parse(key), { now: () => 0 })).toMatchObject({
      reason: 'malformed',
    });
  });
});

describe('a signature is not good', () => {
  const token = rs256Token(HEADER, CLAIMS);

  test('of another algorithm of the same key', async () => {
    expect(await tokenCheckOf(fixturePublicJwk('RS256'), 'PS256')(token)).toBe(false);
    expect(await tokenCheckOf(fixturePublicJwk('RS256'), 'RS512')(token)).toBe(false);
  });

  test('of another key', async () => {
    expect(await tokenCheckOf(A2.key, 'RS256')(token)).toBe(false);
  });

  test('when it is the other way to write an ECDSA signature', async () => {
    const der = A3.token.replace(/[^.]*$/, `MEUCIQ${'A'.repeat(88)}`);
    expect(await tokenCheckOf(A3.key, 'ES256')(der)).toBe(false);
  });

  test('when it is all zeros', async () => {
    for (const [{ key, token: good }, bytes, algorithm] of [
      [A2, 256, 'RS256'],
      [A3, 64, 'ES256'],
      [A4, 132, 'ES512'],
      [ED25519, 64, 'EdDSA'],
    ] as const) {
      const zeros = Buffer.alloc(bytes).toString('base64url');
      expect(await tokenCheckOf(key, algorithm)(good.replace(/[^.]*$/, zeros))).toBe(false);
    }
  });
});

test('a PS256 signature whose salt is not as long as its hash is of nobody: RFC 7518, section 3.5', async () => {
  const check = tokenCheckOf(fixturePublicJwk('RS256'), 'PS256');
  const key = createPrivateKey({ key: { ...fixtureJwk('RS256') } as JsonWebKey, format: 'jwk' });
  const signed = (saltLength: number): string => {
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    return `e30.e30.${sign('sha256', Buffer.from('e30.e30'), { key, padding, saltLength }).toString('base64url')}`;
  };
  expect([await check(signed(32)), await check(signed(20))]).toEqual([true, false]);
});
