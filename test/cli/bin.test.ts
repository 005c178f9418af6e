import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { EXIT_CODES } from '../../lib/cli';

const ROOT = join(__dirname, '..', '..');

interface Ended {
  readonly status: number | null;
  readonly stderr: string;
}

/** Runs the executable from its source; with `gone`, nobody reads its stdout. */
function start(argv: readonly string[], { gone = false, input = '' } = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['-r', 'ts-node/register', 'bin/jwt-gateway.ts', ...argv], {
    cwd: ROOT,
  });
  if (gone) child.stdout.destroy();
  else child.stdout.resume();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {}).end(input);
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, stderr })));
}

test('a reader of stdout that went away is no error', async () => {
  expect(await start(['--help'], { gone: true })).toEqual({ status: EXIT_CODES.fine, stderr: '' });
});

test('wrong input ends with 2, and stdin is not read without end', async () => {
  const input = 'x'.repeat(3 * 1024 * 1024);
  const { status, stderr } = await start(['token', 'inspect', '-'], { input });
  expect(status).toBe(EXIT_CODES.couldNotRun);
  expect(stderr).toMatch(/^jwt-gateway: error: the token is \d{7} bytes; the gateway takes 8192 at most /);
});
