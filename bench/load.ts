import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What to send, and how much of it at once. */
export interface Load {
  readonly port: number;
  readonly connections: number;
  /** As they go over the wire, in this order; each is sent when a connection has its last answer. */
  readonly requests: Iterator<string>;
}

/** How it went. */
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Answers other than 200. */
  readonly failures: number;
}

/** Sends requests over connections that are kept, one at a time on each. Answers have to say how long they are. */
export async function sendLoad({ connections, port, requests }: Load): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => connected(port)));
  const counts = { requests: 0, failures: 0 };
  const started = performance.now();
  await Promise.all(sockets.map((socket) => sendAll(socket, requests, counts)));
  const seconds = (performance.now() - started) / 1000;
  for (const socket of sockets) socket.destroy();
  return { ...counts, seconds };
}

async function connected(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.setEncoding('latin1');
  await once(socket, 'connect');
  return socket;
}

function sendAll(
  socket: Socket,
  requests: Iterator<string>,
  counts: { requests: number; failures: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = '';
    const sendNext = () => {
      const next = requests.next();
      if (next.done === true) resolve();
      else socket.write(next.value, 'latin1');
    };
    socket.on('error', reject).on('close', () => reject(new Error('the server ended a connection')));
    socket.on('data', (text: string) => {
      received += text;
      if (!isWhole(received)) return;
      counts.requests += 1;
      if (!received.startsWith('HTTP/1.1 200 ')) counts.failures += 1;
      received = '';
      sendNext();
    });
    sendNext();
  });
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(answer) ?? [];
  return answer.length >= head + 4 + Number(length);
}
