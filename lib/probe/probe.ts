import type { Outcome, ProbeAnswer } from './answer';
import { type RouteVerdict, routeVerdict, type Sender, type Trial, tryAttempt } from './attempt';
import type { PlannedRoute, ProbePlan } from './plan';
import type { ProbeRequest } from './probe-request';
import { type Attempt, type TokenKindId, tokenKind } from './token-kinds';
import type { ProbeWork } from './work';

/** How to send, and how fast. */
export interface ProbeOptions {
  /**
   * Sends a request, follows no redirect, and may heed the signal. Where no answer came it rejects with an error that
   * has a `code`, or whose cause has one; any other error is a bug, and ends the probe.
   */
  readonly send: (request: ProbeRequest) => Promise<ProbeAnswer>;
  /**
   * Asked before each request, which goes out when it resolves.
   * @default - at once
   */
  readonly pace?: () => Promise<void>;
  /**
   * How many routes are tried at once; the requests to one route follow each other.
   * @default 4
   */
  readonly concurrency?: number;
  /**
   * How long an answer may take.
   * @default 10000
   */
  readonly timeoutMillis?: number;
  /** Told before each request. */
  readonly onProgress?: (progress: ProbeProgress) => void;
}

/** How far a probe is. */
export interface ProbeProgress {
  /** Requests that have gone out. */
  readonly requests: number;
  readonly routesDone: number;
  readonly routes: number;
}

/** A route in one stage, and what was tried there. */
export interface ProbedRoute extends Pick<PlannedRoute, 'route' | 'stage'> {
  readonly verdict: RouteVerdict;
  /** Why nothing was tried, or what limits what can be said. */
  readonly note: string | undefined;
  readonly trials: readonly Trial[];
}

/** All that was tried. */
export interface ProbeReport {
  readonly base: URL;
  readonly requests: number;
  readonly routes: readonly ProbedRoute[];
}

const CONCURRENCY = 4;
const TIMEOUT_MILLIS = 10_000;

/** After so many routes in a row without any answer nobody is there. */
const GIVES_UP_AFTER = 3;

/**
 * Sends what is planned and says what it proves. To each route the good token goes first: that it gets through shows
 * that the refusals after it are about the tokens.
 */
export async function probe(plan: ProbePlan, options: ProbeOptions): Promise<ProbeReport> {
  const { concurrency = CONCURRENCY, onProgress, pace, send, timeoutMillis = TIMEOUT_MILLIS } = options;
  const counts = { requests: 0, routesDone: 0, silent: 0 };
  const sender: Sender = {
    send,
    timeoutMillis,
    pace: async () => {
      onProgress?.({ ...counts, routes: plan.routes.length });
      await pace?.();
      counts.requests += 1;
    },
  };
  const routes = await inParallel(plan.routes, concurrency, async ({ route, stage, work }) => {
    const isGivenUp = counts.silent >= GIVES_UP_AFTER;
    const ended = 'skip' in work ? notTried(work.skip) : isGivenUp ? GIVEN_UP : await trialsOn(work, sender);
    if (outcomesOf(ended.trials).length > 0) counts.silent = isSilent(ended.trials) ? counts.silent + 1 : 0;
    counts.routesDone += 1;
    return { route, stage, ...ended };
  });
  return { base: plan.base, requests: counts.requests, routes };
}

type EndedRoute = Pick<ProbedRoute, 'verdict' | 'note' | 'trials'>;

const notTried = (note: string): EndedRoute => ({ verdict: 'skipped', note, trials: [] });

const GIVEN_UP: EndedRoute = {
  verdict: 'open',
  note: `not tried: ${GIVES_UP_AFTER} routes in a row did not answer`,
  trials: [],
};

async function trialsOn(work: ProbeWork, sender: Sender): Promise<EndedRoute> {
  const trials: Trial[] = [];
  let good: ProbeAnswer | undefined;
  for (const { demand, kind, unprovedKeys = [] } of work.kinds) {
    trials.push(...unprovedKeys.map(unproved));
    if ('skip' in demand) {
      trials.push(skipped(kind, demand.skip));
      continue;
    }
    for (const attempt of attemptsOf(work, kind)) {
      const { answer, trial } = await tryAttempt(
        { unsigned: work, kind, attempt, must: demand.must, good },
        sender,
      );
      trials.push(trial);
      // With several keys: what a gateway that takes one of them answers.
      if (kind === 'good' && trial.verdict === 'pass') good ??= answer;
      // Nobody answers: each further request would only wait for its timeout.
      if (isSilent(trials)) return ended(work, trials);
    }
  }
  return ended(work, trials);
}

function ended({ mayBeMissing, note }: ProbeWork, trials: readonly Trial[]): EndedRoute {
  const verdict = routeVerdict(trials);
  const isMissing = mayBeMissing && verdict === 'open' && trials.every((trial) => trial.verdict !== 'pass');
  return { verdict: isMissing ? 'skipped' : verdict, note, trials };
}

/** A route whose tokens are not known is tried without one. */
function attemptsOf({ kit }: ProbeWork, kind: TokenKindId): readonly Attempt[] {
  return kit === undefined ? [{ values: [] }] : kit.attempts(kind);
}

function skipped(kind: TokenKindId, why: string): Trial {
  const { must } = tokenKind(kind);
  return { kind, variant: undefined, verdict: 'skipped', must, outcome: undefined, why, request: undefined };
}

/** A key of the template of which nobody can tell whether the gateway knows it. */
function unproved(name: string): Trial {
  const why = `${name}: its private half is not given (--keys)`;
  return { ...skipped('good', why), variant: name, verdict: 'open' };
}

/** Whether nothing answered of what was tried. */
function isSilent(trials: readonly Trial[]): boolean {
  return outcomesOf(trials).every(({ status }) => status === undefined);
}

function outcomesOf(trials: readonly Trial[]): readonly Outcome[] {
  return trials.flatMap(({ outcome }) => outcome ?? []);
}

/** Does the work of all items, some at once, and keeps their order. The first error ends it. */
async function inParallel<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(concurrency, items.length)) }, worker));
  return results;
}
