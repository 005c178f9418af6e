import type { GatewayErrorCode } from '../facts';
import type { Decision, ServedRoute } from '../gateway';
import { protectionWord } from '../model';
import { type ProbedRoute, type Trial, tokenKind } from '../probe';
import type { TestGateway } from './test-gateway';
import { routesNamed, type TestRequest } from './test-request';

/** Whether an expectation holds, and what to say where the test wanted it otherwise. */
export interface Verdict {
  readonly pass: boolean;
  /** What was expected, what came instead, and how the gateway came to it; never a token. */
  readonly message: () => string;
}

/** Whether the gateway refuses a request, and with this code where one is given. */
export async function refuses(
  gateway: TestGateway,
  request: TestRequest,
  code?: GatewayErrorCode,
): Promise<Verdict> {
  const { decision } = await gateway.send(request);
  throwUnemulated(decision);
  if (code === undefined) throwNowhere(decision);
  const isRefused = decision.outcome === 'refused' && decision.status < 500;
  const pass = code === undefined ? isRefused : decision.code === code;
  const wanted = `be refused${code === undefined ? '' : ` with ${code}`}`;
  return { pass, message: () => toldOf(decision, pass ? `not ${wanted}` : wanted) };
}

/** Whether the gateway lets a request through. */
export async function accepts(gateway: TestGateway, request: TestRequest): Promise<Verdict> {
  const { decision } = await gateway.send(request);
  throwUnemulated(decision);
  throwNowhere(decision);
  const pass = decision.outcome !== 'refused';
  return { pass, message: () => toldOf(decision, pass ? 'not be let through' : 'be let through') };
}

/**
 * Whether only callers with credentials get through to a route: the template says so, and the gateway refuses every bad
 * token of the kit. In all of its stages, or in the one that is named.
 */
export async function isProtected(gateway: TestGateway, route: string, stage?: string): Promise<Verdict> {
  const served = routesNamed(gateway.routes, route, stage);
  served.forEach(throwUnknown);
  const open = served.find(({ stage: { protection } }) => protection.kind !== 'locked');
  if (open !== undefined)
    return expectationOn(false, `${servedName(open)} is ${wordOf(open)}`, 'be protected');
  const emulated = served.filter((each) => !each.unemulated.some(({ blocks }) => blocks));
  const proofs = await Promise.all(emulated.map((each) => gateway.prove(each.label, each.stageName)));
  const [weakness] = proofs.flat().flatMap(weaknessOf);
  if (weakness !== undefined) return expectationOn(false, weakness, 'be protected');
  return expectationOn(
    true,
    `${served.map(servedName).join(', ')} is ${served.map(wordOf).join(', ')}`,
    'be protected',
  );
}

/** Whether anybody gets through to a route: the template says so, and the gateway does. */
export async function isPublic(gateway: TestGateway, route: string, stage?: string): Promise<Verdict> {
  const served = routesNamed(gateway.routes, route, stage);
  served.forEach(throwUnknown);
  const locked = served.find(({ stage: { protection } }) => protection.kind !== 'public');
  if (locked !== undefined)
    return expectationOn(false, `${servedName(locked)} is ${wordOf(locked)}`, 'be public');
  const proofs = await gateway.prove(route, stage);
  const [closed] = proofs.flatMap(weaknessOf);
  if (closed !== undefined) return expectationOn(false, closed, 'be public');
  return expectationOn(true, `${served.map(servedName).join(', ')} is public`, 'be public');
}

const servedName = ({ label, stageName }: ServedRoute): string => `${label} ${stageName}`;

const wordOf = ({ stage }: ServedRoute): string => protectionWord(stage.protection);

function expectationOn(pass: boolean, seen: string, wanted: string): Verdict {
  return { pass, message: () => `expected the route ${pass ? 'not to' : 'to'} ${wanted}, but ${seen}` };
}

/** What a route did not do that it must, kind by kind; nothing where it did. */
function weaknessOf({ note, stage, trials, verdict }: ProbedRoute): string[] {
  // A rule may want more of a good token than the template tells: that keeps nobody out who should be.
  const isGoodRefused = trials.some((trial) => trial.kind === 'good' && trial.verdict === 'fail');
  const ignored: readonly string[] = isGoodRefused ? ['good', 'replayed'] : [];
  const wrong = trials
    .filter((trial) => trial.verdict === 'fail' || trial.verdict === 'open')
    // What was not sent for want of a private key says nothing of a gateway that is made of the template itself.
    .filter(({ kind, outcome }) => !ignored.includes(kind) && outcome !== undefined)
    .map(trialWords);
  if (wrong.length > 0) return [`in ${String(stage?.stage)} it ${wrong.join('; it ')}`];
  return verdict === 'skipped' ? [`nothing could be proved: ${note ?? 'nothing was tried'}`] : [];
}

function trialWords({ kind, must, outcome, variant, verdict, why }: Trial): string {
  const name = variant === undefined ? kind : `${kind} (${variant})`;
  const { what } = tokenKind(kind);
  if (verdict === 'open') return `answers ${what} (${name}) so that nothing is proved: ${why}`;
  return `${must === 'refuse' ? 'lets in' : 'refuses'} ${what} (${name}): ${outcome?.status}`;
}

/** What asks for nothing that there is must not pass for a refusal, unless the test says so by its code. */
function throwNowhere({ code, method, path, stage }: Decision): void {
  if (code !== 'I404NF' && code !== 'I400SG') return;
  throw new TypeError(`no route takes ${method} ${path} in ${stage ?? 'that stage'} (${code})`);
}

/** What nobody can tell is neither: both an expectation and its opposite fail. */
function throwUnemulated({ outcome, reason, ...decision }: Decision): void {
  if (outcome !== 'unemulated') return;
  const { method, path } = decision;
  throw new TypeError(`what the service does with ${method} ${path} cannot be told here: ${reason}`);
}

function throwUnknown(served: ServedRoute): void {
  const { protection } = served.stage;
  if (protection.kind !== 'unknown') return;
  throw new TypeError(`who may call ${servedName(served)} is unknown: ${protection.why}`);
}

/** The expectation, the answer, and the steps that led to it. */
function toldOf(decision: Decision, wanted: string): string {
  const { code, method, outcome, path, reason, stage, status, steps } = decision;
  const answer = [status, code].filter((part) => part !== undefined).join(' ');
  const width = Math.max(...steps.map(({ step }) => step.length));
  return [
    `expected ${method} ${path} in ${stage ?? 'no stage'} to ${wanted}, but it was ${outcome}: ${answer}`,
    '',
    `because ${reason}`,
    ...steps.map(({ detail, passed, step }) => `  ${passed ? '+' : '-'} ${step.padEnd(width)}  ${detail}`),
  ].join('\n');
}
