import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

let clone: string;
let first: { status: number | null; output: string };

/** A clone of what is here, with the packages and the build that `npm ci` would have made. */
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'jwt-gateway-clone-'));
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  // A file that was deleted and not yet committed is still listed.
  for (const path of listed.split('\0').filter((each) => each !== '' && existsSync(join(ROOT, each)))) {
    cpSync(join(ROOT, path), join(clone, path), { recursive: true });
  }
  for (const name of ['node_modules', 'dist']) symlinkSync(join(ROOT, name), join(clone, name));
  execFileSync('git', ['init', '--quiet'], { cwd: clone });
  first = start();
}, 60_000);

afterAll(() => rmSync(clone, { recursive: true, force: true }));

function start(): typeof first {
  const { status, stdout, stderr } = spawnSync('npm', ['start', '--silent'], {
    cwd: clone,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

function filesBelow(folder: string): Record<string, string> {
  const paths = readdirSync(join(clone, folder), { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    paths.sort().map((path) => [path, readFileSync(join(clone, folder, path), 'utf8')]),
  );
}

test('npm start makes a key, synthesizes the example, shows who may call what, and calls the gateway', () => {
  expect(first).toMatchObject({ status: 0 });
  expect(first.output).toContain('wrote keys/customers.jwks.json');
  expect(first.output).toMatch(/GET +\/health.*public/);
  expect(first.output).toMatch(/GET +\/orders\/\[orderId\].*jwt/);
  expect(first.output).toMatch(/no token +400 I400JR/);
  expect(first.output).toMatch(/a token of alice +200 +the backend got X-User-Id: alice/);
  expect(first.output).toMatch(/its sub changed +403 A403JT/);
  expect(first.output).toMatch(/for another audience +403 /);
  expect(first.output).toMatch(/of the test shop +403 A403JK/);
});

test('the example has no finding of our own checks', () => {
  const cli = join(clone, 'dist/bin/jwt-gateway.js');
  const args = [cli, 'check', 'cdk.out', '--fail-on', 'note', '--fail-on-unknown'];
  const { status, stdout } = spawnSync('node', args, { cwd: clone, encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^nothing found/) });
});

test('what npm start prints fits a screen or two, and no token is in it', () => {
  expect(first.output.split('\n').length).toBeLessThan(70);
  expect(first.output).not.toMatch(/eyJ/);
});

test('a second run keeps the key and writes the same bytes', () => {
  const keys = filesBelow('keys');
  const assembly = filesBelow('cdk.out');
  const second = start();
  expect(second.status).toBe(0);
  expect(second.output).not.toContain('wrote keys/');
  expect(filesBelow('keys')).toEqual(keys);
  expect(filesBelow('cdk.out')).toEqual(assembly);
}, 60_000);

test('no private member of the key is in the assembly, in what was printed or in a snapshot', () => {
  const { keys } = JSON.parse(readFileSync(join(clone, 'keys/customers.private.jwks.json'), 'utf8'));
  const secrets = ['d', 'p', 'q', 'dp', 'dq', 'qi'].map((member) => keys[0][member]);
  expect(secrets.every((secret) => typeof secret === 'string' && secret.length > 40)).toBe(true);
  const texts = { ...filesBelow('cdk.out'), ...snapshots(), 'npm start': first.output };
  expect(Object.keys(texts).length).toBeGreaterThan(4);
  for (const [name, text] of Object.entries(texts)) {
    expect({ name, secrets: secrets.filter((secret) => text.includes(secret)) }).toEqual({
      name,
      secrets: [],
    });
    // Escaped or not: PluginData is text inside the template.
    expect({ name, members: text.match(/"(?:d|p|q|dp|dq|qi|oth|k)\\*":/g) }).toEqual({ name, members: null });
  }
});

test('git ignores all that npm start has written, and what ros-cdk would write beside it', () => {
  const written = ['keys/customers.jwks.json', 'keys/customers.private.jwks.json', 'cdk.out/manifest.json'];
  const paths = [...written, '.md5', 'stack.info.json', 'account.config.json'];
  const ignored = execFileSync('git', ['check-ignore', ...paths], { cwd: clone, encoding: 'utf8' });
  expect(ignored.trim().split('\n')).toEqual(paths);
});

function snapshots(): Record<string, string> {
  const paths = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' });
  const found = paths.filter((path) => dirname(path).endsWith('__snapshots__'));
  return Object.fromEntries(found.map((path) => [path, readFileSync(join(ROOT, 'test', path), 'utf8')]));
}
