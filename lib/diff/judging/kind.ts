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
}

/** Finds the changes of one kind, or of a kind and its mirror. */
export interface Detector {
  readonly kinds: readonly ChangeKind[];
  /** Looks at the whole comparison; what it explains, no detector after it reports again. */
  readonly find: (comparison: Comparison) => Iterable<Draft>;
}

/** What is said of a kind, and is not the same for its mirror. */
type Said = Pick<ChangeKind, 'id' | 'title' | 'posture' | 'callers' | 'why'>;

/** What is said of a kind and its mirror alike. */
interface Shared {
  readonly area: ChangeArea;
  readonly direction: ChangeDirection;
  readonly asymmetry?: string;
}

const BACK: Readonly<Record<ChangeDirection, ChangeDirection>> = {
  added: 'removed',
  removed: 'added',
  widened: 'narrowed',
  narrowed: 'widened',
  changed: 'changed',
  replaced: 'replaced',
};

/** A kind and that of the way back. */
export function mirrored(shared: Shared, there: Said, back: Said): readonly [ChangeKind, ChangeKind] {
  const { area, asymmetry, direction } = shared;
  return [
    { ...there, area, asymmetry, direction, mirror: back.id },
    { ...back, area, asymmetry, direction: BACK[direction], mirror: there.id },
  ];
}

/** A kind whose way back is of the same kind. */
export function alone({ area, asymmetry, direction }: Shared, said: Said): ChangeKind {
  return { ...said, area, asymmetry, direction, mirror: said.id };
}
