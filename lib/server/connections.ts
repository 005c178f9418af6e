import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { PendingRequest } from './pending-request';

/** The connections of a server, and what is under way on each. */
export class Connections {
  readonly #underWay = new Map<Duplex, Set<PendingRequest>>();
  #isClosing = false;

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#underWay.set(socket, new Set());
      socket.once('close', () => this.#forget(socket));
    });
  }

  /** Counts a request as under way until its answer is sent or its connection is gone. */
  begin(pending: PendingRequest): void {
    const { message, response } = pending;
    const here = this.#underWay.get(message.socket);
    here?.add(pending);
    if (this.#isClosing) response.shouldKeepAlive = false;
    response.on('close', () => {
      here?.delete(pending);
      pending.end();
      if (this.#isClosing && here?.size === 0) message.socket.end();
    });
  }

  /** Whether what comes on a connection is no request any more. */
  isEnding(socket: Duplex): boolean {
    for (const { isLast } of this.#underWay.get(socket) ?? []) if (isLast) return true;
    return false;
  }

  /**
   * Whether what would be said now might be taken for a part of an answer that is on its way, or for the answer to a
   * request that has come whole.
   */
  isAnswering(socket: Duplex): boolean {
    return [...(this.#underWay.get(socket) ?? [])].some(
      ({ message, response }) => response.headersSent || message.complete,
    );
  }

  /** Closes the connections on which nothing is under way now, and the others once their answers are sent. */
  close(): void {
    this.#isClosing = true;
    for (const [socket, requests] of this.#underWay) {
      for (const { response } of requests) response.shouldKeepAlive = false;
      if (requests.size === 0) socket.destroy();
    }
  }

  /** Closes all connections, whatever is under way on them. */
  destroy(): void {
    for (const socket of this.#underWay.keys()) socket.destroy();
  }

  // Node.js tells only the first of several pipelined answers that its connection is gone.
  #forget(socket: Socket): void {
    const left = this.#underWay.get(socket) ?? [];
    this.#underWay.delete(socket);
    for (const pending of left) {
      pending.end();
      pending.response.destroy();
    }
  }
}
