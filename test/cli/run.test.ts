import { EXIT_CODES, run } from '../../lib/cli';
import { createCapturedIo } from './captured-io';

const COMMANDS = [
  [],
  ['keys'],
  ['keys', 'create'],
  ['keys', 'list'],
  ['keys', 'check'],
  ['routes'],
  ['check'],
  ['verify'],
  ['token'],
  ['token', 'issue'],
  ['token', 'inspect'],
];

test.each(COMMANDS)(
  'the help of jwt-gateway %s %s has examples, exit codes and 100 columns',
  async (...words) => {
    const io = createCapturedIo();
    expect(await run([...words, '--help'], io)).toBe(EXIT_CODES.fine);
    const lines = io.written.stdout.split('\n');
    expect(lines).toContain('Examples:');
    expect(lines).toContain('Exit codes:');
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(io.written.stderr).toBe('');
  },
);

test('an error of ours is thrown and not reported as wrong input', async () => {
  const bug = new TypeError('a bug');
  const io = createCapturedIo({
    stdin: {
      isTerminal: false,
      read: () => {
        throw bug;
      },
    },
  });
  await expect(run(['token', 'inspect', '-'], io)).rejects.toBe(bug);
  expect(io.written).toEqual({ stdout: '', stderr: '' });
});

test('an error is red on a terminal', async () => {
  const io = createCapturedIo({ isTerminal: true });
  expect(await run(['--nope'], io)).toBe(EXIT_CODES.couldNotRun);
  expect(io.written.stderr).toBe(
    "jwt-gateway: \u001b[31merror:\u001b[39m unknown option '--nope' (see 'jwt-gateway --help')\n",
  );
});

test('--color never wins over a terminal, before and after the command', async () => {
  for (const argv of [
    ['--color', 'never', 'token', 'issue', '../x'],
    ['token', 'issue', '../x', '--color', 'never'],
  ]) {
    const io = createCapturedIo({ isTerminal: true });
    expect(await run(argv, io)).toBe(EXIT_CODES.couldNotRun);
    expect(io.written.stderr).not.toContain('\u001b');
  }
});

test('someone at a terminal is told how to give a token on stdin', async () => {
  const io = createCapturedIo({ isTerminal: true });
  expect(await run(['token', 'inspect', '-', '--color', 'never'], io)).toBe(EXIT_CODES.couldNotRun);
  expect(io.written.stderr.split('\n')[0]).toBe('paste the token, then press Enter and Ctrl-D');
});
