import { GATEWAY } from '../facts';
import { createGateway, type Decision, type Gateway, type GatewayOptions, responseOf } from '../gateway';
import type { PrivateKeySet } from '../jwk';
import type { ProbedRoute, TokenKit } from '../probe';
import type { Claims } from '../token';
import { type GatewaySource, modelFrom } from './gateway-source';
import { type GoodTokenOptions, goodToken } from './good-token';
import { kitFor, proveRoute } from './proof';
import { createTestClock, newId, type Served } from './served';
import { gatewayRequest, routeNamed, routesNamed, type TestRequest } from './test-request';

/** How a gateway in a test is made. */
export interface TestGatewayOptions
  extends Partial<Pick<GatewayOptions, 'fetch' | 'backends' | 'mock' | 'allowUnemulated'>> {
  /**
   * The private keys that sign good tokens: for a test, make them with `generateKey` and give their public half to the
   * constructs.
   * @default - none, and no good tokens
   */
  readonly keys?: PrivateKeySet | readonly PrivateKeySet[];
  /**
   * Test keys that stand in for those of a provider, whose private halves nobody has: for the JWT plug-ins that have a
   * provider's keys by their Metadata, or for all where none says so. They sign good tokens as `keys` do. Every answer
   * says so in the header `X-Jwt-Gateway-Keys`.
   * @default - the keys of the template
   * @example gatewayFrom(stack, { replaceKeys: await generateKey() })
   */
  readonly replaceKeys?: PrivateKeySet;
  /**
   * What good tokens say beyond what the template tells, such as the role that a rule wants.
   * @default - nothing
   */
  readonly claims?: Claims;
  /**
   * Where the clock of the gateway stands.
   * @default - now
   */
  readonly now?: Date | number | string;
}

/** A gateway in this process, with a clock of its own. */
export interface TestGateway extends Served {
  /**
   * Sends a request. What the gateway refuses is an answer, too.
   *
   * @throws TypeError for a request that is not written like `GET /orders/1`
   */
  send(request: TestRequest): Promise<TestAnswer>;
  /**
   * A good token for a route: with the issuer and audience that it wants, and a `jti` where replays are refused.
   *
   * @param route as in `GET /orders/[orderId]`
   * @throws TypeError for a route that there is not, that takes no token, or whose private key was not given
   */
  token(route: string, options?: GoodTokenOptions): Promise<string>;
  /**
   * Good and bad tokens for a route; an attempt of it is a `token` of {@link RequestOptions}.
   *
   * @throws TypeError for a route that there is not, or that takes no token
   */
  kit(route: string, stage?: string): Promise<TokenKit>;
  /**
   * Sends the whole kit of tokens to a route, in each of its stages or in the one that is named, and says what that
   * proves. What is counted or remembered of other requests is not touched.
   *
   * @throws TypeError for a route that there is not
   */
  prove(route: string, stage?: string): Promise<readonly ProbedRoute[]>;
}

/** What came back. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** How the gateway came to it. */
  readonly decision: Decision;
}

/**
 * A gateway in this process, from a stack, an app, a template or a path. It serves what is synthesized, really verifies
 * tokens, and answers with an echo of what the backend would have got, unless backends are given.
 *
 * @throws GatewayError `file-unreadable`, `template-invalid`, `usage`, and what synthesis throws
 * @throws TypeError for what is no source
 */
export function gatewayFrom(source: GatewaySource, options: TestGatewayOptions = {}): TestGateway {
  const { allowUnemulated = [], backends, claims = {}, fetch = noNetwork, mock = true } = options;
  const { replaceKeys } = options;
  const model = modelFrom(source, { replaceKeys: replaceKeys?.publicKeys() });
  const clock = createTestClock(options.now ?? Date.now());
  const decisions = new Map<string, Decision>();
  const gateway = createGateway(model, {
    now: clock.now,
    fetch,
    mock,
    backends,
    allowUnemulated,
    randomId: newId,
    onDecision: (decision) => decisions.set(decision.requestId, decision),
  });
  const { routes, unemulated } = gateway;
  const signingKeys = [replaceKeys ?? [], options.keys ?? []].flat().flatMap((set) => set.signingKeys());
  const served: Served = { model, clock, routes, unemulated, signingKeys, claims, allowUnemulated };
  const send = async (request: TestRequest) => {
    const response = await ask(gateway, request);
    const answer = { status: response.status, headers: response.headers, text: await response.text() };
    return { ...answer, decision: takeFrom(decisions, answer.headers.get(GATEWAY.requestIdHeader.value)) };
  };
  return {
    ...served,
    send,
    token: async (route, asked = {}) => goodToken(served, routeNamed(routes, route, asked.stage), asked),
    kit: async (route, stage) => kitFor(served, routeNamed(routes, route, stage)),
    prove: async (route, stage) =>
      Promise.all(routesNamed(routes, route, stage).map((each) => proveRoute(served, each))),
  };
}

function ask(gateway: Gateway, request: TestRequest): Promise<Response> {
  if (typeof request === 'object' && 'url' in request) return gateway(request);
  const options = typeof request === 'string' ? { request } : request;
  return gateway.handle(gatewayRequest(options, gateway.routes)).then(responseOf);
}

function takeFrom(decisions: Map<string, Decision>, id: string | null): Decision {
  const decision = decisions.get(id ?? '');
  if (decision === undefined) throw new TypeError('the gateway answered without a decision');
  decisions.delete(decision.requestId);
  return decision;
}

function noNetwork(): Promise<never> {
  return Promise.reject(new Error('a gateway in a test asks no backend, unless it is given a fetch'));
}
