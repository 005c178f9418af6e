import type { CliIo, TextOutput } from './io';

/** The values of `--color`. */
export const COLOR_CHOICES = ['auto', 'always', 'never'] as const;

/** When to use colors; `auto` is on a terminal, unless `NO_COLOR` is set. */
export type ColorChoice = (typeof COLOR_CHOICES)[number];

/** Whether an output gets colors. An explicit `--color` wins over the environment. */
export function usesColor(choice: ColorChoice, output: TextOutput, env: CliIo['env']): boolean {
  return choice === 'always' || (choice === 'auto' && output.isTerminal && !refusesColor(env));
}

// https://no-color.org: any value that is not empty counts.
function refusesColor(env: CliIo['env']): boolean {
  return Boolean(env.NO_COLOR) || env.TERM === 'dumb';
}
