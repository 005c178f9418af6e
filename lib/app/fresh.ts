/**
 * Loaded before an app, this module makes its run start from nothing and fail closed.
 *
 * `cdk.json` loads it first, so that it also runs when the app itself cannot be compiled:
 * `"app": "echo >.md5 && node -r ros-cdk-jwt-gateway/fresh -r sucrase/register/ts -e \"require('./bin/app.ts')\""`.
 * The `echo` is for the case that not even this module can be loaded: `ros-cdk` writes its note that nothing has changed
 * before it runs the app, and would skip the app the next time. A shell that knows nothing but `echo`, on Windows or
 * elsewhere, makes that note worthless. As the first import of the app this module does the same as here, except for a
 * mistake in the app's own file.
 *
 * - {@link prepareRun} removes what an earlier run left: no stale run, no old template after a refusal.
 * - An error that nobody catches ends the process at once, see {@link renderUncaught}. Returning would let core
 *   synthesize the half-built app, which it does when the event loop runs dry.
 * - A run that ends with any other exit code than 0 leaves nothing to deploy.
 * - An app that is no `GatewayApp` is warned of: no rule has looked at what it wrote.
 *
 * Nothing is written to stdout, where `ros-cdk synth` prints the template.
 */
import { writeSync } from 'node:fs';
import { isAnyGuarded } from './guarded-note';
import { hasAssembly, prepareRun, removeRemains } from './prepare-run';
import { renderUncaught } from './uncaught';

const UNGUARDED =
  'jwt-gateway: warning: no rule has looked at this gateway, and its output differs from run to run: ' +
  'write new GatewayApp() of ros-cdk-jwt-gateway/app in place of new App()\n';

const place = { cwd: process.cwd(), env: process.env };

process.on('uncaughtException', (error) => {
  const { text, exitCode } = renderUncaught(error);
  writeSync(process.stderr.fd, text);
  process.exit(exitCode);
});
prepareRun(place);
process.on('exit', (exitCode) => {
  if (exitCode !== 0) removeRemains(place);
  else if (!isAnyGuarded() && hasAssembly(place)) writeSync(process.stderr.fd, UNGUARDED);
});
