import { execFileSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createScratch, writeFiles } from './scratch';

const REPOSITORY = resolve(__dirname, '../..');
const SCHEMA_PACKAGE = dirname(require.resolve('@alicloud/ros-cdk-assembly-schema/package.json'));

/** The command line as it is laid out: with a copy of the assembly's schema of its own, and no word of ours in it. */
const COMMAND_LINE = `
const { existsSync } = require('node:fs');
const { dirname, join } = require('node:path');
require('@alicloud/ros-cdk-assembly-schema');
const schema = require('@alicloud/ros-cdk-assembly-schema/schema/cloud-assembly.schema.json');
const folder = dirname(require.resolve('@alicloud/ros-cdk-assembly-schema/package.json'));
const { scan } = require(join(folder, 'node_modules/jsonschema/lib/scan.js'));
const { resolveUrl } = require(join(folder, 'node_modules/jsonschema/lib/helpers.js'));
const addresses = Object.keys(scan(resolveUrl(undefined, schema.$id ?? ''), schema).ref);
const invalid = addresses.filter((address) => !URL.canParse(address));
process.stdout.write(JSON.stringify({ folder, invalid: invalid.length, hasNote: existsSync('.md5') }));
`;

function projectWithCommandLine(): string {
  const project = createScratch();
  const cli = 'npx/node_modules/@alicloud/ros-cdk-cli';
  writeFiles(project, {
    [`${cli}/bin/ros-cdk.js`]: COMMAND_LINE,
    '.md5': '8f14e45fceea167a5a36dedd4bea2543',
  });
  const own = join(project, cli, 'node_modules/@alicloud/ros-cdk-assembly-schema');
  cpSync(SCHEMA_PACKAGE, own, { recursive: true });
  return project;
}

function run(project: string, preloads: readonly string[]) {
  const options = preloads.map((file) => `--require=${join(REPOSITORY, file)}`).join(' ');
  const cli = join(project, 'npx/node_modules/@alicloud/ros-cdk-cli/bin/ros-cdk.js');
  const env = { PATH: process.env.PATH, NODE_OPTIONS: options };
  return JSON.parse(execFileSync(process.execPath, [cli], { cwd: project, env, encoding: 'utf8' }));
}

const PRELOADS = ['node_modules/sucrase/register/ts.js', 'lib/app/ros-cdk.ts'];

test('the own copy of the schema that the command line has gets addresses that every Node.js takes', () => {
  const project = projectWithCommandLine();
  const { folder, invalid } = run(project, PRELOADS);
  expect(folder.startsWith(join(project, 'npx'))).toBe(true);
  expect(invalid).toBe(0);
});

test('without it there are some that Node.js 24.20 refuses, and the note is still there', () => {
  const { invalid, hasNote } = run(projectWithCommandLine(), []);
  expect(invalid).toBeGreaterThan(0);
  expect(hasNote).toBe(true);
});

test('the note by which the command line would skip the app is gone when it starts', () => {
  const project = projectWithCommandLine();
  expect(run(project, PRELOADS).hasNote).toBe(false);
  expect(existsSync(join(project, '.md5'))).toBe(false);
});
