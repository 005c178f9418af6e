import { GatewayError } from '../../errors';
import { ALGORITHMS, type SigningAlgorithm } from '../../facts';
import { admitKeys, type KeySelection } from '../../jwk';
import { visible } from '../../text';
import type { CommandContext } from '../context';

/**
 * Chooses the keys of a text that may verify tokens. That a private key is among them is a finding, and not an error of
 * who runs the command: it is told, and nothing is returned.
 *
 * @throws GatewayError `key-set-invalid`
 */
export function admitted(
  { say }: Pick<CommandContext, 'say'>,
  text: string,
  { algorithms, source }: { readonly algorithms: readonly SigningAlgorithm[]; readonly source: string },
): KeySelection | undefined {
  try {
    return admitKeys(text, algorithms, source === '-' ? 'stdin' : withoutQuery(source));
  } catch (error) {
    if (!GatewayError.isGatewayError(error) || error.code !== 'key-set-private') throw error;
    say(visible(error.message));
    return undefined;
  }
}

/** An address as it may be shown: what gives access may stand in its query. */
export const withoutQuery = (source: string): string =>
  /^https?:/i.test(source) ? source.replace(/[?#].*$/s, '') : source;

/**
 * Reads `--alg`: `RS256`, or several with commas.
 *
 * @throws GatewayError `key-algorithm-refused`
 */
export function parseAlgorithms(text: string): readonly SigningAlgorithm[] {
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  const unknown = names.find((name) => !Object.hasOwn(ALGORITHMS, name));
  if (unknown === undefined) return names as SigningAlgorithm[];
  throw new GatewayError(
    'key-algorithm-refused',
    `${unknown} is not an algorithm that a signing key can have`,
    {
      place: '--alg',
      hint: `choose of ${Object.keys(ALGORITHMS).join(', ')}`,
    },
  );
}
