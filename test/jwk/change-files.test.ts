import fs from 'node:fs';
import { join } from 'node:path';
import { checkKeyFiles, listKeyFiles } from '../../lib/jwk';
import { changeFiles, finishChanges } from '../../lib/jwk/change-files';
import { gatewayErrorOf } from './gateway-error-of';
import { git, removeScratchFolders, scratchFolder, scratchRepository } from './scratch-folder';

const CHANGING = ['openSync', 'writeFileSync', 'linkSync', 'renameSync', 'unlinkSync', 'fsyncSync'] as const;

/** From this call on nothing reaches the disk any more, as after a kill; half of a text may. */
function killAt(last: number): { readonly calls: () => number } {
  let count = 0;
  for (const name of CHANGING) {
    const real = fs[name] as (...args: unknown[]) => unknown;
    jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
      count += 1;
      if (count < last) return real(...args);
      if (count === last && name === 'writeFileSync') real(args[0], String(args[1]).slice(0, 3));
      throw Object.assign(new Error('KILLED'), { code: 'EIO' });
    }) as never);
  }
  return { calls: () => count };
}

afterEach(() => jest.restoreAllMocks());
afterAll(removeScratchFolders);

const FILES = ['a.jwks.json', 'a.provider.json', 'a.rotation.yaml', 'a.private.jwks.json'];

function prepared(): string {
  const folder = scratchFolder();
  for (const file of FILES) fs.writeFileSync(join(folder, file), `old ${file}`);
  return folder;
}

const change = (folder: string) =>
  changeFiles(
    folder,
    FILES.map((file) => ({
      path: join(folder, file),
      text: file.includes('private') ? undefined : `new ${file}`,
      mode: 0o644,
    })),
  );

const OLD = FILES.map((file) => `old ${file}`);
const NEW = [...FILES.slice(0, 3).map((file) => `new ${file}`), undefined];

const contentOf = (folder: string) =>
  FILES.map((file) =>
    fs.existsSync(join(folder, file)) ? fs.readFileSync(join(folder, file), 'utf8') : undefined,
  );

test('all files are changed, and nothing else is left', () => {
  const folder = prepared();
  change(folder);
  expect(contentOf(folder)).toEqual(NEW);
  expect(fs.readdirSync(folder).sort()).toEqual(FILES.slice(0, 3));
});

test('a kill at any moment leaves the old files or the new ones, each whole, once a later run has looked', () => {
  const outcomes = new Set<string>();
  for (let last = 1; ; last += 1) {
    const folder = prepared();
    const killed = killAt(last);
    try {
      change(folder);
    } catch {
      // Killed.
    }
    const calls = killed.calls();
    jest.restoreAllMocks();
    // Each single file is whole at every moment, whoever reads it.
    contentOf(folder).forEach((text, i) => {
      expect([OLD[i], NEW[i]]).toContain(text);
    });
    finishChanges(folder);
    const content = contentOf(folder);
    const isOld = JSON.stringify(content) === JSON.stringify(OLD);
    outcomes.add(isOld ? 'old' : 'new');
    if (!isOld) expect(content).toEqual(NEW);
    expect(fs.existsSync(join(folder, '.pending-change.json'))).toBe(false);
    if (calls < last) break;
  }
  expect([...outcomes].sort()).toEqual(['new', 'old']);
});

test('a kill while a later run finishes is finished by the next one', () => {
  const folder = prepared();
  const temporary = join(folder, '.tmp-00.a.jwks.json');
  fs.writeFileSync(temporary, 'new');
  fs.writeFileSync(
    join(folder, '.pending-change.json'),
    JSON.stringify({ replace: ['.tmp-00.a.jwks.json'], remove: ['a.private.jwks.json'] }),
  );
  killAt(2);
  expect(() => finishChanges(folder)).toThrow('cannot be written');
  jest.restoreAllMocks();
  expect(finishChanges(folder)).toEqual(['a.private.jwks.json']);
  expect(contentOf(folder)).toEqual(['new', 'old a.provider.json', 'old a.rotation.yaml', undefined]);
});

test.each([
  ['linkSync', '.pending-change.json'],
  ['openSync', ''],
] as const)(
  'an error before the change is decided changes nothing and leaves nothing (%s)',
  async (call, place) => {
    const folder = prepared();
    jest.spyOn(fs, call).mockImplementationOnce(() => {
      throw Object.assign(new Error('ENOSPC: no space left on device, call'), { code: 'ENOSPC' });
    });
    const error = await gatewayErrorOf(() => change(folder));
    expect([error.code, error.message]).toEqual([
      'file-unwritable',
      `${join(folder, place)}: cannot be written, ENOSPC: no space left on device`,
    ]);
    expect(contentOf(folder)).toEqual(OLD);
    expect(fs.readdirSync(folder)).toHaveLength(FILES.length);
  },
);

test('a change that another run has decided meanwhile comes first', () => {
  const folder = prepared();
  const { linkSync } = fs;
  jest.spyOn(fs, 'linkSync').mockImplementationOnce((from, to) => {
    fs.writeFileSync(join(folder, '.tmp-00.b.jwks.json'), 'of another run');
    fs.writeFileSync(
      join(folder, '.pending-change.json'),
      JSON.stringify({ replace: ['.tmp-00.b.jwks.json'], remove: [] }),
    );
    linkSync(from, to);
  });
  change(folder);
  expect(contentOf(folder)).toEqual(NEW);
  expect(fs.readFileSync(join(folder, 'b.jwks.json'), 'utf8')).toBe('of another run');
  expect(fs.readdirSync(folder).sort()).toEqual([...FILES.slice(0, 3), 'b.jwks.json'].sort());
});

