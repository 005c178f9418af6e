import type { Change } from '../../diff';
import { type JunitCase, renderJunit } from '../formats/junit';
import type { DiffOptions, DiffReport } from './diff-report';

/** Changes as results of tests: each change, and what could not be read. */
export function renderDiffJunit({ diff }: DiffReport, { isFailing = isWeaker }: DiffOptions): string {
  return renderJunit('jwt-gateway diff', [
    ...diff.changes.map((change): JunitCase => {
      const { after, before, callers, kind, message, posture, subject } = change;
      const text = `${message}; ${posture.verdict}: ${posture.reason}; callers ${callers.verdict}: ${callers.reason}`;
      return {
        className: kind,
        name: subject,
        outcome: { kind: isFailing(change) ? 'failure' : 'system-out', text },
        place: `${(after ?? before)?.origin ?? ''}`,
      };
    }),
    ...diff.unread.map(({ message, origin, side }): JunitCase => {
      return {
        className: 'not-read',
        name: `${side} ${origin}`,
        outcome: { kind: 'skipped', text: message },
      };
    }),
  ]);
}

function isWeaker({ posture }: Change): boolean {
  return posture.verdict === 'weaker';
}
