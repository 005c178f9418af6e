import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyFilesOf, listKeyFiles } from '../../lib/jwk';
import { fileOfTemporary, isPrivateFileName, roleOf, temporaryNameOf } from '../../lib/jwk/key-files';
import { gatewayErrorOf } from './gateway-error-of';
import { removeScratchFolders, scratchFolder } from './scratch-folder';

afterAll(removeScratchFolders);

describe('the name of a key set', () => {
  test('makes its files, in keys unless said otherwise', () => {
    expect(keyFilesOf('customers')).toEqual({
      name: 'customers',
      publicPath: join('keys', 'customers.jwks.json'),
      privatePath: join('keys', 'customers.private.jwks.json'),
      providerPath: join('keys', 'customers.provider.json'),
      rotationPath: join('keys', 'customers.rotation.yaml'),
    });
    expect(keyFilesOf('eu-1.b', '/srv').publicPath).toBe(join('/srv', 'eu-1.b.jwks.json'));
  });

  test.each([
    'a',
    '9',
    '_',
    'A.b-c_D',
    'private',
    'json',
    'xprivate',
    'x-json',
    'a.privateer',
    'a.jsonx',
    'a.private.b',
    'a.json.b',
    'x'.repeat(100),
  ])('can be %j', (name) => {
    expect(keyFilesOf(name).name).toBe(name);
  });

  test.each([
    '',
    '.',
    '..',
    '.hidden',
    '-x',
    '../up',
    'a/b',
    'a\\b',
    'a b',
    'a\n',
    'a\0',
    'ä',
    'a.private',
    'a.PRIVATE',
    'a.b.private',
    'a.json',
    'a.jwks.json',
    'x'.repeat(101),
  ])('cannot be %j', async (name) => {
    const error = await gatewayErrorOf(() => keyFilesOf(name));
    expect(error.code).toBe('name-invalid');
    expect(error.message).toContain(
      `cannot name a key set (use 1 to 100 letters, digits, "-", "_" and ".", the first a letter, a digit or "_"; ` +
        'not ending in .private or .json)',
    );
  });
});

test('a name that is no good is quoted, up to a length', async () => {
  const error = await gatewayErrorOf(() => keyFilesOf(`../${'x'.repeat(200)}`));
  expect(error.message).toMatch(/^"\.\.\/x{117}" cannot name a key set/);
});

test.each([
  ['a.jwks.json', 'public'],
  ['a.private.jwks.json', 'private'],
  ['.tmp-00.a.private.jwks.json', 'temporary'],
  ['.tmp-', 'temporary'],
  ['a.provider.json', undefined],
  ['a.jwks.json.bak', undefined],
  ['a.tmp-1', undefined],
])('what %s is: %s', (file, role) => {
  expect(roleOf(file)).toBe(role);
});

test.each([
  ['.tmp-0f.a.jwks.json', 'a.jwks.json'],
  ['.tmp-00.a.private.jwks.json', 'a.private.jwks.json'],
  ['.tmp-00._.provider.json', '_.provider.json'],
  ['.tmp-00.-b.c-d_9.rotation.yaml', '-b.c-d_9.rotation.yaml'],
  ['.tmp-00.a.txt', undefined],
  ['.tmp-00..jwks.json', undefined],
  ['.tmp-00.../a.jwks.json', undefined],
  ['.tmp-00.a/b.jwks.json', undefined],
  ['.tmp-00.!.jwks.json', undefined],
  ['.tmp-.a.jwks.json', undefined],
  ['.tmp-0g.a.jwks.json', undefined],
  ['x.tmp-00.a.jwks.json', undefined],
  ['.tmp-00.a.jwks.json\n', undefined],
  ['.tmp-00.a.jwks.json/.jwks.json', undefined],
  ['a.jwks.json', undefined],
])('the file that %j is to become is %j', (name, file) => {
  expect(fileOfTemporary(name)).toBe(file);
});

test('a temporary file is known for what it is to become', () => {
  expect(fileOfTemporary(temporaryNameOf('a.private.jwks.json', '0123456789abcdef'))).toBe(
    'a.private.jwks.json',
  );
});

test.each([
  ['a.private.jwks.json', true],
  ['-.private.jwks.json', true],
  ['_9.b-c.private.jwks.json', true],
  ['a.jwks.json', false],
  ['a.private.jwks.json.bak', false],
  ['.private.jwks.json', false],
  ['../a.private.jwks.json', false],
  ['a/b.private.jwks.json', false],
  ['!.private.jwks.json', false],
])('%s is the name of a private key file: %p', (name, isOne) => {
  expect(isPrivateFileName(name)).toBe(isOne);
});

describe('the key sets of a folder', () => {
  test('are those with a public file, by name', () => {
    const folder = scratchFolder();
    for (const file of [
      'b.jwks.json',
      'a.jwks.json',
      'a.private.jwks.json',
      'alone.private.jwks.json',
      '.tmp-0123456789abcdef.c.jwks.json',
      '.tmp-0123456789abcdef.d.private.jwks.json',
      'notes.json',
      'my keys.jwks.json',
    ]) {
      writeFileSync(join(folder, file), '');
    }
    expect(listKeyFiles(folder)).toEqual([keyFilesOf('a', folder), keyFilesOf('b', folder)]);
  });

  test('are none when the folder is not there', () => {
    expect(listKeyFiles(join(scratchFolder(), 'keys'))).toEqual([]);
  });

  test('are not told when there is a file in place of the folder', async () => {
    const path = join(scratchFolder(), 'keys');
    writeFileSync(path, '');
    expect(await gatewayErrorOf(() => listKeyFiles(path))).toMatchObject({
      code: 'file-unreadable',
      place: path,
      message: `${path}: cannot be read, ENOTDIR: not a directory`,
      cause: { code: 'ENOTDIR' },
    });
    mkdirSync(`${path}-too`);
    expect(listKeyFiles(`${path}-too`)).toEqual([]);
  });
});
