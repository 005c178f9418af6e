import { GatewayError } from '../errors';
import { GATEWAY_ERRORS, type Method } from '../facts';
import type { GatewayPlugin, GatewayRoute, JwtLock, RouteStage } from '../model';
import {
  type AccessControlModel,
  type AccessControlRule,
  type AccessControlVerdict,
  type Condition,
  type ConditionValue,
  claimValue,
  evaluateCondition,
  findConditionSource,
  parseCondition,
  UNTOLD,
  variablesOf,
} from '../plugin';
import { isUnknown } from '../template';
import type { Claims } from '../token';
import type { Outcome } from './admission';

/** A token with a good signature, and where it is shown. */
export interface ShownToken {
  readonly route: GatewayRoute;
  readonly stage: RouteStage;
  readonly lock: JwtLock;
  readonly claims: Claims;
}

/**
 * What speaks against a token in the accessControl plug-in that is bound beside the JWT plug-in. Rules are followed
 * as far as method and token decide; where something else of the request may, the outcome is unknown.
 */
export function findRuleDoubt({ claims, lock, route, stage }: ShownToken): Outcome | undefined {
  const doubt = findBindingDoubt(stage, lock);
  if (doubt !== undefined) return unknown(doubt);
  const model = accessControlOf(stage);
  return model && judge(model, valuesOf(model, { claims, method: route.route?.method }));
}

/** Why it is not certain which rules there are. */
function findBindingDoubt({ bindings }: RouteStage, { audience, issuer }: JwtLock): string | undefined {
  const unread = [issuer, audience].flatMap((rule) => (rule?.kind === 'unknown' ? [rule.why] : []));
  const elsewhere = bindings.flatMap(({ binding, plugin }) =>
    isUnknown(plugin) && binding?.declaredType === 'accessControl' ? [plugin.expression] : [],
  );
  return [
    ...unread,
    ...elsewhere.map((name) => `what plug-in ${name} demands stands outside the template`),
  ][0];
}

function accessControlOf({ bindings }: RouteStage): AccessControlModel | undefined {
  const bound = bindings.flatMap(({ plugin }): GatewayPlugin[] => (isUnknown(plugin) ? [] : [plugin]));
  return bound.find(({ type }) => type === 'accessControl')?.accessControl?.model;
}

type LookUp = (variable: string) => ConditionValue;

/** The values of variables as far as method and claims tell. */
function valuesOf(
  { parameters }: AccessControlModel,
  { claims, method }: { readonly claims: Claims; readonly method: Method | undefined },
): LookUp {
  const sources = new Map(Object.entries(parameters));
  return (variable) => {
    const source = findConditionSource(sources.get(variable) ?? '');
    if (source?.location === 'method' && method !== undefined && method !== 'ANY') return method;
    return source?.location === 'token' ? claimValue(claims, source.name ?? '') : UNTOLD;
  };
}

/** Everything that may come of the rules in their order; the request goes on where none of them decides. */
function judge({ rules }: AccessControlModel, lookUp: LookUp): Outcome | undefined {
  const possible = new Set<AccessControlVerdict | undefined>([undefined]);
  let unsure: AccessControlRule | undefined;
  let last: AccessControlRule | undefined;
  for (const rule of rules) {
    if (!possible.delete(undefined)) break;
    const verdicts = verdictsOf(rule, lookUp);
    for (const verdict of verdicts) possible.add(verdict);
    if (verdicts.length > 1) unsure ??= rule;
    last = rule;
  }
  if (last === undefined || !possible.has('DENY')) return undefined;
  return possible.size === 1 ? denied(last, lookUp) : unknown(undecidedWords(unsure ?? last));
}

/** What may come of one rule; `undefined` is that the next one is looked at. */
function verdictsOf(rule: AccessControlRule, lookUp: LookUp): readonly (AccessControlVerdict | undefined)[] {
  const { ifFalse, ifTrue } = rule;
  const condition = findCondition(rule);
  const holds = condition && evaluateCondition(condition, lookUp);
  if (holds !== undefined) return [holds ? ifTrue : ifFalse];
  return ifTrue === ifFalse ? [ifTrue] : [ifTrue, ifFalse];
}

const conditions = new WeakMap<AccessControlRule, Condition | null>();

/** The condition of a rule, read once for all routes; `undefined` where this library cannot read it. */
function findCondition(rule: AccessControlRule): Condition | undefined {
  const known = conditions.get(rule);
  const condition = known === undefined ? readCondition(rule) : known;
  conditions.set(rule, condition);
  return condition ?? undefined;
}

function readCondition({ condition, name }: AccessControlRule): Condition | null {
  try {
    return parseCondition(condition, name);
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return null;
    throw error;
  }
}

function denied(rule: AccessControlRule, lookUp: LookUp): Outcome {
  const { condition, ifFalse, name, statusCode = GATEWAY_ERRORS.A403AC.value.status } = rule;
  const read = findCondition(rule);
  const facts = (read ? variablesOf(read) : []).map((variable) => factOf(variable, lookUp(variable)));
  return {
    verdict: 'refused',
    reason: 'rule-denies',
    message: `rule ${name} denies ${ifFalse === 'DENY' ? 'all but ' : ''}${condition}${facts.length === 0 ? '' : `; here ${facts.join(', ')}`}`,
    answer: { status: statusCode, code: 'A403AC' },
  };
}

function factOf(variable: string, value: ConditionValue): string {
  if (typeof value === 'symbol') return `$${variable} is not known`;
  return value === null ? `there is no $${variable}` : `$${variable} is ${JSON.stringify(value)}`;
}

function undecidedWords({ condition, name }: AccessControlRule): string {
  return `rule ${name} decides by what method and token alone do not tell: ${condition}`;
}

function unknown(message: string): Outcome {
  return { verdict: 'unknown', reason: 'rule-unknown', message };
}
