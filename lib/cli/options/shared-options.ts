import { Option } from 'commander';

/** The folder of key files unless another is given. */
export const DEFAULT_DIR = 'keys';

/** `--dir`: where key files are. */
export const dirOption = (): Option =>
  new Option('--dir <folder>', 'the folder of the key files').default(DEFAULT_DIR);

/** `--format`, for commands whose result can be read by people and by programs. */
export const formatOption = (): Option =>
  new Option('--format <format>', 'how to print the result').choices(['text', 'json']).default('text');

/** The values of {@link formatOption}. */
export type TextOrJson = 'text' | 'json';
