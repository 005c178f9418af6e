import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkKeyFiles } from '../../lib/jwk';
import { fixtureJwk, fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';
import { gatewayErrorOf } from './gateway-error-of';
import { git, removeScratchFolders, scratchFolder, scratchRepository } from './scratch-folder';

afterAll(removeScratchFolders);

const rsa = fixturePublicJwk('RS256');
const ec = fixturePublicJwk('ES256');

/** A folder with these files: keys, or text as it stands. */
function folderWith(files: Record<string, unknown>, folder = scratchFolder()): string {
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify({ keys: content });
    writeFileSync(join(folder, name), text, { mode: 0o600 });
  }
  return folder;
}

/** The findings of a folder, with paths relative to it. */
const findingsOf = (folder: string): string[] =>
  checkKeyFiles(folder).map(({ file, id, message }) =>
    `${file} ${id}: ${message}`.replaceAll(`${folder}/`, ''),
  );

describe('there is nothing to report of', () => {
  test.each([
    ['a pair of files', { 'a.jwks.json': [rsa], 'a.private.jwks.json': fixtureText('RS256') }],
    ['the public keys of somebody else', { 'partner.jwks.json': [ec] }],
    [
      'a public file with more keys than the private one',
      { 'a.jwks.json': [ec, rsa], 'a.private.jwks.json': fixtureText('RS256') },
    ],
    ['files of another sort', { 'README.md': 'keys', 'a.json': '{"d": "x"}' }],
    ['an empty folder', {}],
  ])('%s', (_, files) => {
    expect(checkKeyFiles(folderWith(files))).toEqual([]);
  });
});

describe('what is wrong with a key file is reported:', () => {
  const { kid, ...nameless } = ec;
  const weak = {
    ...generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' }),
    kid: 'w',
  };

  test.each<[string, Record<string, unknown>, string[]]>([
    ['half a file', { 'a.jwks.json': '{"keys": [' }, ['a.jwks.json key-file-invalid: $ is not JSON']],
    [
      'a weak key',
      { 'a.jwks.json': [rsa, weak] },
      ['a.jwks.json key-weak: $.keys[1].n has 1024 bits; 2048 are the least (RFC 7518 section 3.3)'],
    ],
    [
      'an exponent with which nothing is safe',
      { 'a.jwks.json': [{ ...rsa, e: 'AQ' }] },
      ['a.jwks.json key-weak: $.keys[0].e must be odd and more than 1'],
    ],
    [
      'a private key in a public file',
      { 'a.jwks.json': [fixtureJwk('ES256')] },
      ['a.jwks.json key-private: $.keys[0].d is a private part of a key'],
    ],
    [
      'a symmetric key',
      { 'a.jwks.json': [{ kty: 'oct' }] },
      [expect.stringMatching(/^a\.jwks\.json key-private: \$\.keys\[0\]\.kty is oct/)],
    ],
    [
      'two keys with one kid',
      { 'a.jwks.json': [rsa, { ...ec, kid: rsa.kid }] },
      ['a.jwks.json key-duplicate: $.keys[1].kid is the kid of $.keys[0] too'],
    ],
    [
      'one key twice in a file',
      { 'a.jwks.json': [rsa, { ...rsa, kid: 'again' }] },
      ['a.jwks.json key-duplicate: $.keys[1] is the same key as $.keys[0] of a.jwks.json'],
    ],
    [
      'one key in two files',
      { 'a.jwks.json': [rsa], 'b.jwks.json': [rsa] },
      ['b.jwks.json key-duplicate: $.keys[0] is the same key as $.keys[0] of a.jwks.json'],
    ],
    [
      'a key without a kid',
      { 'a.jwks.json': [rsa, nameless] },
      ['a.jwks.json key-without-kid: $.keys[1] has no kid'],
    ],
    [
      'two keys without one',
      { 'a.jwks.json': [nameless, { ...rsa, kid: undefined }] },
      ['a.jwks.json key-without-kid: $.keys[1] has no kid, as $.keys[0]: only one key may go without'],
    ],
    [
      'a private file without a public one',
      { 'a.private.jwks.json': fixtureText('RS256') },
      ['a.private.jwks.json public-half-missing: has no public file beside it'],
    ],
    [
      'a private file that is broken',
      { 'a.jwks.json': [ec], 'a.private.jwks.json': [{ ...fixtureJwk('ES256'), d: '!' }] },
      [
        'a.private.jwks.json key-file-invalid: $.keys[0].d must be base64url: letters, digits, - and _, without padding',
      ],
    ],
    [
      'two halves of different keys',
      { 'a.jwks.json': [ec], 'a.private.jwks.json': fixtureText('RS256') },
      [
        'a.private.jwks.json halves-differ: $.keys[0] is not in a.jwks.json, or under another kid: tokens it signs are refused',
      ],
    ],
    [
      'two halves under different kids',
      { 'a.jwks.json': [{ ...rsa, kid: 'other' }], 'a.private.jwks.json': fixtureText('RS256') },
      [expect.stringMatching(/^a\.private\.jwks\.json halves-differ/)],
    ],
    [
      'a file whose name the commands would not take',
      { 'my keys.jwks.json': '' },
      ['my keys.jwks.json key-file-invalid: $ is empty'],
    ],
    [
      'what a run that was stopped has left',
      { '.tmp-0123456789abcdef.a.private.jwks.json': '' },
      [
        '.tmp-0123456789abcdef.a.private.jwks.json temporary-file-left: is what a run that was stopped has left; it may hold a private key',
      ],
    ],
  ])('%s', (_, files, findings) => {
    expect(findingsOf(folderWith(files))).toEqual(findings);
  });

  test('a file that cannot be read', () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'a.jwks.json'));
    symlinkSync('nowhere', join(folder, 'b.private.jwks.json'));
    expect(findingsOf(folder)).toEqual([
      'a.jwks.json key-file-invalid: cannot be read, EISDIR: illegal operation on a directory',
      expect.stringMatching(
        /^b\.private\.jwks\.json key-file-invalid: cannot be read, ENOENT: .*keys create b --dir /,
      ),
      'b.private.jwks.json public-half-missing: has no public file beside it',
    ]);
  });

  test.each([
    [0o644, '644'],
    [0o660, '660'],
    [0o601, '601'],
  ])('a private file with mode %s', (mode, words) => {
    const folder = folderWith({ 'a.jwks.json': [rsa], 'a.private.jwks.json': fixtureText('RS256') });
    const file = join(folder, 'a.private.jwks.json');
    chmodSync(file, mode);
    expect(checkKeyFiles(folder)).toEqual([
      {
        file,
        id: 'private-file-readable',
        message: `has mode ${words}: others than its owner can get at it`,
        hint: `chmod 600 ${file}`,
      },
    ]);
  });

  test('no finding says a word of a private key', () => {
    const { d } = fixtureJwk('ES256');
    const broken = { ...fixtureJwk('ES256'), x: d, crv: 'P-384' };
    const folder = folderWith({ 'a.jwks.json': [broken], 'a.private.jwks.json': [broken] });
    const findings = JSON.stringify(checkKeyFiles(folder));
    expect(findings).toContain('key-private');
    expect(findings).not.toContain(d);
  });
});

