import { Option } from 'commander';
import { GatewayError } from '../../errors';
import type { FetchOptions, KeyNetwork } from '../../provider';
import { nodeFiles, readText } from '../../template';
import type { CommandContext } from '../context';
import { parseDuration } from '../options/duration';

/** The options of commands that ask a provider. */
export interface NetworkSettings {
  readonly allowHost?: readonly string[];
  readonly ca?: string;
  readonly timeout: number;
}

const DEFAULT_TIMEOUT = '30s';
const LONGEST_SECONDS = 600;

/** These options. */
export const networkOptions = (): Option[] => [
  new Option(
    '--allow-host <host>',
    'a host that a redirect may lead to; may be given several times',
  ).argParser((host: string, earlier: readonly string[] = []) => [...earlier, host.toLowerCase()]),
  new Option('--ca <file>', 'certificates of your own authority, in PEM form, to trust as well'),
  new Option('--timeout <duration>', 'how long everything may take together')
    .default(parseTimeout(DEFAULT_TIMEOUT), DEFAULT_TIMEOUT)
    .argParser(parseTimeout),
];

function parseTimeout(text: string): number {
  const seconds = parseDuration(text, '--timeout');
  if (seconds > 0 && seconds <= LONGEST_SECONDS) return seconds;
  throw new GatewayError('usage', `'${text}' is no time to wait`, {
    place: '--timeout',
    hint: 'write 1s to 10m',
  });
}

/**
 * The network as these options want it.
 *
 * @throws GatewayError `file-unreadable` for the certificates, `usage` for a file that holds none
 */
export function networkOf(
  { io, pathOf }: CommandContext,
  { allowHost = [], ca, timeout }: NetworkSettings,
): { readonly network: KeyNetwork; readonly fetching: FetchOptions } {
  const certificates = ca === undefined ? undefined : readText(nodeFiles, pathOf(ca));
  if (certificates !== undefined && !certificates.includes('-----BEGIN CERTIFICATE-----')) {
    throw new GatewayError('usage', `${ca} holds no certificate in PEM form`, { place: '--ca' });
  }
  return {
    network: { get: io.getKeys({ ca: certificates }), sleep: io.sleep },
    fetching: { allowedHosts: allowHost, timeoutSeconds: timeout },
  };
}
