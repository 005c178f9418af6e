import type { Origin, Step } from './origin';
import type { Resource, Stack, TemplateProblem } from './stack';

/** A stack while it is read. */
export interface StackDraft extends Stack {
  readonly resources: Map<string, readonly Resource[]>;
  readonly children: Map<Resource, Stack>;
  readonly problems: TemplateProblem[];
  /** Where all resources stand: each of thousands stands in it. */
  readonly resourcesOrigin: Origin;
  /** How many resources there are by a Count. */
  instances: number;
}

/** Notes what is wrong with a stack without making it unreadable. */
export function report(stack: StackDraft, path: readonly Step[], message: string): void {
  stack.problems.push({ origin: stack.origin.at(...path), message });
}
