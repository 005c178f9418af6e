import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request that has arrived, and its answer, until that is sent or the caller is gone. */
export class PendingRequest {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  #awaitsContinue: boolean;
  #isOver = false;
  #isLast = false;
  #controller: AbortController | undefined;

  /** @param awaitsContinue the caller sends its body only when it is told to (`Expect: 100-continue`) */
  constructor(message: IncomingMessage, response: ServerResponse, awaitsContinue: boolean) {
    this.message = message;
    this.response = response;
    this.#awaitsContinue = awaitsContinue;
  }

  /** Whether the caller has still not been told to send its body. */
  get awaitsContinue(): boolean {
    return this.#awaitsContinue;
  }

  /** Whether there is nobody to answer any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether nothing that comes after it on its connection is a request. */
  get isLast(): boolean {
    return this.#isLast;
  }

  /** What comes after this is not read: nobody knows where this ends. */
  endConnection(): void {
    this.#isLast = true;
    this.response.shouldKeepAlive = false;
  }

  /** Aborted when the caller is gone before it has its answer. Most requests never ask for it. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    this.#abortIfGone();
    return this.#controller.signal;
  }

  /** The body, or what is left of it. Whoever stops early can still answer on this connection. */
  readBody(): AsyncIterator<Uint8Array> {
    // A caller of HTTP/1.0 does not know it (RFC 9110, section 10.1.1).
    const isKnown = this.message.httpVersionMinor > 0;
    if (this.#awaitsContinue && isKnown && !this.response.headersSent) this.response.writeContinue();
    this.#awaitsContinue = false;
    // A caller may go away when the reader has just stopped, and an error that nobody hears would end the process.
    this.message.on('error', () => {});
    return this.message.iterator({ destroyOnReturn: false });
  }

  /** The answer is sent, or the connection is gone. */
  end(): void {
    this.#isOver = true;
    this.#abortIfGone();
  }

  #abortIfGone(): void {
    if (this.#isOver && !this.response.writableFinished) this.#controller?.abort();
  }
}
