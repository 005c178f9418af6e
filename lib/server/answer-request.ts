import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GatewayRequest, GatewayResponse } from '../gateway';
import { readIncomingRequest } from './incoming-request';
import type { PendingRequest } from './pending-request';
import { sendAnswer } from './send-answer';

/** How requests are answered. */
interface AnswerOptions {
  readonly handle: (request: GatewayRequest) => Promise<GatewayResponse>;
  readonly extra?: (request: GatewayRequest) => Promise<GatewayResponse> | undefined;
  readonly unreadBodyBytes: number;
  readonly log: (text: string) => void;
}

/** Answers one request, whatever happens: it never throws, and half an answer ends with its connection. */
export async function answerRequest(pending: PendingRequest, options: AnswerOptions): Promise<void> {
  try {
    await sendAnswer(await answerTo(pending, options), pending, options.unreadBodyBytes);
  } catch (error) {
    // What is thrown because the caller went away is of no interest to anybody.
    if (!pending.isOver) giveUp(pending, error, options.log);
  }
}

function answerTo(
  pending: PendingRequest,
  { extra, handle }: AnswerOptions,
): GatewayResponse | Promise<GatewayResponse> {
  const request = readIncomingRequest(pending);
  if (request !== undefined) return extra?.(request) ?? handle(request);
  pending.endConnection();
  return { status: 400, headers: [], body: undefined };
}

function giveUp({ message, response }: PendingRequest, error: unknown, log: AnswerOptions['log']): void {
  if (response.headersSent) {
    log(
      `the answer to a ${message.method} request broke off: ${error instanceof Error ? error.message : error}`,
    );
    // An end without a reset would look like the end of an answer that has no length.
    message.socket.resetAndDestroy();
    return;
  }
  log(`a request could not be answered: ${error instanceof Error ? error.stack : error}`);
  response.shouldKeepAlive = false;
  response.writeHead(500, STATUS_CODES[500], ['Content-Length', '0']).end();
}

const STATUS_OF: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/** Answers what Node.js could not read as a request, by the error that it has for it; then ends the connection. */
export function answerMalformed({ code = '' }: NodeJS.ErrnoException, socket: Duplex): void {
  if (code === 'ECONNRESET' || !socket.writable) socket.destroy();
  else endWith(STATUS_OF[code] ?? 400, socket);
}

/** Ends a connection with a status alone. */
export function endWith(status: number, socket: Duplex): void {
  // Nobody else listens on a connection that Node.js has handed over, and an error nobody hears ends the process.
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    () => socket.destroy(),
  );
}
