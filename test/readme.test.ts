import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../lib/rules';
import { BLOCKS, blocksTo, README, ReadmeProject, ROOT, type Run } from './readme-project';

const project = new ReadmeProject('npx() { "$@"; }');
let runs: readonly Run[];

/** A project with the files of the README, and the packages that it installs, without a registry. */
beforeAll(async () => {
  const modules = join(project.folder, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const name of ['@alicloud', '@swc', '@types', 'constructs', 'sucrase', 'typescript', 'jest']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
  symlinkSync(ROOT, join(modules, 'ros-cdk-jwt-gateway'));
  for (const name of ['tsc', 'jest']) {
    symlinkSync(join(ROOT, 'node_modules/.bin', name), join(modules, '.bin', name));
  }
  symlinkSync(join(ROOT, 'dist/bin/jwt-gateway.js'), join(modules, '.bin/jwt-gateway'));
  project.writeFiles();
  runs = await project.run(['run']);
}, 120_000);

afterAll(() => project.remove());

test('every code block says what becomes of it', () => {
  const verbs = ['file', 'run', 'serve', 'output', 'clone', 'new', 'registry', 'account'];
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
  const { status, stderr } = project.shell(`tsc ${options} test/*.ts`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}, 30_000);

test('what the README shows is what is printed', () => {
  expect(blocksTo('output').length).toBeGreaterThan(0);
  for (const { argument, text } of blocksTo('output')) {
    expect(withoutKids(project.shell(argument).stdout)).toBe(withoutKids(text));
  }
});

test('the README counts the rules that there are', () => {
  expect(README).toContain(`[${RULES.length} rules](RULES.md)`);
});

test('the gateway of the first block is what the text says it is', () => {
  const { Resources } = JSON.parse(readFileSync(join(project.folder, 'cdk.out/shop.template.json'), 'utf8'));
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
