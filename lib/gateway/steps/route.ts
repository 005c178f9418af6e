import { type Answer, answerUnemulated, answerUnsupported, refuse } from '../exchange/answer';
import type { Call, Step } from '../exchange/call';
import { findPath } from '../exchange/target';
import type { GroupFilter } from '../plan/hosts';
import type { FoundRoute, RouteFinder } from '../plan/route-finder';

/** Finds the route that takes a request, and ends the call where none does or nobody can tell. */
export function routeStep(finder: RouteFinder, groupsOn: (host: string) => GroupFilter): Step {
  return (call) => {
    const path = findPath(call.sentPath);
    if (path === undefined) return refuse('I400PA', 'it has characters or segments that no route has');
    call.path = path;
    const isServed = groupsOn(call.request.host);
    const find = (method: string) =>
      finder.find({ method, path, stage: call.stage, isReachable: ({ group }) => isServed(group) });
    const [found, second] = find(call.request.method);
    if (found !== undefined) return take(call, found, second);
    return preflight(call, find) ?? refuse('I404NF', `no API takes this method and path in ${call.stage}`);
  };
}

function take(call: Call, found: FoundRoute, second: FoundRoute | undefined): Answer | undefined {
  const { blocking, served, steps } = found.plan;
  follow(call, found.plan);
  if (second !== undefined) return answerUnemulated('definition', ambiguity(found, second));
  if (blocking.length > 0) return answerUnsupported(blocking);
  call.pathParameters = found.pathParameters;
  call.rest = found.rest;
  call.steps = steps;
  call.note('route', `${served.label} ${served.stageName}`);
  return undefined;
}

function follow(call: Call, { localProtocol, served }: FoundRoute['plan']): void {
  call.served = served;
  call.localProtocol = localProtocol;
}

function ambiguity(first: FoundRoute, second: FoundRoute): string {
  const ids = [first, second].map(({ plan }) => plan.served.route.id).join(' and ');
  return `both ${ids} take this request; the host may tell them apart, as in GROUP.localhost`;
}

/** The answer to a browser that asks before it calls a route, where no route takes the question itself. */
function preflight(
  call: Call,
  find: (method: string) => readonly FoundRoute[],
): Answer | undefined | Promise<Answer | undefined> {
  const [asked] = call.headerValues('access-control-request-method');
  if (call.request.method !== 'OPTIONS' || asked === undefined) return undefined;
  const [found] = find(asked);
  if (found?.plan.preflight === undefined) return undefined;
  follow(call, found.plan);
  return found.plan.preflight(call);
}
