import { styleText } from 'node:util';
import type { CliIo, TextOutput } from './io';

/** The values of `--color`. */
export const COLOR_CHOICES = ['auto', 'always', 'never'] as const;

/** When to use colors; `auto` is on a terminal, unless `NO_COLOR` is set. */
export type ColorChoice = (typeof COLOR_CHOICES)[number];

/** The colors we use: bad, doubtful, good, secondary, headings. */
export type Color = 'red' | 'yellow' | 'green' | 'dim' | 'bold';

/** Paints a text, or leaves it as it is. */
export type Painter = (color: Color, text: string) => string;

/** Whether an output gets colors. An explicit `--color` wins over the environment. */
export function usesColor(choice: ColorChoice, output: TextOutput, env: CliIo['env']): boolean {
  return choice === 'always' || (choice === 'auto' && output.isTerminal && !refusesColor(env));
}

/** A painter that paints, or one that does not. */
export function createPainter(paints: boolean): Painter {
  return paints ? (color, text) => styleText(color, text, { validateStream: false }) : (_, text) => text;
}

// https://no-color.org: any value that is not empty counts.
function refusesColor(env: CliIo['env']): boolean {
  return Boolean(env.NO_COLOR) || env.TERM === 'dumb';
}
