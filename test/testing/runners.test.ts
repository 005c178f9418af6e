import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';
import { template } from '../model/sample';
import { gatewayResources } from '../probe/fake-gateway';

const ROOT = resolve(__dirname, '..', '..');

/** A project that has the package, as `npm run build` made it, and a template and a key to test. */
let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'jwt-gateway-runners-'));
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(ROOT, join(project, 'node_modules', 'ros-cdk-jwt-gateway'));
  symlinkSync(join(ROOT, 'node_modules', '@types'), join(project, 'node_modules', '@types'));
  write('package.json', '{ "name": "project", "version": "1.0.0" }');
  write('template.json', JSON.stringify(template(gatewayResources(fixturePublicJwk('ES256')))));
  write('key.json', fixtureText('ES256'));
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFileSync(join(project, name), text);
}

/** What a command wrote; throws where it failed, with that. */
function run(args: readonly string[]): string {
  const env = { ...process.env, NODE_OPTIONS: '', CI: 'true' };
  try {
    return execFileSync(process.execPath, args, { cwd: project, encoding: 'utf8', stdio: 'pipe', env });
  } catch (error) {
    const { stderr, stdout } = error as { stderr: string; stdout: string };
    return `${stdout}\n${stderr}`;
  }
}

const GATEWAY = `
const { PrivateKeySet } = require('ros-cdk-jwt-gateway/jwk');
const testing = require('ros-cdk-jwt-gateway/testing');
const gateway = testing.gatewayFrom('template.json', { keys: PrivateKeySet.fromFile('key.json') });
const good = async () => ({ request: 'GET /orders', token: await gateway.token('GET /orders') });
`;

test('under node:test, by assertions', () => {
  write(
    'gateway.test.cjs',
    `const { test } = require('node:test');
${GATEWAY}
test('refuses', () => testing.assertRefuses(gateway, 'GET /orders', 'I400JR'));
test('accepts', async () => testing.assertAccepts(gateway, await good()));
test('is protected', () => testing.assertProtected(gateway, 'GET /orders', 'RELEASE'));
test('fails', async () => testing.assertRefuses(gateway, await good(), 'A403JE'));
`,
  );
  const output = run(['--test', '--test-reporter=tap', 'gateway.test.cjs']);
  expect(output).toMatch(/^# pass 3$/m);
  expect(output).toMatch(/^# fail 1$/m);
  expect(output).toContain(
    'expected GET /orders in RELEASE to be refused with A403JE, but it was forwarded: 200',
  );
  expect(output).not.toMatch(/eyJ/);
}, 60_000);

test('under jest, by matchers, without a transform', () => {
  write('jest.config.cjs', "module.exports = { testMatch: ['**/*.spec.cjs'], transform: {} };");
  write(
    'gateway.spec.cjs',
    `require('ros-cdk-jwt-gateway/testing/jest');
${GATEWAY}
expect.addSnapshotSerializer(testing.gatewaySerializer);
test('refuses', () => expect(gateway).toRefuse('GET /orders', 'I400JR'));
test('accepts', async () => expect(gateway).toAccept(await good()));
test('is protected', () => expect(gateway).toBeProtected('GET /orders', 'RELEASE'));
test('is not public', () => expect(gateway).not.toBePublic('GET /orders'));
test('prints keys by their thumbprints', () => {
  expect(require('./template.json').Resources.Jwt).toMatchInlineSnapshot('{}');
});
test('fails', async () => expect(gateway).toRefuse(await good(), 'A403JE'));
`,
  );
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const output = run([jest, '--rootDir', project, '--colors=false']);
  expect(output).toMatch(/^Tests: +2 failed, 4 passed, 6 total$/m);
  expect(output).toContain(
    'expected GET /orders in RELEASE to be refused with A403JE, but it was forwarded: 200',
  );
  expect(output).toMatch(/"jwk": "key [\w-]{43} \(kid es256-test, ES256\)"/);
  expect(output).not.toMatch(/eyJ/);
}, 60_000);

test('TypeScript knows the matchers of jest, and they are awaited', () => {
  write(
    'typed.ts',
    `import 'ros-cdk-jwt-gateway/testing/jest';
import { gatewayFrom, gatewaySerializer } from 'ros-cdk-jwt-gateway/testing';
expect.addSnapshotSerializer(gatewaySerializer);
const done: Promise<void> = expect(gatewayFrom('template.json')).not.toRefuse('GET /orders', 'A403JE');
void done;
`,
  );
  const options = { strict: true, skipLibCheck: true, noEmit: true, types: ['node', 'jest'] };
  const compilerOptions = { ...options, module: 'node16', target: 'es2022' };
  write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['typed.ts'] }));
  expect(run([join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.json'])).toBe('');
}, 60_000);

test('the types need those of no runner, but for the entry point that is for jest', () => {
  const folder = join(ROOT, 'dist', 'lib', 'testing');
  const naming = readdirSync(folder)
    .filter((name) => name.endsWith('.d.ts'))
    .filter((name) => {
      const code = readFileSync(join(folder, name), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
      return /\bjest\b|vitest/.test(code);
    });
  expect(naming).toEqual(['jest.d.ts']);
});
