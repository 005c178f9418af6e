import { type CliIo, run } from '../../lib/cli';
import { plainFetch } from '../../lib/server';
import { type CapturedIo, createCapturedIo } from './captured-io';

/** A command that runs on, until it is stopped. */
export class RunningCommand {
  readonly io: CapturedIo;
  /** Its exit code. */
  readonly ended: Promise<number>;
  /** Does what the command does again and again. */
  tick: () => void = () => {};
  stop: () => void = () => {};
  #wake: () => void = () => {};

  constructor(argv: readonly string[], given: Parameters<typeof createCapturedIo>[0] = {}) {
    const stopped = new Promise<void>((resolve) => {
      this.stop = resolve;
    });
    const io = createCapturedIo({
      fetch: plainFetch,
      every: (_, work) => {
        this.tick = work;
        return () => {
          this.tick = () => {};
        };
      },
      untilStopped: () => stopped,
      ...given,
    });
    this.io = { ...io, stdout: this.#waking(io.stdout), stderr: this.#waking(io.stderr) };
    this.ended = run(argv, this.io);
    this.ended.then(
      () => this.#wake(),
      () => this.#wake(),
    );
  }

  /** Waits until what was written matches. */
  async until(pattern: RegExp, output: 'stdout' | 'stderr' = 'stdout'): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.io.written[output]);
      if (match !== null) return match;
      const hasEnded = await Promise.race([
        this.ended.then(() => true),
        new Promise<false>((resolve) => {
          this.#wake = () => resolve(false);
        }),
      ]);
      if (hasEnded) throw new Error(`the command ended: ${JSON.stringify(this.io.written)}`);
    }
  }

  #waking(output: CliIo['stdout']): CliIo['stdout'] {
    return {
      ...output,
      write: (text) => {
        output.write(text);
        this.#wake();
      },
    };
  }
}
