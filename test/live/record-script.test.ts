import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type RecordScriptOptions, readRecording, recordScript } from '../../lib/live';
import { answersOf, type Cloud, pageOf, SIXTY } from './recorded-gateway';

const CLI = resolve(__dirname, '../../dist/bin/jwt-gateway.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'record-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const CLOUD: Cloud = {
  groups: [
    {
      id: 'shop',
      members: { customDomains: { domainItem: [{ domainName: '*.example.com' }] } },
      apis: [
        // More apps than one page holds.
        {
          id: 'list',
          method: 'GET',
          path: '/o',
          stages: ['RELEASE'],
          apps: Array.from({ length: 101 }, (_, at) => at + 1),
        },
      ],
    },
  ],
  plugins: [{ id: 'keys', type: 'jwtAuth', data: SIXTY.plugins[0]?.data ?? '', apis: ['list RELEASE'] }],
};

/** Stands for the vendor's command line: answers out of a file, and fails the calls that `failures` names so often. */
const ALIYUN = `
const fs = require('node:fs');
const [, , , call, ...rest] = process.argv;
const options = Object.fromEntries(rest.flatMap((word, at) => word.startsWith('--') ? [[word.slice(2), rest[at + 1]]] : []));
const { PageNumber = '1', PageSize, region, ...asked } = options;
fs.appendFileSync('calls.txt', [call, ...rest].join(' ') + '\\n');
const failures = JSON.parse(fs.readFileSync('failures.json', 'utf8'));
if (failures[call] > 0) {
  failures[call] -= 1;
  fs.writeFileSync('failures.json', JSON.stringify(failures));
  process.stderr.write('ERROR: SDK.ServerError\\nErrorCode: ' + (failures[call] < 50 ? 'Throttling.User' : 'Forbidden.RAM') + '\\n');
  process.exit(1);
}
const answers = JSON.parse(fs.readFileSync('answers.json', 'utf8'));
process.stdout.write(JSON.stringify(answers[call + ' ' + JSON.stringify(asked) + ' ' + PageNumber]));
`;

function prepare(failures: Readonly<Record<string, number>> = {}): void {
  const answers = answersOf(CLOUD).flatMap((answer) =>
    [1, 2].map((page) => [
      `${answer.call} ${JSON.stringify(answer.options)} ${page}`,
      pageOf(answer, page, 100),
    ]),
  );
  const domain = { DomainName: '*.example.com', CertificatePrivateKey: '-----BEGIN PRIVATE KEY-----' };
  answers.push(['DescribeDomain {"GroupId":"shop","DomainName":"*.example.com"} 1', domain]);
  writeFileSync(join(folder, 'answers.json'), JSON.stringify(Object.fromEntries(answers)));
  writeFileSync(join(folder, 'failures.json'), JSON.stringify(failures));
  writeFileSync(join(folder, 'aliyun.js'), ALIYUN);
  program('aliyun', `exec '${process.execPath}' aliyun.js "$@"`);
  program('jwt-gateway', `exec '${process.execPath}' '${CLI}' "$@"`);
  program('sleep', 'echo "sleep $1" >>calls.txt');
}

function program(name: string, line: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${line}\n`);
  chmodSync(join(folder, name), 0o755);
}

function runScript(options: RecordScriptOptions = { groups: 'all', region: 'cn-hangzhou' }) {
  writeFileSync(join(folder, 'record.sh'), recordScript(options));
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  const { status, stderr } = spawnSync('sh', ['record.sh', 'rec'], { cwd: folder, env, encoding: 'utf8' });
  const calls = readFileSync(join(folder, 'calls.txt'), 'utf8').trim().split('\n');
  writeFileSync(join(folder, 'calls.txt'), '');
  return { status, stderr, calls };
}

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name));
}

test('the script records all pages gently and without secrets, and what it wrote is the gateway', () => {
  prepare({ DescribePlugins: 2 });
  const { calls, status, stderr } = runScript();
  expect({ status, stderr: stderr.split('\n').at(-2) }).toEqual({
    status: 0,
    stderr: 'record: done. Next: jwt-gateway routes live:rec',
  });
  expect(calls.every((line) => /^(?:Describe\w+ --region cn-hangzhou|sleep \d+$)/.test(line))).toBe(true);
  expect(calls.filter((line) => line.startsWith('DescribeAuthorizedApps'))).toHaveLength(2);
  // A throttled call is tried again, after waits that grow.
  expect(calls.filter((line) => line.startsWith('DescribePlugins '))).toHaveLength(3);
  expect(calls).toEqual(expect.arrayContaining(['sleep 2', 'sleep 4']));
  expect(longestRun(calls)).toBeLessThanOrEqual(5);
  const model = readRecording(join(folder, 'rec'));
  expect(model.problems).toEqual([]);
  expect(model.routes[0]?.stages[0]?.protection.kind).toBe('locked');
  const texts = filesBelow(join(folder, 'rec')).map((name) =>
    readFileSync(join(folder, 'rec', name), 'utf8'),
  );
  expect(texts.join('')).not.toContain('PRIVATE KEY');
  expect(existsSync(join(folder, 'rec', '.errors'))).toBe(false);
});

/** How many calls are made without a pause of a second. */
function longestRun(calls: readonly string[]): number {
  const runs = calls.join('\n').split(/^sleep \d+$/m);
  return Math.max(...runs.map((run) => run.match(/^Describe/gm)?.length ?? 0));
}

test('a call that fails for good ends the script with 1, and the next run asks only for what is missing', () => {
  prepare({ DescribePluginGroups: 51 });
  const first = runScript();
  expect(first.status).toBe(1);
  expect(first.stderr).toContain('record: DescribePluginGroups --PageNumber 1');
  expect(first.stderr).toContain('1 calls failed');
  writeFileSync(join(folder, 'failures.json'), '{}');
  const second = runScript();
  expect(second.status).toBe(0);
  expect(second.calls.filter((line) => line.startsWith('Describe'))).toEqual([
    'DescribePluginGroups --region cn-hangzhou --PageNumber 1 --PageSize 100 --PluginId keys',
  ]);
  // A directory with a recording of something else is left alone.
  expect(runScript({ groups: ['shop'] })).toMatchObject({
    status: 2,
    stderr: 'record: rec holds a recording of something else: name another directory\n',
  });
});

test.each(["x'; rm -rf /", '$(id)', 'a b', '-x', ''])('%j is refused as the id of a group', (id) => {
  expect(() => recordScript({ groups: [id] })).toThrow('is not the id of a group');
});
