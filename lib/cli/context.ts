import { isAbsolute, join } from 'node:path';
import { createPainter, type Painter } from '../report';
import { withoutCommands } from '../text';
import type { CommandExit } from './exit-codes';
import type { CliIo } from './io';

/** What a command works with. */
export interface CommandContext {
  readonly io: CliIo;
  /** Whether results are in color. */
  readonly colors: boolean;
  /** How many columns a table on stdout may have; `undefined` where nobody has to see the whole line at once. */
  readonly width: number | undefined;
  /** Paints for stdout. */
  readonly paint: Painter;
  /** A line of the result, on stdout. */
  print(line: string): void;
  /** A line of talk, on stderr. */
  say(line: string): void;
  /** A warning, on stderr. */
  warn(line: string): void;
  /** The path to open for a path the user wrote. */
  pathOf(written: string): string;
}

/** A command's work, with the arguments and options that commander read. */
export type CommandWork<Args extends unknown[]> = (
  context: CommandContext,
  ...args: Args
) => CommandExit | Promise<CommandExit>;

/** Turns a command's work into an action for commander, which passes on no result. */
export type ActionOf = <Args extends unknown[]>(work: CommandWork<Args>) => (...args: Args) => Promise<void>;

/** The context of a run, with colors for stdout and for stderr, or without. */
export function createContext(io: CliIo, colors: { stdout: boolean; stderr: boolean }): CommandContext {
  const say = (line: string) => io.stderr.write(`${withoutCommands(line)}\n`);
  const label = createPainter(colors.stderr)('yellow', 'warning:');
  return {
    io,
    colors: colors.stdout,
    width: widthOf(io),
    paint: createPainter(colors.stdout),
    print: (line) => io.stdout.write(`${withoutCommands(line)}\n`),
    say,
    warn: (line) => say(`jwt-gateway: ${label} ${line}`),
    pathOf: (written) => (isAbsolute(written) ? written : join(io.cwd, written)),
  };
}

/** What is not shown on a terminal is cut only where `COLUMNS` asks for it. */
function widthOf({ env, stdout }: CliIo): number | undefined {
  const asked = /^[1-9]\d{0,4}$/.test(env.COLUMNS ?? '') ? Number(env.COLUMNS) : undefined;
  return asked ?? (stdout.isTerminal ? stdout.columns || USUAL_WIDTH : undefined);
}

/** Of a terminal that does not tell its width. */
const USUAL_WIDTH = 100;
