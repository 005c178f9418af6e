import type { ProbeAnswer, ProbeRequest } from '../probe';
import type { KeyNetwork } from '../provider';

/** Where text goes: a stream, or a buffer in a test. */
export interface TextOutput {
  readonly isTerminal: boolean;
  /** How wide a terminal is. */
  readonly columns?: number;
  write(text: string): void;
}

/** Where text comes from. */
export interface TextInput {
  readonly isTerminal: boolean;
  /** Everything there is to read, up to a sensible size. */
  read(): Promise<string>;
}

/** Everything of the outside world that a command may touch. */
export interface CliIo {
  /** Results. */
  readonly stdout: TextOutput;
  /** Talk: what was written, warnings, errors. */
  readonly stderr: TextOutput;
  readonly stdin: TextInput;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What relative paths are relative to. `.` is the process's own, and keeps paths as the user wrote them. */
  readonly cwd: string;
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after so many milliseconds. */
  readonly sleep: (millis: number) => Promise<void>;
  /** Sends a request to a running gateway. Only a command that is given an address sends any. */
  readonly send: (request: ProbeRequest) => Promise<ProbeAnswer>;
  /** The network, for commands that are told to use it. */
  readonly fetch: typeof globalThis.fetch;
  /**
   * Asks an identity provider: one GET request, with certificates verified, also by authorities of one's own in PEM form.
   */
  readonly getKeys: (options: { readonly ca?: string }) => KeyNetwork['get'];
  /** Does something again and again, until what it returns is called. */
  readonly every: (millis: number, work: () => void) => () => void;
  /**
   * Fulfilled when somebody wants a long-running command to end, as by Ctrl-C. A command that does not ask for it ends
   * at once then, and so does one that is told twice.
   */
  readonly untilStopped: () => Promise<void>;
}