test('a change that a stopped run has decided is done before another one', () => {
  const folder = prepared();
  fs.writeFileSync(join(folder, '.tmp-00.b.jwks.json'), 'of a stopped run');
  fs.writeFileSync(
    join(folder, '.pending-change.json'),
    JSON.stringify({ replace: ['.tmp-00.b.jwks.json'], remove: [] }),
  );
  change(folder);
  expect(contentOf(folder)).toEqual(NEW);
  expect(fs.readFileSync(join(folder, 'b.jwks.json'), 'utf8')).toBe('of a stopped run');
});

test('a folder is made for files that are to be in it', () => {
  const folder = join(scratchFolder(), 'new', 'keys');
  changeFiles(folder, [{ path: join(folder, 'a.jwks.json'), text: 'new', mode: 0o600 }]);
  expect(fs.readdirSync(folder)).toEqual(['a.jwks.json']);
  expect(fs.statSync(join(folder, 'a.jwks.json')).mode & 0o777).toBe(0o600);
});

test.each([
  '{',
  '[]',
  '{"replace": ["../a.jwks.json"], "remove": []}',
  '{"replace": [".tmp-00.../../a.jwks.json"], "remove": []}',
  '{"replace": [".tmp-00.notes.txt"], "remove": []}',
  '{"replace": [], "remove": ["a.jwks.json"]}',
  '{"replace": [], "remove": ["../x.private.jwks.json"]}',
  '{"replace": ["a.jwks.json"]}',
  '{"replace": []}',
  '{"remove": []}',
  '{"replace": [7], "remove": []}',
  '{"replace": [], "remove": [7]}',
  '{"replace": ".tmp-00.a.jwks.json", "remove": []}',
  '{"replace": [], "remove": "a.private.jwks.json"}',
])('a note that somebody else wrote touches no file: %s', async (text) => {
  const folder = prepared();
  fs.writeFileSync(join(folder, '.pending-change.json'), text);
  const error = await gatewayErrorOf(() => finishChanges(folder));
  expect([error.code, error.message]).toEqual([
    'key-set-invalid',
    `${join(folder, '.pending-change.json')}: is no note of an unfinished change (delete it)`,
  ]);
  expect(contentOf(folder)).toEqual(OLD);
});

test('a note that came with the repository changes no key', async () => {
  const folder = scratchRepository();
  for (const file of FILES) fs.writeFileSync(join(folder, file), `old ${file}`);
  const staged = '.tmp-00.a.jwks.json';
  fs.writeFileSync(join(folder, staged), 'somebody else');
  fs.writeFileSync(join(folder, '.pending-change.json'), JSON.stringify({ replace: [staged], remove: [] }));
  git(folder, 'add', staged);
  const half = await gatewayErrorOf(() => finishChanges(folder));
  expect([half.code, half.message]).toEqual([
    'key-set-invalid',
    `${join(folder, staged)}: is tracked by git, as no unfinished change is (delete it, and look at who has committed it)`,
  ]);
  git(folder, 'add', '.pending-change.json');
  const whole = await gatewayErrorOf(() => finishChanges(folder));
  expect(whole.place).toBe(join(folder, '.pending-change.json'));
  expect(contentOf(folder)).toEqual(OLD);
});

test('where there is no folder, or no note in it, nothing is left to do', () => {
  const folder = prepared();
  const paths = [folder, join(folder, 'nowhere'), join(folder, 'a.jwks.json')];
  expect(paths.map((path) => finishChanges(path))).toEqual([[], [], []]);
  expect(contentOf(folder)).toEqual(OLD);
});

test('a note that cannot be read is not taken for none', async () => {
  const folder = prepared();
  const note = join(folder, '.pending-change.json');
  fs.mkdirSync(note);
  const error = await gatewayErrorOf(() => finishChanges(folder));
  expect(error).toMatchObject({ code: 'file-unreadable', cause: { code: 'EISDIR' } });
  expect(error.message).toBe(`${note}: cannot be read`);
});

test('what was left to do is named, each file by what it became', () => {
  const folder = prepared();
  fs.writeFileSync(join(folder, '.tmp-00.a.jwks.json'), 'new');
  fs.writeFileSync(
    join(folder, '.pending-change.json'),
    JSON.stringify({
      replace: ['.tmp-00.a.jwks.json', '.tmp-00.gone.jwks.json'],
      remove: ['a.private.jwks.json', 'gone.private.jwks.json'],
    }),
  );
  expect(finishChanges(folder)).toEqual(['a.jwks.json', 'a.private.jwks.json']);
});

test('the folder is keys unless said otherwise', () => {
  const folder = scratchFolder();
  const keys = join(folder, 'keys');
  fs.mkdirSync(keys);
  fs.writeFileSync(join(keys, 'a.jwks.json'), 'none');
  fs.writeFileSync(join(keys, '.tmp-00.b.jwks.json'), 'new');
  fs.writeFileSync(
    join(keys, '.pending-change.json'),
    JSON.stringify({ replace: ['.tmp-00.b.jwks.json'], remove: [] }),
  );
  const before = process.cwd();
  process.chdir(folder);
  try {
    expect(checkKeyFiles().map(({ file }) => file)).toContain(join('keys', 'a.jwks.json'));
    expect(finishChanges()).toEqual(['b.jwks.json']);
    expect(listKeyFiles().map(({ name }) => name)).toEqual(['a', 'b']);
  } finally {
    process.chdir(before);
  }
});
