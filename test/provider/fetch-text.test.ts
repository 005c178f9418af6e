import { generateKeyPairSync } from 'node:crypto';
import dns from 'node:dns';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { getOverHttps } from '../../lib/cli/providing/get-over-https';
import {
  discoverKeys,
  type FetchOptions,
  fetchText,
  type KeyNetwork,
  RefusedAddressError,
} from '../../lib/provider';
import { gatewayErrorOf } from '../jwk/gateway-error-of';
import { startLoopback, startLoopbackTls, stopLoopback } from './loopback-server';
import { selfSignedPem } from './self-signed-pem';

afterEach(stopLoopback);

const waits: number[] = [];
const network = (ca?: string): KeyNetwork => ({
  get: getOverHttps({ ca }),
  sleep: async (millis) => void waits.push(millis),
});
const fetching: FetchOptions = { allowedHosts: [], timeoutSeconds: 20 };
const textAt = (url: string, options: Partial<FetchOptions> = {}) =>
  fetchText(new URL(url), network(), { ...fetching, ...options });
const errorAt = async (url: string, options = {}) => {
  const { code, message } = await gatewayErrorOf(() => textAt(url, options));
  expect(message).not.toContain('\n');
  return [code, message.replace(/127\.0\.0\.1:\d+/g, 'HOST')];
};

const json = (answer: ServerResponse, text = '{"keys": []}', type = 'application/json') =>
  answer.writeHead(200, { 'content-type': type }).end(text);

test.each(['application/json', 'application/jwk-set+json; charset=utf-8', 'Application/JSON'])(
  'a document of the type %s is read',
  async (type) => {
    const url = await startLoopback((_, answer) => json(answer, '{"keys": []}', type));
    expect(await textAt(url)).toBe('{"keys": []}');
  },
);

test.each<[string, RequestListener, string]>([
  [
    'a web page',
    (_, answer) => json(answer, '<html>', 'text/html; charset=utf-8'),
    'answers with a web page (text/html) and not with JSON',
  ],
  [
    'another content type',
    (_, answer) => json(answer, 'x', 'image/png'),
    'answers with image/png and not with JSON',
  ],
  [
    'no content type',
    (_, answer) => answer.writeHead(200).end('{}'),
    'answers with no content type and not with JSON',
  ],
  ['404', (_, answer) => answer.writeHead(404).end(), 'answers 404 and not 200'],
  ['204', (_, answer) => answer.writeHead(204).end(), 'answers 204 and not 200'],
  ['401', (_, answer) => answer.writeHead(401).end(), 'answers 401 and not 200'],
  ['too much', (_, answer) => json(answer, ' '.repeat(256 * 1024 + 1)), 'answers with more than 256 KB'],
  [
    'a little that becomes too much',
    (_, answer) =>
      answer
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(gzipSync(' '.repeat(1_000_000))),
    'answers with more than 256 KB',
  ],
  [
    'what is not UTF-8',
    (_, answer) => answer.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.from([0xff])),
    'answers with bytes that are not UTF-8 text',
  ],
  [
    'an answer that breaks off',
    (_, answer) => {
      answer.writeHead(200, { 'content-type': 'application/json' });
      answer.write('{');
      setImmediate(() => answer.destroy());
    },
    'cannot be asked (the connection failed)',
  ],
  ['no answer', ({ socket }: IncomingMessage) => socket.destroy(), 'cannot be asked (UND_ERR_SOCKET)'],
  [
    'a redirect to nowhere',
    (_, answer) => answer.writeHead(302).end(),
    'answers 302 without a place to go to',
  ],
])('%s is told in one line', async (_, listener, words) => {
  const url = await startLoopback(listener);
  expect(await errorAt(url)).toEqual(['provider-unreachable', `http://HOST/: ${words}`]);
});

test.each([429, 500, 503])('%d is tried twice more', async (status) => {
  waits.length = 0;
  let asked = 0;
  const url = await startLoopback((_, answer) => {
    asked += 1;
    if (asked < 3) answer.writeHead(status).end();
    else json(answer, '{"good": 1}');
  });
  expect(await textAt(url)).toBe('{"good": 1}');
  expect(waits).toEqual([500, 2000]);
});

test('and no more than that', async () => {
  let asked = 0;
  const url = await startLoopback((_, answer) => {
    asked += 1;
    answer.writeHead(429).end();
  });
  expect(await errorAt(url)).toEqual(['provider-unreachable', 'http://HOST/: answers 429, three times']);
  expect(asked).toBe(3);
});

