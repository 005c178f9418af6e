import { createHash } from 'node:crypto';

/** A style or script of a page as its Content-Security-Policy names it: nothing else runs. */
export function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
