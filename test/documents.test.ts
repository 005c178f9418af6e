import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { RETIREMENT } from '../lib/facts';
import {
  blocksTo,
  DocumentProject,
  linksOf,
  PAGE_PATHS,
  PAGES,
  PROJECTS,
  ROOT,
  type Run,
  readPage,
  SHOP,
} from './documents';
import { recordConsole } from './live/console-gateway';

const NPX = 'npx() { "$@"; }';
const projects = new Map(PROJECTS.map((name) => [name, new DocumentProject(name, NPX)]));
const runs = new Map<string, readonly Run[]>();
const projectOf = (name: string): DocumentProject => projects.get(name) ?? fail(name);

/** Each project as its pages have it: of the same packages, without a registry, with the files that they show. */
beforeAll(async () => {
  for (const [name, project] of projects) {
    linkPackages(project.folder);
    // By hand there is nothing to begin with; everything else begins with what `init` writes.
    if (name !== 'byhand') {
      const { status, stderr } = project.shell('jwt-gateway init .');
      if (status !== 0) fail(stderr);
    }
    if (name === 'console') recordConsole(project.folder);
    project.writeFiles();
    runs.set(name, await project.run(['run']));
  }
}, 600_000);

afterAll(() => Promise.all([...projects.values()].map((project) => project.remove())));

test('every code block says what becomes of it', () => {
  const verbs = ['file', 'run', 'serve', 'output', 'figure', 'clone', 'new', 'registry', 'account'];
  const others = PAGES.flatMap(({ blocks }) => blocks).filter(({ verb }) => !verbs.includes(verb));
  expect(others).toEqual([]);
});

test.each(PROJECTS)('the blocks of the project %s run, in their order, and end as the pages say', (name) => {
  const ended = runs.get(name) ?? [];
  expect(ended.length).toBe(blocksTo('run', name).length);
  for (const { block, status, stderr } of ended) {
    const { argument, page, text } = block;
    const expected = Number(argument || 0);
    const why = status === expected ? '' : stderr;
    expect({ page, text, status, why }).toEqual({ page, text, status: expected, why: '' });
  }
});

test.each(PROJECTS)('what the pages of the project %s show is what is printed', (name) => {
  const shown = blocksTo('output', name).map(({ argument, page, text }) => ({
    page,
    argument,
    text: withoutKids(text),
  }));
  const printed = shown.map(({ argument, page }) => ({
    page,
    argument,
    text: withoutKids(projectOf(name).shell(argument).stdout),
  }));
  expect(printed).toEqual(shown);
});

test('a file is shown once in a project, and every app is started in the same way', () => {
  for (const name of PROJECTS) {
    const paths = blocksTo('file', name).map(({ argument }) => argument);
    expect({ name, paths }).toEqual({ name, paths: [...new Set(paths)] });
  }
  const apps = blocksTo('file')
    .filter(({ argument }) => argument === 'cdk.json')
    .map(({ text }) => JSON.parse(text).app);
  expect(new Set(apps).size).toBe(1);
});

test('the gateway of the first block is what the text says it is', () => {
  const path = join(projectOf(SHOP).folder, 'cdk.out/shop.template.json');
  const { Resources } = JSON.parse(readFileSync(path, 'utf8'));
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

test('the clone commands are the scripts of this repository', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const { argument } of blocksTo('clone'))
    expect(Object.keys(scripts)).toContain(argument.replace('npm ', ''));
});

test('the README leads to every page, and every link leads somewhere', () => {
  expect(PAGES.map(({ path }) => path)).toEqual(expect.arrayContaining(PAGE_PATHS));
  for (const page of [...PAGES, ...TRANSLATIONS.map(({ path }) => readPage(path))])
    expect({ page: page.path, dead: linksOf(page).filter((path) => !existsSync(join(ROOT, path))) }).toEqual({
      page: page.path,
      dead: [],
    });
});

/** Pages in Chinese, and what they are translations of. */
const TRANSLATIONS = [
  { path: 'README.zh-CN.md', original: 'README.md' },
  ...readdirSync(join(ROOT, 'docs/zh-CN')).map((name) => ({
    path: `docs/zh-CN/${name}`,
    original: `docs/${name}`,
  })),
];

test.each(TRANSLATIONS)('$path has the code blocks and the commands of $original', ({ path, original }) => {
  const [translated, page] = [readPage(path), readPage(original)];
  const blocksIn = ({ blocks }: typeof page) => blocks.map(({ page: _, ...block }) => block);
  expect(blocksIn(translated)).toEqual(blocksIn(page));
  expect(commandsIn(translated.text)).toEqual(commandsIn(page.text));
  expect(translated.project).toBe(page.project);
});

test('the days on which the service ends are those that are known', () => {
  const days = Object.values(RETIREMENT).map(({ value }) => value);
  for (const path of ['README.md', 'README.zh-CN.md'])
    expect(readPage(path).text.match(/20\d\d-\d\d-\d\d/g)).toEqual(days);
});

/** Commands within sentences. */
function commandsIn(text: string): string[] {
  const prose = text.replace(/```[\s\S]*?```/g, '');
  const spans = [...prose.matchAll(/`((?:npx|npm|jwt-gateway|ros-cdk|sh|nslookup) [^`]+)`/g)];
  return spans.map(([, command = '']) => command.replace(/\s+/g, ' ')).sort();
}

/** The packages that a registry would give, and this one. */
function linkPackages(folder: string): void {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const name of ['@alicloud', '@swc', '@types', 'constructs', 'sucrase', 'typescript', 'jest'])
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  symlinkSync(ROOT, join(modules, 'ros-cdk-jwt-gateway'));
  for (const name of ['tsc', 'jest'])
    symlinkSync(join(ROOT, 'node_modules/.bin', name), join(modules, '.bin', name));
  symlinkSync(join(ROOT, 'dist/bin/jwt-gateway.js'), join(modules, '.bin/jwt-gateway'));
}

/** Keys are new in every run: their ids differ, and nothing else does. */
function withoutKids(text: string): string {
  return text.replace(/\bkid \S+/g, 'kid <kid>').trim();
}

function fail(why: string): never {
  throw new Error(why);
}
