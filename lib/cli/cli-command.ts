import { Command, type Option } from 'commander';
import type { ActionOf, CommandWork } from './context';
import { type HelpExtras, renderHelpExtras } from './help-text';

/** A command as commander knows it, with what all of ours have; so are its sub-commands. */
export class CliCommand extends Command {
  readonly #actionOf: ActionOf;

  constructor(name: string | undefined, actionOf: ActionOf) {
    super(name);
    // `help keys create` is read as `keys create --help`, at every level.
    this.helpCommand(false);
    this.#actionOf = actionOf;
  }

  override createCommand(name?: string): CliCommand {
    return new CliCommand(name, this.#actionOf);
  }

  /** Options that several commands share. */
  addOptions(...options: readonly Option[]): this {
    for (const option of options) this.addOption(option);
    return this;
  }

  /** Examples and exit codes, below the options in its help. */
  helpExtras(extras: HelpExtras): this {
    return this.addHelpText('after', renderHelpExtras(extras));
  }

  /** What it does, with the arguments and options that commander read. */
  runs<Args extends unknown[]>(work: CommandWork<Args>): this {
    return this.action(this.#actionOf(work));
  }
}
