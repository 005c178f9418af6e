import { spawnSync } from 'node:child_process';
import { GatewayError } from '../../errors';
import type { CliIo } from '../io';

/** Where git is asked, and on whose behalf. */
export type GitPlace = Pick<CliIo, 'cwd' | 'env'>;

/** One question to git, and what it is about, for messages. */
interface GitQuestion {
  readonly args: readonly string[];
  /** What the user named: `git:main:cdk.out`. */
  readonly place: string;
  /**
   * How many bytes of answer are taken.
   * @default 64 MiB
   */
  readonly limit?: number;
}

const ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * Objects as they were committed, and nothing but reading: no replaced objects, no lock, no prompt, and no remote, not
 * even for an object that a partial clone has left there.
 */
const READ_ONLY = [
  '--no-replace-objects',
  '--literal-pathspecs',
  '-c',
  'protocol.allow=never',
  '-c',
  'core.fsmonitor=false',
];
const READ_ONLY_ENV = {
  GIT_NO_LAZY_FETCH: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
};

/**
 * What git answers, in bytes.
 *
 * @throws GatewayError `file-unreadable` when there is no git, or it refuses
 */
export function runGit({ args, limit = ANSWER_BYTES, place }: GitQuestion, { cwd, env }: GitPlace): Buffer {
  const { error, status, stderr, stdout } = spawnSync('git', [...READ_ONLY, ...args], {
    cwd,
    env: { ...env, ...READ_ONLY_ENV },
    maxBuffer: limit,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  if (error !== undefined)
    throw new GatewayError('file-unreadable', reasonOf(error), { place, cause: error });
  if (status === 0) return stdout;
  throw new GatewayError('file-unreadable', `git refuses: ${firstLine(stderr)}`, { place });
}

function reasonOf({ code }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'needs git, which is not there';
  return code === 'ENOBUFS'
    ? 'is larger than what is read'
    : `git cannot be run (${code ?? 'unknown error'})`;
}

function firstLine(stderr: Buffer): string {
  const [line = ''] = stderr.toString('utf8').trim().split('\n');
  return line.replace(/^(?:fatal|error): /, '') || 'without a reason';
}
