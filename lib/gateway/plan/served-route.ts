import type { GatewayRoute, RouteStage } from '../../model';
import type { UnsupportedName } from './unsupported';

/** A route in one stage, as the gateway serves it. */
export interface ServedRoute {
  readonly route: GatewayRoute;
  readonly stage: RouteStage;
  /** Method and the whole path, with the base path of the group: `GET /shop/orders/[orderId]`. */
  readonly label: string;
  /** `RELEASE`, or the expression that stands for it. */
  readonly stageName: string;
  /** What of it the gateway cannot do as the service does; where one `blocks`, it answers 501. */
  readonly unemulated: readonly Unemulated[];
}

/** Something about a route that the gateway cannot do as the service does. */
export interface Unemulated {
  /** What `allowUnemulated` takes: `app`, `routing`. */
  readonly name: UnsupportedName;
  /** `GET /orders/[orderId]` */
  readonly route: string;
  readonly stage: string;
  /** One line: what it is, and what to do where that is known. */
  readonly why: string;
  /** Whether the route answers 501 because of it: then nobody gets through whom the service would keep out. */
  readonly blocks: boolean;
}
