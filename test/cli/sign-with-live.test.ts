import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli';
import { createGateway, responseOf } from '../../lib/gateway';
import { PublicKeySet } from '../../lib/jwk';
import { parseTemplate } from '../../lib/model';
import type { ProbeRequest } from '../../lib/probe';
import { route } from '../gateway/shop-gateway';
import { plugin, shop, template } from '../rules/gateway-template';
import { createCapturedIo } from './captured-io';

const NOW = Date.UTC(2026, 0, 1, 12);
const HOUR = 3_600_000;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-live-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const setIn = () => PublicKeySet.fromFile(join(folder, 'keys', 'customers.jwks.json'));
const textOf = (keys: PublicKeySet['keys']): string => {
  const data = { parameter: 'Authorization', parameterLocation: 'header', jwks: keys };
  const orders = route('Orders', 'GET /orders', { plugins: ['Customers'] });
  const resources = template(shop, plugin('Customers', 'jwtAuth', data), orders);
  return JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', ...resources });
};

/** Runs a command against a gateway that is deployed with these keys. */
async function command(line: string, deployed: PublicKeySet['keys'] = []) {
  const now = () => NOW + HOUR;
  const gateway = createGateway(
    parseTemplate(textOf(deployed.length > 0 ? deployed : setIn().keys), 'live.json'),
    {
      now,
      fetch: () => Promise.reject(new Error('no network in tests')),
      mock: true,
    },
  );
  const send = async ({ headers, method, url }: ProbeRequest) => {
    const { pathname, search, host } = new URL(url);
    const answer = await gateway.handle({
      method,
      protocol: 'https',
      host,
      target: pathname + search,
      headers,
      body: undefined,
      clientAddress: '127.0.0.1',
    });
    const response = responseOf(answer);
    return { status: response.status, headers: [...response.headers] };
  };
  const io = createCapturedIo({ cwd: folder, now, send });
  return { status: await run(line.split(' '), io), stderr: io.written.stderr };
}

async function rotated() {
  await run(
    'keys create customers --alg ES256'.split(' '),
    createCapturedIo({ cwd: folder, now: () => NOW }),
  );
  const io = createCapturedIo({ cwd: folder, now: () => NOW });
  await run('keys rotate customers --alg ES256 --ttl 1h'.split(' '), io);
  const { keys } = setIn();
  writeFileSync(join(folder, 'shop.template.json'), textOf(keys));
  return { keys, kid: keys[1]?.kid ?? '' };
}

const live = (kid: string) =>
  `keys sign-with customers ${kid} --template shop.template.json --live https://api.test`;

test('the new key signs once both keys are let in where the gateway is', async () => {
  const { kid } = await rotated();
  const { status, stderr } = await command(live(kid));
  expect(stderr.match(/lets in tokens of kid/g)).toHaveLength(2);
  expect(status).toBe(0);
});

test('and not where the template has it and the gateway has not', async () => {
  const { keys, kid } = await rotated();
  const plan = () => readFileSync(join(folder, 'keys', 'customers.rotation.yaml'), 'utf8');
  const before = plan();
  const { status, stderr } = await command(live(kid), keys.slice(0, 1));
  expect(status).toBe(2);
  expect(stderr).toContain(`a token of kid ${kid} is not let in: 403`);
  expect(plan()).toBe(before);
});
