import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../lib/cli';
import { version } from '../../package.json';
import { fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';
import { createCapturedIo } from './captured-io';
import { sendToFolder } from './gateway-in-folder';
import { type Bindings, bind, fillIn } from './placeholders';
import { parseScenario, type Step } from './scenario';

const SCENARIOS = join(__dirname, '..', 'scenarios');
const START = '2026-01-01T12:00:00Z';

/** What scenarios can refer to without having seen it. */
const CONSTANTS: readonly [string, string][] = [
  ['version', version],
  ['oversized', `eyJhbGciOiJub25lIn0.${'e'.repeat(9000)}.`],
  ['privatekeys', fixtureText('ES256')],
  ['publickey', JSON.stringify(fixturePublicJwk('ES256'))],
  ['otherkey', JSON.stringify(fixturePublicJwk('RS256'))],
];

const scenarios = readdirSync(SCENARIOS)
  .filter((file) => file.endsWith('.scenario'))
  .map((file) => ({ file, ...parseScenario(readFileSync(join(SCENARIOS, file), 'utf8'), file) }));

describe.each(scenarios)('$file', ({ title, steps }) => {
  const directory = mkdtempSync(join(tmpdir(), 'jwt-gateway-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  test(title, async () => {
    const bindings: Bindings = new Map(CONSTANTS);
    let clock = START;
    for (const step of steps) {
      clock = step.clock ?? clock;
      prepare(step, directory, bindings);
      const actual = await runStep(step, { directory, bindings, clock });
      bind(step.stdout, actual.stdout, bindings);
      bind(step.stderr, actual.stderr, bindings);
      expect(actual).toEqual({
        command: step.command,
        status: step.status,
        stdout: fillIn(step.stdout, bindings),
        stderr: fillIn(step.stderr, bindings),
        written: step.written,
      });
    }
  });
});

function prepare(step: Step, directory: string, bindings: Bindings): void {
  for (const [path, text] of step.files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), fillIn(text, bindings));
  }
  for (const line of step.setup) setUp(line.split(' '), directory);
}

function setUp([verb = '', ...args]: readonly string[], directory: string): void {
  if (verb === 'chmod') chmodSync(join(directory, args[1] ?? ''), Number.parseInt(args[0] ?? '', 8));
  else if (verb === 'mkdir') mkdirSync(join(directory, args[0] ?? ''), { recursive: true });
  else if (verb === 'rm') rmSync(join(directory, args[0] ?? ''));
  else if (verb === 'git') execFileSync('git', args, { cwd: directory, stdio: 'ignore', env: withoutGit() });
  else throw new Error(`unknown setup '${verb}'`);
}

// The tests may themselves run in a git hook.
function withoutGit(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
}

interface StepRun {
  readonly directory: string;
  readonly bindings: Bindings;
  readonly clock: string;
}

async function runStep(step: Step, { directory, bindings, clock }: StepRun) {
  const [program, ...argv] = wordsOf(fillIn(step.command, bindings));
  if (program !== 'jwt-gateway') throw new Error(`a command starts with jwt-gateway: ${step.command}`);
  const io = createCapturedIo({
    stdin: { isTerminal: false, read: async () => fillIn(step.stdin, bindings) },
    cwd: directory,
    now: () => Date.parse(clock),
    send: sendToFolder(directory, () => Date.parse(clock)),
  });
  const status = await run(argv, io);
  const shown = (text: string) => text.replaceAll(`${directory}/`, '');
  const { stdout, stderr } = io.written;
  const written = new Map(
    Array.from(step.written.keys(), (path) => [path, readFileSync(join(directory, path), 'utf8')]),
  );
  return { command: step.command, status, stdout: shown(stdout), stderr: shown(stderr), written };
}

// Words as a shell splits them, with '…' and "…" around what holds spaces; no escapes.
function wordsOf(line: string): string[] {
  return Array.from(line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g), ([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double),
  );
}
