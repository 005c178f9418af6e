import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nameAssemblySchema } from '../assembly-schema';
import { removeAssembly, removeFile } from './remove-assembly';
import { checkStackInfo } from './stack-info';

/** Where an app runs. */
export interface RunPlace {
  /** The project folder, absolute. */
  readonly cwd: string;
  /** The environment; `CDK_OUTDIR` is the output folder that the command line reads afterwards. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Makes a run of an app start from nothing. Doing it again changes nothing.
 *
 * - What an earlier run left is removed, see `removeRemains`.
 * - `CDK_DISABLE_STACK_TRACE` is set: stack traces would put absolute paths into `cdk.out`.
 * - `stack.info.json` is checked, because core reads it without care.
 * - Synthesis is kept working on Node.js 24.20 and later.
 *
 * @throws GatewayError `file-unreadable` or `file-unwritable`
 */
export function prepareRun(place: RunPlace): void {
  removeRemains(place);
  place.env.CDK_DISABLE_STACK_TRACE = '1';
  checkStackInfo(place.cwd);
  nameAssemblySchema(__filename);
}

/**
 * Removes what would let `ros-cdk` go on with an old template: `.md5`, its note that nothing has changed since
 * the last run, and the assembly in `CDK_OUTDIR`.
 *
 * @throws GatewayError `file-unreadable` or `file-unwritable`
 */
export function removeRemains({ cwd, env }: RunPlace): void {
  removeFile(join(cwd, '.md5'));
  if (env.CDK_OUTDIR !== undefined) removeAssembly(resolve(cwd, env.CDK_OUTDIR));
}

/** Whether an app has written an assembly to `CDK_OUTDIR`. */
export function hasAssembly({ cwd, env }: RunPlace): boolean {
  return env.CDK_OUTDIR !== undefined && existsSync(resolve(cwd, env.CDK_OUTDIR, 'manifest.json'));
}
