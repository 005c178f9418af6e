import fs from 'node:fs';
import { basename, join } from 'node:path';
import { isThere, makeFolder, writeNewFile } from '../../lib/jwk/write-new-file';
import { gatewayErrorOf } from './gateway-error-of';
import { removeScratchFolders, scratchFolder } from './scratch-folder';

afterEach(() => jest.restoreAllMocks());
afterAll(removeScratchFolders);

const fail = (code: string) => () => {
  throw Object.assign(new Error(`${code}: made to fail, call`), { code });
};

test('a file is written under a temporary name of its own first, and every file that is opened is closed', () => {
  const path = join(scratchFolder(), 'a.private.jwks.json');
  const opened = jest.spyOn(fs, 'openSync');
  const closed = jest.spyOn(fs, 'closeSync');
  writeNewFile({ path, text: 'text', mode: 0o600 });
  expect(opened.mock.calls.map(([name]) => basename(String(name)))).toEqual([
    expect.stringMatching(/^\.tmp-[0-9a-f]{16}\.a\.private\.jwks\.json$/),
  ]);
  expect(closed.mock.calls.map(([descriptor]) => descriptor)).toEqual(
    opened.mock.results.map(({ value }) => value),
  );
  expect(fs.readFileSync(path, 'utf8')).toBe('text');
});

test('a file that could not be written is closed as well, and gone', async () => {
  const folder = scratchFolder();
  const closed = jest.spyOn(fs, 'closeSync');
  jest.spyOn(fs, 'fsyncSync').mockImplementation(fail('EIO'));
  await gatewayErrorOf(() => writeNewFile({ path: join(folder, 'a'), text: '', mode: 0o600 }));
  expect(closed).toHaveBeenCalledTimes(1);
  expect(fs.readdirSync(folder)).toEqual([]);
});

test.each([
  ['EEXIST', 'file-exists', 'is there already (key files are never overwritten; choose another name)'],
  ['EACCES', 'file-unwritable', 'cannot be written, EACCES: made to fail'],
])('%s is %s', async (systemCode, code, words) => {
  const path = join(scratchFolder(), 'a');
  jest.spyOn(fs, 'openSync').mockImplementation(fail(systemCode));
  const error = await gatewayErrorOf(() => writeNewFile({ path, text: '', mode: 0o600 }));
  expect([error.code, error.place, error.message]).toEqual([code, path, `${path}: ${words}`]);
});

test('a temporary file that cannot be taken away again is told of', async () => {
  const path = join(scratchFolder(), 'a');
  jest.spyOn(fs, 'unlinkSync').mockImplementation(fail('EROFS'));
  const error = await gatewayErrorOf(() => writeNewFile({ path, text: '', mode: 0o600 }));
  expect(error.message).toBe(`${path}: cannot be written, EROFS: made to fail`);
  expect(error.cause).toMatchObject({ code: 'EROFS' });
});

test('what is there is known, be it a symbolic link to nothing', async () => {
  const folder = scratchFolder();
  const [file, link] = [join(folder, 'file'), join(folder, 'link')];
  fs.writeFileSync(file, '');
  fs.symlinkSync('nowhere', link);
  expect([file, link, join(folder, 'none')].map(isThere)).toEqual([true, true, false]);
  const error = await gatewayErrorOf(() => isThere(join(file, 'below')));
  expect(error.message).toBe(`${join(file, 'below')}: cannot be written, ENOTDIR: not a directory`);
});

test('a folder is made with those around it, and is no obstacle when it is there', async () => {
  const folder = scratchFolder();
  const deep = join(folder, 'a', 'b');
  makeFolder(deep);
  makeFolder(deep);
  expect(fs.statSync(deep).isDirectory()).toBe(true);
  fs.writeFileSync(join(deep, 'file'), '');
  const error = await gatewayErrorOf(() => makeFolder(join(deep, 'file', 'c')));
  expect([error.code, error.message]).toEqual([
    'file-unwritable',
    `${join(deep, 'file', 'c')}: cannot be written, ENOTDIR: not a directory`,
  ]);
});
