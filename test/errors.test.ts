import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ERROR_CODES, GatewayError } from '../lib/errors';

const ROOT = resolve(__dirname, '..');

function textsBelow(folder: string, isWanted: (path: string) => boolean): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(ROOT, folder, path))
    .filter((path) => /\.(ts|scenario)$/.test(path) && isWanted(path))
    .map((path) => readFileSync(path, 'utf8'));
}

test('an error is one line that names the place, every problem and what to do', () => {
  const problems = [
    { path: '$.jwk.n', message: 'is missing' },
    { path: '$.jwk.e', message: 'must be odd' },
  ];
  const error = new GatewayError('key-set-invalid', 'is no key', {
    place: 'a\nb.json',
    problems,
    hint: 'mend it',
  });
  expect(error.message).toBe('a\\u000ab.json: is no key: $.jwk.n is missing; $.jwk.e must be odd (mend it)');
  expect(GatewayError.isGatewayError(error)).toBe(true);
  expect(GatewayError.isGatewayError(new Error('other'))).toBe(false);
});

test('the line stays short however much is wrong; all of it is kept', () => {
  const problems = Array.from({ length: 1_000 }, (_, n) => ({ path: `$[${n}]`, message: 'is wrong' }));
  const error = new GatewayError('key-set-invalid', 'is no list', { problems });
  expect(error.message).toMatch(/: \$\[0\] is wrong; .*; \$\[19\] is wrong; and 980 more$/);
  expect(error.problems).toEqual(problems);
});

test('text that would turn a line around or break it is made visible', () => {
  const error = new GatewayError('usage', 'a\u202eb\u2028c\u001b[31md');
  expect(error.message).toBe('a\\u202eb\\u2028c\\u001b[31md');
});

test('codes are sorted, and each one is thrown somewhere', () => {
  expect([...ERROR_CODES]).toEqual([...ERROR_CODES].sort());
  const sources = textsBelow('lib', (path) => !path.endsWith('lib/errors.ts')).join('\n');
  expect(ERROR_CODES.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});

test('each code is expected by a test', () => {
  const tests = textsBelow('test', (path) => path !== __filename).join('\n');
  expect(ERROR_CODES.filter((code) => !tests.includes(`'${code}'`))).toEqual([]);
});

test('the page of errors lists the codes that there are', () => {
  const page = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);
  expect(listed).toEqual([...ERROR_CODES]);
});
