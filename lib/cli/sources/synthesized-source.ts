import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayError } from '../../errors';
import { isJsonObject, type JsonObject } from '../../json';
import { nodeFiles, readDocument, readText } from '../../template';
import type { CommandContext } from '../context';
import type { TemplateSource } from './template-source';

/** What a fresh synthesis is called in findings: the files that `ros-cdk synth` would have written. */
const SCHEME = 'synth:';
const PLACE = `${SCHEME}cdk.out`;

/** A fresh synthesis, which stands in a temporary directory until it is removed. */
export interface SynthesizedSource extends TemplateSource {
  remove(): void;
}

/**
 * Runs the app of `cdk.json` as `ros-cdk synth` does, but into a temporary directory. What the app prints is talk.
 *
 * @throws GatewayError `file-unreadable` without a `cdk.json`, `usage` without an app in it, `synthesis-failed`
 */
export async function openSynthesizedSource(context: CommandContext): Promise<SynthesizedSource> {
  const outdir = mkdtempSync(join(realpathSync(tmpdir()), 'jwt-gateway-synth-'));
  const remove = () => rmSync(outdir, { recursive: true, force: true });
  try {
    await runApp(outdir, context);
  } catch (error) {
    remove();
    throw error;
  }
  const real = (named: string) => outdir + named.slice(PLACE.length);
  // Where a link leads out of the directory, the reader has to see that.
  const named = (path: string) => (path.startsWith(outdir) ? PLACE + path.slice(outdir.length) : path);
  return {
    place: PLACE,
    files: {
      isDirectory: (path) => nodeFiles.isDirectory(real(path)),
      realPath: (path) => named(nodeFiles.realPath(real(path))),
      read: (path, limit) => nodeFiles.read(real(path), limit),
    },
    isMissing: () => false,
    fileOf: (path) => (path.startsWith(SCHEME) ? path.slice(SCHEME.length) : undefined),
    remove,
  };
}

async function runApp(outdir: string, { io, pathOf }: CommandContext): Promise<void> {
  const settings = readSettings(pathOf('cdk.json'));
  const context = { ...readContext(pathOf('cdk.context.json')), ...objectOf(settings.context) };
  const child = spawn(appOf(settings), {
    cwd: io.cwd,
    env: { ...io.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => io.stderr.write(text));
  const ended = await new Promise<string>((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (status, signal) => resolve(signal ?? String(status)));
  });
  if (ended === '0') return;
  throw new GatewayError('synthesis-failed', `the app did not run to its end (${ended})`, {
    place: pathOf('cdk.json'),
    hint: 'what it printed stands above',
  });
}

function appOf({ app }: JsonObject): string {
  const words = Array.isArray(app) ? app : [app];
  const command = words.every((word) => typeof word === 'string') ? words.join(' ').trim() : '';
  if (command !== '') return command;
  throw new GatewayError('usage', '--synth needs the command of an app, and there is none', {
    place: 'cdk.json',
    hint: 'write "app": "node -r sucrase/register/ts bin/app.ts"',
  });
}

function readSettings(path: string): JsonObject {
  return objectOf(readDocument(readText(nodeFiles, path), path).value);
}

function readContext(path: string): JsonObject {
  return existsSync(path) ? readSettings(path) : {};
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
