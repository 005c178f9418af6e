import { memberOf } from '../json';
import { type PublicKeySet, thumbprint } from '../jwk';
import type { GatewayPlugin, JwtAuthReading } from './gateway';

/**
 * Puts other keys in the place of those of JWT plug-ins, so that a gateway can be tried without the private half of a
 * provider's keys. Plug-ins that say in their Metadata that they have a provider's keys get them; where none says so,
 * all do. A plug-in whose data cannot be read stays as it is.
 */
export function replaceKeys(plugins: readonly GatewayPlugin[], keys: PublicKeySet): readonly GatewayPlugin[] {
  const ofProviders = plugins.filter(isOfProvider);
  const meant = new Set(ofProviders.length > 0 ? ofProviders : plugins);
  return plugins.map((plugin) =>
    plugin.jwtAuth === undefined || !meant.has(plugin)
      ? plugin
      : { ...plugin, jwtAuth: withKeys(plugin.jwtAuth, keys) },
  );
}

function isOfProvider({ resource }: GatewayPlugin): boolean {
  return memberOf(memberOf(resource.metadata, 'JwtGateway'), 'Provider') !== undefined;
}

function withKeys(reading: JwtAuthReading, { keys }: PublicKeySet): JwtAuthReading {
  const { jwk: _jwk, jwks: _jwks, ...model } = reading.model;
  return {
    ...reading,
    model: { ...model, jwks: keys },
    keys: keys.map((key) => ({ kid: key.kid, alg: key.alg, thumbprint: thumbprint(key) })),
    areKeysReplaced: true,
  };
}
