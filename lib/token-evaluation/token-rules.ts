import { isDeepStrictEqual } from 'node:util';
import { GATEWAY_ERRORS, type Method } from '../facts';
import { type AppliedRules, CUT_SHORT, findBoundRules, type GatewayRoute, type RouteStage } from '../model';
import {
  AnyBut,
  type ConditionValue,
  claimValue,
  doubtOf,
  judgeRules,
  type LookUp,
  type ReadRule,
  Untold,
  variablesOf,
} from '../plugin';
import type { Claims } from '../token';
import type { Outcome } from './token-evaluation';

/** A token with a good signature, and where it is shown. */
interface ShownToken {
  readonly route: GatewayRoute;
  readonly stage: RouteStage;
  readonly claims: Claims;
}

/**
 * What speaks against a token in the accessControl plug-in that is bound beside the JWT plug-in. Rules are followed
 * as far as method and token decide; where something else of the request may, the outcome is unknown.
 */
export function findRuleDoubt({ claims, route, stage }: ShownToken): Outcome | undefined {
  const bound = findBoundRules(stage.bindings);
  if ('why' in bound) return unknown(bound.why);
  if (bound.rules === undefined) return undefined;
  const { problem, ways } = bound.rules.evaluation;
  if (problem !== undefined) return unknown(problem);
  const method = route.route?.method;
  const [first, ...others] = ways.map((way) => outcomeOfRules(way, lookUpOf(way, { claims, method })));
  return others.every((each) => isDeepStrictEqual(each, first)) ? first : unknown(CUT_SHORT);
}

/** The values of variables as far as method and claims tell. */
function lookUpOf(
  { sources }: AppliedRules,
  { claims, method }: { readonly claims: Claims; readonly method: Method | undefined },
): LookUp {
  return (variable) => {
    const { location, name } = sources.get(variable) ?? {};
    if (location === 'method' && method !== undefined && method !== 'ANY') return method;
    return location === 'token' && name !== undefined ? claimValue(claims, name) : ELSEWHERE;
  };
}

const ELSEWHERE = new Untold('method and token alone do not tell');

/** What comes of the rules in their order; the request goes on where none of them decides. */
function outcomeOfRules({ rules, sources }: AppliedRules, lookUp: LookUp): Outcome | undefined {
  const { last, possible, undecided } = judgeRules(rules, lookUp);
  if (!possible.has('DENY')) return undefined;
  const [doubtful] = undecided;
  if (possible.size > 1 && doubtful !== undefined) return unknown(undecidedWords(doubtful, lookUp));
  return last && denied(last, undecided, (variable) => factOf(variable, lookUp(variable), sources));
}

/** Every request is denied by the last rule that is looked at, or by one of those before it that nobody can tell. */
function denied(last: ReadRule, undecided: readonly ReadRule[], fact: (variable: string) => string): Outcome {
  const status = statusOf(last);
  const isStatusKnown = undecided.every((each) => statusOf(each) === status);
  return {
    verdict: 'refused',
    reason: 'rule-denies',
    message: `rule ${last.rule.name} denies ${deniedWords(last, fact)}`,
    ...(isStatusKnown ? { answer: { status, code: 'A403AC' } } : {}),
  };
}

function statusOf({ rule }: ReadRule): number {
  return rule.statusCode ?? GATEWAY_ERRORS.A403AC.value.status;
}

function deniedWords({ condition, rule }: ReadRule, fact: (variable: string) => string): string {
  if (condition === undefined || rule.ifTrue === rule.ifFalse) return 'every request';
  const denies = rule.ifFalse === 'DENY' ? `all but ${rule.condition}` : rule.condition;
  const facts = variablesOf(condition).map(fact);
  return facts.length === 0 ? denies : `${denies}; here ${facts.join(', ')}`;
}

/** Only a claim is known to be missing. */
function factOf(variable: string, value: ConditionValue, sources: AppliedRules['sources']): string {
  if (value === null) return `the token has no claim ${sources.get(variable)?.name}`;
  const isKnown = !(value instanceof Untold || value instanceof AnyBut);
  return `$${variable} is ${isKnown ? JSON.stringify(value) : 'not known'}`;
}

function undecidedWords(doubtful: ReadRule, lookUp: LookUp): string {
  const { condition, rule } = doubtful;
  const isElsewhere = condition !== undefined && variablesOf(condition).map(lookUp).includes(ELSEWHERE);
  if (!isElsewhere) return doubtOf(doubtful, lookUp);
  return `rule ${rule.name} decides by what ${ELSEWHERE.why}: ${rule.condition}`;
}

function unknown(message: string): Outcome {
  return { verdict: 'unknown', reason: 'rule-unknown', message };
}
