/** Run by run.mjs as one bundle. Prints how long the built command line takes to start, next to an empty script. */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declareShops } from '../examples/shop/shops';
import { PublicKeySet } from '../lib';
import { GatewayApp } from '../lib/app';

interface Row {
  readonly command: string;
  /** The median of all rounds. */
  readonly millis: number;
  /** Of `node -e 0`: the median of the ratios of all rounds. */
  readonly ratio: number;
  readonly peakMegabytes: number;
}

const CLI = 'dist/bin/jwt-gateway.js';
const ROUNDS = 15;

if (!existsSync(CLI)) throw new Error(`${CLI} is not there: npm run build`);
const directory = mkdtempSync(join(tmpdir(), 'jwt-gateway-startup-'));
try {
  const rows = measure({
    'node -e 0': ['-e', '0'],
    'jwt-gateway --help': [CLI, '--help'],
    'jwt-gateway check (the example)': [CLI, 'check', exampleIn(directory)],
  });
  process.stdout.write(
    process.argv[2] === '--json' ? `${JSON.stringify(rows, undefined, 2)}\n` : tableOf(rows),
  );
} finally {
  rmSync(directory, { recursive: true });
}

function exampleIn(outdir: string): string {
  const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
  const keys = PublicKeySet.parse({
    keys: [{ ...jwk, use: 'sig', alg: 'RS256', kid: 'customers-1' }],
  });
  const app = new GatewayApp({ outdir });
  declareShops(app, { testers: keys, customers: keys });
  app.synth();
  return join(outdir, 'shop.template.json');
}

/** The commands take turns, so that a busy machine slows all of them. The first one is what others are compared with. */
function measure(commands: Readonly<Record<string, readonly string[]>>): Row[] {
  const names = Object.keys(commands);
  const rounds = Array.from({ length: ROUNDS }, () => names.map((name) => millisOf(commands[name] ?? [])));
  return names.map((command, index) => ({
    command,
    millis: medianOf(rounds.map((round) => round[index] ?? Number.NaN)),
    ratio: medianOf(rounds.map((round) => (round[index] ?? Number.NaN) / (round[0] ?? Number.NaN))),
    peakMegabytes: peakOf(commands[command] ?? []),
  }));
}

function millisOf(args: readonly string[]): number {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  const millis = performance.now() - started;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  return millis;
}

/** The process says at its end what memory it held at most. */
function peakOf(args: readonly string[]): number {
  const hook = join(directory, 'peak.cjs');
  writeFileSync(
    hook,
    "process.on('exit', () => require('node:fs').writeSync(2, '\\npeak ' + process.resourceUsage().maxRSS));",
  );
  const { stderr } = spawnSync(process.execPath, ['-r', hook, ...args], { encoding: 'utf8' });
  return Number(/peak (\d+)$/.exec(stderr)?.[1]) / 1024;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function tableOf(rows: readonly Row[]): string {
  const heading = `Start-up; Node.js ${process.version}, ${ROUNDS} rounds`;
  const lines = rows.map(({ command, millis, peakMegabytes, ratio }) =>
    lineOf(command, `${millis.toFixed(0)} ms`, ratio.toFixed(2), `${peakMegabytes.toFixed(0)} MB`),
  );
  return [heading, lineOf('', 'median', 'ratio', 'peak'), ...lines, ''].join('\n');
}

function lineOf(title: string, ...cells: readonly string[]): string {
  return title.padEnd(34) + cells.map((cell) => cell.padStart(10)).join('');
}
