import fs from 'node:fs';
import { join } from 'node:path';
import type { SigningAlgorithm } from '../../lib/facts';
import {
  checkKeyFiles,
  createKeyFiles,
  keyFilesOf,
  PrivateKeySet,
  PublicKeySet,
  revealPrivateJwk,
} from '../../lib/jwk';
import { writePublicHalf } from '../../lib/jwk/create-key-files';
import { fixtureText } from '../fixtures/keys/fixture-keys';
import { gatewayErrorOf } from './gateway-error-of';
import { git, removeScratchFolders, scratchFolder, scratchRepository } from './scratch-folder';

afterAll(removeScratchFolders);
afterEach(() => {
  jest.restoreAllMocks();
});

const create = (directory: string, name = 'a') => createKeyFiles({ name, directory, algorithm: 'EdDSA' });
const modeOf = (path: string) => fs.statSync(path).mode & 0o777;

function contentsOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    fs.readdirSync(folder).map((name) => [name, fs.readFileSync(join(folder, name), 'utf8')]),
  );
}

/** Lets a file system call fail as the system would. */
function failing(call: 'linkSync' | 'fsyncSync' | 'writeFileSync', code: string, after = 0): void {
  const real = fs[call] as (...parameters: unknown[]) => unknown;
  let calls = 0;
  jest.spyOn(fs, call).mockImplementation((...parameters: unknown[]) => {
    calls += 1;
    if (calls > after) throw Object.assign(new Error(`${code}: made to fail, ${call}`), { code });
    return real(...parameters) as never;
  });
}

