// `npm start [-- --keep]`: the main job, from a key to calls that a gateway takes and refuses, by the commands that a
// user would type. Ends by itself; with --keep the gateway stays up until Ctrl-C.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const CLI = 'dist/bin/jwt-gateway.js';
/** Whose tokens are good in which shop: each stage has keys of its own. */
const KEY_SETS = ['customers', 'testers'];
const ALICE = ['--sub', 'alice', '--iss', 'https://login.example.com'];
const PATH = '/orders/1';

/** The gateway as a process of its own, and what it says. */
interface Served {
  readonly url: string;
  readonly process: ChildProcess;
  /** Whether what it says is shown: at first, and then no more. */
  isShown: boolean;
}

main(process.argv.includes('--keep')).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

async function main(keep: boolean): Promise<void> {
  const missing = KEY_SETS.filter((name) => !existsSync(`keys/${name}.jwks.json`));
  if (missing.length > 0) say('Key pairs. The private halves stay on this machine, out of git.');
  for (const name of missing) {
    process.stdout.write(`$ npx jwt-gateway keys create ${name}\n`);
    process.stdout.write(jwtGateway('keys', 'create', name));
  }
  say('The gateway of examples/shop as two ROS templates in cdk.out, the way `ros-cdk synth` runs it.');
  synthesize();
  say(
    'The same gateway on this machine, both stages of it. Tokens are really verified; an echo stands in for the backends.',
  );
  const served = await serve(keep);
  say(`GET ${PATH}, called with one token after another.`);
  await callAll(served.url);
  if (keep) await keepUp(served);
  else await stop(served);
}

async function callAll(url: string): Promise<void> {
  const good = issue('--aud', 'shop');
  await call(url, 'no token', undefined);
  await call(url, 'a token of alice', good);
  await call(url, 'its sub changed', withSubject(good, 'mallory'));
  await call(url, 'for another audience', issue('--aud', 'elsewhere'));
  await call(url, 'of the test shop', issueAs('testers', '--aud', 'shop'));
}

async function call(url: string, title: string, token: string | undefined): Promise<void> {
  const headers = token === undefined ? undefined : { Authorization: `Bearer ${token}` };
  const response = await fetch(url + PATH, { headers });
  const body = await response.text();
  const code = response.headers.get('X-Ca-Error-Code') ?? '';
  const why = response.headers.get('X-Ca-Error-Message') ?? `the backend got ${forwarded(body)}`;
  process.stdout.write(`  ${title.padEnd(21)} ${response.status} ${code.padEnd(7)} ${why}\n`);
}

/** What the gateway adds to the request, from the echo's answer. */
function forwarded(body: string): string {
  const { headers } = JSON.parse(body);
  return `X-User-Id: ${headers['X-User-Id']}`;
}

function issue(...claims: readonly string[]): string {
  return issueAs('customers', ...claims);
}

function issueAs(name: string, ...claims: readonly string[]): string {
  return jwtGateway('token', 'issue', name, ...ALICE, ...claims).trim();
}

/** The token with another subject and the signature that it had. */
function withSubject(token: string, sub: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, sub })).toString('base64url');
  return [header, changed, signature].join('.');
}

/** Starts the gateway, and shows what it says until it can be called. */
async function serve(keep: boolean): Promise<Served> {
  const args = ['serve', 'cdk.out', '--mock', ...(keep ? [] : ['--port', '0'])];
  process.stdout.write(`$ npx jwt-gateway ${args.join(' ')}\n`);
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const served = { url: '', process: child, isShown: true };
  child.stderr.pipe(process.stderr);
  child.once('close', (status) => served.url === '' && process.exit(status ?? 1));
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (served.isShown) process.stdout.write(`${line}\n`);
      const [, url] = /^(http:\S+) serves /.exec(line) ?? [];
      if (url !== undefined) resolve(Object.assign(served, { url, isShown: false }));
    });
  });
}

async function stop({ process: child }: Served): Promise<void> {
  child.stderr?.unpipe(process.stderr).resume();
  child.kill('SIGTERM');
  await once(child, 'close');
  say('What to run next.');
  process.stdout.write(`  npm start -- --keep              # the gateway stays up, with a page to try more on
  npx jwt-gateway check cdk.out
  npx jwt-gateway token issue customers ${ALICE.join(' ')} --aud shop --ttl 1h
  docs/deploy.md                    # how to deploy it: needs an account, a domain and its certificate
`);
}

/** Shows what the gateway says until Ctrl-C, which reaches it as well, has stopped it. */
async function keepUp(served: Served): Promise<void> {
  say(`${served.url}/__gateway/ is a page to try more on. Ctrl-C ends it.`);
  process.on('SIGINT', () => {});
  served.isShown = true;
  await once(served.process, 'close');
}

function say(sentence: string): void {
  process.stdout.write(`\n# ${sentence}\n`);
}

/** What a command of ours prints; it has to succeed. */
function jwtGateway(...args: readonly string[]): string {
  const ended = spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  end(ended.status);
  return ended.stdout;
}

function synthesize(): void {
  const { app } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  process.stdout.write(`$ ${app}\n`);
  const env = { ...process.env, CDK_OUTDIR: 'cdk.out', CDK_CONTEXT_JSON: '{}' };
  end(spawnSync(app, { shell: true, stdio: 'inherit', env }).status);
}

function end(status: number | null): void {
  if (status !== 0) process.exit(status ?? 1);
}
