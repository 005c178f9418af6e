import { GATEWAY_ERRORS, type Method } from '../facts';
import {
  type AppliedRules,
  CUT_SHORT,
  findBoundRules,
  type GatewayRoute,
  type JwtLock,
  type RouteStage,
} from '../model';
import {
  AnyBut,
  type ConditionSource,
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
  readonly lock: JwtLock;
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
  return others.every((each) => each?.message === first?.message) ? first : unknown(CUT_SHORT);
}

/** The values of variables as far as method and claims tell. */
function lookUpOf(
  { sources }: AppliedRules,
  { claims, method }: { readonly claims: Claims; readonly method: Method | undefined },
): LookUp {
  return (variable) => {
    const source = sources.get(variable);
    if (source?.location === 'method' && method !== undefined && method !== 'ANY') return method;
    return source?.location === 'token' ? claimValue(claims, source.name ?? '') : ELSEWHERE;
  };
}

const ELSEWHERE = new Untold('method and token alone do not tell');

/** What comes of the rules in their order; the request goes on where none of them decides. */
function outcomeOfRules({ rules, sources }: AppliedRules, lookUp: LookUp): Outcome | undefined {
  const { last, possible, undecided } = judgeRules(rules, lookUp);
  if (last === undefined || !possible.has('DENY')) return undefined;
  if (possible.size === 1) return denied(last, lookUp, sources);
  const [doubtful = last] = undecided;
  return unknown(undecidedWords(doubtful, lookUp));
}

function denied({ condition, rule }: ReadRule, lookUp: LookUp, sources: AppliedRules['sources']): Outcome {
  const { ifFalse, name, statusCode = GATEWAY_ERRORS.A403AC.value.status } = rule;
  const facts = (condition ? variablesOf(condition) : []).map((each) =>
    factOf(each, lookUp(each), sources.get(each)),
  );
  return {
    verdict: 'refused',
    reason: 'rule-denies',
    message: `rule ${name} denies ${ifFalse === 'DENY' ? 'all but ' : ''}${rule.condition}${facts.length === 0 ? '' : `; here ${facts.join(', ')}`}`,
    answer: { status: statusCode, code: 'A403AC' },
  };
}

function factOf(variable: string, value: ConditionValue, source: ConditionSource | undefined): string {
  if (value instanceof Untold || value instanceof AnyBut) return `$${variable} is not known`;
  if (value === null && source?.location === 'token') return `the token has no claim ${source.name}`;
  return value === null ? `there is no $${variable}` : `$${variable} is ${JSON.stringify(value)}`;
}

function undecidedWords(doubtful: ReadRule, lookUp: LookUp): string {
  const { condition, name } = doubtful.rule;
  const isElsewhere = (doubtful.condition ? variablesOf(doubtful.condition) : [])
    .map(lookUp)
    .includes(ELSEWHERE);
  if (!isElsewhere) return doubtOf(doubtful, lookUp);
  return `rule ${name} decides by what method and token alone do not tell: ${condition}`;
}

function unknown(message: string): Outcome {
  return { verdict: 'unknown', reason: 'rule-unknown', message };
}
