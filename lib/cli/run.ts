import { type Command, CommanderError } from 'commander';
import { GatewayError } from '../errors';
import { createPainter } from '../report';
import { withoutCommands } from '../text';
import { usesColor } from './color';
import { type ActionOf, createContext } from './context';
import { EXIT_CODES } from './exit-codes';
import type { CliIo, TextOutput } from './io';
import { createProgram, type GlobalOptions } from './program';

/**
 * Runs one command line, such as `['keys', 'create', 'customers']`.
 *
 * @returns the exit code: see {@link EXIT_CODES}
 * @throws what is an error of ours; wrong input is reported on `io.stderr`
 */
export async function run(argv: readonly string[], io: CliIo): Promise<number> {
  let exit: number = EXIT_CODES.fine;
  const actionOf: ActionOf =
    (work) =>
    async (...args) => {
      exit = await work(createContext(io, { stdout: colors(io.stdout), stderr: colors(io.stderr) }), ...args);
    };
  const program: Command = createProgram(io, actionOf);
  const colors = (output: TextOutput) => usesColor(program.opts<GlobalOptions>().color, output, io.env);
  try {
    await program.parseAsync(withHelpCommand(argv), { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return exitCodeOf(error);
    if (!GatewayError.isGatewayError(error)) throw error;
    const label = createPainter(colors(io.stderr))('red', 'error:');
    io.stderr.write(`jwt-gateway: ${label} ${withoutCommands(error.message)}\n`);
    return EXIT_CODES.couldNotRun;
  }
}

// `help keys create` is `keys create --help`: commander's own help command stops at the first level.
function withHelpCommand(argv: readonly string[]): string[] {
  return argv[0] === 'help' ? [...argv.slice(1), '--help'] : [...argv];
}

// Help and version were asked for; a group without a command has shown its help instead of working.
function exitCodeOf(shown: CommanderError): number {
  return shown.exitCode === 0 ? EXIT_CODES.fine : EXIT_CODES.couldNotRun;
}
