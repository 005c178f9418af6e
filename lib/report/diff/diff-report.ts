import type { Change, Exposure, LevelledDiff } from '../../diff';
import { visible } from '../../text';

/** What a report says of a kind of change. */
export interface KindWords {
  /** In the past tense: `authentication-removed`. */
  readonly id: string;
  /** What happened, in one sentence. */
  readonly title: string;
  /** Which posture it has, and when, in words. */
  readonly posture: string;
  /** What it does to callers, and when, in words. */
  readonly callers: string;
  /** Why it matters. */
  readonly why: string;
}

/** Two gateways, what differs between them, and the kinds that there are. */
export interface DiffReport {
  readonly diff: LevelledDiff;
  readonly kinds: readonly KindWords[];
}

/** How a difference is shown. */
export interface DiffOptions {
  /**
   * Whether a change fails a build, for JUnit.
   * @default - what makes the posture weaker does
   */
  readonly isFailing?: (change: Change) => boolean;
  /**
   * Whether the text is painted for a terminal.
   * @default false
   */
  readonly color?: boolean;
  /**
   * How many columns the text may have, 72 at least; nothing is cut.
   * @default 100
   */
  readonly width?: number;
  /**
   * How many rows the tables have at most, in text and Markdown: the weakest are kept, and how many are left out is said.
   * @default - as many as there are
   */
  readonly maxRows?: number;
  /**
   * What the marker in the Markdown is called, so that several comments of one pull request can be told apart.
   * @default - a marker without a name
   */
  readonly commentId?: string;
  /**
   * The file of this work tree for a file that was compared, for SARIF and workflow commands.
   * @default - the file as it was named
   */
  readonly fileOf?: (named: string) => string;
  /**
   * The directory that paths in SARIF and in workflow commands are relative to.
   * @default '.'
   */
  readonly base?: string;
  /**
   * The version of the tool, for SARIF.
   * @default - left out
   */
  readonly version?: string;
}

/** Where a change stands: after it, or before it where it took something away. */
export function placeOf({ after, before }: Change) {
  return (after?.origin ?? before?.origin)?.toJSON();
}

/** `authentication removed`, for the kind `authentication-removed` */
export function kindWords({ kind }: Pick<Change, 'kind'>): string {
  return visible(kind.replaceAll('-', ' ').replace(/\bplugin\b/, 'plug-in'));
}

const MOMENTS: Readonly<Record<Exposure['kind'], string>> = {
  open: 'open for a moment',
  outage: 'no answer for a moment',
};

/** What happens while ROS carries a change out, and how to avoid it, and how well that is known. */
export function exposureWords({ avoid, grade, kind, why }: Exposure): string {
  const doubt = grade === 'doc' || grade === 'run' ? '' : ` (${grade})`;
  return `${MOMENTS[kind]}: ${why}${doubt}; avoid it: ${avoid}`;
}

/** The address of a route in a stage: `GET /shop/orders`, for `GET /shop/orders RELEASE`. */
export function withoutStage(affected: string): string {
  const parts = affected.split(' ');
  return parts.length > 2 ? parts.slice(0, -1).join(' ') : affected;
}

/** What is said of a change in general, where a file of levels says otherwise. */
export function generalWords({ judgedAs }: Change): string | undefined {
  if (judgedAs === undefined) return undefined;
  const { callers, owner, posture } = judgedAs;
  const decided = owner === undefined ? '' : `; decided by ${owner}`;
  return `in general ${posture.verdict}: ${posture.reason}, callers ${callers.verdict}: ${callers.reason}${decided}`;
}

/** A level that is for nothing, in words. */
export function levelWords({ level, message }: LevelledDiff['levelProblems'][number]): string {
  const path = level.path === undefined ? '' : ` at ${level.path}`;
  return `${level.kind}${path}: ${message}`;
}
