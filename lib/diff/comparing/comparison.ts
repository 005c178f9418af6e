import type { JsonObject, JsonValue } from '../../json';
import type { FromResource, GatewayDomain, GatewayGroup, GatewayModel } from '../../model';
import type { Resource, Stack } from '../../template';
import type { Pair } from '../pairing/pair';
import type { PluginPair } from '../pairing/pair-plugins';
import type { ResourcePair } from '../pairing/pair-resources';
import type { RoutePair, StagePair } from '../pairing/pair-routes';
import type { Relevance, WaitDifference } from './compare-waits';
import type { Places } from './places';

/** Where a value stands that differs. */
export interface Place {
  /** What it belongs to, as people call it: `GET /orders`, `plug-in Customers`. */
  readonly subject: string;
  /** The name of the stack: that of the head where both have it. */
  readonly stack: string;
  readonly logicalId: string;
  readonly route: string | undefined;
  readonly stage: string | undefined;
}

/** One value that the two gateways do not share. */
export interface Difference {
  readonly place: Place;
  /** The type of the resource; empty for what is said of a whole stack. */
  readonly type: string;
  /** From the resource, or the template, to the value. None for a resource that was added or removed. */
  readonly path: readonly string[];
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
  readonly sides: Pair<DifferenceSide>;
  /** Whether two plug-ins differ of which one took the place of the other. */
  readonly isSwap: boolean;
}

/** Where a value that differs stands on one side. */
export interface DifferenceSide {
  readonly id: string;
  readonly stack: Stack;
  readonly written: JsonObject;
  readonly instance: Resource | undefined;
  readonly at: (path: readonly string[]) => Resource['origin'];
}

/** Two gateways, thing by thing, and every value in which their templates differ. */
export interface Comparison {
  /** The clock, in milliseconds since 1970, where it is known. */
  readonly now?: number | undefined;
  readonly base: GatewayModel;
  readonly head: GatewayModel;
  readonly stacks: readonly Pair<Stack>[];
  readonly stackNames: ReadonlyMap<Stack, string>;
  readonly groups: readonly Pair<GatewayGroup>[];
  readonly routes: readonly RoutePair[];
  readonly stages: readonly StagePair[];
  readonly domains: readonly Pair<GatewayDomain>[];
  readonly plugins: readonly ComparedPlugins[];
  readonly resources: readonly ResourcePair[];
  readonly differences: readonly Difference[];
  /** Where a resource waits for others on one side only. */
  readonly waits: readonly WaitDifference[];
  readonly isRelevant: Relevance;
  readonly routeOf: Places['routeOf'];
  /** Under which name a resource is reported. */
  readonly placeOf: (pair: ResourcePair) => Place;
  /** The differences of what a thing of either model is made of. */
  readonly of: (thing: FromResource | undefined) => readonly Difference[];
}

/** Two plug-ins and where their data differ. */
export interface ComparedPlugins extends PluginPair {
  readonly place: Place;
  readonly differences: readonly Difference[];
}
