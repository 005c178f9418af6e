import { createDesk, type Decision, isInForce } from '../decisions';
import { findingOf } from './check';
import type { CheckResult, Finding } from './finding';
import type { Rule } from './rule';
import { waiverExpired, waiverUnknownRule, waiverUnused } from './waiver-rules';

/** A decision to live with a finding for a time. */
export interface Waiver extends Decision {
  /** The id of the one rule it is for. */
  readonly rule: string;
  /**
   * A glob over `STACK/LOGICALID` or, for one stage only, `STACK/LOGICALID/STAGE`: `*` and `?` do not match `/`,
   * `**` does. The stack of a template file is the file's name without its ending.
   */
  readonly path: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day it holds, in UTC: `2030-12-31`. */
  readonly expires: string;
}

/** Why a finding is waived: a waiver, or the reason that the author of the template gives in it. */
type WaivedBy =
  | { readonly kind: 'file'; readonly waiver: Waiver }
  | { readonly kind: 'template'; readonly reason: string };

/** A finding that somebody decided to live with. */
export interface WaivedFinding extends Finding {
  readonly waivedBy: WaivedBy;
}

/** What all rules say of a gateway, after the waivers. */
export interface WaivedResult extends CheckResult {
  readonly waived: readonly WaivedFinding[];
}

/** What waivers are judged by. */
interface WaiverContext {
  /** All rules there are, so that a waiver for another one is noticed. */
  readonly rules: readonly Rule[];
  /** The clock, in milliseconds since 1970. */
  readonly now: number;
}

/**
 * Sets apart what is waived, be it a failure or something unknown. A waiver that has expired, waives nothing or names
 * no rule is itself among the failures, at the end.
 */
export function applyWaivers(
  result: CheckResult,
  waivers: readonly Waiver[],
  { rules, now }: WaiverContext,
): WaivedResult {
  const desk = createDesk<Finding, Waiver>(waivers, {
    isOfKind: ({ rule }, finding) => rule === finding.rule.id,
    pathsOf,
    now,
  });
  const judge = (finding: Finding): Finding | WaivedFinding => {
    const waiver = desk.decisionOn(finding);
    const { reason } = finding;
    if (reason !== undefined) return { ...finding, waivedBy: { kind: 'template', reason } };
    return waiver === undefined ? finding : { ...finding, waivedBy: { kind: 'file', waiver } };
  };
  const [failures, unknowns] = [result.failures.map(judge), result.unknowns.map(judge)];
  const known = new Set(rules.map(({ id }) => id));
  const isOpen = (finding: Finding) => !isWaived(finding);
  return {
    failures: [
      ...failures.filter(isOpen),
      ...waivers.flatMap((waiver) => {
        return problemOf(waiver, {
          isKnown: known.has(waiver.rule),
          isUsed: desk.isUsed(waiver),
          hasExpired: !isInForce(waiver, now),
        });
      }),
    ],
    unknowns: unknowns.filter(isOpen),
    waived: [...failures, ...unknowns].filter(isWaived),
    verdicts: result.verdicts,
  };
}

function isWaived(finding: Finding): finding is WaivedFinding {
  return 'waivedBy' in finding;
}

function pathsOf({ logicalId, stack, stage }: Finding): readonly string[] {
  const resource = `${stack}/${logicalId}`;
  return stage === undefined ? [resource] : [resource, `${resource}/${stage}`];
}

interface WaiverState {
  readonly isKnown: boolean;
  readonly isUsed: boolean;
  readonly hasExpired: boolean;
}

function problemOf(waiver: Waiver, { hasExpired, isKnown, isUsed }: WaiverState): Finding[] {
  const { expires, origin, owner, path, rule } = waiver;
  const report = (problem: Rule, message: string) => [
    findingOf(problem, {
      verdict: 'fail',
      subject: `waiver of ${rule} for ${path}`,
      message,
      origin,
      logicalId: '',
      stack: '',
    }),
  ];
  if (!isKnown) return report(waiverUnknownRule, `there is no rule ${rule}`);
  if (!isUsed) return report(waiverUnused, 'no finding of that rule is there');
  return !hasExpired ? [] : report(waiverExpired, `${owner} waived it until ${expires}`);
}
