import type { Change } from '../../diff';
import { type AnnotationLevel, workflowCommand } from '../formats/workflow-command';
import {
  type DiffOptions,
  type DiffReport,
  exposureWords,
  generalWords,
  kindWords,
  levelWords,
  placeOf,
} from './diff-report';
import { diffVerdict, type RankedChanges, rankOf } from './diff-summary';

const LEVELS: Readonly<Record<keyof RankedChanges, AnnotationLevel>> = {
  weaker: 'error',
  open: 'warning',
  unclear: 'warning',
  outage: 'warning',
  breaking: 'warning',
  decided: 'notice',
  others: 'notice',
};

/** No annotation is longer, whatever a template says. */
const MOST_SHOWN = 2_000;

/** Changes as workflow commands, which GitHub shows at their lines; the verdict is the line after them. */
export function renderDiffGithub(
  { diff }: DiffReport,
  { base = '.', fileOf = (file) => file }: DiffOptions,
): string {
  const annotate = (
    level: AnnotationLevel,
    title: string,
    text: string,
    origin: ReturnType<typeof placeOf>,
  ) => {
    const { column = 1, file = diff.head, line = 1 } = origin ?? {};
    const place = { file: fileOf(file), line, column };
    return workflowCommand(level, { base, origin: place, title, text: text.slice(0, MOST_SHOWN) });
  };
  const changes = diff.changes.map((change) =>
    annotate(LEVELS[rankOf(change)], kindWords(change), sentenceOf(change), placeOf(change)),
  );
  const unread = diff.unread.map(({ message, origin, side }) =>
    annotate('notice', 'not read', `${side}: ${message}; a change may hide there`, origin.toJSON()),
  );
  const levels = diff.levelProblems.map((problem) =>
    annotate('notice', 'level', levelWords(problem), problem.level.origin.toJSON()),
  );
  return [...changes, ...unread, ...levels, diffVerdict(diff).words, ''].join('\n');
}

function sentenceOf(change: Change): string {
  const general = generalWords(change);
  const { callers, exposure, message, posture, subject } = change;
  return [
    `${subject}: ${message}`,
    `${posture.verdict}: ${posture.reason}`,
    `callers ${callers.verdict}: ${callers.reason}`,
    ...(general === undefined ? [] : [general]),
    ...(exposure === undefined ? [] : [exposureWords(exposure)]),
  ].join('. ');
}
