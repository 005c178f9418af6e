import { asRefused, asThrough, isBackends, type Outcome, outcomeOf, type ProbeAnswer } from './answer';
import {
  type Presented,
  type ProbeRequest,
  requestWith,
  type ShownRequest,
  shownRequest,
  type Unsigned,
} from './probe-request';
import type { Attempt, TokenKind, TokenKindId } from './token-kinds';

/** What sends the requests of a probe. */
export interface Sender {
  readonly send: (request: ProbeRequest) => Promise<ProbeAnswer>;
  /** Asked before each request. */
  readonly pace: () => Promise<void>;
  readonly timeoutMillis: number;
}

/** What to try. */
interface Tried {
  readonly unsigned: Unsigned;
  readonly kind: TokenKindId;
  readonly must: TokenKind['must'];
  readonly attempt: Attempt;
  /** What came back for a good token. */
  readonly good: ProbeAnswer | undefined;
}

/** How it ended; without an answer when none came. */
interface Ended {
  readonly trial: Trial;
  readonly answer: ProbeAnswer | undefined;
}

/** Sends one attempt and says what it proves. */
export async function tryAttempt(tried: Tried, sender: Sender): Promise<Ended> {
  const { attempt, unsigned } = tried;
  if (attempt.before !== undefined) {
    const first = await send(unsigned, { values: attempt.before }, sender);
    const outcome = outcomeIn(first, { ...tried, must: 'accept' });
    if (outcome.kind !== 'through') return endedWith(tried, notLetIn(outcome), undefined);
  }
  const sent = await send(unsigned, attempt, sender);
  return endedWith(tried, outcomeIn(sent, tried), 'url' in sent ? sent : undefined);
}

type Sent = (ProbeAnswer & { readonly url: string }) | { readonly unreachable: string };

async function send(unsigned: Unsigned, attempt: Presented, sender: Sender): Promise<Sent> {
  await sender.pace();
  const signal = AbortSignal.timeout(sender.timeoutMillis);
  const request = requestWith(unsigned, attempt, signal);
  try {
    const answer = await Promise.race([sender.send(request), rejectedBy(signal)]);
    return { ...answer, url: request.url };
  } catch (error) {
    const unreachable = findUnreachable(error);
    if (unreachable === undefined) throw error;
    return { unreachable };
  }
}

/** A sender need not heed the signal. */
function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

function outcomeIn(sent: Sent, { good, must }: Tried): Outcome {
  if ('unreachable' in sent) return { kind: 'unclear', status: undefined, why: sent.unreachable };
  // A token that must be let in is let in also where the backend then answers with an error: 404, 500.
  if (must === 'accept' && isBackends(sent)) return { kind: 'through', status: sent.status };
  const outcome = outcomeOf(sent, sent.url);
  return asThrough(asRefused(outcome, sent, good), sent, good);
}

function notLetIn(outcome: Outcome): Outcome {
  const words = outcome.kind === 'unclear' ? outcome.why : `refused with ${outcome.status}`;
  return {
    kind: 'unclear',
    status: outcome.status,
    why: `the token was not let in the first time: ${words}`,
  };
}

function endedWith(tried: Tried, outcome: Outcome, answer: ProbeAnswer | undefined): Ended {
  const { attempt, kind, must, unsigned } = tried;
  const trial: Trial = {
    kind,
    variant: attempt.variant,
    must,
    outcome,
    verdict: trialVerdictOn(must, outcome),
    why: outcome.kind === 'unclear' ? outcome.why : undefined,
    request: shownRequest(unsigned, kind, attempt),
  };
  return { trial, answer };
}

/**
 * Why no answer came, in a few words; `undefined` for an error that is none of the network's, but a bug.
 *
 * `fetch` wraps the network's error as its cause.
 */
export function findUnreachable(error: unknown): string | undefined {
  // By their members: what AbortSignal rejects with is no Error of every realm.
  const { cause, name } = (error ?? {}) as { cause?: unknown; name?: unknown };
  if (name === 'TimeoutError') return 'no answer in time';
  const code = codeOf(error) ?? codeOf(cause);
  return code === undefined ? undefined : `no answer: ${WORDS[code] ?? code}`;
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused (ECONNREFUSED)',
  ECONNRESET: 'the connection was closed (ECONNRESET)',
  ENOTFOUND: 'there is no such host (ENOTFOUND)',
  EAI_AGAIN: 'the name could not be looked up (EAI_AGAIN)',
  CERT_HAS_EXPIRED: 'its certificate has expired (CERT_HAS_EXPIRED)',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed (DEPTH_ZERO_SELF_SIGNED_CERT)',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host (ERR_TLS_CERT_ALTNAME_INVALID)',
};

function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

/** One thing that was tried on a route, and how it ended. */
export interface Trial {
  readonly kind: TokenKindId;
  /** Which spelling of the kind, where there are several. */
  readonly variant: string | undefined;
  readonly verdict: TrialVerdict;
  readonly must: TokenKind['must'];
  /** `undefined` for what was not tried. */
  readonly outcome: Outcome | undefined;
  /** Why it was not tried, or what to know about the outcome. */
  readonly why: string | undefined;
  /** The request, with the kind in the place of its token. */
  readonly request: ShownRequest | undefined;
}

/**
 * - `pass`, `fail`: the gateway did what it must, or did not
 * - `open`: it could not be told
 * - `note`: it did one thing or the other, and may
 * - `skipped`: not tried
 */
export type TrialVerdict = 'pass' | 'fail' | 'open' | 'note' | 'skipped';

/** What an outcome means for what the gateway must do. */
function trialVerdictOn(must: TokenKind['must'], outcome: Outcome): TrialVerdict {
  if (must === 'either') return 'note';
  if (outcome.kind === 'unclear') return 'open';
  return (outcome.kind === 'refused') === (must === 'refuse') ? 'pass' : 'fail';
}

/** How the trials of a route ended together: `proved` when it did all that it must. */
export type RouteVerdict = 'proved' | 'failed' | 'open' | 'skipped';

/** The worst that any trial showed. */
export function routeVerdict(trials: readonly Trial[]): RouteVerdict {
  const has = (wanted: TrialVerdict) => trials.some(({ verdict }) => verdict === wanted);
  if (has('fail')) return 'failed';
  if (has('open')) return 'open';
  return has('pass') ? 'proved' : 'skipped';
}
