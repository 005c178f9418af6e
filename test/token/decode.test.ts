import { inspect } from 'node:util';
import fc from 'fast-check';
import { GatewayError } from '../../lib/errors';
import { decodeToken, withoutScheme } from '../../lib/token';
import { gatewayErrorOf } from '../jwk/gateway-error-of';
import { CLAIMS, HEADER, rs256Token, unsignedToken } from './handmade-token';

const part = (text: string | Buffer): string => Buffer.from(text).toString('base64url');
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

describe('a token is read', () => {
  test('without checking its signature', () => {
    const token = rs256Token(HEADER, CLAIMS).replace(/[^.]*$/, 'AAAA');
    expect(decodeToken(token)).toEqual({ header: HEADER, claims: CLAIMS, signatureBytes: 3 });
  });

  test('when it has no signature', () => {
    expect(decodeToken(unsignedToken({ alg: 'none' }, {}))).toEqual({
      header: { alg: 'none' },
      claims: {},
      signatureBytes: 0,
    });
  });

  test('with claims of any name and any JSON', () => {
    const claims =
      '{"__proto__":{"exp":1},"é":[1,{"a":null}],"a":{"b":1},"c":{"b":2},"d":[{"b":1},{"b":2}],"s":"\\"{,:"}';
    expect(JSON.stringify(decodeToken(unsignedToken(HEADER, claims)).claims)).toBe(claims);
    expect(decodeToken(unsignedToken(HEADER, claims)).claims.exp).toBeUndefined();
  });

  test('as deep as its size lets it be', () => {
    const deep = `{"a":${'['.repeat(3000)}${']'.repeat(3000)}}`;
    expect(JSON.stringify(decodeToken(unsignedToken({ alg: 'none' }, deep)).claims)).toBe(deep);
  });

  test('whatever it says, where it says each member once', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (claims) => {
        const text = JSON.stringify(claims);
        expect(JSON.stringify(decodeToken(unsignedToken(HEADER, text)).claims)).toBe(text);
      }),
    );
  });

  test('up to 8192 bytes', () => {
    const unsigned = unsignedToken(HEADER, { a: 1 });
    const token = unsigned.padEnd(8192, 'A');
    expect(() => decodeToken(token)).not.toThrow();
  });
});

test.each([
  ['Bearer a.b.c', 'a.b.c'],
  [' bearer   a.b.c\n', 'a.b.c'],
  ['a.b.c', 'a.b.c'],
  ['Token bearer a.b.c', 'Token bearer a.b.c'],
])('of what is copied from a header, %j, the token is %j', (copied, token) => {
  expect(withoutScheme(copied)).toBe(token);
});

describe('a token is malformed when', () => {
  const header = part(JSON.stringify(HEADER));
  const payload = part(JSON.stringify(CLAIMS));

  test.each([
    ['it is empty', '', 'is empty'],
    ['it is one part', header, 'has 1 part between dots; a signed token has three'],
    ['it is two parts', `${header}.${payload}`, 'has 2 parts between dots; a signed token has three'],
    ['it is encrypted', 'a.b.c.d.e', 'has five parts, as an encrypted token has; a signed one has three'],
    ['its header is empty', `.${payload}.AA`, 'has a header that is no JSON object with each member once'],
    ['its payload is empty', `${header}..AA`, 'has a payload that is no JSON object with each member once'],
    [
      'its header is no JSON',
      `${part('{alg:1}')}.${payload}.AA`,
      'has a header that is no JSON object with each member once',
    ],
    [
      'its payload is a list',
      `${header}.${part('[]')}.AA`,
      'has a payload that is no JSON object with each member once',
    ],
    [
      'its payload is null',
      `${header}.${part('null')}.AA`,
      'has a payload that is no JSON object with each member once',
    ],
    [
      'its payload is text',
      `${header}.${part('"{}"')}.AA`,
      'has a payload that is no JSON object with each member once',
    ],
    [
      'its payload begins with a byte order mark',
      `${header}.${part(Buffer.concat([BOM, Buffer.from('{}')]))}.AA`,
      'has a payload that is no JSON object with each member once',
    ],
    [
      'its payload is not UTF-8',
      `${header}.${part(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))}.AA`,
      'has a payload that is no JSON object with each member once',
    ],
    [
      'its header says alg twice',
      `${part('{"alg":"none","alg":"RS256"}')}.${payload}.AA`,
      'has a header that is no JSON object with each member once',
    ],
    [
      'its payload says a claim twice',
      `${header}.${part('{"sub":"a","sub":"b"}')}.AA`,
      'has a payload that is no JSON object with each member once',
    ],
    [
      'its payload says a claim twice in two spellings',
      `${header}.${part('{"sub":"a","s\\u0075b":"b"}')}.AA`,
      'has a payload that is no JSON object with each member once',
    ],
    [
      'its payload says a member twice deep inside',
      `${header}.${part('{"a":[{"b":{"c":1,"d":2,"c":3}}]}')}.AA`,
      'has a payload that is no JSON object with each member once',
    ],
    [
      'its header has no alg',
      `${part('{}')}.${payload}.AA`,
      'has a header without alg, the name of its algorithm',
    ],
    [
      'its alg is no text',
      `${part('{"alg":["RS256"]}')}.${payload}.AA`,
      'has a header without alg, the name of its algorithm',
    ],
    [
      'its kid is no text',
      `${part('{"alg":"RS256","kid":1}')}.${payload}.AA`,
      'has a header with a kid that is no text',
    ],
    ['a part is padded', `${header}.${payload}.AA==`, 'has a signature that is not base64url'],
    ['a part is base64', `${header}.${payload}.+/8A`, 'has a signature that is not base64url'],
    [
      'a part has unused bits that are set',
      `${header}.${payload}.AB`,
      'has a signature that is not base64url',
    ],
    [
      'a part has a length that none can have',
      `${header}.${payload}.AAAAA`,
      'has a signature that is not base64url',
    ],
    ['there is space around it', ` ${header}.${payload}.AA`, 'has a header that is not base64url'],
    ['there is a line break after it', `${header}.${payload}.AA\n`, 'has a signature that is not base64url'],
  ])('%s', async (_, token, words) => {
    const error = await gatewayErrorOf(() => decodeToken(token));
    expect(error.code).toBe('token-malformed');
    expect(error.message).toBe(`the token ${words}`);
  });
});

describe('a token that is refused', () => {
  test('is not too large for its characters but for its bytes', async () => {
    expect((await gatewayErrorOf(() => decodeToken('x'.repeat(8192)))).code).toBe('token-malformed');
    expect((await gatewayErrorOf(() => decodeToken('ä'.repeat(4097)))).code).toBe('token-too-large');
    expect(await gatewayErrorOf(() => decodeToken('x'.repeat(8193)))).toMatchObject({
      code: 'token-too-large',
      message:
        'the token is 8193 bytes; the gateway takes 8192 at most ' +
        '(URL and headers of a request together may not be larger; carry fewer claims)',
    });
  });

  test('is not quoted', () => {
    const pieces = fc.constantFrom(
      'secret',
      'eyJ',
      '.',
      '=',
      ' ',
      'c2VjcmV0',
      part('{"secret":'),
      part('{"a":"secret"}'),
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 8 }).map((list) => list.join('')),
        (token) => {
          try {
            decodeToken(token);
          } catch (error) {
            expect(GatewayError.isGatewayError(error)).toBe(true);
            expect(inspect(error, { depth: null }).replace(/\n {4}at .*/g, '')).not.toMatch(
              /secret|c2VjcmV0|eyJ/,
            );
          }
        },
      ),
    );
  });
});
