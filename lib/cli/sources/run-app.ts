import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '../../errors';
import { type JsonObject, objectOrEmpty } from '../../json';
import { nodeFiles, readDocument, readText } from '../../template';
import type { CommandContext } from '../context';

/** How an app is run. */
export interface AppRunOptions {
  /** Where it writes to: what `CDK_OUTDIR` says. Relative to the project, or absolute. */
  readonly outdir: string;
  /**
   * Ends the app, and all that it has started, when it is aborted. A run that can be ended so does not hear the Ctrl-C
   * of its terminal: whoever gives the signal has to pass that on.
   */
  readonly signal?: AbortSignal;
}

/**
 * Runs the app of `cdk.json` as `ros-cdk synth` does. What the app prints is talk.
 *
 * @throws GatewayError `file-unreadable` without a `cdk.json`, `usage` without an app in it, `synthesis-failed` for one
 *   that fails, is ended, or writes nothing
 */
export async function runApp(
  { io, pathOf }: CommandContext,
  { outdir, signal }: AppRunOptions,
): Promise<void> {
  const place = pathOf('cdk.json');
  const settings = readSettings(place);
  const context = { ...readContext(pathOf('cdk.context.json')), ...objectOrEmpty(settings.context) };
  const ended = await run(appOf(settings), {
    cwd: io.cwd,
    env: { ...io.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
    signal,
    talk: (text) => io.stderr.write(text),
  });
  if (ended !== '0') {
    throw new GatewayError('synthesis-failed', `the app did not run to its end (${ended})`, {
      place,
      hint: 'what it printed stands above',
    });
  }
  if (existsSync(join(pathOf(outdir), 'manifest.json'))) return;
  throw new GatewayError('synthesis-failed', 'the app ended well, and has written nothing', {
    place,
    hint: 'make it with new GatewayApp(), without an outdir: it has to write to the folder that CDK_OUTDIR names',
  });
}

interface Running {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  readonly talk: (text: string) => void;
}

/** The exit code as text, the signal that ended it, or why it could not be started. */
function run(command: string, { cwd, env, signal, talk }: Running): Promise<string> {
  if (signal?.aborted) return Promise.resolve('it was ended');
  // A group of its own, where there is such a thing, so that the shell and all below it can be ended together.
  const detached = signal !== undefined && process.platform !== 'win32';
  const child = spawn(command, { cwd, env, detached, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', talk);
  const end = () => endTree(child.pid);
  signal?.addEventListener('abort', end, { once: true });
  return new Promise<string>((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (status, killer) => resolve(killer ?? String(status)));
  }).finally(() => signal?.removeEventListener('abort', end));
}

/** At once: what it writes goes to a folder that nobody reads if it does not come to its end. */
function endTree(pid: number | undefined): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
  else {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}

function appOf({ app }: JsonObject): string {
  const words = Array.isArray(app) ? app : [app];
  const command = words.every((word) => typeof word === 'string') ? words.join(' ').trim() : '';
  if (command !== '') return command;
  throw new GatewayError('usage', 'there is no app in it to run', {
    place: 'cdk.json',
    hint: 'write "app": "node -r sucrase/register/ts bin/app.ts"; jwt-gateway init writes one that fails closed',
  });
}

function readSettings(path: string): JsonObject {
  return objectOrEmpty(readDocument(readText(nodeFiles, path), path).value);
}

function readContext(path: string): JsonObject {
  return existsSync(path) ? readSettings(path) : {};
}
