import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { customers, route } from '../gateway/shop-gateway';
import { type Resources, shop, template } from '../rules/gateway-template';
import { RunningCommand } from './running-command';

// Each run of an app is a process.
jest.setTimeout(60_000);

/** An app that says what it is told to, and synthesizes what stands in lib/template.json. */
const APP = `
const { copyFileSync, mkdirSync, writeFileSync } = require('node:fs');
console.log('printed by the app');
const out = process.env.CDK_OUTDIR;
mkdirSync(out, { recursive: true });
copyFileSync('lib/template.json', out + '/shop.template.json');
const shop = { type: 'aliyun:ros:stack', properties: { templateFile: 'shop.template.json' } };
writeFileSync(out + '/manifest.json', JSON.stringify({ version: '7.0.0', artifacts: { shop } }));
`;

/** One that says which process it is, and goes on for ever, as does a child of its own. */
const ENDLESS = `
const { spawn } = require('node:child_process');
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
console.error('processes ' + process.pid + ' ' + child.pid + '.');
setInterval(() => {}, 1000);
`;

let folder: string;
const commands: RunningCommand[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-serve-synth-'));
  for (const name of ['bin', 'lib', 'specs']) mkdirSync(join(folder, name));
  write('cdk.json', { app: 'node bin/app.js' });
  write('bin/app.js', APP);
  gateway(customers(), orders());
});
afterEach(async () => {
  for (const command of commands) command.stop();
  await Promise.all(commands.splice(0).map(({ ended }) => ended));
  rmSync(folder, { recursive: true });
});

const orders = (plugins: readonly string[] = ['Customers']) => route('Orders', 'GET /orders', { plugins });

function write(path: string, content: unknown): void {
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
}

function gateway(...resources: readonly Resources[]): void {
  write('lib/template.json', { ROSTemplateFormatVersion: '2015-09-01', ...template(shop, ...resources) });
}

function start(...options: readonly string[]): RunningCommand {
  const argv = ['serve', '--synth', '--mock', '--port', '0', ...options];
  const command = new RunningCommand(argv, { cwd: folder, env: process.env });
  commands.push(command);
  return command;
}

async function serve(...options: readonly string[]) {
  const command = start(...options);
  const [, url = ''] = await command.until(/^(http:\S+) serves the app of cdk\.json/m);
  return { command, url };
}

/** Two looks: at the change, and that it is at rest. */
function look(command: RunningCommand): void {
  command.tick();
  command.tick();
}

const statusOf = async (url: string) => (await fetch(`${url}/orders`)).status;

function isAlive(pid: string): boolean {
  try {
    process.kill(Number(pid), 0);
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] !== 'Z';
  } catch {
    return false;
  }
}

/** Waits until the endless app says which processes there are. */
async function processesOf(command: RunningCommand): Promise<string[]> {
  const [, ...pids] = await command.until(/processes (\d+) (\d+)\./, 'stderr');
  return pids;
}

async function untilDead(pids: readonly string[]): Promise<void> {
  while (pids.some(isAlive)) await new Promise((resolve) => setImmediate(resolve));
}

test('what the app synthesizes is served, and what it prints is talk', async () => {
  const { command, url } = await serve();
  expect(await statusOf(url)).toBe(400);
  expect(command.io.written.stdout).not.toContain('printed by the app');
  expect(command.io.written.stderr).toBe('printed by the app\n');
});

test('after an edit it is synthesized again, and what the edit means is said in lines', async () => {
  const { command, url } = await serve();
  gateway(customers(), orders([]));
  look(command);
  await command.until(/^serving the app of cdk\.json as it is now$/m, 'stderr');
  expect(await statusOf(url)).toBe(200);
  const [, lines] = command.io.written.stdout.split(/serves the app of cdk\.json.*\n/);
  expect(lines).toMatch(
    /^POSTURE +CALLERS +CHANGE +WHAT\nweaker +safe +authentication removed +GET \/orders RELEASE\nWeaker: /,
  );
});

test('an app that fails leaves the old gateway in place, until it works again', async () => {
  const { command, url } = await serve();
  write('bin/app.js', "console.error('no such stage'); process.exit(2);");
  look(command);
  await command.until(
    /no such stage\njwt-gateway: warning: still serving the app of cdk\.json as it was: \S+cdk\.json: the app did not run to its end \(2\)/,
    'stderr',
  );
  expect(await statusOf(url)).toBe(400);
  gateway(customers(), orders([]));
  write('bin/app.js', APP);
  await command.until(/still serving/, 'stderr');
  for (let i = 0; i < 3; i += 1) await new Promise((resolve) => setImmediate(resolve));
  look(command);
  await command.until(/^serving the app of cdk\.json as it is now$/m, 'stderr');
  expect(await statusOf(url)).toBe(200);
});

test('an app that ends well and writes nothing leaves the old gateway in place', async () => {
  const { command, url } = await serve();
  write('bin/app.js', '');
  look(command);
  await command.until(/warning: still serving .* has written nothing/, 'stderr');
  expect(await statusOf(url)).toBe(400);
});

test('there is one run at a time, and one more for what was edited meanwhile', async () => {
  const { command } = await serve();
  const slow = `require('node:fs').appendFileSync('log', 'begin ');${APP}
    const wait = () => require('node:fs').existsSync('go') ? require('node:fs').appendFileSync('log', 'end ') : setTimeout(wait, 5);
    console.error('running'); wait();`;
  write('bin/app.js', slow);
  look(command);
  await command.until(/^running$/m, 'stderr');
  gateway(customers(), orders([]));
  look(command);
  look(command);
  write('go', '');
  await command.until(/^serving the app of cdk\.json as it is now$/m, 'stderr');
  await new Promise((resolve) => setImmediate(resolve));
  look(command);
  await command.until(/(?:^serving the app of cdk\.json as it is now\n[\s\S]*){2}/m, 'stderr');
  expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('begin end begin end ');
});

test('what is written anew with the same text is no edit', async () => {
  const { command } = await serve();
  write('bin/app.js', APP);
  look(command);
  look(command);
  expect(command.io.written.stderr).toBe('printed by the app\n');
});

test('--watch looks at more folders; that one goes away is said once, and the old gateway is kept', async () => {
  const { command, url } = await serve('--watch', 'specs');
  write('specs/orders.yaml', 'a: 1');
  look(command);
  await command.until(/^serving the app of cdk\.json as it is now\n/m, 'stderr');
  await new Promise((resolve) => setImmediate(resolve));
  rmSync(join(folder, 'specs'), { recursive: true });
  write('bin/app.js', 'process.exit(1);');
  look(command);
  await command.until(/warning: still serving/, 'stderr');
  expect(command.io.written.stderr.match(/specs is not there any more/g)).toHaveLength(1);
  expect(await statusOf(url)).toBe(400);
});

test('an app that never ends, at the start, ends with the command, and so do its children', async () => {
  write('bin/app.js', ENDLESS);
  const command = start();
  const pids = await processesOf(command);
  command.stop();
  expect(await command.ended).toBe(0);
  await untilDead(pids);
});

test('an app that never ends, after an edit, does so, too', async () => {
  const { command } = await serve();
  write('bin/app.js', ENDLESS);
  look(command);
  const pids = await processesOf(command);
  command.stop();
  expect(await command.ended).toBe(0);
  await untilDead(pids);
  expect(command.io.written.stderr).not.toContain('still serving');
});

test('with --no-reload an edit changes nothing', async () => {
  const { command } = await serve('--no-reload');
  gateway(customers(), orders([]));
  look(command);
  expect(command.io.written.stderr).toBe('printed by the app\n');
});
