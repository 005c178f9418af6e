import { run } from '../../lib/cli';
import { createCapturedIo } from './captured-io';
import { newFolder, removeFolders, write } from './git-repository';

afterAll(removeFolders);

const RESOURCES = {
  Shop: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'shop', InternetEnable: false } },
  Status: {
    Type: 'ALIYUN::ApiGateway::Api',
    Metadata: { JwtGateway: { PublicAccess: 'says whether the shop is up' } },
    Properties: {
      GroupId: { Ref: 'Shop' },
      ApiName: 'status',
      Visibility: 'PRIVATE',
      AuthType: 'ANONYMOUS',
      RequestConfig: {
        RequestHttpMethod: 'GET',
        RequestPath: '/status',
        RequestProtocol: 'HTTPS',
        RequestMode: 'MAPPING',
      },
      ServiceConfig: { ServiceProtocol: 'HTTP', ServiceAddress: 'http://status.example.com' },
      ResultType: 'JSON',
      ResultSample: '{}',
    },
  },
  Release: {
    Type: 'ALIYUN::ApiGateway::Deployment',
    Properties: {
      GroupId: { Ref: 'Shop' },
      ApiId: { Ref: 'Status' },
      StageName: 'RELEASE',
      Description: 'digest 3f2a9c1b7d5e4f60a1b2c3d4',
    },
  },
  Limit: {
    Type: 'ALIYUN::ApiGateway::TrafficControlBinding',
    Properties: {
      GroupId: { Ref: 'Shop' },
      ApiIds: [{ Ref: 'Status' }],
      StageName: 'RELEASE',
      TrafficControlId: 'limit',
    },
  },
};
const { Release, Status } = RESOURCES;

/** What is wrong with a template, and nothing else. */
const TEMPLATES = {
  nothing: {},
  note: { Limit: undefined },
  warning: { Release: { ...Release, Properties: { ...Release.Properties, Description: undefined } } },
  error: { Status: { ...Status, Metadata: {} } },
  unjudged: { Status: { ...Status, Properties: { ...Status.Properties, AuthType: { Ref: 'Auth' } } } },
  unread: { Nothing: 5 },
} as const;

/** How many errors, warnings, notes, unknowns, problems and waived findings there are. */
const COUNTS: Readonly<Record<keyof typeof TEMPLATES, readonly number[]>> = {
  nothing: [0, 0, 0, 0, 0, 1],
  note: [0, 0, 1, 0, 0, 1],
  warning: [0, 1, 0, 0, 0, 1],
  error: [1, 0, 0, 0, 0, 0],
  unjudged: [0, 0, 0, 4, 0, 0],
  unread: [0, 0, 0, 0, 1, 1],
};

const WAIVERS = `waivers:
  - { rule: route-without-authentication, path: error/Status, reason: known, owner: shop, expires: 2026-01-31 }
`;

const folder = newFolder();
write(folder, {
  'waivers.yaml': WAIVERS,
  ...Object.fromEntries(
    Object.entries(TEMPLATES).map(([name, parts]) => [
      `${name}.json`,
      JSON.stringify({
        ROSTemplateFormatVersion: '2015-09-01',
        Parameters: { Auth: { Type: 'String' } },
        Resources: { ...RESOURCES, ...parts },
      }),
    ]),
  ),
});

async function check(name: string, ...options: readonly string[]) {
  const io = createCapturedIo({ cwd: folder });
  const status = await run(['check', `${name}.json`, '--format', 'json', ...options], io);
  return { status, summary: JSON.parse(io.written.stdout).summary };
}

test.each(Object.entries(COUNTS))('the template with %s wrong has just that', async (name, counts) => {
  const { errors, notes, problems, unknowns, waived, warnings } = (await check(name)).summary;
  expect([errors, warnings, notes, unknowns, problems, waived]).toEqual(counts);
});

test.each<[name: keyof typeof TEMPLATES, options: string, status: number]>([
  ['nothing', '--fail-on note --fail-on-unknown', 0],
  ['error', '', 1],
  ['error', '--fail-on error', 1],
  ['error', '--fail-on warning', 1],
  ['error', '--fail-on note', 1],
  ['error', '--fail-on none', 0],
  ['error', '--fail-on none --fail-on-unknown', 0],
  ['warning', '', 0],
  ['warning', '--fail-on error', 0],
  ['warning', '--fail-on warning', 1],
  ['warning', '--fail-on note', 1],
  ['warning', '--fail-on none', 0],
  ['note', '', 0],
  ['note', '--fail-on error', 0],
  ['note', '--fail-on warning', 0],
  ['note', '--fail-on note', 1],
  ['note', '--fail-on none', 0],
  ['unjudged', '--fail-on note', 0],
  ['unjudged', '--fail-on-unknown', 1],
  ['unjudged', '--fail-on none --fail-on-unknown', 1],
  ['unread', '--fail-on note', 0],
  ['unread', '--fail-on-unknown', 1],
  ['error', '--waivers waivers.yaml --fail-on note', 0],
  ['error', '--waivers waivers.yaml --fail-on note --fail-on-unknown', 0],
])('check of a template with %s wrong and the options "%s" ends with %i', async (name, options, status) => {
  expect((await check(name, ...options.split(' ').filter(Boolean))).status).toBe(status);
});

test('check ends alike where the result goes to a file', async () => {
  const io = createCapturedIo({ cwd: folder });
  expect(await run(['check', 'error.json', '--output', 'out.txt'], io)).toBe(1);
  expect(await run(['check', 'nothing.json', '--output', 'out.txt'], io)).toBe(0);
  expect(io.written).toEqual({ stdout: '', stderr: 'wrote out.txt\nwrote out.txt\n' });
});

test('check ends with 1 where what is waived is so no longer', async () => {
  const io = createCapturedIo({ cwd: folder, now: () => Date.UTC(2026, 1, 2) });
  expect(await run(['check', 'error.json', '--waivers', 'waivers.yaml'], io)).toBe(1);
});
