import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayApp } from '../../lib/app';
import { createProject, fixtureApp, runApp } from './cdk-project';
import { OLD_ASSEMBLY, readFiles, writeFiles } from './scratch';

/** A project with what an earlier, accepted run of the command line left in it. */
function projectOf(app: string): string {
  const project = createProject(app);
  writeFiles(project, { ...OLD_ASSEMBLY, '.md5': '8f14e45fceea167a5a36dedd4bea2543' });
  return project;
}

const output = (project: string) => readFiles(join(project, 'cdk.out'));

jest.setTimeout(60_000);

test('an accepted app writes the same assembly in every project, and nothing to stdout', async () => {
  const projects = [projectOf(fixtureApp('accepted')), projectOf(fixtureApp('accepted'))] as const;
  const runs = await Promise.all(projects.map((project) => runApp(project)));
  const files = output(projects[0]);
  const manifest = JSON.parse(files['manifest.json'] ?? '');
  const template = JSON.parse(files['Shop.template.json'] ?? '');

  for (const run of runs) expect(run).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  expect(output(projects[1])).toEqual(files);
  expect(Object.keys(files)).toEqual([
    'Shop.assets.json',
    'Shop.template.json',
    'cdk.out',
    'manifest.json',
    'tree.json',
  ]);
  expect(manifest.version).toBe('7.0.0');
  expect(manifest.artifacts.Shop).toMatchObject({
    type: 'aliyun:ros:stack',
    properties: { templateFile: 'Shop.template.json' },
  });
  expect(Object.keys(template.Resources)).toEqual(['Cors', 'Orders']);
  for (const path of [...projects, process.cwd()]) expect(Object.values(files).join()).not.toContain(path);
  expect(existsSync(join(projects[0], '.md5'))).toBe(false);
});

test('a refused app says why in one line, ends with 2 and leaves nothing to deploy or to go on with', async () => {
  const project = projectOf(fixtureApp('refused'));

  expect(await runApp(project)).toEqual({
    exitCode: 2,
    stdout: '',
    stderr:
      'jwt-gateway: error: Shop: a resource depends on one that the stack does not have: ' +
      '$.Resources.Orders.DependsOn names "Nothing" (addRosDependency takes the id of the ROS resource itself, ' +
      'not the result of getLogicalId)\n',
  });
  expect(output(project)).toEqual({});
  expect(existsSync(join(project, '.md5'))).toBe(false);
});

test('a bug in an app shows its stack and ends with 1; what was synthesized before it is taken away', async () => {
  const project = projectOf(fixtureApp('throwing'));
  const { exitCode, stdout, stderr } = await runApp(project);

  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toMatch(/^TypeError: orders are undefined\n.* at .*throwing\.ts:9:\d+/s);
  expect(Object.keys(output(project))).toEqual(['Shop.assets.json', 'cdk.out', 'tree.json']);
  expect(existsSync(join(project, '.md5'))).toBe(false);
});

test('an app that cannot be compiled leaves nothing to deploy or to go on with', async () => {
  const project = projectOf('const app = ;\n');

  expect(await runApp(project)).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: `jwt-gateway: error: ${join(project, 'bin/app.ts')}: Unexpected token (1:13)\n`,
  });
  expect(output(project)).toEqual({});
  expect(existsSync(join(project, '.md5'))).toBe(false);
});

test.each([
  [{ check: false }, /check is no property here; did you mean checks\?/],
  [{ checks: { waiver: false } }, /checks\.waiver is no property here; did you mean waivers\?/],
  [{ checks: true }, /checks must be an object, or false, got true/],
])('an app refuses %j', (props, message) => {
  expect(() => new GatewayApp(props as never)).toThrow(message);
});
