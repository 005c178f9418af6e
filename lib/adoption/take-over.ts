import type { ApiCode } from './api-code';
import type { RecordedApi, RecordedGroup } from './recorded-parts';
import type { WrittenFile } from './written-file';

/** Something of a gateway that the code does not say. */
export interface Loss {
  readonly what: string;
  readonly loss: string;
}

/** The code that takes a gateway over. */
export interface TakeOver {
  readonly files: readonly WrittenFile[];
  readonly losses: readonly Loss[];
}

/** How a gateway is taken over. */
export interface TakeOverOptions {
  /** `2026-11-28` */
  readonly recordedOn: string;
  /** Whether plug-ins are made anew, and not bound by their ids. */
  readonly newPlugins: boolean;
}

/** An API that is declared, with what it is bound to. */
export interface DeclaredApi {
  readonly api: RecordedApi;
  readonly stages: readonly string[];
  readonly apps: readonly string[];
  readonly code: ApiCode;
}

/** A group that is declared. */
export interface DeclaredGroup {
  readonly group: RecordedGroup;
  /** The id of its construct. */
  readonly id: string;
  readonly apis: readonly DeclaredApi[];
  readonly stages: readonly string[];
}
