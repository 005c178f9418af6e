import { STATUS_CODES } from 'node:http';
import type { GatewayRequest, GatewayResponse } from '../gateway';
import type { Arrival } from './arrival';
import { readIncomingRequest } from './incoming-request';
import { sendAnswer } from './send-answer';

/** How requests are answered. */
export interface AnswerOptions {
  readonly handle: (request: GatewayRequest) => Promise<GatewayResponse>;
  readonly extra?: (request: GatewayRequest) => Promise<GatewayResponse> | undefined;
  readonly unreadBodyBytes: number;
  readonly log: (text: string) => void;
}

/** Answers one request, whatever happens: it never throws, and half an answer ends with its connection. */
export async function answerArrival(arrival: Arrival, options: AnswerOptions): Promise<void> {
  try {
    await sendAnswer(await answerTo(arrival, options), arrival, options.unreadBodyBytes);
  } catch (error) {
    // What is thrown because the caller went away is of no interest to anybody.
    if (!arrival.isOver) giveUp(arrival, error, options.log);
  }
}

function answerTo(
  arrival: Arrival,
  { extra, handle }: AnswerOptions,
): GatewayResponse | Promise<GatewayResponse> {
  const request = readIncomingRequest(arrival);
  if (request !== undefined) return extra?.(request) ?? handle(request);
  arrival.endConnection();
  return { status: 400, headers: [], body: undefined };
}

function giveUp({ message, response }: Arrival, error: unknown, log: AnswerOptions['log']): void {
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
