import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A caller who decides about every byte, and sees every byte. */
export class RawClient {
  readonly socket: Socket;
  received = '';
  /** `ECONNRESET`, or what else the connection ended with. */
  failure: string | undefined;
  readonly #closed: Promise<void>;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.received += text;
    });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      this.failure = code;
    });
    this.#closed = new Promise((resolve) => void socket.on('close', () => resolve()));
  }

  static async connect(port: number): Promise<RawClient> {
    const client = new RawClient(connect(port, '127.0.0.1'));
    await once(client.socket, 'connect');
    return client;
  }

  /** Lines are joined as HTTP has them, and followed by the empty one that ends the head. */
  send(...lines: readonly string[]): this {
    return this.sendText(`${lines.join('\r\n')}\r\n\r\n`);
  }

  sendText(text: string): this {
    this.socket.write(text, 'latin1');
    return this;
  }

  /** Waits until what came matches. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.received)) {
      if (this.socket.closed) throw new Error(`the connection ended with ${JSON.stringify(this.received)}`);
      await Promise.race([new Promise((resolve) => this.socket.once('data', resolve)), this.#closed]);
    }
    return this.received;
  }

  /** Waits until the connection is gone; all that came. */
  async untilClosed(): Promise<string> {
    await this.#closed;
    return this.received;
  }
}

/** All that comes on a connection for a request that asks to close it. */
export async function rawExchange(port: number, ...lines: readonly string[]): Promise<string> {
  const client = await RawClient.connect(port);
  return client.send(...lines).untilClosed();
}
