/**
 * Run by run.mjs as one bundle. Prints how long the synthesis of protected routes takes and what memory it holds:
 * written with the plain library by hand, with this one in as many stacks, and with this one in nested stacks.
 */
import { execFileSync } from 'node:child_process';
import { type Synthesis, synthesize, WAYS, type Way } from './synth-case';

/** The medians of all rounds. */
interface Row extends Omit<Synthesis, 'loadedMegabytes'> {
  readonly routes: number;
  readonly way: Way;
  readonly millisARoute: number;
  /** Of the same routes written by hand: the median of the ratios of all rounds. */
  readonly ratio: number;
  readonly peakRatio: number;
  /** As a multiple of `JSON.stringify` of the finished templates. */
  readonly stringifyRatio: number;
}

const ROUTES = [98, 980, 2940];
const ROUNDS = 3;

const [first, way = '', routes = ''] = process.argv.slice(2);
if (first === '--case') process.stdout.write(JSON.stringify(synthesize(way as Way, Number(routes))));
else {
  const rows = ROUTES.flatMap(measure);
  process.stdout.write(first === '--json' ? `${JSON.stringify(rows, undefined, 2)}\n` : tableOf(rows));
}

/** The ways take turns, each in a process of its own, so that a busy machine slows all of them. */
function measure(count: number): Row[] {
  const rounds = Array.from(
    { length: ROUNDS },
    () => new Map(WAYS.map((each) => [each, runCase(each, count)])),
  );
  return WAYS.map((each) => rowOf(rounds, each, count));
}

function runCase(each: Way, count: number): Synthesis {
  const args = [process.argv[1] ?? '', '--case', each, String(count)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

function rowOf(rounds: readonly ReadonlyMap<Way, Synthesis>[], each: Way, count: number): Row {
  const median = (numberIn: (synthesis: Synthesis, byHand: Synthesis) => number) =>
    medianOf(rounds.map((round) => numberIn(resultOf(round, each), resultOf(round, 'by hand'))));
  const { bytes, resources, templates } = resultOf(rounds[0] ?? new Map(), each);
  const millis = median((own) => own.millis);
  return {
    routes: count,
    way: each,
    millis,
    millisARoute: millis / count,
    ratio: median((own, byHand) => own.millis / byHand.millis),
    peakMegabytes: median((own) => own.peakMegabytes),
    peakRatio: median((own, byHand) => own.peakMegabytes / byHand.peakMegabytes),
    stringifyMillis: median((own) => own.stringifyMillis),
    stringifyRatio: median((own) => own.millis / own.stringifyMillis),
    templates,
    resources,
    bytes,
  };
}

function resultOf(round: ReadonlyMap<Way, Synthesis>, each: Way): Synthesis {
  const found = round.get(each);
  if (found === undefined) throw new Error(`${each} was not measured`);
  return found;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function tableOf(rows: readonly Row[]): string {
  const heading = `Synthesis of protected routes; Node.js ${process.version}, ${ROUNDS} rounds`;
  const head = lineOf('routes', 'way', [
    'ms',
    'ms/route',
    'of by hand',
    'of stringify',
    'peak',
    'of by hand',
    'resources',
    'KB',
  ]);
  const lines = rows.map((row) =>
    lineOf(row.routes.toLocaleString('en'), row.way, [
      row.millis.toFixed(0),
      row.millisARoute.toFixed(2),
      row.ratio.toFixed(2),
      row.stringifyRatio.toFixed(0),
      `${row.peakMegabytes.toFixed(0)} MB`,
      row.peakRatio.toFixed(2),
      row.resources.toLocaleString('en'),
      (row.bytes / 1024).toFixed(0),
    ]),
  );
  return [heading, head, ...lines, ''].join('\n');
}

function lineOf(routes: string, way: string, cells: readonly string[]): string {
  return `${routes.padStart(6)}  ${way.padEnd(8)}${cells.map((cell) => cell.padStart(13)).join('')}`;
}
