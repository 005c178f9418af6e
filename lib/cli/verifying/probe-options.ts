import { GatewayError } from '../../errors';
import { TOKEN_KIND_IDS, type TokenKindId } from '../../probe';
import { parseDuration } from '../options/duration';

const FASTEST = 1000;
const LONGEST_SECONDS = 600;

/** One more `--kind alg-none`. */
export function collectKind(text: string, earlier: readonly TokenKindId[] = []): readonly TokenKindId[] {
  const kind = TOKEN_KIND_IDS.find((id) => id === text);
  if (kind !== undefined) return [...earlier, kind];
  throw new GatewayError('usage', `'${text}' is no kind of token`, {
    place: '--kind',
    hint: `there are: ${TOKEN_KIND_IDS.join(', ')}`,
  });
}

/** Reads `--rate`: so many requests in a second. */
export function parseRate(text: string): number {
  const rate = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
  if (rate > 0 && rate <= FASTEST) return rate;
  throw new GatewayError('usage', `'${text}' is no number of requests in a second`, {
    place: '--rate',
    hint: `write a number above 0 and up to ${FASTEST}`,
  });
}

/** Reads `--timeout`, in whole seconds. */
export function parseTimeout(text: string): number {
  const seconds = parseDuration(text, '--timeout');
  if (seconds > 0 && seconds <= LONGEST_SECONDS) return seconds;
  throw new GatewayError('usage', `'${text}' is no time to wait for an answer`, {
    place: '--timeout',
    hint: 'write 1s to 10m',
  });
}
