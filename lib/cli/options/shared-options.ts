import { Option } from 'commander';
import { GatewayError } from '../../errors';
import type { CommandContext } from '../context';
import { parseDuration } from './duration';
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

/** An option that can be given several times: the values are a list. */
export const listOption = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((text: string, earlier: readonly string[] = []) => [
    ...earlier,
    text,
  ]);

const LONGEST_SECONDS = 600;

/** `--timeout`, in whole seconds. */
export const timeoutOption = (description: string, usual: string): Option =>
  new Option('--timeout <duration>', description).default(parseTimeout(usual), usual).argParser(parseTimeout);

function parseTimeout(text: string): number {
  const seconds = parseDuration(text, '--timeout');
  if (seconds > 0 && seconds <= LONGEST_SECONDS) return seconds;
  throw new GatewayError('usage', `'${text}' is no time to wait`, {
    place: '--timeout',
    hint: 'write 1s to 10m',
  });
}

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
