import { isUnknown, type Resource, type Stack } from '../../template';
import { type Both, isBoth } from '../pairing/pair';
import type { ResourcePair } from '../pairing/pair-resources';
import type { RoutePair } from '../pairing/pair-routes';
import { contentsOf, type WrittenResource } from '../pairing/written-resource';
import type { Places } from './places';
import { namesOf, Waits } from './waits';
import type { Words } from './words';

/** That a resource of both gateways waits for others on one side only. */
export interface WaitDifference {
  readonly pair: Both<WrittenResource>;
  /** The side on which it waits for them. */
  readonly side: 'before' | 'after';
  /** As that side has them; those without a resource are names that its stack does not have. */
  readonly awaited: readonly Awaited[];
  /** Whether it waits for them on the other side, too, because of something else: then nothing happens. */
  readonly isWrittenOnly: boolean;
}

/** What a resource waits for. */
interface Awaited {
  readonly name: string;
  readonly resource: WrittenResource | undefined;
  /** The same resource as the other side has it. */
  readonly other: WrittenResource | undefined;
}

/**
 * Where resources wait for others on one side only. What came or went is told by itself, and not who waits for it.
 *
 * @param candidates those that may wait for something else than before
 */
export function compareWaits(
  resources: readonly ResourcePair[],
  candidates: readonly Both<WrittenResource>[],
  { isRelevant, words }: WaitContext,
): WaitDifference[] {
  if (candidates.length === 0) return [];
  const base: Side = sideOf(resources, 'before');
  const head: Side = sideOf(resources, 'after');
  const gone = lostWaits(candidates, { from: base, to: head, words, isRelevant });
  const come = lostWaits(candidates, { from: head, to: base, words, isRelevant });
  return candidates.flatMap((pair) => {
    const [lost = [], gained = []] = [gone.get(pair), come.get(pair)];
    const real = [of(pair, 'before', lost, false), of(pair, 'after', gained, false)].flat();
    return real.length > 0 ? real : writtenOnly(pair, base, head, words);
  });
}

/** What tells which waits are the same, and which matter. */
interface WaitContext {
  readonly words: Words;
  readonly isRelevant: Relevance;
}

/** One of the two gateways, and what its resources are in the other. */
interface Side {
  readonly name: 'before' | 'after';
  readonly waits: Waits;
  readonly partners: ReadonlyMap<WrittenResource, WrittenResource>;
}

function sideOf(resources: readonly ResourcePair[], name: Side['name']): Side {
  const other = name === 'before' ? 'after' : 'before';
  return {
    name,
    waits: new Waits(resources.flatMap((pair) => pair[name] ?? [])),
    partners: new Map(
      resources.flatMap((pair) => (isBoth(pair) ? [[pair[name], pair[other]] as const] : [])),
    ),
  };
}

interface Direction extends WaitContext {
  readonly from: Side;
  readonly to: Side;
}

/** What resources wait for on the one side and do not on the other. */
function lostWaits(
  candidates: readonly Both<WrittenResource>[],
  direction: Direction,
): ReadonlyMap<Both<WrittenResource>, Awaited[]> {
  const { from, to, words } = direction;
  const lost = new Map(candidates.map((pair) => [pair, lostBy(pair, direction)]));
  const byResource = new Map(
    [...lost].map(([pair, awaited]) => [pair[to.name], new Set(awaited.map(({ resource }) => resource))]),
  );
  for (const [pair, awaited] of lost) {
    if (awaited.length === 0 || words.homeOf(pair) !== undefined) continue;
    // A deployment waits for its API: what the API no longer waits for is told there.
    const others = to.waits.direct(pair[to.name]).flatMap((each) => byResource.get(each) ?? []);
    const own = new Set(from.waits.listed(pair[from.name]));
    const isOwn = ({ resource }: Awaited) =>
      resource === undefined || own.has(resource) || !others.some((each) => each.has(resource));
    lost.set(pair, awaited.filter(isOwn));
  }
  return lost;
}

function lostBy(pair: Both<WrittenResource>, { isRelevant, from, to, words }: Direction): Awaited[] {
  const [mine, theirs] = [pair[from.name], pair[to.name]];
  const dangling = danglingIn(mine, from)
    .filter((name) => !namesOf(theirs).includes(name))
    .map((name) => ({ name, resource: undefined, other: undefined }));
  // Nothing waits that is never made.
  if (mine.instance === undefined || theirs.instance === undefined) return dangling;
  const given = theirs.instance.existsIf;
  const reached = new Map<string, ReadonlySet<WrittenResource>>();
  const isAwaited = (resource: WrittenResource) => {
    const conditions = resource.instance?.existsIf ?? [];
    const key = conditions.join('\n');
    const known = reached.get(key) ?? to.waits.all(theirs, new Set([...given, ...conditions]));
    reached.set(key, known);
    return known.has(resource);
  };
  const around = words.homeOf(pair) !== undefined ? [] : aroundOf(mine, from.waits);
  const others = [...from.waits.listed(mine), ...around.flatMap((each) => from.waits.listed(each))]
    .flatMap((each) => demandsOf(each, { from, to }))
    .filter((each) => isRelevant(theirs, from.partners.get(each)));
  const lost = [...new Set([...from.waits.listed(mine), ...others])].flatMap((resource) => {
    const other = from.partners.get(resource);
    const isLost = other?.instance !== undefined && other !== theirs && !isAwaited(other);
    return isLost ? [{ name: nameFrom(mine, resource), resource, other }] : [];
  });
  return [...lost, ...dangling];
}

