import type { Outcome, Rule, Severity, Verdict } from './rule';

/** A subject that failed a rule, or that a rule could not judge. */
export interface Finding extends Outcome {
  readonly rule: Rule;
  /** How bad it is: what the rule says, or less. */
  readonly severity: Severity;
  /**
   * The same for the same defect in every run and after any edit elsewhere: made of rule, stack, resource,
   * route and stage, never of texts or lines.
   */
  readonly fingerprint: string;
}

/** What all rules say of a gateway. */
export interface CheckResult {
  /** Failures, in the order of the rules and then of the template. */
  readonly failures: readonly Finding[];
  /** What no rule could judge. */
  readonly unknowns: readonly Finding[];
  /** How often each rule gave each verdict; a rule without a subject counts as not applicable once. */
  readonly verdicts: ReadonlyMap<string, Readonly<Record<Verdict, number>>>;
}
