import type { Endpoint } from './endpoint';
import { health } from './health';
import { inspect } from './inspect';
import { mint } from './mint';
import { page } from './page';
import { routes } from './routes';
import { send } from './send';

/** By what follows `/__gateway/`. */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = { '': page, health, inspect, mint, routes, send };

/** What answers at this address. */
export function findEndpoint(name: string): Endpoint | undefined {
  return Object.hasOwn(ENDPOINTS, name) ? ENDPOINTS[name] : undefined;
}
