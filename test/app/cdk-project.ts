import { spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createScratch, writeFiles } from './scratch';

const REPOSITORY = resolve(__dirname, '../..');

/** How a run of an app ended, and what it said. */
export interface AppRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project of the `ros-cdk` command line around the text of an app, with the modules of this repository. */
export function createProject(app: string): string {
  const project = createScratch();
  symlinkSync(join(REPOSITORY, 'node_modules'), join(project, 'node_modules'));
  writeFiles(project, {
    'bin/app.ts': app,
    'package.json': { name: 'shop', private: true },
    'tsconfig.json': {
      compilerOptions: {
        target: 'ES2022',
        module: 'commonjs',
        moduleResolution: 'node10',
        esModuleInterop: true,
      },
      'ts-node': { swc: true },
    },
  });
  return project;
}

/** The text of an app that is kept in the fixtures. */
export function fixtureApp(name: string): string {
  return `import ${JSON.stringify(join(REPOSITORY, 'test/fixtures/apps', name))};\n`;
}

/**
 * Runs the app of a project as the command line does: `cdk.json`'s `app`, split at its spaces and put together
 * again by a shell, in the folder of the project, with the settings in the environment.
 */
export function runApp(project: string): Promise<AppRun> {
  const fresh = join(REPOSITORY, 'lib/app/fresh.ts');
  const [command = '', ...rest] = `npx ts-node -r ${fresh} bin/app.ts`.split(' ');
  const app = spawn(command, rest, {
    shell: true,
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      CDK_CONTEXT_JSON: '{}',
      CDK_OUTDIR: 'cdk.out',
      CDK_CLI_ASM_VERSION: '7.0.0',
      CDK_CLI_VERSION: '1.12.0',
      // What npx itself has to say about this machine is not the app's.
      npm_config_loglevel: 'error',
      npm_config_update_notifier: 'false',
    },
  });
  const said = { stdout: '', stderr: '' };
  app.stdout.setEncoding('utf8').on('data', (text) => (said.stdout += text));
  app.stderr.setEncoding('utf8').on('data', (text) => (said.stderr += text));
  return new Promise((done, fail) => {
    app.on('error', fail);
    app.on('close', (exitCode) => done({ exitCode, ...said }));
  });
}