test('each finding says what to do', () => {
  const { kid, ...nameless } = ec;
  const sample = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
  const folder = folderWith(
    {
      'a.jwks.json': 'none',
      'b.jwks.json': [{ ...rsa, e: 'AQ', d: 'x' }, { ...ec, kid: rsa.kid }, nameless, nameless],
      'c.jwks.json': [rsa, nameless],
      'd.jwks.json': [rsa, { ...sample, kid: 'sample' }],
      'd.private.jwks.json': fixtureText('ES256'),
      'e.private.jwks.json': fixtureText('ES256'),
      '.tmp-00.a.jwks.json': '',
    },
    scratchRepository(),
  );
  git(folder, 'add', '--force', 'e.private.jwks.json');
  chmodSync(folder, 0o1777);
  chmodSync(join(folder, 'c.jwks.json'), 0o620);
  const hints = checkKeyFiles(folder).map(({ file, hint, id }) =>
    `${file} ${id}: ${hint}`.replaceAll(`${folder}/`, ''),
  );
  expect(hints).toEqual([
    `${folder} folder-writable: chmod go-w ${folder}`,
    'a.jwks.json key-file-invalid: restore the file, or make a new key set under another name',
    'b.jwks.json key-private: take it out, and replace the key: whoever could read the file can sign tokens',
    'b.jwks.json key-weak: replace the key',
    'b.jwks.json key-duplicate: keep one of them',
    'b.jwks.json key-without-kid: give the key a kid, such as its thumbprint, so that tokens can name it',
    'c.jwks.json key-without-kid: give the key a kid, such as its thumbprint, so that tokens can name it',
    'c.jwks.json public-file-writable: chmod go-w c.jwks.json',
    'd.jwks.json key-well-known: replace the key: anybody can sign tokens with it',
    'd.jwks.json key-duplicate: keep one of them',
    'd.private.jwks.json private-file-not-ignored: add the line *.private.jwks.json to .gitignore',
    'e.private.jwks.json private-file-tracked: git rm --cached e.private.jwks.json, and replace the key: it stays in the history',
    'd.private.jwks.json halves-differ: restore the two files that belong together, or make a new key set under another name',
    'e.private.jwks.json public-half-missing: keys create with the same name writes it',
    '.tmp-00.a.jwks.json temporary-file-left: delete it',
  ]);
});

