import type { Comparison } from '../comparing/comparison';
import type { Draft } from './draft';

/** What a kind of change is about. */
export type ChangeArea =
  | 'authentication'
  | 'backend'
  | 'network'
  | 'plug-in'
  | 'request'
  | 'route'
  | 'stack'
  | 'throttling';

/** Which way things went. */
export type ChangeDirection = 'added' | 'removed' | 'widened' | 'narrowed' | 'changed' | 'replaced';

/** One kind of change: data. */
export interface ChangeKind {
  /** Kebab-case, names the event in the past tense. Never reused. */
  readonly id: string;
  /** The event in one sentence. */
  readonly title: string;
  readonly area: ChangeArea;
  readonly direction: ChangeDirection;
  /** The kind of the way back: another one, or its own id. */
  readonly mirror: string;
  /** Why the way back does not have the opposite posture; `undefined` where it has. */
  readonly asymmetry: string | undefined;
  /** Which posture it has, and when, in words. */
  readonly posture: string;
  /** What it does to callers, and when, in words. */
  readonly callers: string;
  /** Why a reviewer should know. */
  readonly why: string;
  /** What to do first, so that it breaks nobody, as steps in their order. */
  readonly avoid?: string;
}

/** Finds the changes of one kind, or of a kind and its mirror. */
export interface Detector {
  readonly kinds: readonly ChangeKind[];
  /** Looks at the whole comparison; what it explains, no detector after it reports again. */
  readonly find: (comparison: Comparison) => Iterable<Draft>;
}

/** Steps that keep callers from breaking, whatever the change is of. */
export const STEPS = {
  overlap: 'accept both in one deployment, move the callers, then take the old one away in another',
  tell: 'tell those who call, and deploy it when they send what it asks for',
  gone: 'keep the old one until its callers have gone, and take it away in a deployment of its own',
  rotate:
    'run jwt-gateway keys rotate: add the new key, sign with it once it is deployed, and remove the old one when its last token has expired',
  others: 'tell those who call, and deploy it when they have changed',
} as const;

/** What is said of a kind, and is not the same for its mirror; verdicts are left out where the direction tells them. */
type Said = Pick<ChangeKind, 'id' | 'title' | 'why' | 'avoid'> &
  Partial<Pick<ChangeKind, 'posture' | 'callers'>>;

/** What is said of a kind and its mirror alike. */
interface Shared {
  readonly area: ChangeArea;
  readonly direction: ChangeDirection;
  readonly asymmetry?: string;
}

/** The direction of the way back, and the verdicts that go without saying. */
const DIRECTIONS = {
  added: { back: 'removed', posture: '', callers: '' },
  removed: { back: 'added', posture: '', callers: '' },
  widened: { back: 'narrowed', posture: 'weaker', callers: 'safe' },
  narrowed: { back: 'widened', posture: 'stronger', callers: 'break' },
  changed: { back: 'changed', posture: '', callers: '' },
  replaced: { back: 'replaced', posture: '', callers: '' },
} as const satisfies Readonly<Record<ChangeDirection, Record<'back' | 'posture' | 'callers', string>>>;

/** A kind and that of the way back. */
export function mirrored(shared: Shared, there: Said, back: Said): readonly [ChangeKind, ChangeKind] {
  const { direction } = shared;
  return [
    kindOf(shared, there, back.id),
    kindOf({ ...shared, direction: DIRECTIONS[direction].back }, back, there.id),
  ];
}

/** A kind whose way back is of the same kind. */
export function alone(shared: Shared, said: Said): ChangeKind {
  return kindOf(shared, said, said.id);
}

function kindOf({ area, asymmetry, direction }: Shared, said: Said, mirror: string): ChangeKind {
  const { callers, posture } = DIRECTIONS[direction];
  return { posture, callers, ...said, area, asymmetry, direction, mirror };
}
