import type { Decision } from '../gateway';

/** More than a person has requests in flight; the memory stays small under any load. */
const MOST = 256;

/** Remembers the latest decisions of a gateway by the id of their request. */
export function createDecisionMemory(most = MOST) {
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
