import type { Change, Exposure } from '../../diff';
import { shortCode, shortProse } from '../formats/markdown-prose';

/** The same thing that happens to several routes while ROS carries the changes out. */
interface SharedExposure {
  readonly exposure: Exposure;
  readonly subjects: string[];
}

const MOMENTS: Readonly<Record<Exposure['kind'], string>> = {
  open: '**Open for a moment**',
  outage: '**No answer for a moment**',
};

const [MOST_SUBJECTS, MOST_SHOWN] = [5, 400];

/** What happens during the update, as items of a Markdown list: what lets callers in stands first. */
export function exposureItems(changes: readonly Change[]): string[] {
  return sharedExposures(changes).map(itemOf);
}

function sharedExposures(changes: readonly Change[]): SharedExposure[] {
  const shared = new Map<string, SharedExposure>();
  for (const { exposure, subject } of changes) {
    if (exposure === undefined) continue;
    const key = JSON.stringify([exposure.kind, exposure.why, exposure.avoid, exposure.grade]);
    const same = shared.get(key) ?? { exposure, subjects: [] };
    same.subjects.push(subject);
    shared.set(key, same);
  }
  const isOutage = ({ exposure }: SharedExposure) => Number(exposure.kind === 'outage');
  return [...shared.values()].sort((a, b) => isOutage(a) - isOutage(b));
}

function itemOf({ exposure, subjects }: SharedExposure): string {
  const { avoid, grade, kind, why } = exposure;
  const names = [...new Set(subjects)].map((subject) => shortCode(subject, 100));
  const rest = names.length - MOST_SUBJECTS;
  const shown = [...names.slice(0, MOST_SUBJECTS), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
  const doubt = grade === 'doc' || grade === 'run' ? '' : ` (${grade}, not documented)`;
  return `- ${MOMENTS[kind]}: ${shown}: ${shortProse(why, MOST_SHOWN)}${doubt}. To avoid it: ${shortProse(avoid, MOST_SHOWN)}.`;
}