describe('created key files', () => {
  test('are the two halves of one key', async () => {
    const folder = join(scratchFolder(), 'new', 'keys');
    const created = await create(folder);
    expect(created).toEqual({
      ...keyFilesOf('a', folder),
      outcome: 'both-written',
      key: PublicKeySet.fromFile(created.publicPath).keys[0],
    });
    const privateKeys = PrivateKeySet.fromFile(created.privatePath);
    expect(privateKeys.publicKeys().keys).toEqual([created.key]);
    expect(Object.keys(contentsOf(folder))).toEqual(['a.jwks.json', 'a.private.jwks.json']);
    expect(checkKeyFiles(folder)).toEqual([]);
  });

  test('are RS256 with 2048 bits unless asked otherwise', async () => {
    const { key } = await createKeyFiles({ name: 'a', directory: scratchFolder() });
    expect(key).toMatchObject({ kty: 'RSA', alg: 'RS256' });
  });

  test('have nothing of the private half in the public one', async () => {
    const { publicPath, privatePath } = await create(scratchFolder());
    const { d } = revealPrivateJwk(PrivateKeySet.fromFile(privatePath).signingKey());
    expect(fs.readFileSync(privatePath, 'utf8')).toContain(d);
    expect(fs.readFileSync(publicPath, 'utf8')).not.toContain(d);
  });

  test('end with a line break and are readable as JSON', async () => {
    const { publicPath, privatePath } = await create(scratchFolder());
    for (const path of [publicPath, privatePath]) {
      expect(fs.readFileSync(path, 'utf8')).toMatch(/^\{\n {2}"keys": \[\n[\s\S]*\n\}\n$/);
    }
  });

  test('let nobody else read the private one, even with a umask of 0', async () => {
    const opened = jest.spyOn(fs, 'openSync');
    const umask = process.umask(0);
    try {
      const { publicPath, privatePath } = await create(scratchFolder());
      expect([modeOf(privatePath), modeOf(publicPath)]).toEqual([0o600, 0o644]);
    } finally {
      process.umask(umask);
    }
    // From the first moment on: not made readable and then restricted.
    expect(
      opened.mock.calls.map(([path, flags, mode]) => [/private/.test(String(path)), flags, mode]),
    ).toEqual([
      [true, 'wx', 0o600],
      [false, 'wx', 0o644],
    ]);
  });
});

describe('existing key files are never touched:', () => {
  test.each([
    ['both', ['a.jwks.json', 'a.private.jwks.json'], 'a.private.jwks.json'],
    ['the public one alone', ['a.jwks.json'], 'a.jwks.json'],
  ])('%s', async (_, files, place) => {
    const folder = scratchFolder();
    for (const file of files) fs.writeFileSync(join(folder, file), `not even ${file}`);
    const before = contentsOf(folder);
    expect(await gatewayErrorOf(() => create(folder))).toMatchObject({
      code: 'file-exists',
      place: join(folder, place),
      hint: 'key files are never overwritten; choose another name',
    });
    expect(contentsOf(folder)).toEqual(before);
  });

  test('a private one that cannot be read', async () => {
    const folder = scratchFolder();
    fs.writeFileSync(join(folder, 'a.private.jwks.json'), '{"keys": [');
    expect((await gatewayErrorOf(() => create(folder))).code).toBe('key-set-invalid');
    expect(contentsOf(folder)).toEqual({ 'a.private.jwks.json': '{"keys": [' });
  });

  test.each(['a.jwks.json', 'a.private.jwks.json'])('a symbolic link %s is not followed', async (file) => {
    const folder = scratchFolder();
    const target = join(scratchFolder(), 'target');
    fs.symlinkSync(target, join(folder, file));
    expect((await gatewayErrorOf(() => create(folder))).code).toBe('file-exists');
    fs.writeFileSync(target, fixtureText('ES256'));
    expect((await gatewayErrorOf(() => create(folder))).code).toBe('file-exists');
    expect(fs.readFileSync(target, 'utf8')).toBe(fixtureText('ES256'));
    expect(fs.readdirSync(folder)).toEqual([file]);
  });

  test('a symbolic link that comes up while the key is made is not followed', async () => {
    const folder = scratchFolder();
    const target = join(scratchFolder(), 'target');
    const creation = create(folder);
    fs.symlinkSync(target, join(folder, 'a.private.jwks.json'));
    expect((await gatewayErrorOf(() => creation)).code).toBe('file-exists');
    expect(fs.existsSync(target)).toBe(false);
    expect(fs.readdirSync(folder)).toEqual(['a.private.jwks.json']);
  });

  test('of several runs at once one creates them and the others are refused', async () => {
    const folder = scratchFolder();
    const runs = await Promise.allSettled(Array.from({ length: 6 }, () => create(folder)));
    const created = runs.filter(({ status }) => status === 'fulfilled');
    const refused = runs.flatMap((run) => (run.status === 'rejected' ? [run.reason.code] : []));
    expect([created.length, refused]).toEqual([1, Array(5).fill('file-exists')]);
    expect(fs.readdirSync(folder)).toHaveLength(2);
    expect(checkKeyFiles(folder)).toEqual([]);
  });
});

describe('a run that was stopped', () => {
  test('between the two files is completed by the next one, with the key that is there', async () => {
    const folder = scratchFolder();
    failing('linkSync', 'EIO', 1);
    expect(await gatewayErrorOf(() => create(folder))).toMatchObject({
      code: 'file-unwritable',
      place: join(folder, 'a.jwks.json'),
    });
    jest.restoreAllMocks();
    const { 'a.private.jwks.json': privateText, ...others } = contentsOf(folder);
    expect(others).toEqual({});

    const completed = await create(folder);
    expect(completed.outcome).toBe('public-half-written');
    expect(contentsOf(folder)['a.private.jwks.json']).toBe(privateText);
    expect(completed.key).toEqual(PrivateKeySet.parse(privateText).publicKeys().keys[0]);
    expect(checkKeyFiles(folder)).toEqual([]);
  });

  test('in the middle of a file leaves neither a key nor an obstacle', async () => {
    const folder = scratchFolder();
    fs.writeFileSync(join(folder, '.tmp-0123456789abcdef.a.private.jwks.json'), '{"keys": [{"kty": "O');
    expect((await create(folder)).outcome).toBe('both-written');
    expect(checkKeyFiles(folder)).toEqual([
      expect.objectContaining({
        id: 'temporary-file-left',
        file: join(folder, '.tmp-0123456789abcdef.a.private.jwks.json'),
      }),
    ]);
  });

  test.each(['writeFileSync', 'fsyncSync', 'linkSync'] as const)(
    'by a full disk in %s leaves nothing',
    async (call) => {
      const folder = scratchFolder();
      failing(call, 'ENOSPC');
      expect(await gatewayErrorOf(() => create(folder))).toMatchObject({
        code: 'file-unwritable',
        message: `${join(folder, 'a.private.jwks.json')}: cannot be written, ENOSPC: made to fail`,
      });
      expect(fs.readdirSync(folder)).toEqual([]);
    },
  );

  test('and completed by another one in the meantime is done', async () => {
    const { publicPath, privatePath, name, key } = await create(scratchFolder());
    const files = { name, publicPath, privatePath };
    const before = fs.readFileSync(publicPath, 'utf8');
    expect(writePublicHalf(files, PrivateKeySet.fromFile(privatePath))).toEqual(key);
    expect(fs.readFileSync(publicPath, 'utf8')).toBe(before);
    const others = PrivateKeySet.parse(fixtureText('ES256'));
    expect((await gatewayErrorOf(() => writePublicHalf(files, others))).code).toBe('file-exists');
    const elsewhere = join(scratchFolder(), 'a.jwks.json');
    fs.renameSync(publicPath, elsewhere);
    fs.symlinkSync(elsewhere, publicPath);
    const own = PrivateKeySet.fromFile(privatePath);
    expect((await gatewayErrorOf(() => writePublicHalf(files, own))).code).toBe('file-exists');
  });
});

describe('on a file system without hard links', () => {
  test.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])(
    'files are created in place (%s)',
    async (code) => {
      const folder = scratchFolder();
      failing('linkSync', code);
      const { privatePath } = await create(folder);
      expect(modeOf(privatePath)).toBe(0o600);
      expect(fs.readdirSync(folder)).toHaveLength(2);
      expect(checkKeyFiles(folder)).toEqual([]);
    },
  );

  test('existing files are not touched either', async () => {
    const folder = scratchFolder();
    failing('linkSync', 'EPERM');
    const creation = create(folder);
    fs.writeFileSync(join(folder, 'a.private.jwks.json'), 'mine');
    expect((await gatewayErrorOf(() => creation)).code).toBe('file-exists');
    expect(contentsOf(folder)).toEqual({ 'a.private.jwks.json': 'mine' });
  });
});

