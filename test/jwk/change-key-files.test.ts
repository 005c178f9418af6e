import fs from 'node:fs';
import { join } from 'node:path';
import {
  addKey,
  keyFilesOf,
  PrivateKeySet,
  PublicKeySet,
  removeKey,
  renderPublicKeySet,
  replacePublicKeys,
} from '../../lib/jwk';
import { fixtureJwk, fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';
import { gatewayErrorOf } from './gateway-error-of';
import { removeScratchFolders, scratchFolder, scratchRepository } from './scratch-folder';

afterAll(removeScratchFolders);

const [rsa, ec, okp] = [fixturePublicJwk('RS256'), fixturePublicJwk('ES256'), fixturePublicJwk('EdDSA')];
const ownKey = (...algorithms: Parameters<typeof fixtureJwk>[0][]) =>
  PrivateKeySet.parse({ keys: algorithms.map(fixtureJwk) });

/** The key set `a` in a new folder, with these keys in its halves. */
function keySet(
  publicKeys: Parameters<typeof PublicKeySet.of>[0],
  privateText?: string,
  folder = scratchFolder(),
) {
  const files = keyFilesOf('a', folder);
  fs.writeFileSync(files.publicPath, JSON.stringify({ keys: publicKeys }));
  if (privateText !== undefined) fs.writeFileSync(files.privatePath, privateText, { mode: 0o600 });
  const plan = { path: files.rotationPath, text: 'the plan\n' };
  return { files, folder, plan };
}

/** The files of a folder: the kids of keys, and text of any other sort. */
function contentOf(folder: string): Record<string, unknown> {
  const textOf = (name: string) => fs.readFileSync(join(folder, name), 'utf8');
  const kidsOf = (name: string) => JSON.parse(textOf(name)).keys.map(({ kid }: { kid: string }) => kid);
  const names = fs.readdirSync(folder).filter((name) => name !== '.git');
  return Object.fromEntries(
    names.map((name) => [name, name.endsWith('.jwks.json') ? kidsOf(name) : textOf(name)]),
  );
}

const modeOf = (path: string) => fs.statSync(path).mode & 0o777;

test('a public half is replaced together with another file', () => {
  const { files, folder, plan } = keySet([rsa]);
  const set = PublicKeySet.of([ec, okp]);
  replacePublicKeys(files, set, [plan]);
  expect(contentOf(folder)).toEqual({ 'a.jwks.json': [ec.kid, okp.kid], 'a.rotation.yaml': 'the plan\n' });
  expect(fs.readFileSync(files.publicPath, 'utf8')).toBe(renderPublicKeySet(set));
  expect(renderPublicKeySet(set)).toBe(`${JSON.stringify({ keys: set.keys }, null, 2)}\n`);
});

describe('a key is added', () => {
  test('to the end of both halves', () => {
    const { files, folder, plan } = keySet([rsa], fixtureText('RS256'));
    addKey(files, ownKey('ES256'), [plan]);
    expect(contentOf(folder)).toEqual({
      'a.jwks.json': [rsa.kid, ec.kid],
      'a.private.jwks.json': [rsa.kid, ec.kid],
      'a.rotation.yaml': 'the plan\n',
    });
    expect(PrivateKeySet.fromFile(files.privatePath).publicKeys().keys).toEqual([rsa, ec]);
    expect(fs.readFileSync(files.publicPath, 'utf8')).not.toContain(fixtureJwk('ES256').d);
  });

  test('with a private half of its own, which only its owner can read, where there was none', () => {
    const { files, folder } = keySet([rsa]);
    addKey(files, ownKey('ES256'));
    expect(contentOf(folder)).toEqual({
      'a.jwks.json': [rsa.kid, ec.kid],
      'a.private.jwks.json': [ec.kid],
    });
    expect([modeOf(files.privatePath) & 0o077, modeOf(files.publicPath) & 0o022]).toEqual([0, 0]);
  });

  test('to the public half alone, when its private half is kept elsewhere', () => {
    const { files, folder } = keySet([rsa], fixtureText('RS256'), scratchRepository());
    addKey(files, okp);
    expect(contentOf(folder)).toEqual({
      'a.jwks.json': [rsa.kid, okp.kid],
      'a.private.jwks.json': [rsa.kid],
    });
  });
});

describe('nothing is changed', () => {
  test('by a key whose kid is there already', async () => {
    const { files, folder, plan } = keySet([rsa], fixtureText('ES256'));
    const before = contentOf(folder);
    const inPublic = await gatewayErrorOf(() => addKey(files, { ...okp, kid: rsa.kid }, [plan]));
    expect(inPublic.problems).toEqual([
      { kind: 'duplicate', path: '$.keys[1].kid', message: 'is the kid of $.keys[0] too' },
    ]);
    const inPrivate = await gatewayErrorOf(() => addKey(files, ownKey('ES256'), [plan]));
    expect(inPrivate.message).toBe(
      `${files.privatePath}: is not a set of private keys: $.keys[1].kid is the kid of $.keys[0] too`,
    );
    expect(contentOf(folder)).toEqual(before);
  });

  test('where git would track the private half', async () => {
    const { files, folder, plan } = keySet([rsa], undefined, scratchRepository());
    expect((await gatewayErrorOf(() => addKey(files, ownKey('ES256'), [plan]))).code).toBe(
      'private-key-not-ignored',
    );
    expect(contentOf(folder)).toEqual({ 'a.jwks.json': [rsa.kid] });
  });

  test('by taking out a key that is not there, or the last one', async () => {
    const { files, folder, plan } = keySet([rsa], fixtureText('RS256'));
    const unknown = await gatewayErrorOf(() => removeKey(files, 'old', [plan]));
    expect([unknown.code, unknown.message]).toEqual([
      'key-not-found',
      `${files.publicPath}: there is no key with the kid old`,
    ]);
    const last = await gatewayErrorOf(() => removeKey(files, rsa.kid ?? '', [plan]));
    expect([last.code, last.problems.map(({ message }) => message)]).toEqual([
      'key-set-invalid',
      ['is empty'],
    ]);
    expect(Object.keys(contentOf(folder))).toEqual(['a.jwks.json', 'a.private.jwks.json']);
  });
});

describe('a key is taken out', () => {
  const text = JSON.stringify({ keys: [fixtureJwk('RS256'), fixtureJwk('ES256')] });

  test.each<[string, string | undefined, Record<string, unknown>]>([
    ['of both halves', text, { 'a.jwks.json': [rsa.kid], 'a.private.jwks.json': [rsa.kid] }],
    ['with the private file, when nothing is left in it', fixtureText('ES256'), { 'a.jwks.json': [rsa.kid] }],
    [
      'of the public half alone, when the private one has other keys',
      fixtureText('RS256'),
      { 'a.jwks.json': [rsa.kid], 'a.private.jwks.json': [rsa.kid] },
    ],
    ['of the public half alone, when there is no private one', undefined, { 'a.jwks.json': [rsa.kid] }],
  ])('%s', (_, privateText, content) => {
    const { files, folder, plan } = keySet([rsa, ec], privateText);
    removeKey(files, 'es256-test', [plan]);
    expect(contentOf(folder)).toEqual({ ...content, 'a.rotation.yaml': 'the plan\n' });
  });

  test('without any other file', () => {
    const { files, folder } = keySet([rsa, ec]);
    removeKey(files, 'rs256-test');
    expect(contentOf(folder)).toEqual({ 'a.jwks.json': [ec.kid] });
  });
});
