import type { Change, Exposure, GatewayDiff } from '../../diff';
import { plural } from '../../text';
import { kindWords } from './diff-report';

/** The changes by what a reviewer has to do about them; each one is in the first group that takes it. */
export interface RankedChanges {
  /** Let more callers in. */
  readonly weaker: readonly Change[];
  /** Let anybody in while they are being deployed. */
  readonly open: readonly Change[];
  /** May let more callers in: the templates alone do not tell. */
  readonly unclear: readonly Change[];
  /** Leave routes without an answer while they are being deployed. */
  readonly outage: readonly Change[];
  /** Let no more callers in, and callers break, may break, or nobody knows. */
  readonly breaking: readonly Change[];
  /** Harmless, because a file of levels says so, and not in general. */
  readonly decided: readonly Change[];
  readonly others: readonly Change[];
}

/** The changes in groups, the worst first, each in the order of the difference. */
export function rankedChanges({ changes }: GatewayDiff): RankedChanges {
  const groups = {
    weaker: [] as Change[],
    open: [] as Change[],
    unclear: [] as Change[],
    outage: [] as Change[],
    breaking: [] as Change[],
    decided: [] as Change[],
    others: [] as Change[],
  };
  for (const change of changes) groups[rankOf(change)].push(change);
  return groups;
}

/** The group of a change. */
export function rankOf({ callers, exposure, judgedAs, posture }: Change): keyof RankedChanges {
  if (posture.verdict === 'weaker') return 'weaker';
  if (exposure?.kind === 'open') return 'open';
  if (posture.verdict === 'unknown') return 'unclear';
  if (exposure?.kind === 'outage') return 'outage';
  if (callers.verdict !== 'safe') return 'breaking';
  return judgedAs === undefined ? 'others' : 'decided';
}

/** The verdict over all changes: the worst thing that can be said of them, and in words. */
export interface DiffVerdict {
  readonly level: keyof RankedChanges | 'unread' | 'same';
  /** Ours alone but for the words of kinds: nothing of a template is in it. */
  readonly words: string;
}

/** What the difference comes to, in one line. */
export function diffVerdict(diff: GatewayDiff): DiffVerdict {
  const { breaking, open, outage, unclear, weaker } = rankedChanges(diff);
  const [openings, outages] = [momentsOf(diff, 'open'), momentsOf(diff, 'outage')];
  const notes = [...outages, ...brokenCallers(diff.changes), ...decisions(diff), ...unreadPlaces(diff)];
  const line = (level: DiffVerdict['level'], ...parts: string[]): DiffVerdict => ({
    level,
    words: [...parts, ...notes].join(' · '),
  });
  if (weaker.length > 0) return line('weaker', `Weaker: ${kindsOf(weaker)}`, ...openings);
  const isUnclear = diff.changes.some(({ posture }) => posture.verdict === 'unknown');
  if (open.length > 0)
    return line(
      'open',
      ...openings.map(capitalized),
      isUnclear ? 'Not clear whether weaker after it' : 'Not weaker after it',
    );
  if (unclear.length > 0) return line('unclear', `Not clear whether weaker: ${kindsOf(unclear)}`);
  const noticed = [...outage, ...breaking];
  if (noticed.length > 0)
    return line(outage.length > 0 ? 'outage' : 'breaking', `Not weaker: ${kindsOf(noticed)}`);
  if (diff.changes.length > 0) return line('others', 'Not weaker, and callers keep working');
  return diff.unread.length > 0
    ? line('unread', 'No change in what could be read')
    : line('same', 'No change');
}

const MOST_KINDS = 3;

/** `authentication removed (2 routes), stage published` */
function kindsOf(changes: readonly Change[]): string {
  const kinds = new Map<string, Change[]>(changes.map(({ kind }) => [kind, []]));
  for (const change of changes) kinds.get(change.kind)?.push(change);
  const words = [...kinds].map(([kind, same]) => `${kindWords({ kind })}${countOf(same)}`);
  const rest = words.length - MOST_KINDS;
  return [...words.slice(0, MOST_KINDS), ...(rest > 0 ? [plural(rest, 'more kind')] : [])].join(', ');
}

function countOf(changes: readonly Change[]): string {
  const routes = routesOf(changes);
  if (routes !== undefined) return ` (${plural(routes, 'route')})`;
  return changes.length === 1 ? '' : ` (${changes.length} times)`;
}

/** How many routes there are, each stage for itself, where all changes are of some. */
function routesOf(changes: readonly Change[]): number | undefined {
  const routes = changes.map(routesOfOne);
  return routes.some((each) => each.length === 0) ? undefined : new Set(routes.flat()).size;
}

function routesOfOne({ affects, route, stage, stack }: Change): readonly string[] {
  const own = route === undefined ? [] : [[route, stage].filter((part) => part !== undefined).join(' ')];
  return [...own, ...affects].map((each) => `${stack} ${each}`);
}

/** `callers of 2 routes break`, or what may be. */
function brokenCallers(changes: readonly Change[]): string[] {
  for (const verdict of ['break', 'may break'] as const) {
    const broken = changes.filter(({ callers }) => callers.verdict === verdict);
    const routes = routesOf(broken);
    if (broken.length === 0) continue;
    if (routes !== undefined) return [`callers of ${plural(routes, 'route')} ${verdict}`];
    const breaks = verdict === 'break' && broken.length === 1 ? 'breaks' : verdict;
    return [`${plural(broken.length, 'change')} ${breaks} callers`];
  }
  return [];
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const MOMENTS: Readonly<Record<Exposure['kind'], string>> = {
  open: 'open while it is deployed',
  outage: 'no answer while it is deployed',
};

/** `open while it is deployed: 2 routes` */
function momentsOf({ changes }: GatewayDiff, kind: Exposure['kind']): string[] {
  const found = changes.filter(({ exposure }) => exposure?.kind === kind);
  if (found.length === 0) return [];
  const routes = routesOf(found);
  return [
    `${MOMENTS[kind]}: ${routes === undefined ? plural(found.length, 'change') : plural(routes, 'route')}`,
  ];
}

/** A file of levels is part of what is reviewed: what it decides is never silent. */
function decisions({ changes }: GatewayDiff): string[] {
  const count = changes.filter(({ judgedAs }) => judgedAs !== undefined).length;
  return count === 0 ? [] : [`${plural(count, 'change')} judged by a file of levels`];
}

function unreadPlaces({ unread }: GatewayDiff): string[] {
  return unread.length === 0 ? [] : [`${plural(unread.length, 'place')} not read`];
}

/** What no comparison of templates sees: said at the end of every report for people. */
export const NOT_LOOKED_AT =
  'Two templates were compared, and nothing else: not what was changed in the console, not the values of ' +
  '--parameters, and not what a backend does.';
