import { InvalidArgumentError } from 'commander';
import type { Change, GatewayDiff } from '../../diff';

/**
 * What may make the exit code 1: `open` and `outage` are moments during the update, in which a route lets in whom it
 * should not, or answers nobody.
 */
const THRESHOLDS = ['weaker', 'open', 'break', 'outage', 'any', 'none'] as const;

/** One of {@link THRESHOLDS}. */
export type Threshold = (typeof THRESHOLDS)[number];

/** What does, unless it is said. */
export const DEFAULT_THRESHOLDS: readonly Threshold[] = ['weaker'];

/** One more `--fail-on weaker,break`. */
export function collectThresholds(written: string, earlier: readonly Threshold[] = []): readonly Threshold[] {
  const words = written.split(',');
  const all = [...earlier, ...THRESHOLDS.filter((each) => words.includes(each))];
  const unknown = words.some((word) => !THRESHOLDS.some((each) => each === word));
  if (unknown) throw new InvalidArgumentError(`Allowed choices are ${THRESHOLDS.join(', ')}.`);
  if (all.includes('none') && all.some((each) => each !== 'none'))
    throw new InvalidArgumentError('none stands alone.');
  return all;
}

const IS_REACHED: Readonly<Record<Threshold, (change: Change) => boolean>> = {
  weaker: ({ posture }) => posture.verdict === 'weaker',
  open: ({ exposure }) => exposure?.kind === 'open',
  outage: ({ exposure }) => exposure?.kind === 'outage',
  break: ({ callers }) => callers.verdict === 'break',
  any: () => true,
  none: () => false,
};

/** Whether a change reaches a threshold. */
export function reaches({ changes }: GatewayDiff, thresholds: readonly Threshold[]): boolean {
  return thresholds.some((each) => changes.some(IS_REACHED[each]));
}

/** Whether a change, or what was not read, may be weaker than anybody can tell. */
export function hasUnknown({ changes, unread }: GatewayDiff): boolean {
  return unread.length > 0 || changes.some(({ posture }) => posture.verdict === 'unknown');
}
