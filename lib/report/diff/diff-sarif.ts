import type { Change } from '../../diff';
import { markdownText, visible } from '../../text';
import { renderSarif, sarifLocation, sarifNotification, sarifResource, sarifText } from '../formats/sarif';
import {
  type DiffOptions,
  type DiffReport,
  exposureWords,
  generalWords,
  type KindWords,
  levelWords,
  placeOf,
} from './diff-report';
import { type RankedChanges, rankOf } from './diff-summary';

/** The name under which a run finds its results again in an earlier one. */
const FINGERPRINT = 'jwtGatewayChange/v1';

/** What lets no more callers in and breaks none is told, and is nothing to fix. */
const KINDS: Readonly<Record<keyof RankedChanges, { readonly kind: string; readonly level: string }>> = {
  weaker: { kind: 'fail', level: 'error' },
  open: { kind: 'fail', level: 'warning' },
  unclear: { kind: 'review', level: 'none' },
  outage: { kind: 'fail', level: 'warning' },
  breaking: { kind: 'fail', level: 'warning' },
  // Suppressed, with the reason of the file of levels.
  decided: { kind: 'fail', level: 'warning' },
  others: { kind: 'informational', level: 'none' },
};

interface Context {
  readonly base: string;
  readonly fileOf: (named: string) => string;
  readonly kinds: readonly KindWords[];
  readonly head: string;
}

/**
 * Changes as SARIF 2.1.0, one run: a result for each change, at its place in the head or, for what is gone, in the
 * base. What could not be read is a notification.
 */
export function renderDiffSarif({ diff, kinds }: DiffReport, options: DiffOptions): string {
  const { base = '.', fileOf = (file) => file, version } = options;
  const context: Context = { base, fileOf, kinds, head: diff.head };
  return renderSarif({
    version,
    rules: kinds.map(descriptorOf),
    notifications: [
      ...diff.unread.map(({ message, origin, side }) => {
        const place = origin.toJSON();
        return sarifNotification(`${side}: ${message}`, { ...place, file: fileOf(place.file) }, base);
      }),
      ...diff.levelProblems.map((problem) =>
        sarifNotification(levelWords(problem), problem.level.origin.toJSON(), base),
      ),
    ],
    results: diff.changes.map((change) => resultOf(change, context)),
  });
}

function descriptorOf({ callers, id, posture, title, why }: KindWords) {
  const parts = [why, `Posture: ${posture}`, `Callers: ${callers}`];
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: parts.join('\n\n'), markdown: parts.map(markdownText).join('\n\n') },
    defaultConfiguration: { level: 'warning' },
    properties: { tags: ['security'] },
  };
}

function resultOf(change: Change, { base, fileOf, head, kinds }: Context) {
  const { affects, callers, exposure, fingerprint, kind, logicalId, posture, route, stack, stage, subject } =
    change;
  const { column = 1, file = head, line = 1, path = '' } = placeOf(change) ?? {};
  const index = kinds.findIndex(({ id }) => id === kind);
  return {
    ruleId: visible(kind),
    ...(index < 0 ? {} : { ruleIndex: index }),
    ...KINDS[rankOf(change)],
    message: { text: messageOf(change) },
    locations: [
      { ...sarifLocation({ file: fileOf(file), line, column }, base), ...sarifResource(stack, logicalId) },
    ],
    ...suppressionOf(change),
    partialFingerprints: { [FINGERPRINT]: fingerprint },
    properties: {
      subject,
      ...(route === undefined ? {} : { route }),
      ...(stage === undefined ? {} : { stage }),
      side: change.after?.origin === undefined && change.before?.origin !== undefined ? 'base' : 'head',
      path,
      ...(affects.length === 0 ? {} : { affects }),
      posture: posture.verdict,
      callers: callers.verdict,
      ...(exposure === undefined ? {} : { exposure: exposure.kind }),
    },
  };
}

function suppressionOf(change: Change) {
  if (rankOf(change) !== 'decided') return {};
  const reasons = new Set([change.posture.reason, change.callers.reason]);
  const justification = sarifText([...reasons, generalWords(change)].join('; '));
  return { suppressions: [{ kind: 'external', status: 'accepted', justification }] };
}

function messageOf({ after, before, callers, exposure, message, posture, subject }: Change): string {
  const sides = [before, after].map((side) => side?.text ?? 'nothing');
  const parts = [
    `${subject}: ${message} (${sides.join(' → ')})`,
    `${posture.verdict}: ${posture.reason}`,
    `callers ${callers.verdict}: ${callers.reason}`,
    ...(exposure === undefined ? [] : [exposureWords(exposure)]),
  ];
  return sarifText(parts.join('. '));
}
