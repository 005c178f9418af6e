import { GatewayError } from '../../errors';
import { fetchText } from '../../provider';
import { nodeFiles, readText } from '../../template';
import type { CommandContext } from '../context';
import { type NetworkSettings, networkOf } from './network-options';

const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;
const MOST_BYTES = 256 * 1024;

/**
 * The text of the keys of a provider: at an https address, in a file, or on stdin (`-`).
 *
 * @throws GatewayError `usage` for another kind of address, `file-unreadable`, `key-set-invalid` for what is too large,
 *   and what `fetchText` throws
 */
export async function readSource(
  context: CommandContext,
  source: string,
  settings: NetworkSettings,
): Promise<string> {
  if (ADDRESS.test(source)) {
    const { fetching, network } = networkOf(context, settings);
    return fetchText(parseAddress(source), network, fetching);
  }
  const text = source === '-' ? await context.io.stdin.read() : readText(nodeFiles, context.pathOf(source));
  if (Buffer.byteLength(text) <= MOST_BYTES) return text;
  throw new GatewayError('key-set-invalid', `has more than ${MOST_BYTES / 1024} KB`, { place: source });
}

function parseAddress(source: string): URL {
  if (URL.canParse(source) && /^https?:/i.test(source)) return new URL(source);
  throw new GatewayError('usage', 'is no https address', {
    // A password may stand in it.
    place: 'the source',
    hint: 'give an https address, a file, or - for stdin',
  });
}
