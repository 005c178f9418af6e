import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A caller who decides about every byte, and sees every byte. */
export class RawClient {
  readonly socket: Socket;
  received = '';

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.received += text;
    });
    // A connection that is reset is what some tests are about.
    socket.on('error', () => {});
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
      await Promise.race([once(this.socket, 'data'), once(this.socket, 'close')]);
    }
    return this.received;
  }

  /** Waits until the connection is gone; all that came. */
  async untilClosed(): Promise<string> {
    if (!this.socket.closed) await once(this.socket, 'close');
    return this.received;
  }
}

/** All that comes on a connection for a request that asks to close it. */
export async function rawExchange(port: number, ...lines: readonly string[]): Promise<string> {
  const client = await RawClient.connect(port);
  return client.send(...lines).untilClosed();
}