test('nobody who listens is told with what the system says', async () => {
  const url = await startLoopback(() => {});
  await stopLoopback();
  expect(await errorAt(url)).toEqual([
    'provider-unreachable',
    'http://HOST/: cannot be asked (ECONNREFUSED)',
  ]);
});

test('what takes too long is given up, before the answer and within it', async () => {
  const silent = await startLoopback(() => {});
  expect(await errorAt(silent, { timeoutSeconds: 1 })).toEqual([
    'provider-unreachable',
    'http://HOST/: takes longer than 1s',
  ]);
  const slow = await startLoopback((_, answer) => {
    answer.writeHead(200, { 'content-type': 'application/json' }).write('{');
  });
  expect(await errorAt(slow, { timeoutSeconds: 1 })).toEqual([
    'provider-unreachable',
    'http://HOST/: takes longer than 1s',
  ]);
});

describe('a redirect', () => {
  const redirecting =
    (to: (url: string) => string | undefined): RequestListener =>
    (request, answer) => {
      const target = to(request.url ?? '');
      if (target === undefined) json(answer);
      else answer.writeHead(302, { location: target }).end();
    };

  test('on the same host is followed, three times at most', async () => {
    const steps = (count: number) =>
      redirecting((url) => (Number(url.slice(2)) < count ? `/?${Number(url.slice(2)) + 1}` : undefined));
    expect(await textAt(await startLoopback(steps(3)))).toBe('{"keys": []}');
    expect(await errorAt(await startLoopback(steps(4)))).toEqual([
      'provider-unreachable',
      'http://HOST/: redirects more than 3 times',
    ]);
  });

  test('to another host is followed where it is allowed', async () => {
    const target = await startLoopback((_, answer) => json(answer, '{"other": 1}'));
    const url = await startLoopback(redirecting(() => `${target}/keys`));
    expect(await errorAt(url)).toEqual([
      'provider-unreachable',
      'http://HOST/: redirects to HOST (allow it with --allow-host HOST)',
    ]);
    expect(await textAt(url, { allowedHosts: [new URL(target).host] })).toBe('{"other": 1}');
  });

  test.each([
    ['http://169.254.169.254/latest/', 'is no https address'],
    ['https://169.254.169.254/latest/', 'is an address for the machine itself'],
    ['https://[::ffff:169.254.169.254]/', 'is an address for the machine itself'],
    ['https://2852039166/', 'is an address for the machine itself'],
    ['https://100.100.100.200/', 'is an address for the machine itself'],
    ['https://[fd00:ec2::254]/', 'is an address for the machine itself'],
    ['file:///etc/passwd', 'is no https address'],
    ['http://login.example.com/', 'is no https address'],
    ['https://user:secret@login.example.com/', 'a user or password does not belong into the address'],
  ])('to %s is refused, even where the host is allowed', async (target, words) => {
    const url = await startLoopback(redirecting(() => target));
    const host = target.startsWith('file') ? '' : new URL(target).host;
    const [code, message] = await errorAt(url, { allowedHosts: [host] });
    expect(code).toBe('provider-unreachable');
    expect(message).toContain(words);
    expect(message).not.toContain('secret');
  });
});

test.each([
  ['http://login.example.com/keys', 'is no https address (plain http is for this machine only)'],
  ['http://0.0.0.0/keys', 'is no https address'],
  ['https://169.254.10.1/keys', 'is an address for the machine itself'],
  ['https://[fe80::1]/keys', 'is an address for the machine itself'],
  ['https://[64:ff9b::169.254.169.254]/keys', 'is an address for the machine itself'],
  ['https://user:secret@login.example.com/keys', 'a user or password does not belong into the address'],
])('%s is never asked', async (url, words) => {
  const [code, message] = await errorAt(url);
  expect(code).toBe('provider-unreachable');
  expect(message).toContain(words);
  expect(message).not.toContain('secret');
});

test('a name that resolves to an address of the machine itself is refused before anything is sent', async () => {
  const refusing: KeyNetwork = {
    ...network(),
    get: () => Promise.reject(new TypeError('fetch failed', { cause: new RefusedAddressError('x') })),
  };
  const error = await gatewayErrorOf(() =>
    fetchText(new URL('https://login.example.com/'), refusing, fetching),
  );
  expect(error.message).toContain('is an address for the machine itself (link-local or metadata)');
});

