import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { api, binding, deployment, getAtt, group, JWT, type Loose, plugin, template } from '../model/sample';
import { CLAIMS, HEADER, now, rs256Token } from '../token/handmade-token';
import { createCapturedIo } from './captured-io';

const folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-inspect-'));
afterAll(() => rmSync(folder, { recursive: true }));

const on = (id: string) => ({ ApiId: getAtt(id, 'ApiId') });
const bound = (id: string, route: string, authType = 'ANONYMOUS') => ({
  [id]: api(route, { AuthType: authType }),
  [`${id}Release`]: deployment(on(id)),
  [`${id}Binding`]: binding(on(id)),
});
const SHOP = {
  Group: group({ BasePath: '/shop' }),
  Jwt: plugin('jwtAuth', { ...JWT, jwk: fixturePublicJwk('RS256') }),
  ...bound('Orders', 'GET /orders/[orderId]'),
  ...bound('Refunds', 'POST /refunds', 'APP'),
  Health: api('GET /health'),
  HealthRelease: deployment(on('Health')),
  Dark: api('GET /dark', { AuthType: { Ref: 'P' } }),
  DarkRelease: deployment(on('Dark')),
};

async function inspect(resources: Loose, token: string, ...options: string[]) {
  writeFileSync(join(folder, 'shop.json'), JSON.stringify(template(resources)));
  const io = createCapturedIo({ cwd: folder, now });
  const status = await run(['token', 'inspect', token, '--template', 'shop.json', ...options], io);
  return { status, ...io.written };
}

/** The part of the output that speaks of routes. */
const routesIn = (stdout: string) => stdout.split('\nroutes\n')[1]?.split('\n');

test('the routes that would take the token are shown, and why others would not', async () => {
  const { status, stdout, stderr } = await inspect(SHOP, rs256Token(HEADER, CLAIMS));
  expect(stderr).toBe('');
  expect(routesIn(stdout)).toEqual([
    'METHOD  PATH                    STAGE    TOKEN    WHY',
    'GET     /shop/dark              RELEASE  unknown  AuthType is Ref P',
    'GET     /shop/health            RELEASE  ignored  anyone gets through',
    'GET     /shop/orders/[orderId]  RELEASE  taken    by plug-in Jwt with key rs256-test',
    'POST    /shop/refunds           RELEASE  taken    by plug-in Jwt with key rs256-test; needs the signature of an authorized app, too',
    '',
    'published 4 times · 2 taken · 1 ignored · 1 unknown',
    '',
  ]);
  expect(status).toBe(0);
});

test('that no route takes it is a finding, with the answer of the gateway', async () => {
  const { status, stdout } = await inspect(SHOP, rs256Token(HEADER, { ...CLAIMS, exp: 1 }));
  expect(routesIn(stdout)).toContain(
    'GET     /shop/orders/[orderId]  RELEASE  refused  expired at 1970-01-01T00:00:01.000Z (403 A403JE)',
  );
  expect(status).toBe(1);
});

test('a template without published routes takes nothing', async () => {
  const { status, stdout } = await inspect({ Group: group() }, rs256Token(HEADER, CLAIMS));
  expect(routesIn(stdout)).toEqual(['no route is published', '']);
  expect(status).toBe(1);
});

test('the JSON has the same rows', async () => {
  const { stdout } = await inspect(SHOP, rs256Token(HEADER, CLAIMS), '--format', 'json');
  expect(JSON.parse(stdout).routes[3]).toEqual({
    method: 'POST',
    path: '/shop/refunds',
    stage: 'RELEASE',
    group: 'orders',
    verdict: 'taken',
    reason: 'accepted',
    why: 'by plug-in Jwt with key rs256-test; needs the signature of an authorized app, too',
    beside: ['app'],
    api: 'Refunds',
    stack: 'shop',
  });
});

test('hostile texts of a template cannot act on the terminal', async () => {
  const hostile = {
    ...SHOP,
    Evil: api('GET /evil', { AuthType: { Ref: '\u001b[2J\u202e' } }),
    EvilRelease: deployment({ ...on('Evil'), StageName: '\u001b]0;x\u0007' }),
  };
  const { stdout } = await inspect(hostile, rs256Token(HEADER, CLAIMS));
  expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  expect(stdout).toContain('AuthType is Ref \\u001b[2J\\u202e');
});

test('a template that cannot be read is said in one line', async () => {
  const { status, stderr } = await inspect(SHOP, rs256Token(HEADER, CLAIMS), '--template', 'gone.json');
  expect(stderr).toMatch(/^jwt-gateway: error: .*gone\.json.*\n$/);
  expect(status).toBe(2);
});
