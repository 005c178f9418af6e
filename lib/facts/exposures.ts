import type { Fact } from './fact';
import { SOURCES } from './sources';

/** A moment during a deployment in which a route answers whom it should not, or nobody. */
export interface ExposureFact {
  readonly kind: 'open' | 'outage';
  readonly why: string;
  /** The order of deployments that avoids it. */
  readonly avoid: string;
}

const inferred = (value: ExposureFact, source: string): Fact<ExposureFact> => ({
  value,
  grade: 'inferred',
  source,
});

/**
 * The moments that follow from what the service documents: a plug-in is bound to a published API only, binding and
 * unbinding act at once, and ROS carries out what does not depend on each other in any order. That such a moment was
 * observed is on no page.
 */
export const EXPOSURES = {
  /** A route is published before its plug-in can be bound. */
  newRoute: inferred(
    {
      kind: 'open',
      why: 'a plug-in can be bound to a published API only: until it is bound, the route answers anybody',
      avoid:
        'deploy the route with DisableInternet: true and its bindings first, then take DisableInternet away',
    },
    SOURCES.pluginOverview,
  ),
  /** A binding goes and another comes. */
  replacedBinding: inferred(
    {
      kind: 'open',
      why: 'ROS deletes the binding and creates another: in between, the route answers without the plug-in',
      avoid:
        'change the data of the plug-in instead, which takes effect at once; or deploy DisableInternet: true on the route first',
    },
    SOURCES.rosSpec,
  ),
  /** A plug-in under another logical id is another plug-in, and is bound anew. */
  renamedPlugin: inferred(
    {
      kind: 'open',
      why: 'to ROS another logical id is another plug-in: it deletes the bindings of the old one and creates those of the new one; in between, the route answers without the plug-in',
      avoid:
        'keep the logical ids; else deploy DisableInternet: true on the routes first, and take it away when the new plug-in is bound',
    },
    SOURCES.rosSpec,
  ),
  /** What depends on a route is deleted before it. */
  removedRoute: inferred(
    {
      kind: 'open',
      why: 'ROS deletes first what depends on others: the plug-in is unbound before the route is unpublished',
      avoid: 'deploy DisableInternet: true on the route first, then remove it',
    },
    SOURCES.pluginOverview,
  ),
  /** The lock of the API itself goes before the one of the plug-in is there. */
  lockMoved: inferred(
    {
      kind: 'open',
      why: 'AuthType may be published before the plug-in is bound, or the plug-in unbound before AuthType is published',
      avoid: 'deploy both locks first, then take the old one away',
    },
    SOURCES.pluginOverview,
  ),
  /** A domain serves every stage of its group. */
  stageOnDomain: inferred(
    {
      kind: 'open',
      why: 'a domain of the group serves every stage to whoever sends X-Ca-Stage; ROS cannot bind it to one',
      avoid: 'bind the plug-in in this stage as in the others, or do not publish it',
    },
    SOURCES.sdk,
  ),
  /** A domain that no longer waits for the bindings. */
  orderLost: inferred(
    {
      kind: 'open',
      why: 'ROS may carry this out before what it waited for: where the stack is created anew, routes answer before their plug-ins are bound',
      avoid: 'keep the DependsOn: plug-in, API, deployment, binding, domain',
    },
    SOURCES.pluginOverview,
  ),
  /** A published API is made again. */
  replacedApi: inferred(
    {
      kind: 'outage',
      why: 'ROS makes the API again under another id: until it is published and bound again, calls fail or find no plug-in',
      avoid: 'keep the logical id and the group; else deploy the new route beside the old one first',
    },
    SOURCES.rosSpec,
  ),
  /** An API has another logical id, or stands in another stack. */
  movedApi: inferred(
    {
      kind: 'outage',
      why: 'to ROS it is another API: it makes the new one and deletes the old one. A group takes a method and path once, so the update may fail; else calls fail or find no plug-in until the new one is published and bound',
      avoid:
        'leave it in its stack, under its logical id: a new layout is for new APIs; to move it all the same, remove it in one deployment and add it in the next, when nobody calls',
    },
    SOURCES.sdk,
  ),
  /** A deployment is made again, which unpublishes. */
  replacedDeployment: inferred(
    {
      kind: 'outage',
      why: 'deleting the old deployment unpublishes the API from the stage, be the new one there or not',
      avoid: 'keep the logical id of the deployment: a new Description publishes again in place',
    },
    SOURCES.sdk,
  ),
  /** A domain is made again. */
  replacedDomain: inferred(
    {
      kind: 'outage',
      why: 'ROS deletes the domain and binds it again: in between, nothing answers at it',
      avoid: 'bind the domain to the new group in a deployment of its own, when nobody calls',
    },
    SOURCES.customDomain,
  ),
  /** A plug-in of another type under one logical id. */
  replacedPlugin: inferred(
    {
      kind: 'open',
      why: 'a plug-in of another type is another plug-in: its bindings are deleted first',
      avoid: 'add the new plug-in under a logical id of its own, then remove the old one',
    },
    SOURCES.rosSpec,
  ),
} as const satisfies Record<string, Fact<ExposureFact>>;
