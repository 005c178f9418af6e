import type { GatewayGroup } from '../../model';
import type { Route } from '../../route';
import type { Unknown } from '../../template';
import type { Answer } from '../exchange/answer';
import type { Call } from '../exchange/call';
import type { ServedRoute, Unemulated } from './served-route';

/** One thing that is done with a call: it goes on when nothing comes of it, and ends with an answer. */
export type Step = (call: Call) => Answer | undefined | Promise<Answer | undefined>;

/** A route in one stage, ready to take calls. */
export interface RoutePlan {
  readonly served: ServedRoute;
  /** Method and whole path; `undefined` where they cannot be read, so that no request can ask for it. */
  readonly route: Route | undefined;
  readonly group: GatewayGroup | Unknown;
  /** `undefined` where only ROS knows. */
  readonly stage: string | undefined;
  /** What plain HTTP from this machine counts as: see the protocol step. */
  readonly schema: 'http' | 'https';
  /** What makes it answer 501. */
  readonly blockedBy: readonly Unemulated[];
  /** The cors plug-in's own answer to a preflight request. */
  readonly preflight: Step | undefined;
  readonly steps: readonly Step[];
}