test('a key that is there three times is said to be that of the first file', () => {
  expect(
    findingsOf(folderWith({ 'a.jwks.json': [rsa], 'b.jwks.json': [rsa], 'c.jwks.json': [rsa] })),
  ).toEqual([
    'b.jwks.json key-duplicate: $.keys[0] is the same key as $.keys[0] of a.jwks.json',
    'c.jwks.json key-duplicate: $.keys[0] is the same key as $.keys[0] of a.jwks.json',
  ]);
});

test('with a public file that is broken nothing is said of the halves', () => {
  expect(findingsOf(folderWith({ 'a.jwks.json': '[', 'a.private.jwks.json': fixtureText('RS256') }))).toEqual(
    ['a.jwks.json key-file-invalid: $ is not JSON'],
  );
});

test('a public file that leads nowhere cannot be read, and has no mode', () => {
  const folder = scratchFolder();
  symlinkSync('nowhere', join(folder, 'a.jwks.json'));
  expect(checkKeyFiles(folder)).toEqual([
    {
      file: join(folder, 'a.jwks.json'),
      id: 'key-file-invalid',
      message: `cannot be read, ENOENT: no such file or directory (make it with: npx jwt-gateway keys create a --dir ${folder})`,
      hint: 'restore the file, or make a new key set under another name',
    },
  ]);
});

test('modes say nothing on Windows', () => {
  const folder = folderWith({ 'a.jwks.json': [rsa], 'a.private.jwks.json': fixtureText('RS256') });
  chmodSync(folder, 0o777);
  chmodSync(join(folder, 'a.jwks.json'), 0o666);
  chmodSync(join(folder, 'a.private.jwks.json'), 0o666);
  expect(checkKeyFiles(folder)).toHaveLength(3);
  const { platform } = process;
  Object.defineProperty(process, 'platform', { value: 'win32' });
  try {
    expect(checkKeyFiles(folder)).toEqual([]);
  } finally {
    Object.defineProperty(process, 'platform', { value: platform });
  }
});

describe('in a work tree of git a private file is reported', () => {
  const pair = { 'a.jwks.json': [rsa], 'a.private.jwks.json': fixtureText('RS256') };

  test('when it is not ignored', () => {
    expect(findingsOf(folderWith(pair, scratchRepository()))).toEqual([
      'a.private.jwks.json private-file-not-ignored: is not ignored by git',
    ]);
  });

  test('when it is tracked', () => {
    const folder = folderWith({ ...pair, '.gitignore': '*.private.jwks.json' }, scratchRepository());
    expect(findingsOf(folder)).toEqual([]);
    git(folder, 'add', '--force', 'a.private.jwks.json');
    expect(findingsOf(folder)).toEqual(['a.private.jwks.json private-file-tracked: is tracked by git']);
  });

  test('when git gives no answer', () => {
    const folder = folderWith({ ...pair, '.git': 'gitdir: nowhere' });
    expect(findingsOf(folder)).toEqual([
      expect.stringMatching(
        /private-file-not-ignored: may be tracked by git, which gives no answer: fatal: not a git/,
      ),
    ]);
  });
});

test('a folder that is not there is no folder without findings', async () => {
  const folder = join(scratchFolder(), 'keys');
  expect(await gatewayErrorOf(() => checkKeyFiles(folder))).toMatchObject({
    code: 'file-unreadable',
    place: folder,
  });
});

test('a folder or a public file that others can write is reported', () => {
  const folder = folderWith({ 'a.jwks.json': [ec] });
  chmodSync(folder, 0o777);
  chmodSync(join(folder, 'a.jwks.json'), 0o664);
  expect(findingsOf(folder)).toEqual([
    `${folder} folder-writable: has mode 777: others than its owner can put their keys there`,
    'a.jwks.json public-file-writable: has mode 664: others than its owner can put their keys there',
  ]);
});

test('a sample key, whose private half is printed in a standard, is reported', () => {
  // RFC 8037 appendix A.2
  const sample = {
    kty: 'OKP',
    crv: 'Ed25519',
    x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
    kid: 'sample',
  };
  expect(findingsOf(folderWith({ 'a.jwks.json': [sample] }))).toEqual([
    'a.jwks.json key-well-known: $.keys[0] is the sample key of RFC 8037 appendix A.1, whose private half everybody knows',
  ]);
});
