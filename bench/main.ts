/** Run by run.mjs as one bundle. Prints how long reading and checking a large template takes, and how much memory. */
import { execFileSync } from 'node:child_process';
import { largeTemplate } from './large-template';
import { MEASURES } from './measures';

/** What one measure of one template took. */
interface Measurement {
  readonly name: string;
  /** Of all rounds. */
  readonly medianMillis: number;
  /** The median as a multiple of that of the first measure of the group, which took turns with this one. */
  readonly ratio: number;
  /** The most memory that a process held that did only this, once: Node.js itself and the text included. */
  readonly peakMegabytes: number;
}

interface Report {
  readonly template: string;
  readonly bytes: number;
  readonly measurements: readonly Measurement[];
}

const TEMPLATES: Readonly<Record<string, Parameters<typeof largeTemplate>[0]>> = {
  '1,000 APIs in 1 stage': { apis: 1000, stages: ['RELEASE'] },
  '1,000 APIs in 2 stages': { apis: 1000, stages: ['TEST', 'RELEASE'] },
};
const WARM_UP = 6;
const ROUNDS = 15;
const ALL = Object.assign({}, ...MEASURES) as (typeof MEASURES)[number];

const [first, template = '', name = ''] = process.argv.slice(2);
if (first === '--peak') process.stdout.write(String(peakOf(name, textOf(template))));
else {
  const reports = Object.keys(TEMPLATES).map(reportOf);
  process.stdout.write(
    first === '--json' ? `${JSON.stringify(reports, undefined, 2)}\n` : reports.map(tableOf).join('\n'),
  );
}

function textOf(title: string): string {
  return largeTemplate(TEMPLATES[title] ?? { apis: 0, stages: [] });
}

function reportOf(title: string): Report {
  const text = textOf(title);
  const times = timesOf(text);
  const median = (of: string): number => medianOf(times.get(of) ?? []);
  const measurements = MEASURES.flatMap((group) => {
    const [baseline = ''] = Object.keys(group);
    return Object.keys(group).map((each) => ({
      name: each,
      medianMillis: median(each),
      ratio: median(each) / median(baseline),
      peakMegabytes: peakInOwnProcess(title, each),
    }));
  });
  return { template: title, bytes: Buffer.byteLength(text), measurements };
}

/**
 * The milliseconds of every round. The measures take turns, so that a busy machine slows all of them, and every
 * second time the other way round: what one leaves to the garbage collector falls on another.
 */
function timesOf(text: string): ReadonlyMap<string, readonly number[]> {
  const runs = Object.entries(ALL).map(([name, measure]) => ({ name, run: measure(text) }));
  const times = new Map(runs.map(({ name }) => [name, [] as number[]]));
  for (let round = -WARM_UP; round < ROUNDS; round += 1)
    for (const { name, run } of round % 2 === 0 ? runs : runs.toReversed()) {
      const started = performance.now();
      run();
      if (round >= 0) times.get(name)?.push(performance.now() - started);
    }
  return times;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function peakInOwnProcess(title: string, of: string): number {
  const [, script = ''] = process.argv;
  return Number(execFileSync(process.execPath, [script, '--peak', title, of], { encoding: 'utf8' }));
}

function peakOf(of: string, text: string): number {
  ALL[of]?.(text)();
  return process.resourceUsage().maxRSS / 1024;
}

function tableOf({ bytes, measurements, template: title }: Report): string {
  const heading = `${title}, ${(bytes / 1024).toFixed(0)} KB; Node.js ${process.version}, ${ROUNDS} rounds`;
  const lines = measurements.map(({ medianMillis, name: of, peakMegabytes, ratio }) =>
    rowOf(of, `${medianMillis.toFixed(1)} ms`, `${ratio.toFixed(2)}`, `${peakMegabytes.toFixed(0)} MB`),
  );
  return [heading, rowOf('', 'median', 'ratio', 'peak'), ...lines, ''].join('\n');
}

function rowOf(title: string, ...cells: readonly string[]): string {
  return title.padEnd(26) + cells.map((cell) => cell.padStart(10)).join('');
}
