/** What a caller may cost. */
export interface ServerLimits {
  /** Request line and headers that are read at all; beyond them the answer is 431. In bytes. */
  readonly headerBytes: number;
  /** How much of a body that nobody read is taken in after the answer, so that the caller gets to see it. In bytes. */
  readonly unreadBodyBytes: number;
  /** How long a caller may take for the headers. */
  readonly headersTimeoutMillis: number;
  /** How long a caller may take for the whole request. */
  readonly requestTimeoutMillis: number;
  /** How long a connection may be silent in both directions while an answer is under way. */
  readonly silenceTimeoutMillis: number;
  /** How long a connection may wait for its next request. */
  readonly keepAliveTimeoutMillis: number;
  /** How long `close` waits for the answers that are under way. */
  readonly closeTimeoutMillis: number;
}

/**
 * The limits unless others are given. Headers may be larger than the service takes them, so that the gateway says so
 * with its own error code; silence may last longer than the service waits for a backend.
 */
export const DEFAULT_LIMITS: ServerLimits = {
  headerBytes: 64 * 1024,
  unreadBodyBytes: 8 * 1024 * 1024,
  headersTimeoutMillis: 20_000,
  requestTimeoutMillis: 300_000,
  silenceTimeoutMillis: 120_000,
  keepAliveTimeoutMillis: 60_000,
  closeTimeoutMillis: 10_000,
};
