import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gitStateOf } from '../../lib/jwk/git-state';
import { git, removeScratchFolders, scratchFolder, scratchRepository } from './scratch-folder';

afterAll(removeScratchFolders);

const KEY = 'a.private.jwks.json';

function repositoryIgnoring(...lines: string[]): string {
  const folder = scratchRepository();
  writeFileSync(join(folder, '.gitignore'), lines.join('\n'));
  return folder;
}

describe('a file', () => {
  test('is outside where there is no work tree', () => {
    expect(gitStateOf(join(scratchFolder(), 'keys', KEY))).toEqual({ kind: 'outside' });
  });

  test.each(['*.private.jwks.json', '/keys/', 'keys/a.private.jwks.json'])(
    'is ignored by the line %s',
    (line) => {
      const folder = repositoryIgnoring(line);
      expect(gitStateOf(join(folder, 'keys', KEY))).toEqual({ kind: 'ignored' });
      mkdirSync(join(folder, 'keys'));
      writeFileSync(join(folder, 'keys', KEY), '');
      expect(gitStateOf(join(folder, 'keys', KEY))).toEqual({ kind: 'ignored' });
    },
  );

  test.each([
    ['without a rule for it', []],
    ['with a rule that git reads as something else', ['./keys/']],
    ['with a later rule that takes it back', ['*.private.jwks.json', '!a.private.jwks.json']],
  ])('is not ignored %s', (_, lines) => {
    expect(gitStateOf(join(repositoryIgnoring(...lines), 'keys', KEY))).toEqual({ kind: 'not-ignored' });
  });

  test('is tracked when it was added, whatever the rules say', () => {
    const folder = repositoryIgnoring('*.private.jwks.json');
    writeFileSync(join(folder, KEY), '');
    git(folder, 'add', '--force', KEY);
    expect(gitStateOf(join(folder, KEY))).toEqual({ kind: 'tracked' });
  });

  test('is asked about by its very name, even one with wildcards in it', () => {
    const folder = repositoryIgnoring('*.private.jwks.json');
    for (const name of ['k[1]', 'k1']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, KEY), '');
    }
    git(folder, 'add', '--force', join('k1', KEY));
    expect(gitStateOf(join(folder, 'k[1]', KEY))).toEqual({ kind: 'ignored' });
  });

  test('belongs to the repository that a symbolic link puts it into', () => {
    const tracking = repositoryIgnoring();
    const ignoring = repositoryIgnoring('*.private.jwks.json');
    symlinkSync(tracking, join(ignoring, 'keys'));
    expect(gitStateOf(join(ignoring, 'keys', KEY))).toEqual({ kind: 'not-ignored' });
    symlinkSync(scratchFolder(), join(tracking, 'keys'));
    expect(gitStateOf(join(tracking, 'keys', KEY))).toEqual({ kind: 'outside' });
  });

  test('belongs to its own repository, whatever one a hook runs in', () => {
    const folder = repositoryIgnoring();
    const other = repositoryIgnoring('*.private.jwks.json');
    const env = {
      ...process.env,
      GIT_DIR: join(other, '.git'),
      GIT_WORK_TREE: other,
      GIT_INDEX_FILE: join(other, 'index'),
    };
    expect(gitStateOf(join(folder, KEY), env)).toEqual({ kind: 'not-ignored' });
  });
});

describe('that a file is tracked is not hidden by a hook that sets', () => {
  let [folder, other] = ['', ''];
  beforeAll(() => {
    [folder, other] = [scratchRepository(), scratchRepository()];
    writeFileSync(join(folder, KEY), '');
    git(folder, 'add', KEY);
  });

  test.each([
    ['GIT_DIR', () => join(other, '.git')],
    ['GIT_COMMON_DIR', () => join(other, 'nowhere')],
    ['GIT_INDEX_FILE', () => join(other, 'index')],
    ['GIT_NAMESPACE', () => '..'],
    ['GIT_OBJECT_DIRECTORY', () => join(other, 'nowhere')],
    ['GIT_WORK_TREE', () => other],
  ])('%s', (name, value) => {
    expect(gitStateOf(join(folder, KEY), { ...process.env, [name]: value() })).toEqual({ kind: 'tracked' });
  });
});

test('a file is asked about in the nearest folder that is there', () => {
  const folder = repositoryIgnoring('*.private.jwks.json');
  expect(gitStateOf(join(folder, 'a', 'b', 'c', KEY))).toEqual({ kind: 'ignored' });
});

describe('nothing is known of a file', () => {
  test('when git is not installed', () => {
    const folder = repositoryIgnoring('*.private.jwks.json');
    expect(gitStateOf(join(folder, KEY), { PATH: '/nonexistent' })).toEqual({
      kind: 'unknown',
      reason: 'spawnSync git ENOENT',
    });
  });

  test('when git cannot read the repository', () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, '.git'), 'gitdir: nowhere');
    expect(gitStateOf(join(folder, KEY))).toEqual({
      kind: 'unknown',
      reason: expect.stringMatching(/^fatal: not a git repository/),
    });
  });

  test('when git says why in several lines, of which the first one is told', () => {
    const folder = repositoryIgnoring();
    const program = join(scratchFolder(), 'git');
    writeFileSync(
      program,
      '#!/bin/sh\nprintf "fatal: dubious ownership\\nTo add an exception:\\n\\n\\tcall\\n" >&2\nexit 128\n',
      {
        mode: 0o755,
      },
    );
    expect(gitStateOf(join(folder, KEY), { PATH: dirname(program) })).toEqual({
      kind: 'unknown',
      reason: 'fatal: dubious ownership',
    });
  });

  test('when git knows that it is not tracked, but not whether it is ignored', () => {
    const folder = repositoryIgnoring();
    const program = join(scratchFolder(), 'git');
    writeFileSync(
      program,
      '#!/bin/sh\ncase "$*" in *check-ignore*) echo fatal: no >&2; exit 128;; esac\nexit 1\n',
      {
        mode: 0o755,
      },
    );
    expect(gitStateOf(join(folder, KEY), { PATH: dirname(program) })).toEqual({
      kind: 'unknown',
      reason: 'fatal: no',
    });
  });
});

test('no program that the configuration of a repository names is run', () => {
  const folder = scratchRepository();
  const program = join(folder, 'watch.sh');
  writeFileSync(program, `#!/bin/sh\ntouch "${join(folder, 'was-run')}"\n`, { mode: 0o755 });
  git(folder, 'config', 'core.fsmonitor', program);
  writeFileSync(join(folder, 'a.private.jwks.json'), '');
  gitStateOf(join(folder, 'a.private.jwks.json'));
  expect(existsSync(join(folder, 'was-run'))).toBe(false);
});
