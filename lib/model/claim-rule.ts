import { LIMITS } from '../facts';
import type { AccessControlModel, AccessControlRule } from '../plugin';
import type { ClaimRule } from './gateway-model';

/**
 * What access control rules demand of a claim, where they read it as `Token:<claim>`.
 *
 * Values are told only where they are certain: some rule compares nothing but this claim, denies when it is none of
 * them, and no rule before it lets a request through. Any other rule that reads the claim is told as it stands.
 */
export function findClaimRule(
  { parameters, rules }: AccessControlModel,
  claim: string,
): ClaimRule | undefined {
  const source = new RegExp(`^token:${claim}$`, 'i');
  const variables = Object.keys(parameters).filter((name) => source.test(parameters[name] ?? ''));
  const readers = rules.filter(({ condition }) => variables.some((name) => reads(condition, name)));
  const [first] = readers;
  if (first === undefined) return undefined;
  const applied = variables.filter((name) => Object.keys(parameters).indexOf(name) < SURE);
  for (const rule of reachedRules(rules)) {
    const values = valuesIn(rule, applied);
    if (values !== undefined) return { kind: 'values', values };
  }
  return { kind: 'condition', condition: first.condition };
}

/** A shared instance applies no more rules and variables than this. */
const SURE = LIMITS.accessControlRulesOnSharedInstances.value;

/** The rules that every request comes to, unless it is denied before. */
function reachedRules(rules: readonly AccessControlRule[]): readonly AccessControlRule[] {
  const allows = rules.findIndex(({ ifTrue, ifFalse }) => ifTrue === 'ALLOW' || ifFalse === 'ALLOW');
  return rules.slice(0, Math.min(SURE, allows === -1 ? rules.length : allows));
}

function reads(condition: string, variable: string): boolean {
  return new RegExp(`\\$${variable}(?![A-Za-z0-9_])`).test(condition.replace(/'[^']*'|"[^"]*"/g, "''"));
}

const TERM = /^\$([A-Za-z0-9_]+)\s*(=|!=)\s*(?:'([^']*)'|"([^"]*)")$/;

/** The values of `$iss = 'a' or $iss = 'b'` that denies otherwise, and of `$iss != 'a'` that denies. */
function valuesIn(
  { condition, ifFalse, ifTrue }: AccessControlRule,
  variables: readonly string[],
): string[] | undefined {
  const terms = termsOf(condition).map((text) => TERM.exec(text));
  const operators = new Set(terms.map((term) => term?.[2]));
  if (!terms.every((term) => term !== null && variables.includes(term[1] ?? ''))) return undefined;
  const isDemand = ifFalse === 'DENY' && ifTrue === undefined && operators.has('=') && operators.size === 1;
  const isRefusal = ifTrue === 'DENY' && ifFalse === undefined && operators.has('!=') && terms.length === 1;
  return isDemand || isRefusal ? terms.map((term) => term?.[3] ?? term?.[4] ?? '') : undefined;
}

/** The parts between `or`; one inside quotes is text. */
function termsOf(condition: string): string[] {
  return condition.split(/\s+or\s+(?=(?:[^'"]|'[^']*'|"[^"]*")*$)/i).map((term) => term.trim());
}
