import fs from 'node:fs';
import { join } from 'node:path';
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

test('an error before the change is decided changes nothing and leaves nothing', () => {
  const folder = prepared();
  jest.spyOn(fs, 'linkSync').mockImplementation(() => {
    throw Object.assign(new Error('ENOSPC: no space left on device, link'), { code: 'ENOSPC' });
  });
  expect(() => change(folder)).toThrow('ENOSPC: no space left on device');
  jest.restoreAllMocks();
  expect(contentOf(folder)).toEqual(OLD);
  expect(fs.readdirSync(folder)).toHaveLength(FILES.length);
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
])('a note that somebody else wrote touches no file: %s', async (text) => {
  const folder = prepared();
  fs.writeFileSync(join(folder, '.pending-change.json'), text);
  const error = await gatewayErrorOf(() => finishChanges(folder));
  expect(error.message).toContain('is no note of an unfinished change (delete it)');
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
  expect(half.message).toContain('is tracked by git, as no unfinished change is');
  git(folder, 'add', '.pending-change.json');
  const whole = await gatewayErrorOf(() => finishChanges(folder));
  expect(whole.place).toBe(join(folder, '.pending-change.json'));
  expect(contentOf(folder)).toEqual(OLD);
});

test('a folder that is not there has nothing left to do', () => {
  expect(finishChanges(join(scratchFolder(), 'nowhere'))).toEqual([]);
});
