/**
 * A scenario is a plain-text file: a title, then steps. A step is a command line with the status, the stdout and
 * the stderr it must have, to the letter; `==== files ====`, `==== setup ====`, `==== stdin ====` and
 * `==== clock ====` before it prepare the ground, and `==== written ====` shows files it must have made. An output
 * section that is left out must be empty.
 */
export interface Scenario {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** One command of a scenario and what it must do. */
export interface Step {
  /** File texts by path, written before the command runs. */
  readonly files: ReadonlyMap<string, string>;
  /** Lines such as `git init` or `chmod 644 keys/a.private.jwks.json`. */
  readonly setup: readonly string[];
  readonly stdin: string;
  /** From this step on it is this time. */
  readonly clock: string | undefined;
  readonly command: string;
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Texts of files after the command, by path. */
  readonly written: ReadonlyMap<string, string>;
}

const SECTIONS = [
  'files',
  'setup',
  'clock',
  'stdin',
  'command',
  'status',
  'stdout',
  'stderr',
  'written',
] as const;
type Section = (typeof SECTIONS)[number];

const HEADER = /^==== (\w+) ====$/;
const FILE = /^--- (.+)$/;

/** Reads a scenario; throws when it is not well written. */
export function parseScenario(text: string, file: string): Scenario {
  const [first = '', ...lines] = text.replace(/\n$/, '').split('\n');
  if (!first.startsWith('# ')) throw new Error(`${file}: the first line is '# title'`);
  return { title: first.slice(2), steps: splitSteps(lines, file).map((sections) => stepOf(sections, file)) };
}

type Sections = Map<Section, string[]>;

// A step ends where a section comes that cannot follow: they stand in the order of SECTIONS.
function splitSteps(lines: readonly string[], file: string): Sections[] {
  const steps: Sections[] = [];
  let last = Number.POSITIVE_INFINITY;
  let body: string[] | undefined;
  for (const line of lines) {
    const name = HEADER.exec(line)?.[1];
    if (name === undefined) {
      if (body === undefined && line !== '')
        throw new Error(`${file}: '${line}' stands before every section`);
      body?.push(line);
      continue;
    }
    const order = SECTIONS.indexOf(name as Section);
    if (order < 0) throw new Error(`${file}: unknown section '${name}'`);
    if (order <= last) steps.push(new Map());
    body = [];
    steps.at(-1)?.set(name as Section, body);
    last = order;
  }
  return steps;
}

function stepOf(sections: Sections, file: string): Step {
  const command = sections.get('command')?.join(' ');
  const status = sections.get('status')?.join('');
  if (command === undefined) throw new Error(`${file}: a step without a command`);
  if (status === undefined) throw new Error(`${file}: '${command}' without a status`);
  return {
    files: filesOf(sections.get('files') ?? [], file),
    setup: sections.get('setup') ?? [],
    stdin: textOf(sections.get('stdin')),
    clock: sections.get('clock')?.join(''),
    command,
    status: Number(status),
    stdout: textOf(sections.get('stdout')),
    stderr: textOf(sections.get('stderr')),
    written: filesOf(sections.get('written') ?? [], file),
  };
}

function filesOf(lines: readonly string[], file: string): Map<string, string> {
  const files = new Map<string, string[]>();
  let body: string[] | undefined;
  for (const line of lines) {
    const path = FILE.exec(line)?.[1];
    if (path !== undefined) {
      body = [];
      files.set(path, body);
    } else if (body === undefined) throw new Error(`${file}: file text before '--- path'`);
    else body.push(line);
  }
  return new Map(Array.from(files, ([path, content]) => [path, textOf(content)]));
}

function textOf(lines: readonly string[] | undefined): string {
  return lines === undefined || lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
