import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { APP, createProject, fixtureApp } from './cdk-project';
import { type Deployment, deploy } from './ros-cdk-command-line';
import { OLD_ASSEMBLY, writeFiles } from './scratch';

jest.setTimeout(60_000);

/** Something that keeps the app of a project from being run, or from coming to its end. */
interface Failure {
  readonly app?: string;
  readonly missing?: string;
  readonly text?: string;
  readonly env?: NodeJS.ProcessEnv;
}

const WITHOUT_NODE = { PATH: '/nowhere' };

const FAILURES: Readonly<Record<string, Failure>> = {
  'no package is installed': { missing: 'node_modules' },
  'this package is not installed': { missing: 'node_modules/ros-cdk-jwt-gateway' },
  'the TypeScript loader is not installed': { missing: 'node_modules/sucrase' },
  'ROS CDK is not installed': {
    missing: 'node_modules/@alicloud',
    text: 'import "@alicloud/ros-cdk-core";\n',
  },
  'the file of the app is gone': { missing: 'bin/app.ts' },
  'Node.js is not found': { env: WITHOUT_NODE },
  'Node.js refuses its options': { env: { NODE_OPTIONS: '--no-such-option' } },
  'Node.js cannot load what it is told to load first': { env: { NODE_OPTIONS: '-r ./gone.js' } },
  'a module of the app is not there': { text: 'import "../lib/gone";\n' },
  'the app cannot be compiled': { text: 'const app = ;\n' },
  'the app is refused': { text: fixtureApp('refused') },
  'the app throws': { text: fixtureApp('throwing') },
  'the app is killed': { text: "process.kill(process.pid, 'SIGKILL');\n" },
  'the app ends with another exit code': { text: 'process.exitCode = 3;\n' },
  'the app ends well and has written nothing': { text: 'process.exit(0);\n' },
};

/** A project whose earlier, public app was deployed: its template is there still. */
function projectWithOldTemplate({ missing, text }: Failure): string {
  const project = createProject(text ?? fixtureApp('accepted'));
  writeFiles(project, OLD_ASSEMBLY);
  if (missing !== undefined) rmSync(join(project, missing), { recursive: true });
  return project;
}

async function deployTwice(failure: Failure): Promise<readonly Deployment[]> {
  const project = projectWithOldTemplate(failure);
  return [await deploy(project, failure), await deploy(project, failure)];
}

test.each(Object.entries(FAILURES))(
  'where %s, nothing is deployed, at the second try neither',
  async (_, failure) => {
    const refusal = { refused: expect.any(String) };
    expect(await deployTwice(failure)).toEqual([refusal, refusal]);
  },
);

test('the first step of the app is what makes it so where Node.js or this package is missing', async () => {
  const app = APP.replace('echo >.md5 && ', '');
  const sentAtLast = [{ refused: expect.any(String) }, { sent: '{"Resources":{}}' }];
  expect(await deployTwice({ app, env: WITHOUT_NODE })).toEqual(sentAtLast);
  expect(await deployTwice({ app, missing: 'node_modules/ros-cdk-jwt-gateway' })).toEqual(sentAtLast);
});

test('an app that runs is run each time, and what it writes is deployed', async () => {
  const deployments = await deployTwice({});
  for (const deployment of deployments) {
    expect(deployment).toEqual({ sent: expect.stringContaining('ALIYUN::ApiGateway::Group') });
  }
});

test('the app of this repository takes the same first step', () => {
  const { app } = require('../../cdk.json');
  expect(app).toBe(APP.replace('bin/app.ts', 'bin/example.ts'));
});
