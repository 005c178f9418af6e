import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../lib/cli';
import { version } from '../../package.json';
import { packages } from '../../package-lock.json';
import { createCapturedIo } from './captured-io';
import { git } from './git-repository';

const ROOT = resolve(__dirname, '../..');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-init-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function init(...args: readonly string[]) {
  const io = createCapturedIo({ cwd: folder });
  return { status: await run(['init', ...args], io), ...io.written };
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const filesIn = (path = '.') =>
  readdirSync(join(folder, path), { recursive: true, encoding: 'utf8' }).filter(
    (each) => !/^\.git(\/|$)/.test(each),
  );

test('the packages of the project are pinned to those that this package is tested with', async () => {
  await init();
  const versions: Readonly<Record<string, { readonly version?: string }>> = packages;
  const pinned = Object.entries<string>(JSON.parse(read('package.json')).devDependencies);
  const tested = pinned.map(([name]) => [
    name,
    name === 'ros-cdk-jwt-gateway' ? version : versions[`node_modules/${name}`]?.version,
  ]);
  expect(pinned).toEqual(tested);
});

test('its app is started as the documents say', async () => {
  await init();
  const [, block = ''] =
    /<!-- file: cdk.json -->\n```json\n([\s\S]*?)```/.exec(
      readFileSync(join(ROOT, 'docs/by-hand.md'), 'utf8'),
    ) ?? [];
  expect(JSON.parse(read('cdk.json')).app).toBe(JSON.parse(block).app);
});

test('its name is one that npm takes, whatever the folder is called', async () => {
  await init('My Shop (2)');
  await init('商店');
  expect(JSON.parse(read('My Shop (2)/package.json')).name).toBe('my-shop-2-');
  expect(JSON.parse(read('商店/package.json')).name).toBe('gateway');
});

test('git ignores private keys, credentials and tokens, and neither public keys nor the ids of stacks', async () => {
  git(folder, 'init', '--quiet');
  await init();
  const ignored = [
    'keys/customers.private.jwks.json',
    'account.config.json',
    'token.txt',
    'cdk.out/x',
    '.md5',
  ];
  const kept = ['keys/customers.jwks.json', 'stack.info.json', 'package.json', 'lib/gateway-stack.ts'];
  const isIgnored = (path: string) => {
    try {
      return git(folder, 'check-ignore', path) !== '';
    } catch {
      return false;
    }
  };
  expect(ignored.filter(isIgnored)).toEqual(ignored);
  expect(kept.filter(isIgnored)).toEqual([]);
});

test('where git would track the private key nothing is written', async () => {
  git(folder, 'init', '--quiet');
  mkdirSync(join(folder, 'shop/keys'), { recursive: true });
  writeFileSync(join(folder, 'shop/.gitignore'), 'node_modules\n');
  writeFileSync(join(folder, 'shop/keys/.gitignore'), '# nothing\n');
  const before = filesIn();
  expect(await init('shop')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is not ignored by git'),
  });
  expect(filesIn()).toEqual(before);
});

test('where a folder cannot be made nothing is left, not even the folders above it', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect((await init('file/shop')).status).toBe(2);
  mkdirSync(join(folder, 'half/lib/gateway-stack.ts'), { recursive: true });
  writeFileSync(join(folder, 'half/test'), 'no folder');
  expect(await init('half')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/half\/test: .*nothing was written/),
  });
  expect(filesIn('half')).toEqual(['lib', 'test', 'lib/gateway-stack.ts']);
});

test('a public key set that is there, such as a login service has, is used, and no private one is made', async () => {
  mkdirSync(join(folder, 'keys'));
  writeFileSync(join(folder, 'keys/customers.jwks.json'), '{"keys": []}');
  await init();
  expect(read('keys/customers.jwks.json')).toBe('{"keys": []}');
  expect(existsSync(join(folder, 'keys/customers.private.jwks.json'))).toBe(false);
});

test('a private half that is there alone gets its public half', async () => {
  await init();
  const before = read('keys/customers.jwks.json');
  rmSync(join(folder, 'keys/customers.jwks.json'));
  expect((await init()).stderr).toMatch(/^wrote keys\/customers\.jwks\.json\nkept /);
  expect(read('keys/customers.jwks.json')).toBe(before);
});

test.each(['github', 'gitlab', 'codeup'])('init ci %s writes what the document shows, once', async (host) => {
  const document = readFileSync(join(ROOT, 'docs/pull-requests.md'), 'utf8');
  expect((await init('ci', host)).status).toBe(0);
  const written = filesIn().filter((path) => !path.endsWith('ci') && !/^\.github(\/workflows)?$/.test(path));
  expect(written.length).toBeGreaterThan(1);
  for (const path of written) {
    expect(document).toContain(`<!-- file: ${path} -->`);
    expect(document).toContain(read(path));
  }
  writeFileSync(join(folder, 'ci/gateway-diff.sh'), 'ours');
  expect((await init('ci', host)).stderr).toContain('kept ci/gateway-diff.sh as it is\n');
  expect(read('ci/gateway-diff.sh')).toBe('ours');
});
