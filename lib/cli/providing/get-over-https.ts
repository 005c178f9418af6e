import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { isLoopbackAddress } from '../../loopback';
import { isRefusedAddress, type KeyNetwork, RefusedAddressError } from '../../provider';
import { loadUndici } from '../../undici';

const CONTACT_MILLIS = 60_000;

/**
 * Asks an identity provider, with the client that also stands behind the platform's `fetch`: certificates are verified,
 * redirects are not followed, and no connection is kept. Names that resolve to an address which may not be asked are
 * refused before anything is sent, so that nobody can change what a name means in between.
 */
export function getOverHttps({ ca }: { readonly ca?: string }): KeyNetwork['get'] {
  return async (url, { signal }) => {
    const { Agent, fetch } = await loadUndici();
    const dispatcher = new Agent({
      pipelining: 0,
      connect: {
        lookup: lookUpFor(url),
        timeout: CONTACT_MILLIS,
        ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
      },
    });
    const headers = { accept: 'application/json, application/jwk-set+json' };
    const answer = await fetch(url, { dispatcher, headers, redirect: 'manual', signal });
    return answer as unknown as Response;
  };
}

/** Resolves names; one that leads where nothing may be asked, or plain http off this machine, is refused. */
function lookUpFor({ protocol }: URL): LookupFunction {
  const isRefused = ({ address }: LookupAddress) =>
    isRefusedAddress(address) || (protocol === 'http:' && !isLoopbackAddress(address));
  return (name, options, done) => {
    const all: LookupAllOptions = { ...options, all: true };
    lookup(name, all, (error, addresses: LookupAddress[] = []) => {
      const [first] = addresses;
      if (error !== null) done(error, '');
      else if (addresses.some(isRefused))
        done(new RefusedAddressError(`${name} is an address that may not be asked`), '');
      else if (options.all) done(null, addresses);
      else if (first !== undefined) done(null, first.address, first.family);
    });
  };
}
