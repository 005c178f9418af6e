import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../lib/cli';
import type { ProbeAnswer, ProbeRequest } from '../../lib/probe';
import { decodeToken } from '../../lib/token';
import { fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';
import { createCapturedIo } from './captured-io';
import { newFolder, removeFolders, write } from './git-repository';

afterAll(removeFolders);

const route = (id: string, method: string, path: string) => ({
  [id]: {
    Type: 'ALIYUN::ApiGateway::Api',
    Properties: {
      GroupId: { Ref: 'Shop' },
      AuthType: 'ANONYMOUS',
      RequestConfig: {
        RequestHttpMethod: method,
        RequestPath: path,
        RequestProtocol: 'HTTPS',
        RequestMode: 'MAPPING',
      },
      RequestParameters: [
        { ApiParameterName: 'id', Location: 'PATH', ParameterType: 'String', Required: 'REQUIRED' },
      ],
    },
  },
  ...Object.fromEntries(
    ['RELEASE', 'TEST'].flatMap((StageName) => [
      [
        `${id}${StageName}`,
        {
          Type: 'ALIYUN::ApiGateway::Deployment',
          Properties: { GroupId: { Ref: 'Shop' }, ApiId: { Ref: id }, StageName },
        },
      ],
      [
        `${id}${StageName}Binding`,
        {
          Type: 'ALIYUN::ApiGateway::PluginAttachment',
          Properties: { ApiId: { Ref: id }, PluginId: { Ref: 'Customers' }, StageName },
        },
      ],
    ]),
  ),
});

const folder = newFolder();
write(folder, {
  'keys/customers.private.jwks.json': fixtureText('ES256'),
  'template.json': JSON.stringify({
    ROSTemplateFormatVersion: '2015-09-01',
    Resources: {
      Shop: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'shop' } },
      Customers: {
        Type: 'ALIYUN::ApiGateway::Plugin',
        Properties: {
          PluginName: 'customers',
          PluginType: 'jwtAuth',
          PluginData: {
            parameter: 'Authorization',
            parameterLocation: 'header',
            jwk: fixturePublicJwk('ES256'),
          },
        },
      },
      ...route('GetOrder', 'GET', '/orders/[id]'),
      ...route('EditOrder', 'PUT', '/orders/[id]'),
    },
  }),
});
chmodSync(join(folder, 'keys/customers.private.jwks.json'), 0o600);

const REFUSED: ProbeAnswer = { status: 403, headers: [['X-Ca-Error-Code', 'A403JT']] };
const MISSING: ProbeAnswer = { status: 403, headers: [['X-Ca-Error-Code', 'A403JM']] };
const START = Date.UTC(2026, 0, 1, 12);

/** What verify sends, says and waits for; on a terminal, where each answer takes a second. */
async function verifyWith(given: { readonly isTerminal: boolean }, ...options: readonly string[]) {
  const requests: ProbeRequest[] = [];
  const waits: number[] = [];
  const io = createCapturedIo({
    ...given,
    cwd: folder,
    now: () => START + (given.isTerminal ? requests.length * 1000 : 0),
    sleep: async (millis) => {
      waits.push(millis);
    },
    send: async (request) => {
      requests.push(request);
      return request.headers.some(([name]) => name === 'Authorization') ? REFUSED : MISSING;
    },
  });
  const status = await run(['verify', '--template', 'template.json', ...options], io);
  return { status, requests, waits, ...io.written };
}

const verify = (...options: readonly string[]) => verifyWith({ isTerminal: false }, ...options);

const BASE = 'https://api.test';
const TO_ONE = ['--stage', 'TEST', '--param', 'id=42'];
const ONCE = [BASE, ...TO_ONE, '--kind', 'no-token'];
const lineOf = ({ headers, method, url }: ProbeRequest) =>
  `${method} ${url} ${headers.find(([name]) => name === 'X-Ca-Stage')?.[1]}`;
const claimsOf = ({ headers }: ProbeRequest) => {
  const token = headers.find(([name]) => name === 'Authorization')?.[1].replace('Bearer ', '');
  return token === undefined ? undefined : decodeToken(token).claims;
};

