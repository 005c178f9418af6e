import { GatewayError } from '../../errors';
import { type HeaderLine, TOKEN_KIND_IDS, type TokenKindId } from '../../probe';

const FASTEST = 1000;

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

// RFC 9110 sections 5.1 and 5.5.
const HEADER = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\t\x20-\x7e]*)$/;
const PARAMETER = /^([^=]+)=(.*)$/s;

/** One more `--header 'Name: value'`. The value may be a secret, and is in no message. */
export function collectHeader(written: string, earlier: readonly HeaderLine[] = []): readonly HeaderLine[] {
  const [, name, value = ''] = HEADER.exec(written) ?? [];
  if (name === undefined) {
    throw new GatewayError('usage', 'that is no header', {
      place: '--header',
      hint: "write --header 'Name: value', in ASCII",
    });
  }
  if (name.toLowerCase() === 'x-ca-stage') {
    throw new GatewayError('usage', `${name} is sent for each stage anyway`, {
      place: '--header',
      hint: 'choose one with --stage',
    });
  }
  return [...earlier, [name, value.trimEnd()]];
}

/** One more `--param name=value`. */
export function collectParameter(
  written: string,
  earlier: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, name, value = ''] = PARAMETER.exec(written) ?? [];
  if (name === undefined) {
    throw new GatewayError('usage', `'${written}' is not name=value`, {
      place: '--param',
      hint: 'write --param orderId=1',
    });
  }
  // Entries, not members: a parameter may be called __proto__.
  return Object.fromEntries([...Object.entries(earlier), [name, value]]);
}
