import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const PEERS = ['@alicloud', 'constructs', 'fs-extra', 'minimatch', 'typescript', '@types'];

let project: string;
let packed: { filename: string; files: { path: string; mode: number }[] };

/** Packs what `npm run build` made, and installs it into an empty project, offline. */
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'jwt-gateway-package-'));
  const pack = run('npm', ['pack', ROOT, '--json', '--ignore-scripts', '--silent']);
  [packed] = JSON.parse(pack);
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "version": "1.0.0", "private": true }');
  const offline = ['--offline', '--legacy-peer-deps', '--no-audit', '--no-fund', '--silent'];
  run('npm', ['install', ...offline, `./${packed.filename}`]);
  for (const peer of PEERS) {
    const target = join(project, 'node_modules', peer);
    mkdirSync(join(target, '..'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', peer), target);
  }
}, 60_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

function run(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { cwd: project, encoding: 'utf8' });
}

function write(name: string, text: string): void {
  writeFileSync(join(project, name), text);
}

const SYNTHESIZE = `
const keys = (await generateKey({ algorithm: 'ES256' })).publicKeys();
const app = new GatewayApp({ outdir: 'cdk.out' });
const stack = new Stack(app, 'shop');
const orders = new ApiGroup(stack, 'Orders', {
  groupName: 'orders',
  stages: ['RELEASE'],
  backend: Backend.http('https://orders.internal.example.com'),
  defaultAuthorization: new JwtAuthorization(stack, 'Customers', { keys, token: TokenSource.bearer() }),
});
orders.addApi('GET /orders');
app.synth();
`;

test('the package holds what users need and nothing else', () => {
  const paths = packed.files.map(({ path }) => path);
  const roots = new Set(paths.map((path) => path.split('/').slice(0, 2).join('/')));
  expect([...roots].sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'RULES.md',
    'SECURITY.md',
    'dist/THIRD-PARTY-NOTICES.txt',
    'dist/bin',
    'dist/lib',
    'dist/schemas',
    'docs/changes.md',
    'docs/keys.md',
    'docs/openapi.md',
    'docs/pull-requests.md',
    'docs/size.md',
    'package.json',
    'templates/project',
  ]);
  expect(
    paths.filter((path) => path.startsWith('dist/') && !/\.(js|d\.ts|txt|schema\.json)$/.test(path)),
  ).toEqual(['dist/lib/facts/vendor-specification.json']);
  const own = paths.filter((path) => !path.startsWith('templates/'));
  expect(own.filter((path) => /keys\/|\.test\.|fixtures/.test(path))).toEqual([]);
  expect(paths.filter((path) => /jwks\.json/.test(path))).toEqual([]);
});

test('the licences of what is bundled stand beside it', () => {
  const notices = readFileSync(
    join(project, 'node_modules/ros-cdk-jwt-gateway/dist/THIRD-PARTY-NOTICES.txt'),
    'utf8',
  );
  expect(notices).toMatch(/^commander \d/m);
  expect(notices).toMatch(/^jose \d/m);
});

test('it installs nothing besides itself: its peers are the ones of the project', () => {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(dependencies).toBeUndefined();
  expect(Object.keys(peerDependencies)).toEqual([
    '@alicloud/ros-cdk-apigateway',
    '@alicloud/ros-cdk-core',
    'constructs',
  ]);
});

test('the executable works from node_modules/.bin', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(run(join(project, 'node_modules/.bin/jwt-gateway'), ['--version'])).toBe(`${version}\n`);
});

test('plain JavaScript can require it', () => {
  write(
    'use.js',
    `const { Stack } = require('@alicloud/ros-cdk-core');
const { ApiGroup, Backend, JwtAuthorization, TokenSource } = require('ros-cdk-jwt-gateway');
const { GatewayApp } = require('ros-cdk-jwt-gateway/app');
const { generateKey } = require('ros-cdk-jwt-gateway/jwk');
const { issueToken, verifyToken } = require('ros-cdk-jwt-gateway/token');
(async () => {${SYNTHESIZE}
  const pair = await generateKey({ algorithm: 'ES256' });
  const token = await issueToken(pair.signingKey(), { now: Date.now, sub: 'alice' });
  const { verified } = await verifyToken(token, pair.publicKeys(), { now: Date.now });
  console.log(verified);
})();
`,
  );
  expect(run('node', ['--no-warnings', 'use.js'])).toBe('true\n');
  const template = JSON.parse(readFileSync(join(project, 'cdk.out/shop.template.json'), 'utf8'));
  expect(Object.keys(template.Resources)).toHaveLength(5);
});

test('what reads OpenAPI documents and YAML is loaded when it is first asked', () => {
  write(
    'lazy.js',
    `const { OpenApiDocument } = require('ros-cdk-jwt-gateway');
const loaded = () => Object.keys(require.cache).some((path) => /dist.lib.(openapi|yaml|model)/.test(path));
const before = loaded();
const { version } = OpenApiDocument.of('{"openapi": "3.1.0"}');
console.log(before, version, loaded());
`,
  );
  expect(run('node', ['lazy.js'])).toBe('false 3.1 true\n');
});

test('an ES module can import it, and Node.js says nothing about it', () => {
  write(
    'use.mjs',
    `import { PublicAccess } from 'ros-cdk-jwt-gateway';
import { jwtAuth } from 'ros-cdk-jwt-gateway/plugin';
console.log(PublicAccess.because('probe').reason, jwtAuth.type);
import.meta.resolve('ros-cdk-jwt-gateway/schemas/routes.schema.json');
`,
  );
  expect(execFileSync('node', ['use.mjs'], { cwd: project, encoding: 'utf8', stdio: 'pipe' })).toBe(
    'probe jwtAuth\n',
  );
});

test('TypeScript sees its types, and refuses what is insecure by omission', () => {
  const imports = `import { Stack } from '@alicloud/ros-cdk-core';
import { ApiGroup, Backend, JwtAuthorization, TokenSource } from 'ros-cdk-jwt-gateway';
import { GatewayApp } from 'ros-cdk-jwt-gateway/app';
import { generateKey } from 'ros-cdk-jwt-gateway/jwk';
`;
  write('use.ts', `${imports}\nasync function main() {${SYNTHESIZE}}\nvoid main();\n`);
  write(
    'wrong.ts',
    `${imports}\nasync function main() {${SYNTHESIZE.replace(/.*default.*\n/, '')}}\nvoid main();\n`,
  );
  const options = { strict: true, skipLibCheck: true, noEmit: true, types: ['node'] };
  const compilerOptions = { ...options, module: 'node16', target: 'es2022' };
  write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['use.ts'] }));
  write('tsconfig.wrong.json', JSON.stringify({ compilerOptions, files: ['wrong.ts'] }));
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  expect(run('node', [tsc, '-p', 'tsconfig.json'])).toBe('');
  expect(() => run('node', [tsc, '-p', 'tsconfig.wrong.json'])).toThrow(
    expect.objectContaining({ stdout: expect.stringMatching(/wrong\.ts.*Expected 2 arguments, but got 1/) }),
  );
}, 60_000);
