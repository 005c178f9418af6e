import { Call } from '../../lib/gateway/exchange/call';
import {
  type GatewayRequest,
  type GatewayResponse,
  type HeaderLine,
  responseOf,
} from '../../lib/gateway/exchange/exchange';
import { now } from '../token/handmade-token';

/** A call that no step has seen yet: `GET /`, from this machine, with what a test says instead. */
export function callOf(request: Partial<GatewayRequest> = {}, isTraced = true): Call {
  return new Call({ ...PLAIN, ...request }, { id: 'id-1', receivedAt: now(), isTraced });
}

const PLAIN: GatewayRequest = {
  method: 'GET',
  protocol: 'https',
  host: 'localhost',
  target: '/',
  headers: [],
  body: undefined,
  clientAddress: '127.0.0.1',
};

/** Header lines with the names and values of an object. */
export function linesOf(headers: Readonly<Record<string, string>>): readonly HeaderLine[] {
  return Object.entries(headers);
}

/** A body that comes in chunks. */
export async function* chunksOf(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

/** A body that breaks off after its chunks. */
export async function* brokenAfter(...chunks: readonly string[]): AsyncGenerator<Uint8Array> {
  yield* chunksOf(...chunks);
  throw new Error('the caller is gone');
}

/** The text of an answer. */
export function textOf({ body }: GatewayResponse): Promise<string> {
  return responseOf({ status: 200, headers: [], body }).text();
}
