import { GatewayError } from '../errors';
import { type GivenLock, isAppScheme, type LockOf } from './decide-access';
import type { OpenApiDocument } from './document';
import { readSecurityContext } from './read-security';

/**
 * What stands for the schemes of a document where their authorizations are not known yet: each for itself, those for
 * bearer tokens and keys unless schemes are named. No authorization demands scopes yet; once one does, say so here and
 * write it in `writeCode`.
 *
 * @throws GatewayError `usage` for a name that is no scheme of the document
 */
export function importLocks({ place, root }: OpenApiDocument, named: readonly string[] | undefined): LockOf {
  const { schemes } = readSecurityContext(root);
  const strange = named?.find((name) => !schemes.has(name));
  if (strange !== undefined) {
    const known = [...schemes.keys()].sort().join(', ');
    throw new GatewayError('usage', `${place} has no security scheme ${JSON.stringify(strange)}`, {
      hint: known === '' ? 'it declares none' : `it declares ${known}`,
    });
  }
  return (name): GivenLock | undefined => {
    const scheme = schemes.get(name);
    // App authentication of the gateway needs nothing that stands for it.
    if (scheme === undefined || isAppScheme(scheme)) return undefined;
    const { kind } = scheme;
    // A user and password are no token, unless the author says that tokens take their place.
    const isGiven = named === undefined ? kind === 'token' || kind === 'apiKey' : named.includes(name);
    return isGiven ? { id: name, kind: 'jwt', demandsScopes: false } : undefined;
  };
}
