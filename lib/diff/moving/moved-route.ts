import type { CloudNativeStage } from '../../cloud-native';
import type { GatewayRoute, RouteStage } from '../../model';

/** A route in a stage of a traditional gateway, and the one of a cloud-native gateway that takes the same calls. */
export interface MovedRoute {
  readonly before: { readonly route: GatewayRoute; readonly stage: RouteStage };
  readonly after: { readonly route: GatewayRoute; readonly stage: CloudNativeStage };
}
