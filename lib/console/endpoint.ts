import type { Decision, Gateway, GatewayRequest, GatewayResponse } from '../gateway';
import type { GatewayModel } from '../model';
import type { Claims } from '../token';

/** What answers at one address below `/__gateway/`. */
export interface Endpoint {
  /** `POST` takes JSON. A token travels in a body, never in an address: addresses are logged and remembered. */
  readonly method: 'GET' | 'POST';
  readonly work: (request: GatewayRequest, context: ConsoleContext) => Promise<GatewayResponse>;
}

/** What is served now. */
export interface Served {
  readonly model: GatewayModel;
  /** The page's own requests go through it, so that they meet what every caller meets. */
  readonly gateway: Pick<Gateway, 'handle' | 'routes'>;
}

/** Signs a token with these claims; `exp` and `iat` come from `ttlSeconds` and the gateway's clock. */
export type Signer = (claims: Claims, options: { readonly ttlSeconds: number }) => Promise<string>;

/** What a console needs. */
export interface ConsoleOptions {
  /** Asked for every request, since a gateway is reloaded when its template changes. */
  readonly served: () => Served;
  /** The gateway's clock, in milliseconds since 1970. */
  readonly now: () => number;
  /**
   * Signs the tokens that the page asks for.
   * @default - the page mints none
   */
  readonly signer?: Signer;
}

/** What endpoints work with. */
export interface ConsoleContext extends ConsoleOptions {
  /** What the gateway decided about a request, while it is remembered. */
  readonly findDecision: (requestId: string) => Decision | undefined;
}
