import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reloading } from '../../../lib/cli/serving/reloading';
import { GatewayError } from '../../../lib/errors';
import type { TemplateFiles } from '../../../lib/template';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-reloading-'));
  file = join(folder, 'template.yaml');
  writeFileSync(file, 'one');
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (files: TemplateFiles): string => {
  const text = Buffer.from(files.read(file, 1000)).toString();
  if (text === 'bad') throw new GatewayError('template-invalid', 'is bad', { place: file });
  return text;
};
const lookTwice = <T>(reloading: Reloading<T>) => [reloading.refresh(), reloading.refresh()];
const KEPT = { outcome: 'kept' };

test('a file that stays as it is is read once', () => {
  const load = jest.fn(read);
  const reloading = new Reloading(load);
  expect(lookTwice(reloading)).toEqual([KEPT, KEPT]);
  expect(load).toHaveBeenCalledTimes(1);
});

test.each<[string, () => void]>([
  ['is written over', () => writeFileSync(file, 'second')],
  [
    'takes the place of another of the same size',
    () => {
      writeFileSync(`${file}.new`, 'two');
      renameSync(`${file}.new`, file);
    },
  ],
])('a file that %s is read again when it is at rest', (_, write) => {
  const reloading = new Reloading(read);
  write();
  const [first, second] = lookTwice(reloading);
  expect([first, second]).toEqual([KEPT, { outcome: 'reloaded', value: reloading.current }]);
  expect(reloading.current).not.toBe('one');
  expect(lookTwice(reloading)).toEqual([KEPT, KEPT]);
});

test('a file is left alone as long as it changes between two looks', () => {
  const reloading = new Reloading(read);
  for (const text of ['t', 'tw', 'two!']) {
    writeFileSync(file, text);
    expect(reloading.refresh()).toEqual(KEPT);
  }
  expect(reloading.refresh()).toEqual({ outcome: 'reloaded', value: 'two!' });
});

test('a file that is written while it is read is read once more', () => {
  const texts = ['two', 'three'];
  const reloading = new Reloading((files) => {
    const text = read(files);
    if (text !== 'one') writeFileSync(file, texts.shift() ?? 'last one');
    return text;
  });
  writeFileSync(file, 'torn');
  expect(lookTwice(reloading)).toEqual([KEPT, KEPT]);
  expect(reloading.current).toBe('one');
});

test.each<[string, () => void, string]>([
  ['broken', () => writeFileSync(file, 'bad'), 'template.yaml: is bad'],
  ['gone', () => rmSync(file), 'template.yaml: no such file or directory'],
])('what is %s is said once, and what was is kept until it is mended', (_, spoil, why) => {
  const reloading = new Reloading(read);
  spoil();
  const [first, second] = lookTwice(reloading);
  expect([first, second]).toEqual([KEPT, { outcome: 'broken', why: `${folder}/${why}` }]);
  expect(lookTwice(reloading)).toEqual([KEPT, KEPT]);
  expect(reloading.current).toBe('one');
  writeFileSync(file, 'mended');
  expect(lookTwice(reloading)).toEqual([KEPT, { outcome: 'reloaded', value: 'mended' }]);
});

test('an error of ours shows its stack, and ends nothing', () => {
  let isBroken = false;
  const reloading = new Reloading((files) => {
    const text = read(files);
    if (isBroken) throw new TypeError('ours');
    return text;
  });
  isBroken = true;
  writeFileSync(file, 'two and more');
  expect(lookTwice(reloading)).toEqual([
    KEPT,
    { outcome: 'broken', why: expect.stringMatching(/^TypeError: ours\n +at /) },
  ]);
});

test('what cannot be loaded at all is thrown', () => {
  writeFileSync(file, 'bad');
  expect(() => new Reloading(read)).toThrow('is bad');
});

test('other files of a directory may come and go', () => {
  const reloading = new Reloading((files) => (files.isDirectory(folder) ? read(files) : ''));
  mkdirSync(join(folder, 'other'));
  expect(lookTwice(reloading)).toEqual([KEPT, KEPT]);
});

test('a file may have to be at rest for longer', () => {
  const reloading = new Reloading(read, 3);
  writeFileSync(file, 'second');
  expect([...lookTwice(reloading), ...lookTwice(reloading)]).toEqual([
    KEPT,
    KEPT,
    { outcome: 'reloaded', value: 'second' },
    KEPT,
  ]);
});
