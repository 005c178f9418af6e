import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { RULES } from '../lib/rules';

const ROOT = resolve(__dirname, '..');

/** A code block with the comment above it, which says what becomes of it. */
interface Block {
  readonly verb: string;
  readonly argument: string;
  readonly language: string;
  readonly text: string;
}

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const BLOCKS = [...README.matchAll(/(?:<!-- (\w+)(?:: ([^\n]*?))? -->\n)?```(\w*)\n([\s\S]*?)```/g)].map(
  ([, verb = '', argument = '', language = '', text = '']): Block => ({ verb, argument, language, text }),
);
const blocksTo = (verb: string) => BLOCKS.filter((block) => block.verb === verb);

/** `ros-cdk synth` as the command line runs an app: by its shell, with its environment. */
const SHELL = `
set -euo pipefail
npx() { "$@"; }
ros-cdk() {
  CDK_OUTDIR=cdk.out CDK_CONTEXT_JSON='{}' CDK_CLI_ASM_VERSION=7.0.0 \
    bash -c "$(node -p 'require("./cdk.json").app.replace(/^npx /, "")')" </dev/null
  cat cdk.out/*.template.json
}
`;

/** The address that the README serves at, in whose place the test takes any that is free. */
const ADDRESS = 'http://127.0.0.1:9080';

interface Run {
  readonly block: Block;
  readonly status: number | null;
  readonly stderr: string;
}

let project: string;
const runs: Run[] = [];
const servers: ChildProcess[] = [];

/** A project with the files of the README, and the packages that it installs. */
beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'jwt-gateway-readme-'));
  mkdirSync(join(project, 'node_modules/.bin'), { recursive: true });
  for (const name of ['@alicloud', '@swc', '@types', 'constructs', 'ts-node', 'typescript', 'jest']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name));
  }
  symlinkSync(ROOT, join(project, 'node_modules/ros-cdk-jwt-gateway'));
  for (const name of ['ts-node', 'tsc', 'jest']) {
    symlinkSync(join(ROOT, 'node_modules/.bin', name), join(project, 'node_modules/.bin', name));
  }
  symlinkSync(join(ROOT, 'dist/bin/jwt-gateway.js'), join(project, 'node_modules/.bin/jwt-gateway'));
  for (const { argument, text } of blocksTo('file')) {
    mkdirSync(dirname(join(project, argument)), { recursive: true });
    writeFileSync(join(project, argument), text);
  }
  let address = ADDRESS;
  for (const block of BLOCKS) {
    if (block.verb === 'serve') address = await serve(block.text);
    if (block.verb === 'run') runs.push({ block, ...shell(block.text.replaceAll(ADDRESS, address)) });
  }
}, 120_000);

afterAll(async () => {
  for (const server of servers) {
    server.kill();
    await once(server, 'close');
  }
  rmSync(project, { recursive: true, force: true });
});

function shell(script: string): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', SHELL + script], {
    cwd: project,
    env: environment(),
    encoding: 'utf8',
  });
  return { status, stderr: status === 0 ? stderr : stdout + stderr, stdout };
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${join(project, 'node_modules/.bin')}:${process.env.PATH}`, CI: 'true' };
}

/** Starts what the block starts, at a port that is free. */
async function serve(text: string): Promise<string> {
  const command = text.trim().replace(/^npx /, 'exec ');
  const server = spawn('bash', ['-c', `${command} --port 0`], { cwd: project, env: environment() });
  servers.push(server);
  for await (const line of createInterface({ input: server.stdout })) {
    const [, url] = /^(http:\S+) serves /.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error(`it ended: ${text}`);
}

test('every code block says what becomes of it', () => {
  const verbs = ['file', 'run', 'serve', 'output', 'clone', 'registry', 'account'];
  expect(BLOCKS.filter(({ verb }) => !verbs.includes(verb))).toEqual([]);
  expect(blocksTo('run').length).toBeGreaterThan(1);
});

test('the blocks run, in their order, and end as the README says', () => {
  for (const { block, status, stderr } of runs) {
    const { text, argument } = block;
    const expected = Number(argument || 0);
    const why = status === expected ? '' : stderr;
    expect({ text, status, why }).toEqual({ text, status: expected, why: '' });
  }
});

test('the tests that the README shows are typed', () => {
  const options = '--noEmit --strict --skipLibCheck --module node16 --target es2022 --types node,jest';
  const { status, stderr } = shell(`tsc ${options} test/*.ts`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}, 30_000);

test('what the README shows is what is printed', () => {
  expect(blocksTo('output').length).toBeGreaterThan(0);
  for (const { argument, text } of blocksTo('output')) {
    expect(withoutKids(shell(argument).stdout)).toBe(withoutKids(text));
  }
});

test('the README counts the rules that there are', () => {
  expect(README).toContain(`[${RULES.length} rules](RULES.md)`);
});

test('the gateway of the first block is what the text says it is', () => {
  const { Resources } = JSON.parse(readFileSync(join(project, 'cdk.out/shop.template.json'), 'utf8'));
  const counts: Record<string, number> = {};
  for (const { Type } of Object.values<{ Type: string }>(Resources)) counts[Type] = (counts[Type] ?? 0) + 1;
  expect(counts).toEqual({
    'ALIYUN::ApiGateway::Api': 3,
    'ALIYUN::ApiGateway::Deployment': 3,
    'ALIYUN::ApiGateway::Group': 1,
    'ALIYUN::ApiGateway::Plugin': 2,
    'ALIYUN::ApiGateway::PluginAttachment': 4,
  });
});

test('the clone commands are the scripts of this repository, and every link of the README leads somewhere', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const { argument } of blocksTo('clone')) {
    expect(Object.keys(scripts)).toContain(argument.replace('npm ', ''));
  }
  const links = [...README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
  expect(links.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

/** Keys are new in every run: their ids differ, and nothing else does. */
function withoutKids(text: string): string {
  return text.replace(/\bkid \S+/g, 'kid <kid>').trim();
}