/** The nested stacks in which a resource stands, the innermost first. */
function aroundOf(resource: WrittenResource, waits: Waits): WrittenResource[] {
  const around = waits.around(resource);
  return around === undefined ? [] : [around, ...aroundOf(around, waits)];
}

/** What has to be waited for on the other side: of a nested stack that is not there, or is another one, what was in it. */
function demandsOf(awaited: WrittenResource, sides: Pick<Direction, 'from' | 'to'>): WrittenResource[] {
  const { from, to } = sides;
  const partner = from.partners.get(awaited);
  const still = new Set(partner && to.waits.inside(partner));
  const isStill = (part: WrittenResource) => {
    const other = from.partners.get(part);
    return other !== undefined && still.has(other);
  };
  const parts = from.waits
    .inside(awaited)
    .flatMap((part) => demandsOf(part, sides).filter((each) => each !== part || !isStill(part)));
  return [...(partner === undefined ? [] : [awaited]), ...parts];
}

/** `Customers`, or `Apis1/GetOrders` for what stands in a nested stack of another one. */
function nameFrom(here: WrittenResource, { id, stack }: WrittenResource): string {
  return stack === here.stack ? id : [...pathOf(stack), id].join('/');
}

function pathOf({ parent }: Stack): string[] {
  return parent === undefined ? [] : [...pathOf(parent.stack), parent.id];
}

/** The names in DependsOn that the stack does not have. */
function danglingIn(resource: WrittenResource, { waits }: Side): string[] {
  return namesOf(resource).filter((name) => waits.find(resource.stack, name) === undefined);
}

/** DependsOn says less, or more, and the order is the same. */
function writtenOnly(pair: Both<WrittenResource>, base: Side, head: Side, words: Words): WaitDifference[] {
  const home = words.homeOf(pair);
  if (home === undefined) return [];
  const [mine, theirs] = [pair.before, pair.after].map(
    (each) => new Map(namesOf(each).map((name) => [words.nameIn(home, each.stack, name), name])),
  ) as [Map<string, string>, Map<string, string>];
  const only = (some: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>) =>
    [...some].filter(([name]) => !others.has(name)).map(([, own]) => own);
  const [less, more] = [only(mine, theirs), only(theirs, mine)];
  if (less.length > 0 && more.length > 0) return [];
  return [said(pair, base, less), said(pair, head, more)].flat();
}

function said(pair: Both<WrittenResource>, { name: side, partners, waits }: Side, names: readonly string[]) {
  const awaited = names.flatMap((name): Awaited[] => {
    const resource = waits.find(pair[side].stack, name);
    const other = resource && partners.get(resource);
    return other === undefined ? [] : [{ name, resource, other }];
  });
  return of(pair, side, awaited, true);
}

function of(
  pair: Both<WrittenResource>,
  side: Side['name'],
  awaited: readonly Awaited[],
  isWrittenOnly: boolean,
): WaitDifference[] {
  return awaited.length === 0 ? [] : [{ pair, side, awaited, isWrittenOnly }];
}

/** Whether it may matter to a resource when another one of its gateway is made; of one that nobody knows, it may. */
export type Relevance = (waiting: WrittenResource, first: WrittenResource | undefined) => boolean;

/**
 * Two routes are nothing to each other, and a plug-in is nothing to a route that it is not bound to. That apps are
 * authorized later lets nobody in before.
 */
export function relevanceIn({ routeOf }: Pick<Places, 'routeOf'>): Relevance {
  const isOfRoute = (route: RoutePair, resource: WrittenResource) => {
    if (resource.type === 'ALIYUN::ApiGateway::Plugin') return mayBind(route, resource.instance);
    const other = routeOf(resource);
    return other === undefined || other === route;
  };
  return (waiting, first) => {
    if (first === undefined) return true;
    const route = routeOf(waiting);
    const guards = contentsOf(first).filter(({ type }) => type !== 'ALIYUN::ApiGateway::Authorization');
    return guards.some((each) => route === undefined || isOfRoute(route, each));
  };
}

function mayBind({ after, before }: RoutePair, plugin: Resource | undefined): boolean {
  const bindings = [before, after].flatMap((route) => route?.bindings ?? []);
  return bindings.some((each) => isUnknown(each.plugin) || each.plugin.resource === plugin);
}
