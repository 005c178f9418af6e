import { spawn } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createScratch, writeFiles } from './scratch';

const REPOSITORY = resolve(__dirname, '../..');
const FRESH = join(REPOSITORY, 'lib/app/fresh.ts');

/** How a run of an app ended, and what it said. */
export interface AppRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The packages that an app is started with, and what the app of the fixtures asks for itself. */
const PACKAGES = ['sucrase', '@alicloud', 'constructs'];

/** A project of the `ros-cdk` command line around the text of an app, with the modules of this repository. */
export function createProject(app: string): string {
  const project = createScratch();
  writeFiles(project, {
    'bin/app.ts': app,
    'lib/shop.ts': '',
    'package.json': { name: 'shop', private: true },
    'tsconfig.json': {},
    'node_modules/ros-cdk-jwt-gateway/package.json': { exports: { './fresh': './fresh.js' } },
    'node_modules/ros-cdk-jwt-gateway/fresh.js': `require('sucrase/register/ts'); require(${JSON.stringify(FRESH)});`,
  });
  for (const name of PACKAGES) {
    symlinkSync(join(REPOSITORY, 'node_modules', name), join(project, 'node_modules', name));
  }
  return project;
}

/** The text of an app that is kept in the fixtures. */
export function fixtureApp(name: string): string {
  return `import ${JSON.stringify(join(REPOSITORY, 'test/fixtures/apps', name))};\n`;
}

/** The `app` of the `cdk.json` that the documents show. */
export const APP: string = JSON.parse(
  /<!-- file: cdk.json -->\n```json\n([\s\S]*?)```/.exec(
    readFileSync(join(REPOSITORY, 'docs/by-hand.md'), 'utf8'),
  )?.[1] ?? '',
).app;

/**
 * Runs the app of a project as the command line does: `cdk.json`'s `app`, split at its spaces and put together
 * again by a shell, in the folder of the project, with the settings in the environment.
 */
export function runApp(
  project: string,
  given: { app?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<AppRun> {
  const [command = '', ...rest] = (given.app ?? APP).split(' ');
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
      ...given.env,
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
