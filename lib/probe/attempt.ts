import { asRefused, asThrough, isBackends, type Outcome, outcomeOf, type ProbeAnswer } from './answer';
import { type Presented, type ProbeRequest, requestWith, shownRequest, type Unsigned } from './probe-request';
import type { Attempt, TokenKind, TokenKindId } from './token-kinds';
import { type Trial, verdictOn } from './trial';
import { findUnreachable } from './unreachable';

/** What sends the requests of a probe. */
export interface Sender {
  readonly send: (request: ProbeRequest) => Promise<ProbeAnswer>;
  /** Asked before each request. */
  readonly pace: () => Promise<void>;
  readonly timeoutMillis: number;
}

/** What to try. */
export interface Tried {
  readonly unsigned: Unsigned;
  readonly kind: TokenKindId;
  readonly must: TokenKind['must'];
  readonly attempt: Attempt;
  /** What came back for a good token. */
  readonly good: ProbeAnswer | undefined;
}

/** How it ended; without an answer when none came. */
export interface Ended {
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
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function outcomeIn(sent: Sent, { good, must }: Tried): Outcome {
  if ('unreachable' in sent) return { kind: 'unclear', status: undefined, why: sent.unreachable };
  const outcome = outcomeOf(sent, sent.url);
  // What must be let in need not be liked by the backend.
  if (must === 'accept' && outcome.kind === 'unclear' && isBackends(sent)) {
    return { kind: 'through', status: sent.status };
  }
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
    verdict: verdictOn(must, outcome),
    why: outcome.kind === 'unclear' ? outcome.why : undefined,
    request: shownRequest(unsigned, kind, attempt),
  };
  return { trial, answer };
}
