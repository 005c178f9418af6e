import { systemCodeOf, systemErrorInWords } from '../../lib/jwk/system-error';

test.each<[unknown, string | undefined, string]>([
  [
    Object.assign(new Error("ENOENT: no such file or directory, open 'a, b\nc'"), { code: 'ENOENT' }),
    'ENOENT',
    'ENOENT: no such file or directory',
  ],
  [Object.assign(new Error('spawnSync git ENOENT'), { code: 2 }), undefined, 'spawnSync git ENOENT'],
  [{ message: 7 }, undefined, 'for an unknown reason'],
  ['thrown', undefined, 'for an unknown reason'],
  [undefined, undefined, 'for an unknown reason'],
  [null, undefined, 'for an unknown reason'],
])('an error of the operating system has a code and words: %p', (error, code, words) => {
  expect([systemCodeOf(error), systemErrorInWords(error)]).toEqual([code, words]);
});
