import type { GatewayRequest, GatewayResponse } from '../gateway';
import type { ConsoleContext } from './context';

/** What answers at one address below `/__gateway/`. */
export interface Endpoint {
  /** `POST` takes JSON. A token travels in a body, never in an address: addresses are logged and remembered. */
  readonly method: 'GET' | 'POST';
  readonly work: (request: GatewayRequest, context: ConsoleContext) => Promise<GatewayResponse>;
}
