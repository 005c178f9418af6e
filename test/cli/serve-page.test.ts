import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHOP } from '../console/sample-gateway';
import { fixtureText } from '../fixtures/keys/fixture-keys';
import { template } from '../model/sample';
import { now } from '../token/handmade-token';
import { RunningCommand } from './running-command';

const folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-page-'));
mkdirSync(join(folder, 'keys'));
writeFileSync(join(folder, 'keys', 'customers.private.jwks.json'), fixtureText('RS256'), { mode: 0o600 });
writeFileSync(join(folder, 'shop.json'), JSON.stringify(template(SHOP)));
afterAll(() => rmSync(folder, { recursive: true }));

const start = (...options: string[]) =>
  new RunningCommand(['serve', 'shop.json', '--port', '0', '--mock', ...options], { cwd: folder, now });

test('serve shows its page, which mints a token, sends it, and tells the steps of the answer', async () => {
  const command = start('--keys', 'customers');
  const [, address = ''] = await command.until(/^(http:\S+) is a page/m);
  const post = async (name: string, document: object) => {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(address + name, { method: 'POST', headers, body: JSON.stringify(document) });
    return (await response.json()) as { readonly token?: string };
  };
  const { token = 'none' } = await post('mint', { claims: { sub: 'alice' } });
  const headers = [
    ['X-Ca-Stage', 'TEST'],
    ['Authorization', `Bearer ${token}`],
  ];
  const answer = await post('send', { method: 'GET', target: '/shop/orders/1', headers });
  expect(answer).toMatchObject({ status: 200, error: null, decision: { outcome: 'forwarded' } });
  expect(command.io.written.stdout).toContain('/shop/orders/1');
  expect(command.io.written.stdout).not.toContain(token);
  command.stop();
  expect(await command.ended).toBe(0);
});

test('without --keys the page mints nothing', async () => {
  const command = start();
  const [, address = ''] = await command.until(/^(http:\S+) is a page/m);
  expect(await (await fetch(`${address}health`)).json()).toMatchObject({ mints: false });
  command.stop();
  await command.ended;
});

test('a key set that is not there is told before anything is served', async () => {
  const command = start('--keys', 'partners');
  expect(await command.ended).toBe(2);
  expect(command.io.written.stdout).toBe('');
  expect(command.io.written.stderr).toMatch(/^jwt-gateway: error: .*partners\.private\.jwks\.json.*\n$/);
});
