import { type JwtAuthModel, jwtAuth, jwtAuthKeys } from '../../lib/plugin';
import { refusal } from './refusal';

/** Public keys with a made-up modulus of 2048 bits: nothing here is signed. */
const keyOf = (kid: string | undefined, filler: string) => ({
  kty: 'RSA',
  use: 'sig',
  alg: 'RS256',
  ...(kid === undefined ? {} : { kid }),
  e: 'AQAB',
  n: Buffer.from(`\xff${filler.repeat(254)}\x01`, 'latin1').toString('base64url'),
});

const may = keyOf('2025-05', 'a');
const june = keyOf('2025-06', 'b');

test('the data of one key are written in the order of the vendor, whatever the order of the model', () => {
  const { kty, n, ...rest } = may;
  const rendered = jwtAuth.render({
    jwk: { n, ...rest, kty },
    preventJtiReplay: false,
    claimParameters: [{ location: 'header', parameterName: 'X-User-Id', claimName: 'sub' }],
    parameterLocation: 'header',
    parameter: 'Authorization',
  });
  expect(rendered).toBe(`{
  "parameter": "Authorization",
  "parameterLocation": "header",
  "claimParameters": [
    {
      "claimName": "sub",
      "parameterName": "X-User-Id",
      "location": "header"
    }
  ],
  "preventJtiReplay": false,
  "jwk": {
    "kty": "RSA",
    "use": "sig",
    "alg": "RS256",
    "kid": "2025-05",
    "e": "AQAB",
    "n": "${n}"
  }
}`);
});

test('everything that is wrong is told at once, with its path', () => {
  const document = {
    parameter: '',
    parameterLocation: 'body',
    claimParameters: [{ claimName: 'sub', location: 'cookie' }, 'sub'],
    bypassEmptyToken: 'no',
    preventJtiReplay: 1,
    ignoreExpirationCheck: null,
  };
  expect(refusal(() => jwtAuth.parse(document, 'template.json'))).toEqual([
    'plugin-data-invalid',
    '$.parameter must be a non-empty string, got ""',
    '$.parameterLocation must be one of header, query, cookie, got "body"',
    '$.claimParameters[0].parameterName is missing: it must be a non-empty string',
    '$.claimParameters[0].location must be one of query, header, path, formData, got "cookie"',
    '$.claimParameters[1] must be an object, got "sub"',
    '$.preventJtiReplay must be true or false, got 1',
    '$.bypassEmptyToken must be true or false, got "no"',
    '$.ignoreExpirationCheck must be true or false, got null',
    '$ has no key: give jwk or jwks',
  ]);
});

test('two claims for one name are told beside one that cannot be read', () => {
  const claim = { claimName: 'sub', parameterName: 'X-User', location: 'header' };
  const { doubts, problems } = jwtAuth.inspect({
    parameter: 'X-Token',
    jwk: may,
    claimParameters: ['sub', claim],
  });
  expect({ doubts, problems }).toEqual({
    doubts: [],
    problems: [{ path: '$.claimParameters[0]', message: 'must be an object, got "sub"' }],
  });
});

