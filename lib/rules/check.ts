import { createHash } from 'node:crypto';
import { traditionalPartOf } from '../cloud-native';
import { type GatewayModel, redactorOf, withoutRecordings } from '../model';
import type { CheckResult, Finding } from './finding';
import { joinWays } from './join-ways';
import type { Outcome, Rule, RuleContext, Verdict } from './rule';

/**
 * Runs rules over a gateway. What depends on a choice of parameters is looked at for each of them: it passes, or fails,
 * where it does so for all.
 */
export function checkGateway(
  model: GatewayModel,
  rules: readonly Rule[],
  context?: RuleContext,
): CheckResult {
  const checked = checkModel(model, rules, context);
  const open = new Set(checked.unknowns.map(({ rule }) => rule));
  if (model.ways === undefined || open.size === 0) return checked;
  const ways = model.ways.map((way) => ({
    chosen: way.chosen,
    result: checkModel(way.model, [...open], context),
  }));
  return joinWays(checked, ways);
}

function checkModel(model: GatewayModel, rules: readonly Rule[], context?: RuleContext): CheckResult {
  const withoutSecrets = (outcome: Outcome): Outcome => {
    const hide = redactorOf(model);
    const { message, reason, route, stage, subject } = outcome;
    return {
      ...outcome,
      message: hide(message),
      subject: hide(subject),
      ...(reason === undefined ? {} : { reason: hide(reason) }),
      ...(route === undefined ? {} : { route: hide(route) }),
      ...(stage === undefined ? {} : { stage: hide(stage) }),
    };
  };
  const modelFor = createModelFor(model);
  const failures: Finding[] = [];
  const unknowns: Finding[] = [];
  const verdicts = new Map<string, Readonly<Record<Verdict, number>>>();
  for (const rule of rules) {
    const counts = { pass: 0, fail: 0, 'not-applicable': 0, unknown: 0 };
    for (const judgement of rule.check(modelFor(rule), context)) {
      // Nearly everything passes, and nothing more is asked of it.
      if (judgement === 'pass') counts.pass += 1;
      else if (judgement === 'not-applicable') counts['not-applicable'] += 1;
      else {
        counts[judgement.verdict] += 1;
        (judgement.verdict === 'fail' ? failures : unknowns).push(findingOf(rule, withoutSecrets(judgement)));
      }
    }
    const isSilent = Object.values(counts).every((count) => count === 0);
    verdicts.set(rule.id, isSilent ? { ...counts, 'not-applicable': 1 } : counts);
  }
  return { failures, unknowns, verdicts };
}

/** What a rule looks at: the traditional gateway alone, and templates alone, unless it says otherwise. */
function createModelFor(model: GatewayModel): (rule: Rule) => GatewayModel {
  const traditional = traditionalPartOf(model);
  const written = new Map<GatewayModel, GatewayModel>();
  return ({ isOfEveryProduct, isOfTemplates }) => {
    const part = isOfEveryProduct === true ? model : traditional;
    if (isOfTemplates !== true) return part;
    const templates = written.get(part) ?? withoutRecordings(part);
    written.set(part, templates);
    return templates;
  };
}

/** An outcome of a rule with its fingerprint. */
export function findingOf(rule: Rule, outcome: Outcome): Finding {
  const { stack, logicalId, route = '', stage = '', subject } = outcome;
  const identity = JSON.stringify([rule.id, stack, logicalId, route, stage, subject]);
  const fingerprint = createHash('sha256').update(identity).digest('hex').slice(0, 16);
  return { severity: rule.severity, ...outcome, rule, fingerprint };
}
