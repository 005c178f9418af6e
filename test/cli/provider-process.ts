import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What a provider can be told. */
interface Message {
  /** The kids of its keys, the one that signs first. */
  readonly keys?: readonly string[];
  readonly token?: true;
  readonly kid?: string;
}

/** An identity provider in a process of its own, on this machine. */
export class ProviderProcess {
  readonly #process: ChildProcess;

  private constructor(
    process: ChildProcess,
    readonly issuer: string,
  ) {
    this.#process = process;
  }

  static async start(name: 'oidc-provider' | 'mock-server'): Promise<ProviderProcess> {
    const script = join(__dirname, '..', 'fixtures', 'providers', `${name}-process.mjs`);
    const child = fork(script, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let errors = '';
    child.stderr?.on('data', (text) => {
      errors += text;
    });
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(errors)));
    const [{ issuer }] = (await Promise.race([once(child, 'message'), ended])) as [{ issuer: string }];
    ended.catch(() => {});
    return new ProviderProcess(child, issuer);
  }

  /** Tells it something, and returns the token that it has issued, if it was asked for one. */
  async tell(message: Message): Promise<string> {
    this.#process.send(message);
    const [{ token = '' }] = (await once(this.#process, 'message')) as [{ token?: string }];
    return token;
  }

  async stop(): Promise<void> {
    this.#process.kill();
    await once(this.#process, 'exit');
  }
}
