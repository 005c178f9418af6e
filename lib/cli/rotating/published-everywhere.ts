import type { PublicJwk } from '../../jwk';
import { thumbprint } from '../../jwk';
import type { GatewayModel, GatewayPlugin } from '../../model';
import { refused } from '../../rotation';
import { isUnknown } from '../../template';

/** The key that signs now, and the one that is going to. */
interface SignerPair {
  readonly old: PublicJwk;
  readonly next: PublicJwk;
}

/**
 * The JWT plug-ins of a template that accept tokens of the old key, all of which accept those of the new one.
 *
 * @throws GatewayError `rotation-refused` where one does not, where none has the old key, and where the keys of one
 *   cannot be read: it may be one of them
 */
export function publishedEverywhere(
  model: GatewayModel,
  { next, old }: SignerPair,
): readonly GatewayPlugin[] {
  const candidates = model.plugins.filter(({ type }) => isUnknown(type) || type === 'jwtAuth');
  const unread = candidates.find(({ jwtAuth }) => jwtAuth === undefined);
  if (unread !== undefined)
    throw refused(
      `${unread.origin}: the keys of plug-in ${unread.id} cannot be read, so it may lack kid ${next.kid}`,
      unread.problem,
    );
  const having = candidates.filter((plugin) => has(plugin, old));
  if (having.length === 0)
    throw refused(`no plug-in of ${model.place} has kid ${old.kid}, which signs now`, 'name its template');
  const lacking = having.find((plugin) => !has(plugin, next));
  if (lacking === undefined) return having;
  throw refused(
    `${lacking.origin}: plug-in ${lacking.id} has kid ${old.kid} and lacks kid ${next.kid}: tokens of it are refused there`,
    'synthesize the template with both keys, and deploy it first',
  );
}

function has({ jwtAuth }: GatewayPlugin, key: PublicJwk): boolean {
  const print = thumbprint(key);
  return jwtAuth?.keys.some((each) => each.thumbprint === print) ?? false;
}
