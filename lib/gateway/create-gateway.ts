import { isCloudNativeStage } from '../cloud-native';
import { CLOUD_NATIVE, GATEWAY } from '../facts';
import { type GatewayModel, redactorOf } from '../model';
import { type JwtAuthModel, jwtAuthKeys } from '../plugin';
import type { Redactor } from '../text';
import type { Decision } from './decision';
import { type Answer, refuse } from './exchange/answer';
import type { Step } from './exchange/call';
import { Call } from './exchange/call';
import {
  type GatewayRequest,
  type GatewayResponse,
  type HeaderLine,
  requestOf,
  responseOf,
} from './exchange/exchange';
import { ascii, isSameHeader } from './exchange/header-text';
import { readGivenBackends } from './plan/backend-plan';
import { createHosts } from './plan/hosts';
import { planRoutes } from './plan/plan-routes';
import { RouteFinder } from './plan/route-finder';
import type { ServedRoute, Unemulated } from './plan/served-route';
import { allowedUnsupported } from './plan/unsupported';
import { JwtCheck } from './steps/jwt-check';
import { ReplayMemories, replayReader } from './steps/replay-memory';
import { routeStep } from './steps/route';
import { checkSize } from './steps/size';
import { readStage } from './steps/stage';

/** What a gateway is given from outside: it has no clock and no network of its own. */
export interface GatewayOptions {
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** Asks backends over HTTP. */
  readonly fetch: typeof globalThis.fetch;
  /**
   * Base URLs that stand for the backends of groups, by the name or logical id of the group.
   * @default - the address in the template
   */
  readonly backends?: Readonly<Record<string, string>>;
  /**
   * Answers in place of every backend, but of those in `backends`, with what it would have got, as JSON.
   * @default false
   */
  readonly mock?: boolean;
  /**
   * Names of what is not emulated and shall be done without, as `unemulated` lists them.
   * @default - routes that something unemulated decides about answer 501
   */
  readonly allowUnemulated?: readonly string[];
  /**
   * Puts what each step found into the header `X-Jwt-Gateway-Explain`.
   * @default false
   */
  readonly explain?: boolean;
  /**
   * The tokens that were used, where `preventJtiReplay` is on; for a gateway that takes the place of another.
   * @default - none were
   */
  readonly replays?: ReplayMemories;
  /**
   * Makes the ids of requests.
   * @default - crypto.randomUUID
   */
  readonly randomId?: () => string;
  /** Told of every call once its answer begins. */
  readonly onDecision?: (decision: Decision) => void;
}

/** A gateway in this process. It never rejects because of a request or a backend. */
export interface Gateway {
  /** Takes a web request; without an address, its caller is on this machine. */
  (request: Request, caller?: { readonly clientAddress?: string }): Promise<Response>;
  /** The same without web objects. */
  handle(request: GatewayRequest): Promise<GatewayResponse>;
  /** Every published route with what of it is not emulated, by path, method and stage. */
  readonly routes: readonly ServedRoute[];
  readonly unemulated: readonly Unemulated[];
}

/** The header that says what each step found. */
export const EXPLAIN_HEADER = 'X-Jwt-Gateway-Explain';
/** The header that says that test keys stand in for those of a provider. */
const REPLACED_KEYS_HEADER = 'X-Jwt-Gateway-Keys';
const LONGEST_EXPLANATION = 2_048;

/**
 * The local gateway: serves the routes of a template as the service would, and really verifies tokens. It fails
 * closed: where it cannot read or emulate what decides about a request, it answers 501.
 *
 * @throws GatewayError `usage` for a name in `allowUnemulated` or a group in `backends` that there is not,
 *   `backend-invalid` for a backend that is no http or https address
 */
export function createGateway(model: GatewayModel, options: GatewayOptions): Gateway {
  const checks = new Map<JwtAuthModel, JwtCheck>();
  const replaysFor = replayReader(options.replays ?? new ReplayMemories());
  const plans = planRoutes(model, {
    backends: readGivenBackends(model, options),
    allowed: allowedUnsupported(options.allowUnemulated ?? []),
    jwtCheckOf(jwtAuth) {
      const known = checks.get(jwtAuth);
      if (known !== undefined) return known;
      const check = new JwtCheck(jwtAuth, replaysFor(jwtAuthKeys(jwtAuth)));
      checks.set(jwtAuth, check);
      return check;
    },
  });
  const steps = [checkSize, readStage, routeStep(new RouteFinder(plans), createHosts(model)), takeRoute];
  const notices = noticesOn(model);
  const randomId = options.randomId ?? (() => crypto.randomUUID());
  const isTraced = options.explain === true || options.onDecision !== undefined;
  const handle = async (request: GatewayRequest): Promise<GatewayResponse> => {
    const call = new Call(request, { id: randomId(), receivedAt: options.now(), isTraced });
    const passed = pass(call, steps);
    const answer = passed instanceof Promise ? await passed : passed;
    return respond(call, answer ?? withoutBackend(), { ...options, hide: redactorOf(model), notices });
  };
  const routes = plans.map(({ served }) => served);
  return Object.assign(
    async (request: Request, caller: { readonly clientAddress?: string } = {}) =>
      responseOf(await handle(requestOf(request, caller.clientAddress))),
    { handle, routes, unemulated: routes.flatMap(({ unemulated }) => unemulated) },
  );
}

