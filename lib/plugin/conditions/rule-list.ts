import type { AccessControlRule, AccessControlVerdict } from '../access-control';
import { evaluateCondition, type LookUp, Untold } from './evaluation';
import { type Condition, readCondition, variablesOf } from './parser';

/** A rule of an accessControl plug-in with its condition. */
export interface ReadRule {
  readonly rule: AccessControlRule;
  /** `undefined` where it cannot be read, or what the service makes of it is not documented. */
  readonly condition: Condition | undefined;
}

/** A rule whose condition may be anything. */
export function readRule(rule: AccessControlRule): ReadRule {
  const reading = readCondition(rule.condition, rule.name);
  return { rule, condition: reading.kind === 'read' ? reading.condition : undefined };
}

/** What ends the rules: a verdict, or that none of them decides, so that the request goes on. */
export type RuleEnd = AccessControlVerdict | 'none';

/** What may come of rules. */
export interface RuleOutcome {
  /** One where the values decide; several where a value that nobody can tell does. */
  readonly possible: ReadonlySet<RuleEnd>;
  /** The last rule that was looked at: the one that decides, where one is certain to. */
  readonly last: ReadRule | undefined;
  /** The rules that nobody can tell the outcome of. */
  readonly undecided: readonly ReadRule[];
}

/**
 * Follows rules in their order, as the service does: `ALLOW` and `DENY` end them, anything else leaves the request to
 * the next rule. Every other reader of rules asks this one.
 *
 * @see https://www.alibabacloud.com/help/doc-detail/154200.htm
 */
export function judgeRules(rules: readonly ReadRule[], lookUp: LookUp): RuleOutcome {
  const possible = new Set<RuleEnd>(['none']);
  const undecided: ReadRule[] = [];
  let last: ReadRule | undefined;
  for (const each of rules) {
    if (!possible.delete('none')) break;
    const ends = endsOf(each, lookUp);
    for (const end of ends) possible.add(end);
    if (ends.length > 1) undecided.push(each);
    last = each;
  }
  return { possible, last, undecided };
}

function endsOf({ condition, rule }: ReadRule, lookUp: LookUp): readonly RuleEnd[] {
  const ifTrue: RuleEnd = rule.ifTrue ?? 'none';
  const ifFalse: RuleEnd = rule.ifFalse ?? 'none';
  const holds = condition && evaluateCondition(condition, lookUp);
  if (holds !== undefined) return [holds ? ifTrue : ifFalse];
  return ifTrue === ifFalse ? [ifTrue] : [ifTrue, ifFalse];
}

/** Why nobody can tell what comes of a rule: the first of its values that nobody can tell, or the rule itself. */
export function doubtOf({ condition, rule }: ReadRule, lookUp: LookUp): string {
  const untold = (condition ? variablesOf(condition) : [])
    .map(lookUp)
    .find((value): value is Untold => value instanceof Untold);
  return untold === undefined
    ? `what the service makes of the condition of rule ${rule.name} here is not documented`
    : `rule ${rule.name} cannot be told: ${untold.why}`;
}