test('a name below localhost that leads elsewhere is refused over plain http', async () => {
  jest.spyOn(dns, 'lookup').mockImplementation(((
    _name: string,
    _options: object,
    done: (...found: unknown[]) => void,
  ) => {
    done(null, [{ address: '192.0.2.1', family: 4 }]);
  }) as never);
  const [, message] = await errorAt('http://login.localhost:1234/keys');
  jest.restoreAllMocks();
  expect(message).toContain('is an address for the machine itself');
});

test('a certificate that nobody has signed is refused, and taken where its authority is named', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const cert = selfSignedPem(privateKey, '127.0.0.1');
  const url = await startLoopbackTls((_, answer) => json(answer, '{"tls": 1}'), { key, cert });
  const [, message] = await errorAt(url);
  expect(message).toMatch(
    /shows a certificate that is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\) \(name your own/,
  );
  expect(await fetchText(new URL(url), network(cert), fetching)).toBe('{"tls": 1}');
});

test('what a query gives access with is in no message', async () => {
  const url = await startLoopback((_, answer) => answer.writeHead(404).end());
  expect(await errorAt(`${url}/keys?code=secret`)).toEqual([
    'provider-unreachable',
    'http://HOST/keys: answers 404 and not 200',
  ]);
});

describe('discovery', () => {
  const discovering = (document: (url: string) => unknown) => {
    let base = '';
    return startLoopback((request, answer) => {
      if (request.url === '/realm/.well-known/openid-configuration')
        json(answer, JSON.stringify(document(base)));
      else answer.writeHead(404).end();
    }).then((url) => {
      base = `${url}/realm`;
      return base;
    });
  };
  const discover = (issuer: string) => discoverKeys(issuer, network(), fetching);

  test('finds the keys of the issuer, also on another https host', async () => {
    const issuer = await discovering((url) => ({ issuer: url, jwks_uri: 'https://keys.example.com/realm' }));
    expect((await discover(issuer)).href).toBe('https://keys.example.com/realm');
  });

  test('refuses another issuer, and tells when only the slash at the end differs', async () => {
    const issuer = await discovering((url) => ({ issuer: `${url}/`, jwks_uri: `${url}/keys` }));
    const error = await gatewayErrorOf(() => discover(issuer));
    expect(error.code).toBe('issuer-differs');
    expect(error.message).toContain('only the slash at the end differs');
    expect((await discover(`${issuer}/`)).pathname).toBe('/realm/keys');
    const other = await discovering(() => ({
      issuer: 'https://other.example.com',
      jwks_uri: 'https://x.example.com',
    }));
    expect((await gatewayErrorOf(() => discover(other))).message).toContain(
      'says that its issuer is https://other.example.com, not http://127',
    );
  });

  test.each<[string, (url: string) => unknown, string]>([
    ['no keys', (url) => ({ issuer: url }), 'names no address of keys (jwks_uri)'],
    [
      'keys that are no address',
      (url) => ({ issuer: url, jwks_uri: '/keys' }),
      'names no address of keys (jwks_uri)',
    ],
    [
      'keys at plain http',
      (url) => ({ issuer: url, jwks_uri: 'http://keys.example.com/' }),
      'is no https address',
    ],
    [
      'keys at the metadata service',
      (url) => ({ issuer: url, jwks_uri: 'https://169.254.169.254/' }),
      'is an address for the machine',
    ],
    ['nothing', () => null, 'says that its issuer is nothing'],
  ])('that names %s is refused', async (_, document, words) => {
    const error = await gatewayErrorOf(async () => discover(await discovering(document)));
    expect(error.message).toContain(words);
  });

  test('of an https issuer never leads to this machine', async () => {
    const answering: KeyNetwork = {
      ...network(),
      get: async () =>
        Response.json({ issuer: 'https://login.example.com', jwks_uri: 'https://localhost/keys' }),
    };
    const error = await gatewayErrorOf(() => discoverKeys('https://login.example.com', answering, fetching));
    expect(error.message).toContain('is this machine, which login.example.com must not lead to');
  });

  test.each(['login.example.com', 'https://login.example.com/?x=1', 'ftp://login.example.com'])(
    '%s is no issuer',
    async (issuer) => expect((await gatewayErrorOf(() => discover(issuer))).code).toBe('usage'),
  );
});
