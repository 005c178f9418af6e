import { APP_KEY_HEADER } from '../facts';
import type { JsonObject, JsonValue } from '../json';
import {
  findTokenPlace,
  type GatewayRoute,
  isAuthorization,
  type JwtLock,
  type Lock,
  type Protection,
  parameterMappingOf,
} from '../model';
import { isUnknown } from '../template';

/** Collects the security schemes of a document while its operations are written. */
export class Schemes {
  readonly #schemes = new Map<string, JsonObject>();
  /** Which scheme each lock has become, so that one plug-in that is read at two places is two schemes. */
  readonly #names = new Map<string, string>();

  /** The schemes in the order of their names. */
  get rendered(): JsonObject {
    return Object.fromEntries([...this.#schemes].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The requirements for a protection; `undefined`, with the reason told, where OpenAPI has no words for it. */
  requirementsOf(
    api: GatewayRoute,
    protection: Protection,
    lose: (message: string) => void,
  ): JsonValue | undefined {
    if (protection.kind === 'unknown') return undefined;
    const optional = protection.optionalToken;
    if (protection.kind === 'public') {
      if (optional === undefined) return [];
      const name = this.#tokenScheme(optional, api, lose);
      return name === undefined ? [] : [{}, { [name]: [] }];
    }
    const names: string[] = [];
    for (const lock of protection.locks) {
      const name = this.#schemeFor(lock, api, lose);
      if (name === undefined) return undefined;
      names.push(name);
    }
    return [Object.fromEntries(names.sort().map((name) => [name, []]))];
  }

  #schemeFor(lock: Lock, api: GatewayRoute, lose: (message: string) => void): string | undefined {
    switch (lock.kind) {
      case 'jwt':
        return this.#tokenScheme(lock, api, lose);
      case 'basic':
        return this.#scheme(lock.plugin, { type: 'http', scheme: 'basic' });
      case 'jwt-auth':
        return this.#scheme(lock.plugin, { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
      case 'openid':
        return this.#scheme('openId', { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
      case 'app':
        return this.#scheme('app', {
          type: 'apiKey',
          in: 'header',
          name: APP_KEY_HEADER.value,
          description: 'App authentication of the gateway: the AppKey, and a signature beside it.',
        });
    }
  }

  #tokenScheme(lock: JwtLock, api: GatewayRoute, lose: (message: string) => void): string | undefined {
    const place = findTokenPlace(lock, parameterMappingOf(api));
    if (place === undefined || isUnknown(place)) {
      lose(
        `is left out: where the token is read from is ${place?.expression ?? `no parameter ${lock.parameter}`}`,
      );
      return undefined;
    }
    if (isAuthorization(place))
      return this.#scheme(lock.plugin, { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
    if (place.location === 'form' || place.location === 'path') {
      lose(
        `is left out: the token is read from the ${place.location}, for which OpenAPI has no security scheme`,
      );
      return undefined;
    }
    return this.#scheme(lock.plugin, { type: 'apiKey', in: place.location, name: place.name });
  }

  /** The name of a scheme of this content: the wanted one, or that with a number where it means something else. */
  #scheme(wanted: string, scheme: JsonObject): string {
    // What a component may be called is narrower than what Count makes of a logical id.
    const plain = wanted.replace(/[^A-Za-z0-9._-]/g, '_');
    const key = JSON.stringify([wanted, scheme]);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    let name = plain;
    for (let number = 2; this.#schemes.has(name); number += 1) name = `${plain}_${number}`;
    this.#names.set(key, name);
    this.#schemes.set(name, scheme);
    return name;
  }
}
