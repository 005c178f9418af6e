import { CONSOLE_PATH, type Console, createConsole, type Served, type Signer } from '../../console';
import { keyFilesOf } from '../../jwk';
import { isLoopbackUrl } from '../../loopback';
import { issueToken } from '../../token';
import type { CommandContext } from '../context';
import { signingKeyOf } from '../rotating/signing-key';

/** What the page of a served gateway is made of. */
interface PageOptions {
  readonly served: () => Served;
  /** The gateway's clock, by which tokens are minted too. */
  readonly now: () => number;
  /** The name of the key set that signs what the page mints: with the key of its rotation, else with the first. */
  readonly keys: string | undefined;
  readonly dir: string;
}

/**
 * The page of a served gateway.
 *
 * @throws GatewayError `file-unreadable`, `key-set-invalid` where the private keys cannot be read
 */
export function createPage(context: CommandContext, { dir, keys, now, served }: PageOptions): Console {
  const signer = keys === undefined ? undefined : signerOf(context, { dir, keys, now });
  return createConsole({ served, now, signer });
}

function signerOf(
  { pathOf }: CommandContext,
  { dir, keys, now }: { readonly dir: string; readonly keys: string; readonly now: () => number },
): Signer {
  const key = signingKeyOf(keyFilesOf(keys, pathOf(dir)));
  return (claims, { ttlSeconds }) => issueToken(key, { now, claims, ttlSeconds });
}

/** Where this machine finds the page; `undefined` where the gateway listens at no loopback address. */
export function findPageAddress(host: string, url: string): string | undefined {
  const here = new URL(url);
  if (host === '0.0.0.0' || host === '::') here.hostname = '127.0.0.1';
  return isLoopbackUrl(here) ? new URL(CONSOLE_PATH, here).href : undefined;
}
