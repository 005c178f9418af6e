import { InvalidArgumentError } from 'commander';

const MOST_CHARACTERS = 60;

/** The value of `--comment-id`. It stands inside of an HTML comment, which must not end there. */
export function parseCommentId(written: string): string {
  const isName = /^[A-Za-z0-9][A-Za-z0-9_.]*(?:-[A-Za-z0-9_.]+)*$/.test(written);
  if (isName && written.length <= MOST_CHARACTERS) return written;
  throw new InvalidArgumentError('Expected letters, digits, and single - _ . between them.');
}
