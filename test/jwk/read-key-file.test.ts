import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKeyFile } from '../../lib/jwk/read-key-file';
import { gatewayErrorOf } from './gateway-error-of';
import { removeScratchFolders, scratchFolder } from './scratch-folder';

afterAll(removeScratchFolders);

describe('a key file that is not there', () => {
  const CANNOT = 'cannot be read, ENOENT: no such file or directory';
  const MAKE = 'make it with: npx jwt-gateway keys create';

  test.each([
    ['keys/nobodys.jwks.json', `${CANNOT} (${MAKE} nobodys)`],
    ['keys/nobodys.private.jwks.json', `${CANNOT} (${MAKE} nobodys)`],
    ['nowhere/-b_1.c-d.private.jwks.json', `${CANNOT} (${MAKE} -b_1.c-d --dir nowhere)`],
    ['nowhere/a.private.old.jwks.json', `${CANNOT} (${MAKE} a.private.old --dir nowhere)`],
    ['nowhere/a.json', CANNOT],
    ['nowhere/a.jwks.json.bak', CANNOT],
    ['nowhere/.a.jwks.json', CANNOT],
    ['nowhere/my keys.jwks.json', CANNOT],
    ['nowhere/axjwks.json', CANNOT],
  ])('is made by a command, where it is called like one: %s', async (path, message) => {
    const error = await gatewayErrorOf(() => readKeyFile(path));
    expect(error).toMatchObject({ code: 'file-unreadable', place: path, cause: { code: 'ENOENT' } });
    expect(error.message).toBe(`${path}: ${message}`);
  });
});

test('for what is there and cannot be read no command is named', async () => {
  const folder = join(scratchFolder(), 'a.jwks.json');
  mkdirSync(folder);
  expect((await gatewayErrorOf(() => readKeyFile(folder))).message).toBe(
    `${folder}: cannot be read, EISDIR: illegal operation on a directory`,
  );
});

test('bytes that are not UTF-8 are no text, and not replaced by others', async () => {
  const path = join(scratchFolder(), 'a.jwks.json');
  writeFileSync(path, Buffer.from([0x7b, 0xff, 0x7d]));
  const error = await gatewayErrorOf(() => readKeyFile(path));
  expect([error.code, error.message]).toEqual(['key-set-invalid', `${path}: is not UTF-8 text`]);
  writeFileSync(path, '{"ü": 1}');
  expect(readKeyFile(path)).toBe('{"ü": 1}');
});