/** Takes a call through steps until one ends it. Most are done at once: a promise for each would cost more than they do. */
function pass(call: Call, steps: readonly Step[], from = 0): ReturnType<Step> {
  for (let index = from; index < steps.length; index += 1) {
    const ended = steps[index]?.(call);
    if (ended instanceof Promise) return ended.then((answer) => answer ?? pass(call, steps, index + 1));
    if (ended !== undefined) return ended;
  }
  return undefined;
}

/** The steps of the route that was found. */
function takeRoute(call: Call): ReturnType<Step> {
  return pass(call, call.steps);
}

function withoutBackend(): Answer {
  return refuse('X500ER', 'without what is not emulated, there is nobody to ask');
}

/** What every answer says of the gateway. */
function noticesOn({ plugins }: GatewayModel): readonly HeaderLine[] {
  const isReplaced = plugins.some(({ jwtAuth }) => jwtAuth?.areKeysReplaced);
  return isReplaced ? [[REPLACED_KEYS_HEADER, 'test keys in place of those of the template']] : [];
}

/** What a call is answered with; `hide` hides the secrets of the template in what is told of it. */
interface Responding extends Pick<GatewayOptions, 'explain' | 'now' | 'onDecision'> {
  readonly hide: Redactor;
  readonly notices: readonly HeaderLine[];
}

function respond(
  call: Call,
  answer: Answer,
  { explain, hide, notices, now, onDecision }: Responding,
): GatewayResponse {
  const { body, headers, status } = answer.response;
  if (explain || onDecision) call.trace.push(lastStep(answer));
  onDecision?.(decisionOf(call, answer, { hide, now }));
  const added: HeaderLine[] = [...marksOf(call, answer, now), ...notices, ...call.answerHeaders];
  if (explain) added.push([EXPLAIN_HEADER, explanationOf(call, hide)]);
  const kept = headers.filter(([name]) => !isReplaced(name, added));
  return { status, headers: [...kept, ...added], body };
}

/** What tells a product from the other: the id of the request, or what its proxy puts on the answers of backends. */
function marksOf({ id, receivedAt, served }: Call, { outcome }: Answer, now: () => number): HeaderLine[] {
  if (served === undefined || !isCloudNativeStage(served.stage)) return [[GATEWAY.requestIdHeader.value, id]];
  return outcome === 'forwarded' ? [[CLOUD_NATIVE.upstreamMark.value, String(now() - receivedAt)]] : [];
}

/** What the backend varies by still counts. */
function isReplaced(name: string, added: readonly HeaderLine[]): boolean {
  return added.some(([each]) => isSameHeader(each, name)) && !isSameHeader(name, 'vary');
}

function lastStep({ code, outcome, reason }: Answer) {
  return { step: code ?? outcome, passed: outcome === 'forwarded' || outcome === 'answered', detail: reason };
}

function explanationOf({ trace }: Call, hide: Redactor): string {
  return ascii(hide(trace.map(({ detail, step }) => `${step}: ${detail}`).join(' | ')), LONGEST_EXPLANATION);
}

function decisionOf(call: Call, answer: Answer, { hide, now }: Pick<Responding, 'hide' | 'now'>): Decision {
  const { code, outcome, response } = answer;
  const { served } = call;
  return {
    requestId: call.id,
    method: call.request.method,
    path: ascii(hide(call.sentPath)),
    ...(served === undefined ? {} : { route: served.label }),
    ...(call.stage === '' ? {} : { stage: call.stage }),
    outcome,
    status: response.status,
    ...(code === undefined ? {} : { code }),
    reason: hide(outcome === 'forwarded' ? `${call.passReason}; ${answer.reason}` : answer.reason),
    steps: call.trace.map((step) => ({ ...step, detail: hide(step.detail) })),
    millis: now() - call.receivedAt,
  };
}
