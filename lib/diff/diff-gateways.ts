import { createHash } from 'node:crypto';
import { type GatewayModel, redactorOf } from '../model';
import type { Redactor } from '../text';
import type { Change, ChangeSide, GatewayDiff, Verdict } from './change';
import { compareGateways } from './comparing/compare-gateways';
import type { Comparison, Difference } from './comparing/comparison';
import { consequencesOf } from './judging/consequences';
import type { Draft, Side } from './judging/draft';
import { isNoticed } from './judging/exposures';
import { exposureOfReplacement, replacementOf } from './judging/replacement';
import { byWeight } from './order';
import { DETECTORS } from './registry';

/** What is known beside the two gateways. */
export interface DiffContext {
  /**
   * The clock, in milliseconds since 1970, by which a key may go.
   * @default - not known: the removal of a key is never safe
   */
  readonly now?: number;
}

/**
 * What two gateways do not share, by its meaning: each change with what it does to the posture and to callers. Never
 * throws for what a template says; what only ROS knows is unknown.
 *
 * @param base the gateway as it is
 * @param head the gateway as it would be
 */
export function diffGateways(base: GatewayModel, head: GatewayModel, { now }: DiffContext = {}): GatewayDiff {
  const comparison = { ...compareGateways(base, head), now };
  const hide: Redactor = (text) => redactorOf(base)(redactorOf(head)(text));
  return {
    base: base.place,
    head: head.place,
    changes: draftsOf(comparison)
      .map((draft) => changeOf(draft, comparison, hide))
      .sort(byWeight),
    unread: [
      ...base.problems.map((problem) => ({ ...problem, side: 'base' as const })),
      ...head.problems.map((problem) => ({ ...problem, side: 'head' as const })),
    ],
  };
}

/** Each detector sees what those before it left unexplained; the last ones take whatever is left. */
function draftsOf(comparison: Comparison): Draft[] {
  const drafts: Draft[] = [];
  const explained = new Set<Difference>(consequencesOf(comparison));
  let open = comparison.differences.filter((each) => !explained.has(each));
  for (const { find } of DETECTORS) {
    const found = [...find({ ...comparison, differences: open })];
    for (const draft of found) for (const each of draft.explains) explained.add(each);
    if (found.length > 0) open = open.filter((each) => !explained.has(each));
    drafts.push(...found);
  }
  return drafts;
}

function changeOf(draft: Draft, comparison: Comparison, hide: Redactor): Change {
  const { affects, callers, explains, kind, message, place, posture } = draft;
  const exposure = draft.exposure ?? exposureOfReplacement(explains);
  const reasoned = <Value extends string>({ reason, verdict }: Verdict<Value>) => ({
    verdict,
    reason: hide(reason),
  });
  return {
    kind: kind.id,
    ...place,
    subject: hide(place.subject),
    route: place.route && hide(place.route),
    stage: place.stage && hide(place.stage),
    message: hide(message),
    before: draft.before && shown(draft.before, hide),
    after: draft.after && shown(draft.after, hide),
    posture: reasoned(posture),
    callers: reasoned(callers),
    exposure: exposure !== undefined && isNoticed(draft, comparison) ? exposure : undefined,
    replacement: draft.replacement ?? replacementOf(explains),
    affects: affects.map(({ name, route }) => hide(`${route.name} ${name}`)),
    fingerprint: fingerprintOf(draft, hide),
  };
}

function shown({ origin, text }: Side, hide: Redactor): ChangeSide {
  return { text: hide(text), origin };
}

/** No digest of a secret: a short one could be found by trying. */
function fingerprintOf({ after, before, kind, place }: Draft, hide: Redactor): string {
  const { logicalId, stack, subject } = place;
  const identity = [kind.id, stack, logicalId, subject, before?.value ?? null, after?.value ?? null];
  return createHash('sha256')
    .update(hide(JSON.stringify(identity)))
    .digest('hex')
    .slice(0, 12);
}
