import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ros from '@alicloud/ros-cdk-core';
import { ApiGroup, Backend, JwtAuthorization, ProviderKeys, TokenSource } from '../../lib';
import { getOverHttps, run } from '../../lib/cli';
import { diffGateways } from '../../lib/diff';
import { parseTemplate } from '../../lib/model';
import keyComparison from '../../lib/report/schemas/key-comparison.schema.json';
import providerSchema from '../../lib/report/schemas/provider.schema.json';
import { gatewayFrom } from '../../lib/testing';
import { schemaProblems } from '../report/schema-problems';
import { createCapturedIo } from './captured-io';
import { ProviderProcess } from './provider-process';

jest.setTimeout(60_000);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'jwt-gateway-provider-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a command in the folder, with the network of this machine. */
async function command(
  line: string,
  given: { readonly now?: number; readonly env?: Record<string, string> } = {},
) {
  const io = createCapturedIo({
    cwd: folder,
    getKeys: getOverHttps,
    now: () => given.now ?? Date.now(),
    env: given.env ?? {},
  });
  const status = await run(line.split(' '), io);
  return { status, ...io.written };
}

const file = (name: string) => join(folder, 'keys', name);
const record = () => JSON.parse(readFileSync(file('login.provider.json'), 'utf8'));
const kids = (): string[] => record().keys.map(({ kid }: { kid: string }) => kid);
const states = () =>
  ['login.jwks.json', 'login.provider.json'].map((name) => statSync(file(name), { bigint: true }).mtimeNs);

/** The template of an app whose API takes tokens of the provider. */
function synthesize(): string {
  const app = new ros.App();
  const stack = new ros.Stack(app, 'shop');
  const group = new ApiGroup(stack, 'Orders', {
    groupName: 'orders',
    stages: ['RELEASE'],
    backend: Backend.http('https://orders.internal.example.com'),
    defaultAuthorization: JwtAuthorization.fromProvider(stack, 'Login', {
      provider: ProviderKeys.fromFile(file('login.provider.json')),
      token: TokenSource.bearer(),
      keyForm: 'jwks',
    }),
  });
  group.addApi('GET /orders');
  const { template } = app.synth().getStackByName('shop');
  const text = JSON.stringify(template, null, 2);
  writeFileSync(join(folder, 'shop.template.json'), text);
  return text;
}

const call = (text: string, token: string, now = Date.now()) =>
  gatewayFrom(JSON.parse(text), { now })
    .send({ request: 'GET /orders', token })
    .then(({ decision }) => decision.code ?? decision.outcome);

const changesBetween = (before: string, after: string, now = Date.now()) =>
  diffGateways(parseTemplate(before, 'shop.template.json'), parseTemplate(after, 'shop.template.json'), {
    now,
  }).changes.map(({ callers, kind }) => `${kind}: ${callers.verdict}`);

test('a provider rotates, and no token of it is refused that it has signed', async () => {
  const provider = await ProviderProcess.start('oidc-provider');
  try {
    const imported = await command(`keys import login --issuer ${provider.issuer}`);
    expect([imported.status, kids()]).toEqual([0, ['one']]);
    expect(record()).toMatchObject({
      issuer: provider.issuer,
      source: `${provider.issuer}/jwks`,
      ignored: [],
    });
    expect(schemaProblems(record(), providerSchema)).toEqual([]);
    const first = synthesize();
    const oldToken = await provider.tell({ token: true });
    expect(await call(first, oldToken)).toBe('forwarded');
    expect((await command('keys compare login --template shop.template.json')).status).toBe(0);

    await provider.tell({ keys: ['one', 'two'] });
    const compared = await command('keys compare login --format json');
    expect(compared.status).toBe(1);
    const document = JSON.parse(compared.stdout);
    expect(document.differences).toMatchObject([{ kind: 'key-added', kid: 'two' }]);
    expect(schemaProblems(document, keyComparison)).toEqual([]);

    expect((await command('keys refresh login')).status).toBe(0);
    const untouched = states();
    expect(await command('keys refresh login')).toMatchObject({
      status: 0,
      stderr: 'login is up to date: nothing was written\n',
    });
    expect(states()).toEqual(untouched);
    const behind = await command('keys compare login --template shop.template.json --format github');
    expect(behind.status).toBe(1);
    expect(behind.stdout).toContain('title=template-lacks-key::plug-in');
    const second = synthesize();
    expect(changesBetween(first, second)).toEqual(['signing-key-added: safe']);

    await provider.tell({ keys: ['two', 'one'] });
    const newToken = await provider.tell({ token: true });
    expect([await call(second, oldToken), await call(second, newToken), await call(first, newToken)]).toEqual(
      ['forwarded', 'forwarded', 'A403JK'],
    );

    await provider.tell({ keys: ['two'] });
    expect((await command('keys compare login')).status).toBe(1);
    expect((await command('keys refresh login')).status).toBe(0);
    expect((await command('keys compare login')).status).toBe(0);
    expect(kids()).toEqual(['one', 'two']);
    const graced = synthesize();
    const later = await command(`keys refresh login --now +8d`);
    expect(later.stderr).toContain('removed kid one: not offered for 7d');
    expect(kids()).toEqual(['two']);
    const third = synthesize();
    const removed = (now: number) =>
      changesBetween(graced, third, now).filter((each) => each.startsWith('signing'));
    expect(removed(Date.now())).toEqual(['signing-key-removed: break']);
    expect(removed(Date.now() + 8 * 86_400_000)).toEqual(['signing-key-removed: safe']);
    expect([await call(third, newToken), await call(third, oldToken)]).toEqual(['forwarded', 'A403JK']);

    // Another provider behind the same address is not taken over by itself.
    await provider.tell({ keys: ['three'] });
    const before = states();
    const refused = await command('keys refresh login');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('refused: no key that was admitted is offered any more');
    expect(states()).toEqual(before);
    expect((await command('keys refresh login --accept-all')).status).toBe(0);
    expect(kids()).toEqual(['three', 'two']);
  } finally {
    await provider.stop();
  }
});

test('the keys of another provider are imported, and its real token is what verify calls with', async () => {
  const provider = await ProviderProcess.start('mock-server');
  try {
    expect((await command(`keys import login --issuer ${provider.issuer}`)).status).toBe(0);
    const text = synthesize();
    const token = await provider.tell({ token: true, kid: 'one' });
    expect(await call(text, token)).toBe('forwarded');
    await provider.tell({ keys: ['two'] });
    expect((await command('keys compare login')).status).toBe(1);
    expect((await command('keys refresh login')).status).toBe(0);
    expect(await call(synthesize(), await provider.tell({ token: true, kid: 'two' }))).toBe('forwarded');
    const slash = await command(`keys import other --issuer ${provider.issuer}/`);
    expect(slash.status).toBe(1);
    expect(slash.stderr).toContain('only the slash at the end differs');
    expect(existsSync(file('other.jwks.json'))).toBe(false);
  } finally {
    await provider.stop();
  }
});
