import type { Grade } from '../facts';
import type { GatewayModel } from '../model';
import type { Origin } from '../template';

/** How bad it is when a rule fails. Never part of a rule's id: it may change without breaking a waiver. */
export type Severity = 'error' | 'warning' | 'note';

/**
 * What a rule says of one subject: `unknown` when the template alone does not tell, which is neither guilty nor
 * innocent; `not-applicable` when the rule is not about it.
 */
export type Verdict = 'pass' | 'fail' | 'not-applicable' | 'unknown';

/** What a rule says of one subject. Of what is in order, which nearly everything is, it says that and nothing more. */
export type Judgement = Outcome | 'pass' | 'not-applicable';

/** A subject that fails a rule, or that the rule cannot judge, and where that stands. */
export interface Outcome {
  readonly verdict: 'fail' | 'unknown';
  /** What was looked at, as people call it: `GET /orders RELEASE`, `plug-in CustomersJwtAuth`. */
  readonly subject: string;
  /** What was seen: lower case, no final period, never a secret. */
  readonly message: string;
  readonly origin: Origin;
  /** The resource it is about. */
  readonly logicalId: string;
  /** The name of the stack the resource is in. */
  readonly stack: string;
  /** `GET /orders` */
  readonly route?: string;
  readonly stage?: string;
  /** Set when the author of the template gave a reason in it; the finding is then waived by that reason. */
  readonly reason?: string;
  /** Set where it is less bad than the rule says: what is told against it is less sure than what the rule is about. */
  readonly severity?: Severity;
}

/** What a rule may know beside the gateway. */
export interface RuleContext {
  /** The clock, in milliseconds since 1970. */
  readonly now: number;
}

/** One check of the gateway model: data, and a pure function. */
export interface Rule {
  /** Kebab-case, names the defect; also the name of the rule's file and of its test. */
  readonly id: string;
  /** The defect in one sentence. */
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  /** How to fix it. */
  readonly remediation: string;
  readonly severity: Severity;
  /** The vendor page, package or RFC that justifies the rule, and how well the fact is known. */
  readonly source: string;
  readonly grade: Grade;
  /** A fragment of a template that fails, and the same mended. For the rule catalogue. */
  readonly bad: string;
  readonly good: string;
  /** Whether it speaks of how a template is written, or what ROS makes of it: then it says nothing of a recorded gateway. */
  readonly isOfTemplates?: true;
  /** Whether it also reads the routes of cloud-native gateways; the others were made for the traditional ones. */
  readonly isOfEveryProduct?: true;
  /** Set where the date alone decides: such a rule never refuses a synthesis, which must not fail by waiting. */
  readonly isDated?: true;
  /**
   * Looks at the whole model. Yields nothing where there is nothing the rule is about. A rule that needs the time finds
   * it unknown where it is not told.
   */
  readonly check: (model: GatewayModel, context?: RuleContext) => Iterable<Judgement>;
}
