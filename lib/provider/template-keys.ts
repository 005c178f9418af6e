import { GatewayError } from '../errors';
import { memberOf } from '../json';
import type { GatewayModel, GatewayPlugin } from '../model';
import { isUnknown } from '../template';
import { keyName } from './key-words';
import type { ProviderKeys } from './provider-keys';
import type { PinnedKey } from './provider-record';

/** A key that was admitted, and a plug-in that does not have it. */
export interface TemplateDifference {
  readonly plugin: GatewayPlugin;
  readonly key: PinnedKey;
}

/** The plug-ins of a template, held against the keys of a provider. */
interface ComparedTemplate {
  readonly lacks: readonly TemplateDifference[];
  readonly notes: readonly string[];
}

/**
 * Holds the JWT plug-ins of a template against the keys of a provider. A plug-in is the provider's when it says so in
 * its Metadata, or has one of its keys.
 *
 * @throws GatewayError `template-invalid` where the keys of a plug-in cannot be read, which may be the provider's, and
 *   where none is the provider's
 */
export function compareTemplate(provider: ProviderKeys, model: GatewayModel): ComparedTemplate {
  const candidates = model.plugins.filter(({ type }) => isUnknown(type) || type === 'jwtAuth');
  const own = candidates.filter((plugin) => belongsTo(plugin, provider));
  for (const plugin of candidates) {
    if (plugin.jwtAuth !== undefined || providerIn(plugin)?.isOther(provider)) continue;
    throw new GatewayError('template-invalid', `the keys of plug-in ${plugin.id} cannot be read`, {
      place: String(plugin.origin),
      hint: plugin.problem,
    });
  }
  if (own.length === 0) {
    throw new GatewayError('template-invalid', `has no plug-in with a key of ${provider.name}`, {
      place: model.place,
      hint: 'give the keys to one: JwtAuthorization.fromProvider',
    });
  }
  const { keys } = provider.record;
  const pinned = new Set(keys.map(({ thumbprint }) => thumbprint));
  return {
    lacks: own.flatMap((plugin) =>
      keys.filter((key) => !printsOf(plugin).has(key.thumbprint)).map((key) => ({ plugin, key })),
    ),
    notes: own.flatMap((plugin) =>
      (plugin.jwtAuth?.keys ?? [])
        .filter(({ thumbprint }) => !pinned.has(thumbprint))
        .map(
          (key) =>
            `plug-in ${plugin.id} accepts tokens of ${keyName(key)} too, which is not of ${provider.name}`,
        ),
    ),
  };
}

function belongsTo(plugin: GatewayPlugin, provider: ProviderKeys): boolean {
  const named = providerIn(plugin);
  if (named !== undefined) return !named.isOther(provider);
  const prints = printsOf(plugin);
  return provider.record.keys.some(({ thumbprint }) => prints.has(thumbprint));
}

const printsOf = ({ jwtAuth }: GatewayPlugin): ReadonlySet<string> =>
  new Set(jwtAuth?.keys.map(({ thumbprint }) => thumbprint));

/** Whose keys a plug-in has, as our constructs write it into its Metadata. */
function providerIn({ resource }: GatewayPlugin) {
  const named = memberOf(memberOf(resource.metadata, 'JwtGateway'), 'Provider');
  const name = memberOf(named, 'Name');
  const issuer = memberOf(named, 'Issuer');
  if (typeof name !== 'string') return undefined;
  return {
    isOther: (provider: ProviderKeys) =>
      name !== provider.name || (issuer !== undefined && issuer !== provider.record.issuer),
  };
}
