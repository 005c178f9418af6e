import type { SigningAlgorithm } from '../facts';
import { createGateway, type GatewayRequest, type ServedRoute } from '../gateway';
import type { PrivateKey } from '../jwk';
import type { GatewayModel, RouteBinding } from '../model';
import {
  createImpostor,
  type PlanOptions,
  type ProbedRoute,
  type ProbeRequest,
  planProbe,
  probe,
  type TokenKit,
} from '../probe';
import { isUnknown } from '../template';
import { newId, type Served } from './served';
import { bytesOf } from './test-request';

const BASE = new URL('https://localhost');

/**
 * Sends the whole kit of tokens to a route and says what that proves. The gateway that is asked is one of its own: it
 * does not throttle, so that the kit gets through, and what the test sends is counted and remembered apart.
 */
export async function proveRoute(gateway: Served, served: ServedRoute): Promise<ProbedRoute> {
  const model = withoutThrottling(gateway.model, served);
  const { allowUnemulated, clock } = gateway;
  const { handle } = createGateway(model, { now: clock.now, fetch, mock: true, allowUnemulated });
  const plan = await planProbe(model, planFor(gateway));
  const { routes } = await probe(plan, { send: (request) => handle(gatewayRequestOf(request)) });
  const [proved] = routes;
  if (proved === undefined) throw new TypeError(`${served.label} was not tried`);
  return proved;
}

/** The kit of tokens for a route. */
export async function kitFor(gateway: Served, served: ServedRoute): Promise<TokenKit> {
  const plan = await planProbe(withoutThrottling(gateway.model, served), planFor(gateway));
  const [work] = plan.routes.flatMap((planned) => ('kit' in planned.work ? [planned.work] : []));
  if (work?.kit === undefined) throw new TypeError(`${served.label} ${served.stageName} takes no token`);
  return work.kit;
}

function planFor({ claims, clock, signingKeys }: Served): PlanOptions {
  return {
    base: BASE,
    unsafeMethods: true,
    signingKeys,
    claims,
    now: clock.now,
    random: newId,
    createImpostor: impostorOf,
  };
}

/** The gateway with this route alone, in this stage alone, without the plug-ins that count its callers. */
function withoutThrottling(model: GatewayModel, { route, stage }: ServedRoute): GatewayModel {
  const bindings = stage.bindings.filter((each) => !isThrottling(each));
  return { ...model, routes: [{ ...route, stages: [{ ...stage, bindings }] }] };
}

function isThrottling({ plugin }: RouteBinding): boolean {
  return !isUnknown(plugin) && plugin.type === 'trafficControl';
}

function gatewayRequestOf({ body, headers, method, signal, url }: ProbeRequest): GatewayRequest {
  const target = url.slice(BASE.origin.length);
  const bytes = body === undefined ? undefined : bytesOf(body);
  const { host } = BASE;
  return {
    method,
    protocol: 'https',
    host,
    target,
    headers,
    body: bytes,
    clientAddress: '127.0.0.1',
    signal,
  };
}

const impostors = new Map<SigningAlgorithm, Promise<PrivateKey>>();

/** One key of nobody for each algorithm: an RSA key takes its time. */
function impostorOf(algorithm: SigningAlgorithm): Promise<PrivateKey> {
  const key = impostors.get(algorithm) ?? createImpostor(algorithm);
  impostors.set(algorithm, key);
  return key;
}
