import { Option } from 'commander';
import { GatewayError } from '../../errors';
import type { FetchOptions, KeyNetwork } from '../../provider';
import { nodeFiles, readText } from '../../template';
import type { CommandContext } from '../context';
import { timeoutOption } from '../options/shared-options';

/** The options of commands that ask a provider. */
export interface NetworkSettings {
  readonly allowHost?: readonly string[];
  readonly ca?: string;
  readonly timeout: number;
}

/** These options. */
export const networkOptions = (): Option[] => [
  new Option(
    '--allow-host <host>',
    'a host that a redirect may lead to; may be given several times',
  ).argParser((host: string, earlier: readonly string[] = []) => [...earlier, host.toLowerCase()]),
  new Option('--ca <file>', 'certificates of your own authority, in PEM form, to trust as well'),
  timeoutOption('how long everything may take together', '30s'),
];

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