describe('in a work tree of git', () => {
  const ignore = (folder: string, ...lines: string[]) =>
    fs.writeFileSync(join(folder, '.gitignore'), lines.join('\n'));

  test('a key pair is created when the private file is ignored', async () => {
    const folder = scratchRepository();
    ignore(folder, '*.private.jwks.json');
    await create(join(folder, 'keys'));
    expect(checkKeyFiles(join(folder, 'keys'))).toEqual([]);
  });

  test.each([
    ['nothing is ignored', []],
    ['only the file itself is, but not the one it is written to first', ['keys/a.private.jwks.json']],
  ])('nothing is written when %s', async (_, lines) => {
    const folder = scratchRepository();
    ignore(folder, ...lines);
    expect(await gatewayErrorOf(() => create(join(folder, 'keys')))).toMatchObject({
      code: 'private-key-not-ignored',
      message:
        `${join(folder, 'keys', 'a.private.jwks.json')}: is not ignored by git, which would track this private key ` +
        '(add the line *.private.jwks.json to .gitignore)',
    });
    expect(fs.existsSync(join(folder, 'keys'))).toBe(false);
  });

  test('the line that the refusal names is the one that helps', async () => {
    const folder = scratchRepository();
    const { hint = '' } = await gatewayErrorOf(() => create(folder));
    ignore(folder, /the line (\S+) to/.exec(hint)?.[1] ?? '');
    expect((await create(folder)).outcome).toBe('both-written');
  });

  test('a private file that is tracked is not completed', async () => {
    const folder = scratchRepository();
    ignore(folder, '*.private.jwks.json');
    fs.writeFileSync(join(folder, 'a.private.jwks.json'), fixtureText('ES256'));
    git(folder, 'add', '--force', 'a.private.jwks.json');
    const error = await gatewayErrorOf(() => create(folder));
    expect(error.code).toBe('private-key-not-ignored');
    expect(error.message).toBe(
      `${join(folder, 'a.private.jwks.json')}: is tracked by git, where a private key must never be ` +
        '(add the line *.private.jwks.json to .gitignore)',
    );
    expect(fs.existsSync(join(folder, 'a.jwks.json'))).toBe(false);
  });

  test('nothing is written when git gives no answer', async () => {
    const folder = scratchFolder();
    fs.mkdirSync(join(folder, '.git'));
    const error = await gatewayErrorOf(() => create(folder));
    expect(error.code).toBe('private-key-not-ignored');
    expect(error.message).toMatch(
      /: is in a work tree of git, and git does not say that it ignores it \(git says: fatal: not a git repository.*; put it right, or choose a folder outside of the work tree\)$/,
    );
    expect(fs.readdirSync(folder)).toEqual(['.git']);
  });
});

describe('no file is written', () => {
  test('for a name that is none', async () => {
    const folder = scratchFolder();
    expect((await gatewayErrorOf(() => create(folder, '../a'))).code).toBe('name-invalid');
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  test('for a symmetric algorithm, even where there is a private file to complete', async () => {
    const folder = scratchFolder();
    fs.writeFileSync(join(folder, 'a.private.jwks.json'), fixtureText('ES256'));
    const algorithm = 'HS256' as SigningAlgorithm;
    const error = await gatewayErrorOf(() => createKeyFiles({ name: 'a', directory: folder, algorithm }));
    expect(error.code).toBe('key-algorithm-refused');
    expect(fs.readdirSync(folder)).toEqual(['a.private.jwks.json']);
  });

  test('where there is no folder and none can be made', async () => {
    const folder = join(scratchFolder(), 'keys');
    fs.writeFileSync(folder, '');
    expect(await gatewayErrorOf(() => create(folder))).toMatchObject({
      code: 'file-unwritable',
      message: `${join(folder, 'a.private.jwks.json')}: cannot be written, ENOTDIR: not a directory`,
    });
    const nowhere = join(scratchFolder(), 'keys');
    fs.symlinkSync('/nonexistent/folder', nowhere);
    expect(await gatewayErrorOf(() => create(nowhere))).toMatchObject({
      code: 'file-unwritable',
      place: nowhere,
    });
  });
});
