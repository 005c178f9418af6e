import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT_CODES } from '../../lib/cli';

// Each test starts a process.
jest.setTimeout(30_000);

const ROOT = join(__dirname, '..', '..');

interface Ended {
  readonly status: number | null;
  readonly stderr: string;
}

function spawnCli(argv: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, ['-r', 'sucrase/register/ts', 'bin/jwt-gateway.ts', ...argv], { cwd: ROOT });
}

/** Runs the executable from its source; with `gone`, nobody reads its stdout. */
function start(argv: readonly string[], { gone = false, input = '' } = {}): Promise<Ended> {
  const child = spawnCli(argv);
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

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('serve ends with 0 on %s', async (signal) => {
  const folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-bin-'));
  writeFileSync(join(folder, 'none.json'), '{"ROSTemplateFormatVersion": "2015-09-01", "Resources": {}}');
  const child = spawnCli(['serve', join(folder, 'none.json'), '--port', '0']);
  await new Promise<void>((resolve) =>
    child.stdout
      .setEncoding('utf8')
      .on('data', (text: string) => /^http:\S+ serves/m.test(text) && resolve()),
  );
  child.kill(signal);
  expect(await once(child, 'close')).toEqual([EXIT_CODES.fine, null]);
  rmSync(folder, { recursive: true });
});
