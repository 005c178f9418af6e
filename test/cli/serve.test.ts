import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { customers, now, route, tokenOf } from '../gateway/shop-gateway';
import { type Resources, shop, template } from '../rules/gateway-template';
import { createSignal } from '../server/signal';
import { RunningCommand } from './running-command';

const folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-serve-'));
afterAll(() => rmSync(folder, { recursive: true }));

const commands: RunningCommand[] = [];
const backends: Server[] = [];
afterEach(async () => {
  for (const command of commands) command.stop();
  await Promise.all(commands.splice(0).map(({ ended }) => ended));
  for (const backend of backends.splice(0)) backend.close();
});

/** Its backend is of plain HTTP, and nobody listens there. */
const backend = {
  ServiceConfig: { ServiceProtocol: 'HTTP', ServiceAddress: 'http://127.0.0.1:9', ServicePath: '/' },
};
const orders = (plugins: readonly string[] = ['Customers']): Resources =>
  route('Orders', 'GET /orders', { plugins, properties: backend });

function write(...resources: readonly Resources[]): void {
  const text = { ROSTemplateFormatVersion: '2015-09-01', ...template(shop, ...resources) };
  writeFileSync(join(folder, 'shop.json'), JSON.stringify(text));
}

async function serve(options: readonly string[] = [], given: { readonly isTerminal?: boolean } = {}) {
  const argv = ['serve', 'shop.json', '--port', '0', ...options];
  const command = new RunningCommand(argv, { cwd: folder, now, ...given });
  commands.push(command);
  const [, url = ''] = await command.until(/^(http:\S+) serves shop\.json/m);
  return { command, url };
}

