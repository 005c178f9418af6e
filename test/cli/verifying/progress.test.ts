import { createProgress } from '../../../lib/cli/verifying/progress';
import { createCapturedIo } from '../captured-io';

/** What stands on stderr after lines at these milliseconds. */
function shownAt(isTerminal: boolean, ...millis: readonly number[]): string {
  let time = 0;
  const io = createCapturedIo({ isTerminal, now: () => time });
  const progress = createProgress(io);
  for (const each of millis) {
    time = each;
    progress.show(`at ${each}`);
  }
  progress.end();
  return io.written.stderr;
}

test.each<[string, boolean, number[], string]>([
  ['nothing in the first second', true, [10, 900], ''],
  ['nothing where no terminal is', false, [10, 5000], ''],
  [
    'one line after that, which goes in the end',
    true,
    [10, 1000, 2000],
    '\rat 1000\u001b[K\rat 2000\u001b[K\r\u001b[K',
  ],
])('progress is %s', (_, isTerminal, millis, expected) => {
  expect(shownAt(isTerminal, ...millis)).toBe(expected);
});

test('a line is never wider than the terminal', () => {
  const written: string[] = [];
  let time = 0;
  const stderr = { isTerminal: true, columns: 10, write: (text: string) => void written.push(text) };
  const progress = createProgress({ now: () => time, stderr });
  time = 2000;
  progress.show('0123456789012345');
  expect(written).toEqual(['\r012345678\u001b[K']);
});
