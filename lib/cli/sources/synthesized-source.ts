import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '../../template';
import type { CommandContext } from '../context';
import type { TemplateSource } from './git-files';
import { type AppRunOptions, runApp } from './run-app';

/** What a fresh synthesis is called in findings: the files that `ros-cdk synth` would have written. */
const SCHEME = 'synth:';
const PLACE = `${SCHEME}cdk.out`;

/** A fresh synthesis, which stands in a temporary directory until it is removed. */
interface SynthesizedSource extends TemplateSource {
  remove(): void;
}

/**
 * Runs the app of `cdk.json` into a temporary directory, see {@link runApp}.
 *
 * @throws GatewayError what {@link runApp} throws
 */
export async function openSynthesizedSource(
  context: CommandContext,
  { signal }: Pick<AppRunOptions, 'signal'> = {},
): Promise<SynthesizedSource> {
  const outdir = mkdtempSync(join(realpathSync(tmpdir()), 'jwt-gateway-synth-'));
  const remove = () => rmSync(outdir, { recursive: true, force: true });
  try {
    await runApp(context, { outdir, signal });
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
