import type { Command, CommanderError } from 'commander';
import { GatewayError } from '../errors';

// What commander appends on a line of its own: "(Did you mean --alg?)".
const SUGGESTION = /\n\(Did you mean (.*)\?\)$/;

/** More than one letter after one dash: perhaps a key id. */
const NAME_WITH_DASH = /^unknown option '-[^-'].+'$/;

/** What commander has against a command line, in our words for errors. */
export function createUsageError(error: CommanderError, command: Command): GatewayError {
  const suggestion = SUGGESTION.exec(error.message)?.[1];
  const text = error.message
    .replace(SUGGESTION, '')
    .replace(/^error: /, '')
    .replace(/\.$/, '')
    .replace('. Allowed choices', '; allowed choices')
    .replace('. Expected', '; expected');
  const dash = NAME_WITH_DASH.test(text) ? 'a name that begins with - is written after --; ' : '';
  const question = suggestion === undefined ? '' : `did you mean ${suggestion}? `;
  return new GatewayError('usage', text, {
    hint: `${dash}${question}see '${commandLineOf(command)} --help'`,
  });
}

function commandLineOf(command: Command): string {
  return command.parent === null ? command.name() : `${commandLineOf(command.parent)} ${command.name()}`;
}
