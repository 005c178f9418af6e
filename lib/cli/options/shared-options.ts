import { Option } from 'commander';
import type { CommandContext } from '../context';
import { parsePointInTime } from './point-in-time';

/** The folder of key files unless another is given. */
export const DEFAULT_DIR = 'keys';

/** `--dir`: where key files are. */
export const dirOption = (): Option =>
  new Option('--dir <folder>', 'the folder of the key files').default(DEFAULT_DIR);

/** `--format`, for commands whose result can be read by people and by programs. */
export const formatOption = (formats: readonly string[] = ['text', 'json'], more = ''): Option =>
  new Option('--format <format>', `how to print the result${more}`).choices(formats).default('text');

/** `--output`, for commands whose result may be a file. */
export const outputOption = (): Option =>
  new Option('--output <file>', 'write the result to a file, over what was there');

/** The values of {@link formatOption}. */
export type TextOrJson = 'text' | 'json';

/** `--now`: what time it is, for commands that know dates. */
export const nowOption = (): Option =>
  new Option('--now <time>', 'what time to take it for: 2026-01-31T12:00:00Z, or +7d (default: now)');

/**
 * The time that {@link nowOption} says, else that of the clock, in milliseconds since 1970.
 *
 * @throws GatewayError `usage`
 */
export function timeOf({ io }: CommandContext, { now }: { readonly now?: string }): number {
  return now === undefined ? io.now() : parsePointInTime(now, '--now', io.now()) * 1000;
}
