import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Arrival } from './pending-request';

/** The connections of a server, and what is under way on each. */
export class Connections {
  readonly #underWay = new Map<Duplex, Set<Arrival>>();
  #isClosing = false;

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#underWay.set(socket, new Set());
      socket.once('close', () => this.#forget(socket));
    });
  }

  /** From now until its answer is sent, this is under way. */
  begin(arrival: Arrival): void {
    const { message, response } = arrival;
    const here = this.#underWay.get(message.socket);
    here?.add(arrival);
    if (this.#isClosing) response.shouldKeepAlive = false;
    response.on('close', () => {
      here?.delete(arrival);
      arrival.end();
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

  /** Lets go of the connections on which nothing is under way, and of the others when it is done. */
  close(): void {
    this.#isClosing = true;
    for (const [socket, arrivals] of this.#underWay) {
      for (const { response } of arrivals) response.shouldKeepAlive = false;
      if (arrivals.size === 0) socket.destroy();
    }
  }

  /** Lets go of all. */
  destroy(): void {
    for (const socket of this.#underWay.keys()) socket.destroy();
  }

  // Node.js tells only the first of several pipelined answers that its connection is gone.
  #forget(socket: Socket): void {
    const left = this.#underWay.get(socket) ?? [];
    this.#underWay.delete(socket);
    for (const arrival of left) {
      arrival.end();
      arrival.response.destroy();
    }
  }
}
