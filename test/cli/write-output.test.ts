import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOutput } from '../../lib/cli/write-output';
import { GatewayError } from '../../lib/errors';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-output-'));
  path = join(folder, 'result.txt');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('a result takes the place of an older one, whose permissions it has', () => {
  writeFileSync(path, 'old');
  chmodSync(path, 0o640);
  writeOutput(path, 'new');
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(statSync(path).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(['result.txt']);
});

test('a link keeps pointing to its file', () => {
  writeFileSync(join(folder, 'target.txt'), 'old');
  symlinkSync('target.txt', path);
  writeOutput(path, 'new');
  expect(readlinkSync(path)).toBe('target.txt');
  expect(readFileSync(join(folder, 'target.txt'), 'utf8')).toBe('new');
});

test('a device is written to and stays what it is', () => {
  symlinkSync('/dev/null', path);
  writeOutput(path, 'new');
  expect(readlinkSync(path)).toBe('/dev/null');
});

test('what cannot be written is an error, and leaves nothing behind', () => {
  const refusal = (target: string) => {
    try {
      writeOutput(target, 'new');
    } catch (error) {
      return GatewayError.isGatewayError(error) ? `${error.code} ${error.message}` : error;
    }
    return undefined;
  };
  expect(refusal(folder)).toBe(
    `file-unwritable ${folder}: cannot be written, EISDIR: illegal operation on a directory`,
  );
  const nowhere = join(folder, 'nowhere/result.txt');
  expect(refusal(nowhere)).toBe(
    `file-unwritable ${nowhere}: cannot be written, ENOENT: no such file or directory`,
  );
  expect(readdirSync(folder)).toEqual([]);
});
