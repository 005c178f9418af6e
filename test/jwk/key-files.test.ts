import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyFilesOf, listKeyFiles } from '../../lib/jwk';
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
    'a.jwks.json',
    'x'.repeat(101),
  ])('cannot be %j', async (name) => {
    const error = await gatewayErrorOf(() => keyFilesOf(name));
    expect(error.code).toBe('name-invalid');
    expect(error.message).toContain('cannot name a key set (use 1 to 100 letters');
  });
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
    });
    mkdirSync(`${path}-too`);
    expect(listKeyFiles(`${path}-too`)).toEqual([]);
  });
});
