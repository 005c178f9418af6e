import type { Unknown } from '../template';

/** What makes a value, without its arguments: a secret may be among them. */
export function makerOf({ expression }: Unknown): string {
  return /^(?:Ref [\w:.-]+|Fn::\w+)/.exec(expression)?.[0] ?? 'a function';
}
