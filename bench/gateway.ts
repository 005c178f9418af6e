/** Run by run.mjs as one bundle. Prints how many requests a second the gateway answers, and what memory it holds. */
import { type ChildProcess, fork } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONNECTIONS, ROLES, type RoleInput, type RoleName, tokenMaker } from './gateway-roles';
import type { LoadResult } from './load';

/** Requests a second, in turns. */
interface Round {
  readonly measured: number;
  readonly baseline: number;
}

/** A rate, and what it is compared with in the same round. */
interface Rate {
  readonly name: string;
  /** Requests a second: the median of all rounds. */
  readonly perSecond: number;
  readonly baseline: string;
  readonly baselinePerSecond: number;
  /** The median of the ratios of all rounds. */
  readonly ratio: number;
}

/** The memory of the gateway after so many different tokens. */
interface Memory {
  readonly tokens: number;
  readonly heapMegabytes: number;
  readonly rssMegabytes: number;
}

interface Result {
  readonly rates: readonly Rate[];
  readonly memory: readonly Memory[];
}

const ROUNDS = 5;
// Until all processes are compiled: the servers, the loop, and what sends the load.
const REPEATED = { warmUp: 5_000, requests: 20_000 };
const DIFFERENT = { warmUp: 5_000, requests: 3_000 };
const MEMORY_STEPS = [5_000, 50_000, 100_000, 150_000, 200_000];

const [, script = '', first, role] = process.argv;
if (first === '--role') process.once('message', (input: RoleInput) => void ROLES[role as RoleName](input));
else void main(first === '--json');

async function main(isJson: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-load-'));
  try {
    const result = await measure(join(folder, 'tokens'));
    process.stdout.write(isJson ? JSON.stringify({ node: process.version, ...result }) : tableOf(result));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(tokens: string): Promise<Result> {
  const jwk = jwkOf('RS256');
  const make = tokenMaker(jwk);
  const { requests, warmUp } = DIFFERENT;
  writeFileSync(tokens, Array.from({ length: warmUp + requests }, (_, i) => make(i)).join('\n'));
  const rates = [await repeatedToken({ jwk, tokens }), ...(await differentTokens({ jwk, tokens }))];
  return { rates, memory: await memoryOf({ jwk: jwkOf('ES256') }) };
}

function jwkOf(alg: 'RS256' | 'ES256'): RoleInput['jwk'] {
  const { privateKey } =
    alg === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kid: 'bench', alg };
}

/** Both servers stay up and take turns, so that a busy machine slows both. */
async function repeatedToken(input: RoleInput): Promise<Rate> {
  const servers = { bare: await startServer('bare', input), gateway: await startServer('gateway', input) };
  const { requests, warmUp } = REPEATED;
  const loadOn = async ({ port }: MeasuredServer) =>
    rateOf(await runOnce('load', { ...input, port, warmUp, repeat: warmUp + requests }));
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({
      baseline: await loadOn(servers.bare),
      measured: await loadOn(servers.gateway),
    });
  for (const { child } of Object.values(servers)) child.kill();
  return summary('one token repeated', 'bare node:http server', rounds);
}

/** A new gateway in each round: it has seen none of the tokens. */
async function differentTokens(input: RoleInput): Promise<Rate[]> {
  const { requests, warmUp } = DIFFERENT;
  const all = { ...input, warmUp, from: 0, to: warmUp + requests };
  const rounds: Round[] = [];
  const roundsOfMany: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const baseline = rateOf(await runOnce('loop', all));
    const { child, port } = await startServer('gateway', input);
    const measured = rateOf(await runOnce('load', { ...all, port }));
    child.kill();
    rounds.push({ baseline, measured });
    roundsOfMany.push({ baseline: rateOf(await runOnce('loops', all)), measured });
  }
  return [
    summary('every token different', 'loop of jwtVerify', rounds),
    summary('every token different', `${CONNECTIONS} such loops at once`, roundsOfMany),
  ];
}

async function memoryOf(input: RoleInput): Promise<Memory[]> {
  const { child, port } = await startServer('gateway', input);
  const memory: Memory[] = [];
  let from = 0;
  for (const to of MEMORY_STEPS) {
    rateOf(await runOnce('load', { ...input, port, from, to }));
    child.send('memory');
    const [{ heapUsed, rss }] = await once(child, 'message');
    memory.push({ tokens: to, heapMegabytes: heapUsed / 2 ** 20, rssMegabytes: rss / 2 ** 20 });
    from = to;
  }
  child.kill();
  return memory;
}

interface MeasuredServer {
  readonly child: ChildProcess;
  readonly port: number;
}

async function startServer(name: 'bare' | 'gateway', input: RoleInput): Promise<MeasuredServer> {
  const child = start(name, input);
  const [port] = await once(child, 'message');
  return { child, port };
}

async function runOnce(name: 'load' | 'loop' | 'loops', input: RoleInput): Promise<LoadResult> {
  const [result] = await once(start(name, input), 'message');
  return result;
}

function start(name: RoleName, input: RoleInput): ChildProcess {
  const child = fork(script, ['--role', name], { execArgv: ['--expose-gc'] });
  child.send(input);
  return child;
}

/** A second; a round in which anything was refused measures nothing. */
function rateOf({ failures, requests, seconds }: LoadResult): number {
  if (failures > 0) throw new Error(`${failures} of ${requests} requests were not answered with 200`);
  return requests / seconds;
}

function summary(name: string, baseline: string, rounds: readonly Round[]): Rate {
  return {
    name,
    perSecond: medianOf(rounds.map(({ measured }) => measured)),
    baseline,
    baselinePerSecond: medianOf(rounds.map((each) => each.baseline)),
    ratio: medianOf(rounds.map((each) => each.measured / each.baseline)),
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function tableOf({ memory, rates }: Result): string {
  const row = (title: string, ...cells: readonly string[]) =>
    title.padEnd(26) + cells.map((cell) => cell.padStart(12)).join('');
  return [
    `A route behind RS256, ${CONNECTIONS} connections; Node.js ${process.version}, ${ROUNDS} rounds`,
    `${row('', 'requests/s', 'baseline/s', 'ratio', '')}  baseline`,
    ...rates.map(
      ({ baseline, baselinePerSecond, name, perSecond, ratio }) =>
        `${row(name, perSecond.toFixed(0), baselinePerSecond.toFixed(0), ratio.toFixed(2), '')}  ${baseline}`,
    ),
    '',
    'Every token different, ES256; the memory of the gateway after so many',
    row('tokens', 'heap', 'resident'),
    ...memory.map(({ heapMegabytes, rssMegabytes, tokens }) =>
      row(tokens.toLocaleString('en'), `${heapMegabytes.toFixed(1)} MB`, `${rssMegabytes.toFixed(0)} MB`),
    ),
    '',
  ].join('\n');
}
