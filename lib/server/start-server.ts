import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { GatewayRequest, GatewayResponse } from '../gateway';
import { answerMalformed, answerRequest, endWith } from './answer-request';
import { Connections } from './connections';
import { createHttpServer, DEFAULT_LIMITS, listen, type ServerLimits } from './http-server';
import { PendingRequest } from './pending-request';

/** A gateway, and the socket it stands behind. */
export interface ServerOptions {
  /** Answers a request; {@link GatewayRequest.signal} says when the caller is gone. */
  readonly handle: (request: GatewayRequest) => Promise<GatewayResponse>;
  /** Asked first; what it leaves `undefined` goes to `handle`. */
  readonly extra?: (request: GatewayRequest) => Promise<GatewayResponse> | undefined;
  /**
   * The address to listen at.
   * @default '127.0.0.1'
   */
  readonly host?: string;
  /**
   * The port to listen at; 0 for any that is free.
   * @default 0
   */
  readonly port?: number;
  /** Where they differ from {@link DEFAULT_LIMITS}. */
  readonly limits?: Partial<ServerLimits>;
  /** Gets what no answer can tell, as one text: an error of ours with its stack, an answer that broke off. */
  readonly log?: (text: string) => void;
}

/** A server that listens. */
export interface RunningServer {
  /** `http://127.0.0.1:49152` */
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, waits for the answers that are under way, within a bound, and ends. */
  close(): Promise<void>;
}

/**
 * Puts a gateway behind a socket. HTTP/1.1 without TLS, on this machine only unless another host is given.
 *
 * @throws GatewayError `address-unavailable` when it cannot listen there
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { extra, handle, host = '127.0.0.1', log = () => {}, port = 0 } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const server = createHttpServer(limits);
  const connections = new Connections(server);
  const answering = { extra, handle, log, unreadBodyBytes: limits.unreadBodyBytes };
  const receive = (awaitsContinue: boolean) => (message: IncomingMessage, response: ServerResponse) => {
    if (connections.isEnding(message.socket)) return;
    const pending = new PendingRequest(message, response, awaitsContinue);
    connections.begin(pending);
    void answerRequest(pending, answering);
  };
  server
    .on('request', receive(false))
    .on('checkContinue', receive(true))
    .on('connect', (_, socket) => endWith(501, socket))
    .on('clientError', (error: NodeJS.ErrnoException, socket) => {
      if (connections.isAnswering(socket)) socket.destroy();
      else answerMalformed(error, socket);
    });
  const address = await listen(server, host, port);
  server.on('error', ({ message }) => log(`a connection could not be taken: ${message}`));
  return { ...address, close: () => close(server, connections, limits.closeTimeoutMillis) };
}

async function close(server: Server, connections: Connections, timeoutMillis: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  connections.close();
  const timer = setTimeout(() => connections.destroy(), timeoutMillis);
  await closed;
  clearTimeout(timer);
}
