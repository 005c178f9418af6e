import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli';
import { type Cloud, recordIn, SIXTY } from '../live/recorded-gateway';
import { createCapturedIo } from './captured-io';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'adopt-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

async function command(...args: string[]) {
  const io = createCapturedIo({ cwd });
  const status = await run(args, io);
  return { status, ...io.written };
}

test('a recording becomes a folder of code, once', async () => {
  recordIn(join(cwd, 'live'), SIXTY);
  const first = await command('adopt', 'code', 'live:live', '--out', 'lib/adopted');
  expect(first).toEqual({
    status: 0,
    stdout: '',
    stderr: 'wrote lib/adopted: index.ts, shared.ts, billing.ts, orders.ts, partners.ts\n',
  });
  expect(readdirSync(join(cwd, 'lib'))).toEqual(['adopted']);
  const again = await command('adopt', 'code', 'live:live', '--out', 'lib/adopted');
  expect(again).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('is there already (name another folder)'),
  });
});

test('what the code of a take-over does not say is listed, and is a finding', async () => {
  recordIn(join(cwd, 'live'), SIXTY);
  const { status, stdout } = await command(
    'adopt',
    'code',
    'live:live',
    '--out',
    'taken',
    '--mode',
    'take-over',
  );
  expect(status).toBe(1);
  expect(stdout.split('\n')).toEqual([
    'not in the code',
    '  API edited (POST /edited): its draft, which differs in AuthType, Description: the code says what is published',
    '  group orders: plug-in limits is bound to all of it in RELEASE, which ROS cannot say: the code binds it to each API, and an API that is added in the console is not in it',
    '  group partners: plug-in partners-keys is bound to all of it in RELEASE, which ROS cannot say: the code binds it to each API, and an API that is added in the console is not in it',
    '',
  ]);
  expect(readdirSync(join(cwd, 'taken'))).toEqual([
    'TAKE-OVER.md',
    'billing.ts',
    'index.ts',
    'orders.ts',
    'partners.ts',
    'plugins.ts',
    'resources-to-import.json',
  ]);
});

test.each([
  [['template.json'], '"template.json" is no recorded gateway'],
  [['live:nothing'], 'no such file or directory'],
  [['live:live'], 'the recording does not say on which day it was made'],
  [['live:live', '--recorded-on', 'today'], '--recorded-on: "today" is no day'],
])('what cannot be written as code is refused, and nothing is written: %j', async (args, message) => {
  recordIn(join(cwd, 'live'), SIXTY);
  rmSync(join(cwd, 'live', 'recorded-on.txt'));
  const { status, stderr, stdout } = await command('adopt', 'code', ...args, '--out', 'adopted');
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
  expect(readdirSync(cwd)).toEqual(['live']);
});

test('drift that lets more callers in fails a comparison of the code with a recording', async () => {
  recordIn(join(cwd, 'live'), SIXTY);
  const [customers, ...others] = SIXTY.plugins;
  const apis = (customers?.apis ?? []).filter((each) => each !== 'orders-3 RELEASE');
  const drifted: Cloud = { ...SIXTY, plugins: [...(customers ? [{ ...customers, apis }] : []), ...others] };
  recordIn(join(cwd, 'now'), drifted);
  writeFileSync(join(cwd, 'template.json'), templateOfOne());
  const same = await command('diff', 'live:live', 'live:live');
  expect([same.status, same.stdout.split('\n').at(-2)]).toEqual([0, 'No change']);
  const weaker = await command('diff', 'live:live', 'live:now');
  expect(weaker.status).toBe(1);
  const code = await command('diff', 'template.json', 'live:now');
  expect(code.status).toBe(1);
  expect(code.stdout).toContain('GET /shop/orders/3/[id]');
  expect(code.stdout).not.toContain('hidden');
});

/** A template of one API of the recording, which is locked there. */
function templateOfOne(): string {
  return JSON.stringify({
    ROSTemplateFormatVersion: '2015-09-01',
    Resources: {
      Orders: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'orders', BasePath: '/shop' } },
    },
  });
}
