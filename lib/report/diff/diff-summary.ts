import type { Change, Exposure, GatewayDiff } from '../../diff';
import { plural, visible } from '../../text';
import { kindWords, withoutStage } from './diff-report';
import { sortedChanges } from './diff-topics';
import { routeGroups } from './route-groups';
import { callersText, routeText } from './route-words';

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
export function rankedChanges({ changes }: Pick<GatewayDiff, 'changes'>): RankedChanges {
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
  /** Texts of templates stand in it, made visible: routes, and what tokens have to say. */
  readonly words: string;
}

/** What the difference comes to, in one line. */
export function diffVerdict(diff: GatewayDiff): DiffVerdict {
  const told = sortedChanges(diff).told;
  const { open, outage, unclear, weaker } = rankedChanges(diff);
  const [openings, outages] = [momentsOf(diff, 'open'), momentsOf(diff, 'outage')];
  const notes = [...outages, ...brokenCallers(diff), ...decisions(diff), ...unreadPlaces(diff)];
  const line = (level: DiffVerdict['level'], ...parts: string[]): DiffVerdict => ({
    level,
    words: visible([...parts, ...notes].join(' · ')),
  });
  const others = rankedChanges({ changes: told });
  const weakened = weakerRoutes(diff);
  if (weaker.length > 0 || weakened.length > 0) {
    const kinds = others.weaker.length > 0 ? [kindsOf(others.weaker)] : [];
    return line('weaker', `Weaker: ${[...weakened, ...kinds].join('; ')}`, ...openings);
  }
  const isUnclear = unclear.length > 0 || diff.routes.some(({ posture }) => posture.verdict === 'unknown');
  if (openings.length > 0 && open.length > 0)
    return line(
      'open',
      ...openings.map(capitalized),
      isUnclear ? 'Not clear whether weaker after it' : 'Not weaker after it',
    );
  if (isUnclear) {
    const routes = diff.routes.flatMap(({ posture, route }) =>
      posture.verdict === 'unknown' ? [route] : [],
    );
    const where = routes.length === 0 ? [] : [routeText(routes, diff.addresses)];
    const kinds = others.unclear.length > 0 ? [kindsOf(others.unclear)] : [];
    return line('unclear', `Not clear whether weaker: ${[...where, ...kinds].join('; ')}`);
  }
  const noticed = [...others.outage, ...others.breaking];
  const broken = diff.routes.some(({ callers }) => callers.verdict !== 'safe');
  if (noticed.length > 0 || outage.length > 0 || broken)
    return line(
      outage.length > 0 ? 'outage' : 'breaking',
      noticed.length > 0 ? `Not weaker: ${kindsOf(noticed)}` : 'Not weaker',
    );
  if (diff.changes.length > 0) return line('others', 'Not weaker, and callers keep working');
  return diff.unread.length > 0
    ? line('unread', 'No change in what could be read')
    : line('same', 'No change');
}

const [MOST_KINDS, MOST_FATES] = [3, 2];

/** `anybody gets in at GET /shop/basket` */
function weakerRoutes(diff: GatewayDiff): string[] {
  const weaker = routeGroups(diff).filter(({ change }) => change.posture.verdict === 'weaker');
  const fates = new Map<string, string[]>();
  for (const { change, routes } of weaker) {
    const words = change.admits.length > 0 ? admittedWords(change.admits) : change.posture.reason;
    fates.set(words, [...(fates.get(words) ?? []), ...routes]);
  }
  const words = [...fates].map(([who, routes]) => `${who} at ${routeText(routes, diff.addresses)}`);
  const rest = [...fates.values()].slice(MOST_FATES).flat();
  return [
    ...words.slice(0, MOST_FATES),
    ...(rest.length > 0 ? [`${plural(new Set(rest).size, 'more route')}`] : []),
  ];
}

function admittedWords(admits: readonly string[]): string {
  const words = callersText(admits);
  // What is a sentence already needs no second verb.
  if (/\b(?:may call|reach|gets? in)\b/.test(words)) return words;
  if (!/^(?:anybody|callers|tokens|expired|some tokens|calls)\b/.test(words)) return words;
  return `${words} ${words.startsWith('anybody') ? 'gets' : 'get'} in`;
}

/** `backend changed (2 routes), stage published` */
function kindsOf(changes: readonly Change[]): string {
  const kinds = new Map<string, Change[]>(changes.map(({ kind }) => [kind, []]));
  for (const change of changes) kinds.get(change.kind)?.push(change);
  const words = [...kinds].map(([kind, same]) => `${kindWords({ kind })}${countOf(same)}`);
  const rest = words.length - MOST_KINDS;
  return [...words.slice(0, MOST_KINDS), ...(rest > 0 ? [plural(rest, 'more kind')] : [])].join(', ');
}

function countOf(changes: readonly Change[]): string {
  const routes = routesOf(changes);
  if (routes !== undefined) return ` (${plural(routes.length, 'route')})`;
  return changes.length === 1 ? '' : ` (${changes.length} times)`;
}

/** The routes, where all changes are of some. */
function routesOf(changes: readonly Change[]): readonly string[] | undefined {
  const routes = changes.map(routesOfOne);
  return routes.some((each) => each.length === 0) ? undefined : [...new Set(routes.flat())];
}

function routesOfOne({ affects, route }: Change): readonly string[] {
  return route === undefined ? affects.map(withoutStage) : [route];
}

/** `callers of 2 routes break`, or what may be. */
function brokenCallers(diff: GatewayDiff): string[] {
  const { told } = sortedChanges(diff);
  for (const verdict of ['break', 'may break'] as const) {
    const fates = diff.routes.flatMap(({ callers, route }) => (callers.verdict === verdict ? [route] : []));
    const broken = told.filter(({ callers }) => callers.verdict === verdict);
    const routes = routesOf(broken);
    const all = new Set([...fates, ...(routes ?? [])]);
    if (all.size > 0) return [`callers of ${plural(all.size, 'route')} ${verdict}`];
    if (broken.length === 0) continue;
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
function momentsOf({ addresses, changes, routes }: GatewayDiff, kind: Exposure['kind']): string[] {
  const fates = routes.flatMap(({ exposures, route }) =>
    exposures.some((each) => each.kind === kind) ? [route] : [],
  );
  const found = changes.filter(({ exposure }) => exposure?.kind === kind);
  if (found.length + fates.length === 0) return [];
  const known = fates.length > 0 ? fates : routesOf(found);
  return [
    `${MOMENTS[kind]}: ${known === undefined ? plural(found.length, 'change') : routeText(known, addresses)}`,
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
