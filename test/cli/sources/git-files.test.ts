import { chmodSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { openGitSource } from '../../../lib/cli/sources/git-files';
import { GatewayError } from '../../../lib/errors';
import { readGateway } from '../../../lib/model';
import { CLEAN_ENV, commit, git, newFolder, newRepository, removeFolders, write } from '../git-repository';

afterAll(removeFolders);

const template = (path: string) =>
  JSON.stringify(
    {
      ROSTemplateFormatVersion: '2015-09-01',
      Resources: {
        Orders: {
          Type: 'ALIYUN::ApiGateway::Api',
          Properties: { RequestConfig: { RequestHttpMethod: 'GET', RequestPath: path } },
        },
      },
    },
    undefined,
    2,
  );
const manifest = (file: string) =>
  JSON.stringify({ artifacts: { shop: { type: 'aliyun:ros:stack', properties: { templateFile: file } } } });
const assembly = (folder: string, path: string) => ({
  [`${folder}/manifest.json`]: manifest('shop.template.json'),
  [`${folder}/shop.template.json`]: template(path),
});

/** What a source says of its only route: the path, and where it stands. */
function routeAt(written: string, cwd: string) {
  const { files, place } = openGitSource(written, { cwd, env: CLEAN_ENV });
  const [route] = readGateway(place, { files }).routes;
  return [route?.path, `${route?.origin}`];
}

function refusalOf(written: string, cwd: string): string {
  try {
    return String(routeAt(written, cwd));
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

/** A repository whose main has a cdk.out, whose branch has another, and whose work tree has neither. */
function repository(): string {
  const folder = newRepository();
  commit(folder, { ...assembly('cdk.out', '/main'), 'template.json': template('/file') });
  git(folder, 'checkout', '--quiet', '-b', 'feature/x');
  commit(folder, { ...assembly('cdk.out', '/feature'), ...assembly('services/shop/cdk.out', '/shop') });
  git(folder, 'rm', '--quiet', '-r', '.');
  return folder;
}

describe('a revision', () => {
  const folder = repository();

  test.each([
    ['git:main', '/main', 'git:main:cdk.out/shop.template.json:4:5'],
    ['git:main:', '/main', 'git:main:cdk.out/shop.template.json:4:5'],
    ['git:feature/x:cdk.out/', '/feature', 'git:feature/x:cdk.out/shop.template.json:4:5'],
    ['git:HEAD~1:template.json', '/file', 'git:HEAD~1:template.json:4:5'],
    ['git:HEAD:./services/../cdk.out', '/feature', 'git:HEAD:cdk.out/shop.template.json:4:5'],
    ['git:main@{2020-01-01 12:00}:template.json', '/file', 'git:main@{2020-01-01 12:00}:template.json:4:5'],
  ])('%s is read without a checkout', (written, path, place) => {
    expect(routeAt(written, folder)).toEqual([path, place]);
    expect(existsSync(join(folder, 'cdk.out'))).toBe(false);
  });

  test('is found from a sub-directory, where ./ and no path at all mean that directory', () => {
    const below = join(folder, 'services/shop');
    mkdirSync(below, { recursive: true });
    const shop = ['/shop', 'git:HEAD:services/shop/cdk.out/shop.template.json:4:5'];
    expect(routeAt('git:HEAD', below)).toEqual(shop);
    expect(routeAt('git:HEAD:./cdk.out', below)).toEqual(shop);
    expect(routeAt('git:HEAD:../../cdk.out', below)[0]).toBe('/feature');
    expect(routeAt('git:HEAD:cdk.out', below)[0]).toBe('/feature');
  });

  test('names a stack by its file, as a disk would', () => {
    const { files, place } = openGitSource('git:main:template.json', { cwd: folder, env: CLEAN_ENV });
    expect(readGateway(place, { files }).stacks.map(({ name }) => name)).toEqual(['template']);
  });

  test('is found in a bare repository', () => {
    const bare = newFolder();
    git(bare, 'clone', '--quiet', '--bare', folder, 'shop.git');
    expect(routeAt('git:main', join(bare, 'shop.git'))[0]).toBe('/main');
  });

  test('whose words would change in a path goes by an id', () => {
    const odd = newRepository();
    commit(odd, { 'template.json': template('/odd') }, 'fix a//b');
    const [path, place] = routeAt('git:HEAD^{/a//b}:template.json', odd);
    expect(path).toBe('/odd');
    expect(place).toMatch(/^git:[0-9a-f]{12}:template\.json:4:5$/);
  });
});

describe('what is refused', () => {
  const folder = newRepository();
  commit(folder, {
    'shop.yaml': 'a: 1',
    'template.json': template('/a'),
    '.github.yml': 'a: 1',
    'a.txt': 'a',
  });
  symlinkSync('template.json', join(folder, 'link.json'));
  symlinkSync('.', join(folder, 'linked'));
  write(folder, {
    'out/manifest.json': manifest('link.json'),
    'up/manifest.json': manifest('../template.json'),
  });
  symlinkSync('../template.json', join(folder, 'out/link.json'));
  const other = newRepository();
  commit(other, { 'template.json': template('/other') });
  git(folder, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other, 'module');
  commit(folder, {});

  test.each([
    [
      'git:',
      'usage: git:: names no revision (write git:REV or git:REV:PATH, such as git:origin/main:template.json)',
    ],
    ['git::template.json', /^usage: git::template\.json: names no revision/],
    ['git:--output=x:a', /^usage: git:--output=x:a: names a revision that begins with '-'/],
    ['git:main\n:a', /^usage: git:main\\u000a:a: holds a control character/],
    ['git:main:a\0b', /holds a control character/],
    ['git:main:../template.json', /^usage: .*names a path outside of the repository$/],
    ['git:main:/etc/passwd', /^usage: .*names a path outside of the repository$/],
    [
      'git:origin/main:template.json',
      'file-unreadable: git:origin/main: there is no such revision in this clone (git fetch it first: the clone of a build often has one commit only)',
    ],
    ['git:main..HEAD:template.json', /there is no such revision/],
    ['git:main --help:template.json', /there is no such revision/],
    [
      'git:main',
      'file-unreadable: git:main:cdk.out: is not there, and no other path is named (there is git:main:shop.yaml, git:main:template.json)',
    ],
    ['git:main:gone.json', 'file-unreadable: git:main:gone.json: no such file or directory in this revision'],
    [
      'git:main:gone/a.json',
      'file-unreadable: git:main:gone/a.json: no such file or directory in this revision',
    ],
    ['git:main:a.txt/b', 'file-unreadable: git:main:a.txt: is no directory'],
    ['git:main:*.json', /no such file or directory/],
    ['git:main::(top)template.json', /no such file or directory/],
    [
      'git:main:link.json',
      'file-unreadable: git:main:link.json: is a symbolic link, which is not followed in a revision',
    ],
    ['git:main:linked/template.json', /^file-unreadable: git:main:linked: is a symbolic link/],
    ['git:main:out', /^file-unreadable: git:main:out\/link\.json: is a symbolic link/],
    ['git:main:up', /names the template "\.\.\/template\.json" outside its directory/],
    [
      'git:main:module',
      /^file-unreadable: git:main:module: is a submodule: its files are in another repository/,
    ],
    ['git:main:module/template.json', /^file-unreadable: git:main:module: is a submodule/],
  ])('%j', (written, expected) => {
    const refusal = refusalOf(written, folder);
    if (typeof expected === 'string') expect(refusal).toBe(expected);
    else expect(refusal).toMatch(expected);
  });

  test('a directory that is in no repository', () => {
    expect(refusalOf('git:main', newFolder())).toMatch(
      /^file-unreadable: git:main: git refuses: not a git repository/,
    );
  });

  test('a machine without git', () => {
    expect(() => openGitSource('git:main', { cwd: folder, env: { PATH: newFolder() } })).toThrow(
      'git:main: needs git, which is not there',
    );
  });
});

test('a file that is too large is not read', () => {
  const folder = newRepository();
  commit(folder, { 'a.json': ' '.repeat(17 * 1024 * 1024) });
  expect(refusalOf('git:main:a.json', folder)).toBe(
    'file-unreadable: git:main:a.json: has 17825792 bytes; 8388608 are read',
  );
});

test('neither a hook, nor a filter, nor a text conversion of the repository is run', () => {
  const folder = newRepository();
  commit(folder, {
    'template.json': template('/a'),
    '.gitattributes': '* filter=bad diff=bad text eol=crlf',
  });
  const script = join(folder, 'run-me');
  write(folder, { 'run-me': `#!/bin/sh\ntouch ${join(folder, 'was-run')}\n` });
  chmodSync(script, 0o755);
  for (const name of [
    'filter.bad.smudge',
    'diff.bad.textconv',
    'core.fsmonitor',
    'core.pager',
    'core.sshCommand',
  ])
    git(folder, 'config', name, script);
  expect(routeAt('git:main:template.json', folder)[0]).toBe('/a');
  expect(existsSync(join(folder, 'was-run'))).toBe(false);
});

test('an object that a partial clone has left at its remote is not fetched', () => {
  const origin = newRepository();
  commit(origin, { 'template.json': template('/a') });
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  const clone = newFolder();
  git(clone, 'clone', '--quiet', '--bare', '--filter=blob:none', `file://${origin}`, 'a.git');
  expect(refusalOf('git:main:template.json', join(clone, 'a.git'))).toMatch(
    /^file-unreadable: git:main: git refuses: /,
  );
});

test('whether something is there can be asked', () => {
  const folder = newRepository();
  commit(folder, { 'template.json': template('/a') });
  const isMissing = (written: string) => openGitSource(written, { cwd: folder, env: CLEAN_ENV }).isMissing();
  expect(isMissing('git:main:template.json')).toBe(false);
  expect(isMissing('git:main:other.json')).toBe(true);
});
