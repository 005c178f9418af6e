import type { GatewayModel, GatewayRoute, RouteStage } from '../model';
import { isUnknown } from '../template';
import { createImpostor } from './token-kit';
import { type NoWork, type PlanOptions, type ProbeWork, planWork, type WorkOptions } from './work';

/** A route in one stage, and what to try there. */
export interface PlannedRoute {
  readonly route: GatewayRoute;
  /** `undefined` for a route that is not published. */
  readonly stage: RouteStage | undefined;
  readonly work: ProbeWork | NoWork;
}

/** All that is to be tried. */
export interface ProbePlan {
  readonly base: URL;
  readonly routes: readonly PlannedRoute[];
}

/**
 * What to send to each route and stage of a gateway, and what must come of it. Nothing is sent.
 *
 * Where the base is a domain of the template, the groups behind other domains are left out.
 */
export async function planProbe(model: GatewayModel, options: PlanOptions): Promise<ProbePlan> {
  const { base, isWanted = () => true } = options;
  const impostorFor = remembering(options.createImpostor ?? createImpostor);
  const elsewhere = groupsElsewhere(model, base);
  const routes: PlannedRoute[] = [];
  for (const { route, stage } of model.routes.flatMap(rowsOf)) {
    if (!isWanted(route, stage)) continue;
    const work = elsewhere.has(route)
      ? { skip: `${base.hostname} is not a domain of its group` }
      : await workIn(route, stage, { ...options, impostorFor });
    routes.push({ route, stage, work });
  }
  return { base, routes };
}

async function workIn(
  route: GatewayRoute,
  stage: RouteStage | undefined,
  options: WorkOptions,
): Promise<PlannedRoute['work']> {
  if (stage === undefined) return { skip: 'it is not published' };
  if (isUnknown(stage.stage)) return { skip: `its stage is ${stage.stage.expression}` };
  return planWork({ route, stage }, options);
}

function rowsOf(route: GatewayRoute): Pick<PlannedRoute, 'route' | 'stage'>[] {
  return route.stages.length === 0
    ? [{ route, stage: undefined }]
    : route.stages.map((stage) => ({ route, stage }));
}

/** The routes whose groups have domains, none of which is the one that is asked. */
function groupsElsewhere({ domains, routes }: GatewayModel, { hostname }: URL): ReadonlySet<GatewayRoute> {
  const named = domains.filter(({ name }) => name === hostname);
  if (named.length === 0) return new Set();
  const groups = new Set(named.map(({ group }) => group));
  return new Set(routes.filter(({ group }) => !isUnknown(group) && !groups.has(group)));
}

/** Asks once for each algorithm: an RSA key takes its time. */
function remembering<K, V>(make: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const made = new Map<K, Promise<V>>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
