import type { CliIo } from '../io';

/** A line that tells how far a command is, on a terminal only. */
interface Progress {
  show(line: string): void;
  /** Takes the line away. */
  end(): void;
}

/** What is quicker than this needs no progress. */
const PATIENCE_MILLIS = 1000;

/** Tells nothing within the first second, and nothing where no terminal is. */
export function createProgress({ now, stderr }: Pick<CliIo, 'now' | 'stderr'>): Progress {
  const start = now();
  let shown = false;
  const rewrite = (text: string) => stderr.write(`\r${text}\u001b[K`);
  return {
    show: (line) => {
      if (!stderr.isTerminal || now() - start < PATIENCE_MILLIS) return;
      shown = true;
      rewrite(line.slice(0, (stderr.columns ?? 80) - 1));
    },
    end: () => {
      if (shown) rewrite('');
    },
  };
}
