import { GatewayError } from '../errors';
import { PLUGIN_TYPES } from '../facts';
import type { BindablePlugin } from './gateway-plugin';

/** The types that refuse callers they do not know, beside jwtAuth, which is a `JwtAuthorization`. */
const AUTHENTICATING: readonly string[] = Object.entries(PLUGIN_TYPES)
  .flatMap(([type, { value }]) => (value.effect === 'authenticates' && type !== 'jwtAuth' ? [type] : []))
  .sort();

/**
 * Authorization by a plug-in of another type that authenticates callers: `basicAuth` or `remoteAuth`. A route behind one is
 * not public, and says so.
 *
 * @example
 * const remote = new DataPlugin(this, 'Remote', { pluginType: 'remoteAuth', pluginData: { authUriType: 'HTTP' } });
 * orders.addApi('GET /orders', { authorization: PluginAuthorization.of(remote) });
 */
export class PluginAuthorization {
  readonly kind = 'plugin';
  /** All plug-ins an API has to be bound to. */
  readonly plugins: readonly BindablePlugin[];

  private constructor(plugin: BindablePlugin) {
    this.plugins = [plugin];
  }

  /** @throws GatewayError `authorization-missing` for a plug-in that does not authenticate callers */
  static of(plugin: BindablePlugin): PluginAuthorization {
    if (AUTHENTICATING.includes(plugin?.pluginType)) return new PluginAuthorization(plugin);
    throw new GatewayError(
      'authorization-missing',
      `a plug-in of type ${plugin?.pluginType} does not ask callers who they are`,
      {
        place: 'PluginAuthorization.of',
        hint: `it takes one of type ${AUTHENTICATING.join(' or ')}; for jwtAuth write a JwtAuthorization`,
      },
    );
  }
}
