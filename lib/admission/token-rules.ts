import type { ClaimRule, JwtLock, RouteStage } from '../template';
import type { Claims } from '../token';
import type { Outcome } from './admission';

/** What speaks against a token in the accessControl plug-in that is bound beside the JWT plug-in. */
export function findRuleDoubt(_: RouteStage, lock: JwtLock, claims: Claims): Outcome | undefined {
  const doubts = [
    findClaimDoubt('iss', lock.issuer, claims),
    findClaimDoubt('aud', lock.audience, claims),
  ].flatMap((doubt) => doubt ?? []);
  return doubts.find(({ verdict }) => verdict === 'refused') ?? doubts[0];
}

function findClaimDoubt(claim: string, rule: ClaimRule | undefined, claims: Claims): Outcome | undefined {
  if (rule === undefined) return undefined;
  const unknown = (message: string): Outcome => ({ verdict: 'unknown', reason: 'rule-unknown', message });
  if (rule.kind === 'unknown') return unknown(rule.why);
  if (rule.kind === 'condition') return unknown(`a rule reads ${claim}: ${rule.condition}`);
  const value = claims[claim];
  if (value !== undefined && typeof value !== 'string')
    return unknown(`how the gateway reads a ${claim} that is no text is not documented`);
  if (value !== undefined && rule.values.includes(value)) return undefined;
  const said = value === undefined ? `no ${claim}` : `the ${claim} ${JSON.stringify(value)}`;
  const wanted = rule.values.map((each) => JSON.stringify(each)).join(' or ');
  return {
    verdict: 'refused',
    reason: 'rule-denies',
    message: `the token has ${said}; accepted is ${wanted}`,
  };
}
