import type { RecordedParts } from './recorded-parts';
import type { WrittenFile } from './written-file';

/** Something of a gateway that the code does not say. */
export interface Loss {
  readonly what: string;
  readonly loss: string;
}

export interface TakeOver {
  readonly files: readonly WrittenFile[];
  readonly losses: readonly Loss[];
}

export function writeTakeOver(
  _parts: RecordedParts,
  _options: { readonly recordedOn: string; readonly newPlugins: boolean },
): TakeOver {
  return { files: [], losses: [] };
}
