import type { ClaimParameter } from '../plugin';
import { isUnknown } from '../template';
import type { AccessControlReading, GatewayPlugin, RouteBinding } from './gateway';
import type { ClaimDemand, ClaimRule } from './protection';
import { type ClaimValue, OTHER, type RuleEvaluation } from './rule-evaluation';
import { ARBITRARY, claimKey, keyOf } from './rule-search';

/**
 * What rules demand of a claim. Values are said only where every token with another one, or without any, is denied
 * whatever else the request says; `undefined` where some such token gets through.
 */
function claimRuleOf(rules: RuleEvaluation, claim: string): ClaimRule | undefined {
  if (rules.problem !== undefined) return { kind: 'unknown', why: rules.problem };
  const demand = rules.claims.includes(claim) ? demandOn(rules, claim) : undefined;
  const near = rules.claims.find((each) => each !== claim && isNear(each, claim));
  if (demand !== undefined || near === undefined) return demand;
  const why = `a rule reads Token:${near}, and whether that is the claim ${claim} is not documented`;
  return { kind: 'unknown', why };
}

/** What rules demand of a token. */
type TokenDemands = Pick<AccessControlReading, 'issuer' | 'audience' | 'otherClaims'>;

/** Of so many claims beside issuer and audience it is told what is demanded: each takes a search of its own. */
const MOST_CLAIMS = 16;

/** What rules demand of the claims that they read, issuer and audience apart. */
export function demandsOf(rules: RuleEvaluation): TokenDemands {
  const others = rules.claims.filter((claim) => claim !== 'iss' && claim !== 'aud');
  const demands = others.slice(0, MOST_CLAIMS).flatMap((claim): ClaimDemand[] => {
    const rule = claimRuleOf(rules, claim);
    return rule === undefined || rule.kind === 'unknown' ? demandBesidePath(rules, claim) : [{ claim, rule }];
  });
  return { issuer: claimRuleOf(rules, 'iss'), audience: claimRuleOf(rules, 'aud'), otherClaims: demands };
}

function demandOn(rules: RuleEvaluation, claim: string): ClaimRule | undefined {
  const fateOf = (value: ClaimValue) => rules.fateOf({ [claim]: value });
  const [other, missing] = [fateOf(OTHER), fateOf(null)];
  if (other === 'admitted' || missing === 'admitted') return undefined;
  const isRefused = missing === 'refused';
  if (isRefused && other === 'refused')
    return { kind: 'values', values: rules.mentioned(claim).filter((value) => fateOf(value) !== 'refused') };
  const reader = rules.readerOf((source) => keyOf(source) === claimKey(claim));
  const { condition = '', name = '' } = reader?.rule ?? {};
  if (isRefused && fateOf(ARBITRARY) === 'refused') {
    const words = rules.wordsIn(claim);
    return words.length === 0 ? { kind: 'condition', condition } : { kind: 'condition', condition, words };
  }
  const why =
    rules.ways.length > 1
      ? CUT_SHORT
      : `whether every other ${claim} is refused does not follow from the rules alone: see rule ${name}, ${condition}`;
  return { kind: 'unknown', why };
}

/** A claim that is compared with a path parameter: the parameter is there on each request that comes to the route. */
function demandBesidePath(rules: RuleEvaluation, claim: string): ClaimDemand[] {
  const { condition, parameter } = rules.pathComparisonOf(claim) ?? {};
  if (condition === undefined || parameter === undefined) return [];
  return [{ claim, rule: { kind: 'condition', condition, pathParameter: parameter } }];
}

/** Why it is not certain what rules do that are more than a shared instance applies. */
export const CUT_SHORT = 'on a shared instance only the first rules and variables of the plug-in take effect';

function isNear(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** A value for each claim that rules demand one of a list of; others are for whoever makes the token to know. */
export function acceptedClaims({
  audience,
  issuer,
  otherClaims,
}: TokenDemands): Readonly<Record<string, string>> {
  const demands = [{ claim: 'iss', rule: issuer }, { claim: 'aud', rule: audience }, ...otherClaims];
  return Object.fromEntries(
    demands.flatMap(({ claim, rule }) => {
      const value =
        rule?.kind === 'values'
          ? rule.values[0]
          : rule?.kind === 'condition'
            ? rule.words?.join(' ')
            : undefined;
      return value === undefined ? [] : [[claim, value] as const];
    }),
  );
}

/** Either the rules that take effect, or why it is not certain which do. */
export type BoundRules = { readonly rules: AccessControlReading | undefined } | { readonly why: string };

/** The rules of the accessControl plug-in that is bound, of which one takes effect. */
export function findBoundRules(bindings: readonly RouteBinding[]): BoundRules {
  const beside = bindings.filter(mayHoldRules);
  const doubt = beside.map(doubtAbout).find((why) => why !== undefined);
  if (doubt !== undefined) return { why: doubt };
  const plugins = beside.flatMap(({ plugin }): GatewayPlugin[] => (isUnknown(plugin) ? [] : [plugin]));
  const [first, second] = new Set(plugins);
  if (first && second) {
    const both = `${first.id} and ${second.id}`;
    return { why: `two plug-ins of type accessControl are bound, ${both}: one of them takes effect` };
  }
  if (first?.problem !== undefined) return { why: `plug-in ${first.id}: ${first.problem}` };
  return { rules: first?.accessControl };
}

/** A plug-in that is made elsewhere may hold any rules where its author says so; of another one nothing is known. */
function mayHoldRules({ binding, plugin }: RouteBinding): boolean {
  if (isUnknown(plugin)) return binding?.declaredType === 'accessControl';
  return isUnknown(plugin.type) || plugin.type === 'accessControl';
}

function doubtAbout({ maybe, plugin }: RouteBinding): string | undefined {
  if (maybe !== undefined) return maybe;
  if (isUnknown(plugin)) return `what plug-in ${plugin.expression} demands stands outside the template`;
  return isUnknown(plugin.type) ? `the type of plug-in ${plugin.id} is ${plugin.type.expression}` : undefined;
}

/** What is demanded of a token whose JWT plug-in forwards these claims. */
export function demandsBeside(
  bindings: readonly RouteBinding[],
  forwards: readonly ClaimParameter[],
): TokenDemands {
  const bound = findBoundRules(bindings);
  if ('why' in bound) {
    const unknown: ClaimRule = { kind: 'unknown', why: bound.why };
    return { issuer: unknown, audience: unknown, otherClaims: [] };
  }
  const { rules } = bound;
  const demand = (claim: string, rule: ClaimRule | undefined) =>
    rule ?? (rules && ruleOverParameter(rules.evaluation, claim, forwards));
  return {
    issuer: demand('iss', rules?.issuer),
    audience: demand('aud', rules?.audience),
    otherClaims: rules?.otherClaims ?? [],
  };
}

/** A condition may read a forwarded claim by the name of its parameter, which callers may also set. */
function ruleOverParameter(
  rules: RuleEvaluation,
  claim: string,
  forwards: readonly ClaimParameter[],
): ClaimRule | undefined {
  const names = forwards.flatMap((each) => (each.claimName === claim ? [each.parameterName] : []));
  const reader = rules.readerOf(
    ({ location, name = '' }) => location === 'parameter' && names.some((each) => isNear(each, name)),
  );
  if (reader === undefined) return undefined;
  return { kind: 'unknown', why: `rule ${reader.rule.name} may read the claim ${claim} as a parameter` };
}