describe('keys', () => {
  const withKeys = (keys: object) => ({ parameter: 'X-Token', ...keys });

  test('may stand in jwk, in jwks, or in both', () => {
    for (const keys of [{ jwk: may }, { jwks: [may, june] }, { jwk: may, jwks: [june] }]) {
      expect(jwtAuth.parse(withKeys(keys))).toEqual(withKeys(keys));
    }
  });

  test('are needed', () => {
    for (const keys of [{}, { jwks: [] }]) {
      expect(refusal(() => jwtAuth.parse(withKeys(keys)))).toEqual([
        'plugin-data-invalid',
        '$ has no key: give jwk or jwks',
      ]);
    }
  });

  test('are JWKs in a list, not a key set and not text', () => {
    expect(
      refusal(() => jwtAuth.parse(withKeys({ jwk: JSON.stringify(may), jwks: { keys: [june] } }))),
    ).toEqual([
      'plugin-data-invalid',
      expect.stringMatching(/^\$\.jwk must be a public JWK, got a string of \d+ characters$/),
      '$.jwks must be a list, got an object',
    ]);
    expect(refusal(() => jwtAuth.parse(withKeys({ jwk: { keys: [may] } })))[1]).toMatch(/^\$\.jwk/);
  });

  test('that are wrong are told at their own place, all of them', () => {
    const document = withKeys({
      jwk: { ...may, n: 'AQAB' },
      jwks: [june, { kty: 'EC', crv: 'P-1', x: 'AA', y: 'AA' }, 7],
    });
    expect(refusal(() => jwtAuth.parse(document))).toEqual([
      'plugin-data-invalid',
      '$.jwk.n has 17 bits; 2048 are the least (RFC 7518 section 3.3)',
      '$.jwks[1].crv must be one of P-256, P-384, P-521, got P-1',
      '$.jwks[2] must be a public JWK, got 7',
    ]);
  });

  test('that are no list are told once', () => {
    expect(refusal(() => jwtAuth.parse(withKeys({ jwks: 7 })))).toEqual([
      'plugin-data-invalid',
      '$.jwks must be a list, got 7',
    ]);
  });

  test('are told by their own place, whatever their members say', () => {
    const jwks = Array.from({ length: 12 }, (_, index) => keyOf(`kid-${index}`, 'a'));
    const wrong = { kty: 'EC', crv: '$.keys[12]', x: 'AA', y: 'AA' };
    const document = withKeys({ jwks: [...jwks.slice(1), wrong] });
    expect(refusal(() => jwtAuth.parse(document))).toEqual([
      'plugin-data-invalid',
      '$.jwks[11].crv must be one of P-256, P-384, P-521, got $.keys[12]',
    ]);
    expect(refusal(() => jwtAuth.parse(withKeys({ jwks: [...jwks, jwks[11]] })))).toEqual([
      'plugin-data-invalid',
      '$.jwks[12].kid is the kid of $.jwks[11] too',
    ]);
  });

  test('of a plug-in are that of jwk, then those of jwks', () => {
    expect(jwtAuthKeys({ jwk: may, jwks: [june] })).toEqual([may, june]);
    expect(jwtAuthKeys({ jwk: may })).toEqual([may]);
    expect(jwtAuthKeys({ jwks: [june, may] })).toEqual([june, may]);
    expect(jwtAuthKeys({})).toEqual([]);
  });

  test('may not share a kid, nor may two be without one, across jwk and jwks', () => {
    const jwks = [june, { ...june, kid: may.kid }];
    expect(refusal(() => jwtAuth.parse(withKeys({ jwk: may, jwks })))).toEqual([
      'plugin-data-invalid',
      '$.jwks[1].kid is the kid of $.jwk too',
    ]);
    const withoutKid = withKeys({ jwk: keyOf(undefined, 'a'), jwks: [keyOf(undefined, 'b')] });
    expect(refusal(() => jwtAuth.parse(withoutKid))).toEqual([
      'plugin-data-invalid',
      '$.jwks[0] has no kid, as $.jwk: only one key may go without',
    ]);
  });

  test('lose members that are no part of a key', () => {
    expect(jwtAuth.parse(withKeys({ jwk: { ...may, x5t: 'AAAA' } }))).toEqual(withKeys({ jwk: may }));
  });
});

describe('warnings', () => {
  const quiet: JwtAuthModel = { parameter: 'X-Token', parameterLocation: 'header', jwk: may };

  test('there are none for one documented key in a header', () => {
    expect(jwtAuth.warnings(quiet)).toEqual([]);
  });

  test('tell what weakens the check, what is not documented and what is not known', () => {
    const model: JwtAuthModel = {
      ...quiet,
      parameterLocation: 'cookie',
      bypassEmptyToken: true,
      ignoreExpirationCheck: true,
      blockByDataSet: 'd1',
      claimParameters: [
        { claimName: 'sub', parameterName: 'X-User', location: 'header', other: { required: true } },
        { claimName: 'user', parameterName: 'X-User', location: 'header' },
        { claimName: 'user', parameterName: 'X-User', location: 'query' },
      ],
      jwks: [june],
      other: { orAppAuth: true },
    };
    expect(jwtAuth.warnings(model).map(({ path, message }) => `${path} ${message}`)).toEqual([
      '$.claimParameters[0].required is not a key that this library knows; it is kept as it is',
      '$.claimParameters[1] goes to header X-User, as claimParameters[0] does',
      '$.orAppAuth is not a key that this library knows; it is kept as it is',
      '$.jwks stands beside jwk: that the service takes both is not documented',
      '$.parameterLocation is cookie: that cookies are read is documented, this word is not',
      '$.bypassEmptyToken is true: a request without any token reaches the backend',
      '$.ignoreExpirationCheck is true: a token is good for ever',
      '$.blockByDataSet is a key that we remember and found on no vendor page',
    ]);
  });

  test('about keys stand at the keys', () => {
    const { alg, ...bare } = june;
    expect(jwtAuth.warnings({ ...quiet, jwk: undefined, jwks: [may, bare] })).toEqual([
      { path: '$.jwks[1]', message: expect.stringContaining('has no alg') },
    ]);
  });

  test.each([
    ...['jwksUri', 'jwks_uri', 'jwksUrl', 'jwkUri'].map((key) => [
      key,
      'the plug-in fetches no keys; write the public keys into jwks',
    ]),
    ['keys', 'the list of keys is called jwks'],
    ...['iss', 'issuer', 'aud', 'audience', 'audiences'].map((key) => [
      key,
      'the plug-in does not look at issuer and audience; bind an accessControl plug-in that denies all others',
    ]),
    ...['consumers', 'global_auth'].map((key) => [
      key,
      'it belongs to the JWT plug-in of the cloud-native gateway, whose data is of another kind',
    ]),
    ['jwtAuth', 'it is the type of the plug-in; write what is in it one level up'],
  ])('tell what is meant instead of %s', (key, advice) => {
    const message = `is not a key that this library knows: ${advice}`;
    expect(jwtAuth.warnings({ ...quiet, other: { [key]: 'x' } })).toEqual([{ path: `$.${key}`, message }]);
  });
});
