import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli';
import keyFindings from '../../lib/report/schemas/key-findings.schema.json';
import keys from '../../lib/report/schemas/keys.schema.json';
import token from '../../lib/report/schemas/token.schema.json';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { schemaProblems } from '../report/schema-problems';
import { createCapturedIo } from './captured-io';

let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-schemas-'));
  await output('keys', 'create', 'customers', '--alg', 'ES256');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the command line writes to stdout in the folder. */
async function output(...argv: readonly string[]): Promise<string> {
  const io = createCapturedIo({ cwd: folder });
  await run([...argv], io);
  return io.written.stdout;
}

async function document(...argv: readonly string[]): Promise<unknown> {
  return JSON.parse(await output(...argv, '--format', 'json'));
}

test('keys list writes what its schema says', async () => {
  const listed = await document('keys', 'list');
  expect(listed).toMatchObject({ keySets: [{ name: 'customers', keys: [{ alg: 'ES256' }] }] });
  expect(schemaProblems(listed, keys)).toEqual([]);
  expect(schemaProblems({ keySets: [{ name: 'customers' }] }, keys)).not.toEqual([]);
});

test('keys list writes what its schema says of a rotation and of a provider', async () => {
  await output('keys', 'rotate', 'customers', '--alg', 'ES256');
  writeFileSync(join(folder, 'login.json'), JSON.stringify(fixturePublicJwk('RS256')));
  await output('keys', 'import', 'login', 'login.json');
  const listed = await document('keys', 'list');
  expect(listed).toMatchObject({
    keySets: [
      { name: 'customers', keys: [{ signs: true, retireBy: '2026-01-15T12:20:00Z' }, { signs: false }] },
      { name: 'login', provider: 'login.json', keys: [{ kid: 'rs256-test' }] },
    ],
  });
  expect(schemaProblems(listed, keys)).toEqual([]);
});

test('keys check writes what its schema says, with and without findings', async () => {
  expect(schemaProblems(await document('keys', 'check'), keyFindings)).toEqual([]);
  const file = join(folder, 'keys', 'customers.jwks.json');
  const { keys: own } = JSON.parse(readFileSync(file, 'utf8')) as { keys: readonly { kid: string }[] };
  writeFileSync(file, JSON.stringify({ keys: own.map(({ kid: _, ...key }) => key) }));
  const found = await document('keys', 'check');
  expect(found).toMatchObject({ findings: [{ id: 'key-without-kid' }, { id: 'halves-differ' }] });
  expect(schemaProblems(found, keyFindings)).toEqual([]);
});

test('token inspect writes what its schema says, however the check ends', async () => {
  const good = (await output('token', 'issue', 'customers', '--sub', 'alice')).trim();
  const [header, claims] = good.split('.');
  const forged = `${header}.${claims}.${'A'.repeat(86)}`;
  const outcomes = await Promise.all([
    document('token', 'inspect', good),
    document('token', 'inspect', forged),
    document('token', 'inspect', good, '--dir', 'elsewhere'),
  ]);
  expect(outcomes).toMatchObject([
    { signature: { outcome: 'verified' } },
    { signature: { outcome: 'not verified' } },
    { signature: { outcome: 'not checked' } },
  ]);
  for (const each of outcomes) expect(schemaProblems(each, token)).toEqual([]);
});

test('token inspect writes what its schema says of every route of a template', async () => {
  const good = (await output('token', 'issue', 'customers', '--sub', 'alice')).trim();
  const api = (RequestPath: string, AuthType: string) => ({
    Type: 'ALIYUN::ApiGateway::Api',
    Properties: { AuthType, RequestConfig: { RequestHttpMethod: { Ref: 'Method' }, RequestPath } },
  });
  const deployment = (id: string, StageName: unknown) => ({
    Type: 'ALIYUN::ApiGateway::Deployment',
    Properties: { ApiId: { Ref: id }, StageName },
  });
  const Resources = {
    Orders: api('/orders', 'ANONYMOUS'),
    OrdersRelease: deployment('Orders', 'RELEASE'),
    Admin: api('/admin', 'APP'),
    AdminAny: deployment('Admin', { Ref: 'Stage' }),
  };
  const template = join(folder, 'shop.template.json');
  writeFileSync(template, JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', Resources }));
  const inspected = await document('token', 'inspect', good, '--template', template);
  expect(inspected).toMatchObject({
    routes: [
      { path: '/admin', stage: { unknown: 'Ref Stage' }, verdict: 'ignored', beside: ['app'] },
      { path: '/orders', stage: 'RELEASE', verdict: 'ignored', reason: 'public' },
    ],
  });
  expect(schemaProblems(inspected, token)).toEqual([]);
  expect(schemaProblems({ ...(inspected as object), routes: [{ path: '/orders' }] }, token)).not.toEqual([]);
});
