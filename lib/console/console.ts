import type { Decision, GatewayRequest, GatewayResponse } from '../gateway';
import { problemAnswer, redirectAnswer } from './answer';
import type { ConsoleContext, ConsoleOptions, Endpoint } from './endpoint';
import { page } from './page';
import { findForeignness } from './request';
import { health, routes } from './routes';
import { send } from './send';
import { inspect, mint } from './tokens';

/** The page at `/__gateway/` with its endpoints. */
export interface Console {
  /** Answers what is asked below `/__gateway/`; `undefined` for everything else. */
  (request: GatewayRequest): Promise<GatewayResponse> | undefined;
  /** To be told of every decision of the gateway: the page explains its own requests by them. */
  readonly observe: (decision: Decision) => void;
}

/** Where the page is. */
export const CONSOLE_PATH = '/__gateway/';

/**
 * The page at `/__gateway/` and its endpoints. They answer this machine only, and no other site: a name that was made
 * to point here (DNS rebinding), and a form or script of another origin, are refused with 403.
 *
 * It is asked before the gateway: a route of a template below `/__gateway/` is not reached.
 *
 * @example
 * const page = createConsole({ now, served: () => ({ model, gateway }) });
 * const gateway = createGateway(model, { now, fetch, onDecision: page.observe });
 * const answer = (request) => page(request) ?? gateway.handle(request);
 */
export function createConsole(options: ConsoleOptions): Console {
  const decisions = createDecisionMemory();
  const context: ConsoleContext = { ...options, findDecision: decisions.find };
  const ask = (request: GatewayRequest) => {
    const [path = ''] = request.target.split('?', 1);
    const isHere = path === CONSOLE_PATH.slice(0, -1) || path.startsWith(CONSOLE_PATH);
    return isHere ? answer(request, path, context) : undefined;
  };
  return Object.assign(ask, { observe: decisions.remember });
}

async function answer(
  request: GatewayRequest,
  path: string,
  context: ConsoleContext,
): Promise<GatewayResponse> {
  const foreignness = findForeignness(request);
  if (foreignness !== undefined) return problemAnswer(403, foreignness);
  if (!path.startsWith(CONSOLE_PATH)) return redirectAnswer(CONSOLE_PATH);
  const endpoint = findEndpoint(path.slice(CONSOLE_PATH.length));
  if (endpoint === undefined) return problemAnswer(404, 'there is nothing at this address');
  const { method, work } = endpoint;
  const asked = request.method === 'HEAD' ? 'GET' : request.method;
  if (method !== asked) return problemAnswer(405, `this address takes ${method} only`, [['Allow', method]]);
  return work(request, context);
}

/** By what follows `/__gateway/`. */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = { '': page, health, inspect, mint, routes, send };

/** What answers at this address. */
function findEndpoint(name: string): Endpoint | undefined {
  return Object.hasOwn(ENDPOINTS, name) ? ENDPOINTS[name] : undefined;
}

/** More than a person has requests in flight; the memory stays small under any load. */
const MOST = 256;

/** Remembers the latest decisions of a gateway by the id of their request. */
function createDecisionMemory(most = MOST) {
  const byRequest = new Map<string, Decision>();
  return {
    remember: (decision: Decision): void => {
      byRequest.set(decision.requestId, decision);
      const [oldest] = byRequest.keys();
      if (byRequest.size > most && oldest !== undefined) byRequest.delete(oldest);
    },
    find: (requestId: string): Decision | undefined => byRequest.get(requestId),
  };
}
