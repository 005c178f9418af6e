import type { CliIo } from '../../lib/cli';

/** An `io` that keeps what is written. */
export interface CapturedIo extends CliIo {
  readonly written: { stdout: string; stderr: string };
}

/** An `io` without a terminal or a network, a clock at noon of 2026-01-01, and whatever else is given. */
export function createCapturedIo(given: Partial<CliIo> & { readonly isTerminal?: boolean } = {}): CapturedIo {
  const { isTerminal = false, ...rest } = given;
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTerminal,
    write: (text: string) => {
      written[name] += text;
    },
  });
  return {
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdin: { isTerminal, read: async () => '' },
    env: {},
    cwd: '.',
    now: () => Date.UTC(2026, 0, 1, 12),
    sleep: async () => {},
    send: async () => {
      throw new Error('this test expects no request');
    },
    getKeys: () => () => Promise.reject(new TypeError('this test expects no request')),
    fetch: () => Promise.reject(new TypeError('fetch failed')),
    every: () => () => {},
    // A command that would run on ends as soon as it is up.
    untilStopped: async () => {},
    ...rest,
    written,
  };
}