test('verify sends requests that are safe alone, to one stage where that is said, with the parameters given', async () => {
  expect((await verify(...ONCE)).requests.map(lineOf)).toEqual(['GET https://api.test/orders/42 TEST']);
});

test('verify sends to every stage where none is said, and every method where that is allowed', async () => {
  const { requests } = await verify(BASE, '--kind', 'no-token', '--param', 'id=7', '--unsafe-methods');
  expect(requests.map(lineOf).sort()).toEqual([
    'GET https://api.test/orders/7 RELEASE',
    'GET https://api.test/orders/7 TEST',
    'PUT https://api.test/orders/7 RELEASE',
    'PUT https://api.test/orders/7 TEST',
  ]);
});

test('verify sends to the route that is named alone', async () => {
  const { requests } = await verify(...ONCE, '--unsafe-methods', '--route', 'PUT /orders/[id]');
  expect(requests.map(lineOf)).toEqual(['PUT https://api.test/orders/42 TEST']);
});

test('verify sends the headers given with every request', async () => {
  const { requests } = await verify(...ONCE, '--header', 'X-Trace: 7', '--header', 'X-More: a');
  expect(requests.map(({ headers }) => headers)).toEqual([
    expect.arrayContaining([
      ['X-Trace', '7'],
      ['X-More', 'a'],
    ]),
  ]);
});

test('verify signs good tokens with the keys and the claims given', async () => {
  const claims = ['--claim', 'role=editor', '--json-claim', 'level=3'];
  const { requests } = await verify(BASE, ...TO_ONE, '--keys', 'customers', '--kind', 'good', ...claims);
  expect(requests.map(claimsOf)).toEqual([expect.objectContaining({ role: 'editor', level: 3 })]);
});

test('verify sends to both addresses, to that of the old gateway first', async () => {
  const { requests } = await verify(BASE, 'https://new.test', ...ONCE.slice(1));
  expect(requests.map(lineOf)).toEqual([
    'GET https://api.test/orders/42 TEST',
    'GET https://new.test/orders/42 TEST',
  ]);
});

test.each([
  ['2', [500]],
  ['0.5', [2000]],
  ['1000', [1]],
])('with --rate %s verify waits %j between requests', async (rate, waits) => {
  const { requests, waits: all } = await verify(
    BASE,
    '--kind',
    'no-token',
    '--param',
    'id=1',
    '--rate',
    rate,
  );
  expect(requests).toHaveLength(2);
  expect(all).toEqual(waits);
});

test('an answer may take as long as --timeout says', async () => {
  const timeout = jest.spyOn(AbortSignal, 'timeout');
  await verify(...ONCE, '--timeout', '3s');
  await verify(...ONCE);
  expect(timeout.mock.calls).toEqual([[3000], [10_000]]);
  timeout.mockRestore();
});

test('verify tells on a terminal how far it is, until it ends', async () => {
  const { stderr } = await verifyWith(
    { isTerminal: true },
    BASE,
    '--kind',
    'no-token',
    '--param',
    'id=1',
    '--keys',
    'customers',
  );
  expect(stderr.replaceAll('\u001b[K', '|')).toMatch(/^(?:\r\d of 4 routes, \d requests\|)+\r\|$/);
});

const READABLE = 'jwt-gateway: warning: good tokens go over plain http: whoever reads them can use them\n';
const NO_KEYS = 'no --keys: no good token is tried, nor what only a private key can make\n';

test.each<[title: string, addresses: readonly string[], keys: readonly string[], stderr: string]>([
  ['over TLS nothing is said', [BASE], ['--keys', 'customers'], ''],
  ['over plain http there is a warning', ['http://api.test'], ['--keys', 'customers'], READABLE],
  ['on one of two ways there is a warning', [BASE, 'http://new.test'], ['--keys', 'customers'], READABLE],
  ['to this machine nothing is said', ['http://localhost:8080'], ['--keys', 'customers'], ''],
  ['without a key that is said, and nothing that can be read', ['http://api.test'], [], NO_KEYS],
])('where good tokens go %s', async (_, addresses, keys, stderr) => {
  expect((await verify(...addresses, ...ONCE.slice(1), ...keys)).stderr).toBe(stderr);
});
