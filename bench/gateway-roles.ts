import { createPrivateKey, type JsonWebKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, jwtVerify } from 'jose';
import { createGateway } from '../lib/gateway';
import { parseTemplate } from '../lib/model';
import { startServer } from '../lib/server';
import { ANSWER, gatewayTemplate } from './gateway-template';
import { type LoadResult, sendLoad } from './load';

/** What a process of the benchmark is told, by a message. */
export interface RoleInput {
  /** The keys that tokens are signed with. */
  readonly jwk: JsonWebKey & { readonly kid: string; readonly alg: string };
  /** The port of the server that load goes to. */
  readonly port?: number;
  /** A file of tokens, one a line; else tokens are made as they are sent. */
  readonly tokens?: string;
  /** Which of the tokens are sent. */
  readonly from?: number;
  readonly to?: number;
  /** Sends the first token only, as often as this. */
  readonly repeat?: number;
  /** How many of these come first and are not measured, so that this process is compiled as well. */
  readonly warmUp?: number;
}

/** What a process does, each in its own so that none takes the time or the memory of another. */
export const ROLES = {
  /** A server of node:http alone, with the answer that the gateway has. */
  bare: async () => {
    const head = ['Content-Type', 'application/json', 'X-Ca-Request-Id', 'a'.repeat(36)];
    const length = ['Content-Length', String(Buffer.byteLength(ANSWER))];
    const server = createServer((_, response) => response.writeHead(200, [...head, ...length]).end(ANSWER));
    server.listen(0, '127.0.0.1', () => serve((server.address() as AddressInfo).port));
  },
  /** The gateway, on the server that `jwt-gateway serve` puts it on. */
  gateway: async ({ jwk }: RoleInput) => {
    const { alg, crv, e, kid, kty, n, x, y } = jwk;
    const text = gatewayTemplate({ alg, crv, e, kid, kty, n, x, y });
    const gateway = createGateway(parseTemplate(text, 'bench.json'), { now: Date.now, fetch });
    serve((await startServer({ handle: gateway.handle })).port);
  },
  load: async (input: RoleInput) => report(await load(input)),
  /** `jwtVerify` of jose, one token after the other. */
  loop: async (input: RoleInput) => report(await verifyAll(input, 1)),
  /** The same in as many loops as there are connections: as much waits for the threads that verify. */
  loops: async (input: RoleInput) => report(await verifyAll(input, CONNECTIONS)),
} as const satisfies Readonly<Record<string, (input: RoleInput) => Promise<void>>>;

/** How many connections a load has. */
export const CONNECTIONS = 32;

export type RoleName = keyof typeof ROLES;

/** Says where it listens, and whenever it is asked what memory it holds. */
function serve(port: number): void {
  process.send?.(port);
  process.once('disconnect', () => process.exit());
  process.on('message', () => {
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    process.send?.({ heapUsed, rss });
  });
}

function report(result: LoadResult): void {
  process.send?.(result, () => process.disconnect());
}

async function load(input: RoleInput): Promise<LoadResult> {
  const { port = 0, warmUp = 0 } = input;
  const requests = requestsOf(input);
  await sendLoad({ port, connections: CONNECTIONS, requests: first(warmUp, requests) });
  return sendLoad({ port, connections: CONNECTIONS, requests });
}

function* first<T>(count: number, all: Iterator<T>): Generator<T> {
  for (let i = 0; i < count; i += 1) {
    const next = all.next();
    if (next.done === true) return;
    yield next.value;
  }
}

function* requestsOf(input: RoleInput): Generator<string> {
  for (const token of tokensOf(input))
    yield `GET /orders HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n\r\n`;
}

function* tokensOf({ from = 0, jwk, repeat, to = 0, tokens }: RoleInput): Generator<string> {
  const listed = tokens === undefined ? undefined : readFileSync(tokens, 'utf8').split('\n');
  if (repeat !== undefined) for (let i = 0; i < repeat; i += 1) yield listed?.[0] ?? '';
  else if (listed !== undefined) yield* listed.slice(from, to);
  else {
    const make = tokenMaker(jwk);
    for (let i = from; i < to; i += 1) yield make(i);
  }
}

/** Makes tokens that differ in `jti`, good for an hour. */
export function tokenMaker(jwk: RoleInput['jwk']): (index: number) => string {
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const head = encode({ alg: jwk.alg, kid: jwk.kid, typ: 'JWT' });
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return (index) => {
    const input = `${head}.${encode({ sub: 'alice', jti: String(index), exp })}`;
    const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
    return `${input}.${signature.toString('base64url')}`;
  };
}

async function verifyAll(input: RoleInput, loops: number): Promise<LoadResult> {
  const { alg, e, kty, n } = input.jwk;
  const key = await importJWK({ e, kty, n } as { kty: string }, alg);
  const tokens = [...tokensOf(input)];
  const { warmUp = 0 } = input;
  for (const token of tokens.splice(0, warmUp)) await jwtVerify(token, key);
  const started = performance.now();
  const open = tokens.values();
  const loop = async () => {
    for (const token of open) await jwtVerify(token, key);
  };
  await Promise.all(Array.from({ length: loops }, loop));
  return { requests: tokens.length, seconds: (performance.now() - started) / 1000, failures: 0 };
}