async function startBackend(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  backends.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const bearer = async () => ({ headers: { Authorization: `Bearer ${await tokenOf()}` } });

/** What was written since the address was. */
const linesOf = ({ io }: RunningCommand): string[] =>
  io.written.stdout
    .split(/serves shop\.json.*\n/)[1]
    ?.trimEnd()
    .split('\n') ?? [];

test('each request is one line with what was decided and why, and without what is secret', async () => {
  write(customers(), orders());
  const { command, url } = await serve(['--mock']);
  const token = await tokenOf();
  await fetch(`${url}/orders?token=${token}&card=4111`);
  await fetch(`${url}/orders`, { headers: { Authorization: `Bearer ${token}` } });
  await fetch(`${url}/orders/${token}`, { method: 'DELETE' });
  expect(linesOf(command)).toEqual([
    '00:00:00Z 400 refused    GET /orders RELEASE  I400JR: JWT required: there is no token in Authorization',
    '00:00:00Z 200 forwarded  GET /orders RELEASE  token of key rs256-test (RS256); an echo in place of the backend',
    '00:00:00Z 404 refused    DELETE /orders/<token> RELEASE  I404NF: API not found: no API takes this method and path in RELEASE',
  ]);
});

test('a path that would act on the terminal is shown, and a long one is cut', async () => {
  write(customers(), orders());
  const { command, url } = await serve(['--mock']);
  await fetch(`${url}/%1b%5b31m${'a'.repeat(500)}`);
  const [line = ''] = linesOf(command);
  expect(line).not.toMatch(/\p{Cc}/u);
  expect(line.length).toBeLessThan(300);
});

test('on a terminal the verdict of a line is painted', async () => {
  write(customers(), orders());
  const { command, url } = await serve(['--mock'], { isTerminal: true });
  await fetch(`${url}/orders`);
  expect(linesOf(command)).toEqual([expect.stringContaining('\x1b[33m400 refused   \x1b[39m GET /orders')]);
});

test('--explain puts the way to the decision into a header', async () => {
  write(customers(), orders());
  const { url } = await serve(['--mock', '--explain']);
  const { headers } = await fetch(`${url}/orders`);
  expect(headers.get('X-Jwt-Gateway-Explain')).toMatch(/^route: GET \/orders RELEASE \| I400JR: /);
});

test('--clock moves the time, which then goes on', async () => {
  write(customers(), orders());
  const early = await serve(['--mock', '--clock', '+9m']);
  const late = await serve(['--mock', '--clock', '2026-01-01T00:10:01Z']);
  expect((await fetch(`${early.url}/orders`, await bearer())).status).toBe(200);
  const refused = await fetch(`${late.url}/orders`, await bearer());
  expect([refused.status, refused.headers.get('X-Ca-Error-Code')]).toEqual([403, 'A403JE']);
  expect(linesOf(late.command)).toEqual([expect.stringMatching(/^00:10:01Z 403 refused {4}GET \/orders /)]);
});

test('--replace-keys lets test keys stand in, which the first line and every answer say', async () => {
  write(customers(), orders());
  mkdirSync(join(folder, 'keys'), { recursive: true });
  writeFileSync(join(folder, 'keys', 'testers.jwks.json'), JSON.stringify(fixturePublicJwk('ES256')));
  const { command, url } = await serve(['--mock', '--replace-keys', 'testers']);
  expect(command.io.written.stdout.split('\n')[0]).toBe(
    'the keys of testers stand in for those of Customers: real tokens are refused here',
  );
  const real = await fetch(`${url}/orders`, await bearer());
  const test = await fetch(`${url}/orders`, {
    headers: { Authorization: `Bearer ${await tokenOf({ sub: 'tester' }, 'ES256')}` },
  });
  expect([real.status, test.status]).toEqual([403, 200]);
  expect(test.headers.get('X-Jwt-Gateway-Keys')).toBe('test keys in place of those of the template');
});

test('--backend stands for the backend of a group, and one that is dead is said to be', async () => {
  write(customers(), orders());
  const url = await startBackend((_, response) => response.end('from the backend'));
  const given = await serve(['--backend', `shop=${url}`]);
  const dead = await serve();
  expect(await (await fetch(`${given.url}/orders`, await bearer())).text()).toBe('from the backend');
  expect((await fetch(`${dead.url}/orders`, await bearer())).status).toBe(504);
  expect(linesOf(dead.command)).toEqual([
    expect.stringMatching(/ 504 refused {4}GET \/orders RELEASE {2}D504CO: /),
  ]);
});

describe('a template that changes', () => {
  test('is served anew when it is at rest, and what has changed is shown', async () => {
    write(customers(), orders());
    const { command, url } = await serve(['--mock']);
    write(customers(), orders([]));
    for (let i = 0; i < 3; i += 1) command.tick();
    expect((await fetch(`${url}/orders`)).status).toBe(400);
    command.tick();
    expect((await fetch(`${url}/orders`)).status).toBe(200);
    expect(command.io.written.stderr).toBe(
      'serving shop.json as it is now\njwt-gateway: warning: anybody can call GET /orders RELEASE now: it was jwt\n',
    );
    expect(linesOf(command).join('\n')).toMatch(/^GET +\/orders +RELEASE +public +anyone$/m);
  });

  test('and is broken leaves the old one in place', async () => {
    write(customers(), orders());
    const { command, url } = await serve(['--mock']);
    writeFileSync(join(folder, 'shop.json'), '{"Resources": {');
    for (let i = 0; i < 8; i += 1) command.tick();
    expect((await fetch(`${url}/orders`)).status).toBe(400);
    expect(command.io.written.stderr).toMatch(
      /^jwt-gateway: warning: still serving shop\.json as it was: \S+shop\.json:1:16: is not JSON: .*\n$/,
    );
  });

  test('is left alone with --no-reload', async () => {
    write(customers(), orders());
    const { command, url } = await serve(['--mock', '--no-reload']);
    write(customers(), orders([]));
    for (let i = 0; i < 5; i += 1) command.tick();
    expect((await fetch(`${url}/orders`)).status).toBe(400);
  });

  test('does not let a used token in again', async () => {
    const once = { preventJtiReplay: true };
    write(customers(once), orders());
    const { command, url } = await serve(['--mock']);
    const headers = { Authorization: `Bearer ${await tokenOf({ sub: 'alice', jti: 'a' })}` };
    const statusOf = async () => (await fetch(`${url}/orders`, { headers })).status;
    expect(await statusOf()).toBe(200);
    write(customers({ ...once, ignoreExpirationCheck: false }), orders());
    for (let i = 0; i < 4; i += 1) command.tick();
    expect(command.io.written.stderr).toBe('serving shop.json as it is now\n');
    expect(await statusOf()).toBe(403);
  });
});

test('when it is stopped, requests under way are finished, no new ones are taken, and the exit code is 0', async () => {
  write(customers(), orders());
  const asked = createSignal<ServerResponse>();
  const address = await startBackend((_, response) => asked.happen(response));
  const { command, url } = await serve(['--backend', `shop=${address}`]);
  const answer = fetch(`${url}/orders`, await bearer());
  const response = await asked.happened;
  command.stop();
  await command.until(/^stopping when the requests under way are answered$/m, 'stderr');
  await expect(fetch(`${url}/orders`)).rejects.toThrow('fetch failed');
  response.end('fine');
  expect(await (await answer).text()).toBe('fine');
  expect(await command.ended).toBe(0);
});
