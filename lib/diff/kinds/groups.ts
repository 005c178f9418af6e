import { EXPOSURES, UNIQUE_NAMES } from '../../facts';
import {
  accessText,
  fullNameOf,
  type GatewayDomain,
  type GatewayGroup,
  type GatewayRoute,
} from '../../model';
import { isUnknown, textIn, textOrExpression } from '../../template';
import { listed, plural } from '../../text';
import type { Comparison, Difference } from '../comparing/comparison';
import { routePlace } from '../comparing/places';
import { differencesAt, isProperty, type KnownTexts, knownTexts } from '../judging/differences';
import { changeAt, type Draft, sideOf } from '../judging/draft';
import { exposureOf, isReachable } from '../judging/exposures';
import { alone, type Detector, mirrored, STEPS } from '../judging/kind';
import { weakestProtection } from '../judging/openness';
import {
  breaks,
  callersUnclear,
  mayBreak,
  neutral,
  safe,
  stronger,
  unclear,
  weaker,
} from '../judging/verdict';
import { type Both, isBoth, type Pair } from '../pairing/pair';
import type { ResourcePair } from '../pairing/pair-resources';
import type { RoutePair } from '../pairing/pair-routes';
import type { WrittenResource } from '../pairing/written-resource';

const basePathChanged = alone(
  { area: 'route', direction: 'changed' },
  {
    id: 'base-path-changed',
    title: 'All routes of a group stand under another path.',
    posture: 'neutral: the routes ask for what they asked for',
    callers: 'break',
    why: 'Every address of the group is another one.',
    avoid: 'add a second group under the new base path, move the callers, then remove the old group',
  },
);

export const basePaths: Detector = {
  kinds: [basePathChanged],
  *find(comparison) {
    for (const difference of differencesAt(comparison, 'Group', 'BasePath'))
      yield changeAt(basePathChanged, difference, {
        message: 'its routes stand under another base path',
        posture: neutral('the routes ask for what they asked for'),
        callers: breaks(basePathWords(knownTexts(difference))),
      });
  },
};

/** `callers of /shop, which is /store now` */
function basePathWords(texts: KnownTexts | undefined): string {
  if (texts === undefined) return 'every address of the group is another one';
  return `callers of addresses below ${texts.before ?? '/'}, which stand below ${texts.after ?? '/'} now`;
}

const routeRegrouped = alone(
  { area: 'route', direction: 'changed' },
  {
    id: 'route-regrouped',
    title: 'A route is in another group.',
    posture:
      'neutral by itself: who may call is told at the route; unknown where one of the groups stands outside the templates',
    callers: 'break, where it has another address; may break where domain and path stay the same',
    why: 'Another group has another sub-domain, other domains and another base path. To ROS it is another API, which it makes anew.',
    avoid: 'add the route in the other group beside the old one, move the callers, then remove the old one',
  },
);

export const regroupedRoutes: Detector = {
  kinds: [routeRegrouped],
  *find(comparison) {
    for (const pair of comparison.routes) {
      if (!isBoth(pair)) continue;
      const deployments = pair.after.stages.flatMap((stage) => stage.deployments);
      const explains = [pair.after, ...deployments]
        .flatMap(comparison.of)
        .filter((each) => isProperty(each, 'GroupId'));
      if (explains.length > 0) yield regroupedDraft(pair, explains, comparison);
    }
  },
};

function regroupedDraft(
  pair: RoutePair & Both<GatewayRoute>,
  explains: readonly Difference[],
  comparison: Comparison,
): Draft {
  const { after, before } = pair;
  const [was, is] = [groupName(before), groupName(after)];
  const domain = sharedDomain(pair, comparison);
  const isKnown = !isUnknown(before.group) && !isUnknown(after.group);
  const [from, to] = [fullNameOf(before), fullNameOf(after)];
  const other = from === to ? `${to} at another sub-domain` : `${to} instead of ${from}`;
  const addressWords = domain === undefined ? other : `the same address at ${domain}`;
  const lock = (route: GatewayRoute) => {
    const protection = weakestProtection(route);
    return protection === undefined ? 'not published' : accessText(protection);
  };
  return {
    kind: routeRegrouped,
    place: routePlace(pair, comparison),
    message: `is in group ${is} instead of ${was}: ${addressWords}`,
    before: sideOf(`${was}: ${from} · ${lock(before)}`, before),
    after: sideOf(`${is}: ${to} · ${lock(after)}`, after),
    posture: isKnown
      ? neutral('who may call is told at the route')
      : unclear('one of the groups stands outside the templates'),
    callers:
      domain === undefined
        ? breaks(
            from === to
              ? `callers of group ${was}, whose sub-domain is not that of group ${is}`
              : `callers of ${from}, which is ${to} now`,
          )
        : mayBreak('while ROS makes it again, calls may fail'),
    exposure: exposureOf(EXPOSURES.movedApi),
    explains,
  };
}

function groupName({ group }: GatewayRoute): string {
  return isUnknown(group) ? group.expression : textOrExpression(group.name ?? group.id);
}

/** The domain at which a route has the address that it had; `undefined` where it has another one. */
function sharedDomain({ after, before }: Both<GatewayRoute>, { base, head }: Comparison): string | undefined {
  const domainsOf = ({ group }: GatewayRoute, domains: readonly GatewayDomain[]) =>
    domains.flatMap((each) => (each.group === group && typeof each.name === 'string' ? [each.name] : []));
  if (fullNameOf(before) !== fullNameOf(after)) return undefined;
  const theirs = domainsOf(after, head.domains);
  return domainsOf(before, base.domains).find((each) => theirs.includes(each));
}

const nameStillTaken = alone(
  { area: 'stack', direction: 'changed' },
  {
    id: 'name-still-taken',
    title: 'A group or plug-in is made again under a name that is still taken.',
    posture: 'neutral: nothing changes for callers where the update fails',
    callers: 'may break: the update may fail half way',
    why: 'No two groups and no two plug-ins may share a name, and ROS makes the new one while the old one is there.',
  },
);

const subDomainChanged = alone(
  { area: 'network', direction: 'changed' },
  {
    id: 'sub-domain-changed',
    title: 'A group is made again, and has another sub-domain.',
    posture: 'neutral: the routes ask for what they asked for',
    callers: 'break, where they call the sub-domain; may break where a CNAME record leads to it',
    why: 'A DNS record that points to the old sub-domain leads nowhere until somebody changes it.',
    avoid:
      'keep the logical id of the group; else add the new group beside the old one, move callers and CNAME records, then remove the old one',
  },
);

/** What is made again, because its logical id or its stack is another one. */
export const madeAgain: Detector = {
  kinds: [nameStillTaken, subDomainChanged],
  *find(comparison) {
    for (const pair of comparison.resources)
      if (isBoth(pair) && isMadeAgain(pair, comparison)) {
        yield* takenNames(pair, comparison);
        yield* otherSubDomain(pair, comparison);
      }
  },
};

/** Whether ROS takes the two for different resources. */
export function isMadeAgain(pair: ResourcePair, { stackNames }: Comparison): boolean {
  if (!isBoth(pair)) return false;
  const { after, before } = pair;
  return before.id !== after.id || stackNames.get(before.stack) !== stackNames.get(after.stack);
}

function* takenNames(pair: Both<WrittenResource>, comparison: Comparison): Generator<Draft> {
  const name = sharedName(pair);
  if (name === undefined) return;
  const why = `the name ${name} is taken until the old one is deleted`;
  yield {
    ...again(pair, comparison),
    kind: nameStillTaken,
    message: `is made again under the name ${name}, which is still taken: the update may fail`,
    callers: mayBreak(why),
    posture: neutral('who may call stays the same'),
  };
}

function sharedName({ after, before }: Both<WrittenResource>): string | undefined {
  const property = Object.hasOwn(UNIQUE_NAMES.value, after.type) ? UNIQUE_NAMES.value[after.type] : undefined;
  if (property === undefined) return undefined;
  const [was, is] = [before, after].map(
    ({ instance }) => instance && textIn(instance.properties[property], instance),
  );
  return typeof was === 'string' && was === is ? was : undefined;
}

function* otherSubDomain(pair: Both<WrittenResource>, comparison: Comparison): Generator<Draft> {
  if (pair.after.type !== 'ALIYUN::ApiGateway::Group') return;
  const group = comparison.groups.find(({ after }) => after?.resource === pair.after.instance)?.after;
  const domains = comparison.head.domains.filter((each) => each.group === group);
  // At a sub-domain that is shut from the internet nobody can have called.
  if (domains.length === 0 && group?.internetEnable === false) return;
  const names = listed(domains.map(({ id, name }) => textOrExpression(name ?? id)));
  yield {
    ...again(pair, comparison),
    kind: subDomainChanged,
    message: `has another sub-domain${names === '' ? '' : `; the CNAME of ${names} has to lead there`}`,
    posture: neutral('the routes ask for what they asked for'),
    callers:
      names === ''
        ? breaks('calls to the old sub-domain lead nowhere')
        : mayBreak(`until the CNAME of ${names} leads to the new sub-domain, calls lead nowhere`),
  };
}

function again(pair: Both<WrittenResource>, comparison: Comparison) {
  return {
    place: comparison.placeOf(pair),
    before: sideOf(pair.before.id, pair.before),
    after: sideOf(pair.after.id, pair.after),
  };
}

const [domainBound, domainUnbound] = mirrored(
  { area: 'network', direction: 'added' },
  {
    id: 'domain-bound',
    title: 'A group answers at one more domain.',
    posture:
      'weaker for a group that nobody could reach from the internet, else neutral: who may call its routes is the same at every address',
    callers: 'safe',
    why: 'All routes of the group answer there, in every stage to which they are published.',
  },
  {
    id: 'domain-unbound',
    title: 'A group no longer answers at a domain.',
    posture: 'stronger for a group that nobody can reach from the internet any more, else neutral',
    callers: 'break',
    why: 'Every call to the domain fails.',
    avoid: STEPS.gone,
  },
);

const domainMoved = alone(
  { area: 'network', direction: 'changed' },
  {
    id: 'domain-moved',
    title: 'Another group answers at a domain.',
    posture: 'unknown: what the other group asks for at the same paths has to be compared',
    callers: 'unknown',
    why: 'The addresses stay, and other routes with other locks stand behind them.',
  },
);

export const domains: Detector = {
  kinds: [domainBound, domainUnbound, domainMoved],
  *find(comparison) {
    for (const { after, before } of comparison.domains) {
      if (before === undefined && after !== undefined) yield domainCame(after, comparison);
      if (after === undefined && before !== undefined) yield domainWent(before, comparison);
    }
    const why = 'what the other group asks for at the same paths has to be compared';
    for (const difference of differencesAt(comparison, 'CustomDomain', 'GroupId'))
      yield changeAt(domainMoved, difference, {
        message: 'another group answers there',
        posture: unclear(why),
        callers: callersUnclear(why),
        exposure: exposureOf(EXPOSURES.replacedDomain),
      });
  },
};

function domainCame(domain: GatewayDomain, comparison: Comparison): Draft {
  const pair = groupPairOf(domain, comparison);
  const isReached = pair?.before !== undefined && isReachable(pair.before, comparison.base);
  const routes = reachedRoutes(domain, comparison, 'after');
  return {
    ...domainCommon(domain, comparison),
    kind: domainBound,
    message: `was bound to ${groupText(domain)}${routesText(routes)}`,
    after: sideOf(groupText(domain), domain),
    posture:
      pair !== undefined && pair.before === undefined
        ? neutral('the group is new; its routes are told one by one')
        : isReached
          ? neutral('its routes could be called at another address, and ask for the same here')
          : weaker('callers from the internet reach it'),
    callers: safe('nobody called there before'),
  };
}

function domainWent(domain: GatewayDomain, comparison: Comparison): Draft {
  const pair = groupPairOf(domain, comparison);
  const isReached = pair?.after !== undefined && isReachable(pair.after, comparison.head);
  const routes = reachedRoutes(domain, comparison, 'before');
  return {
    ...domainCommon(domain, comparison),
    kind: domainUnbound,
    message: `is no longer bound to ${groupText(domain)}${routesText(routes)}`,
    before: sideOf(groupText(domain), domain),
    posture:
      pair !== undefined && pair.after === undefined
        ? neutral('the group goes, too; its routes are told one by one')
        : isReached
          ? neutral('its routes can still be called at another address')
          : stronger('its routes can no longer be called from the internet'),
    callers: breaks('every call to the domain fails'),
  };
}

/** The published routes of the group of a domain, and those of them that anybody may call. */
interface Reached {
  readonly all: readonly string[];
  readonly open: readonly string[];
}

function reachedRoutes({ group }: GatewayDomain, { routes }: Comparison, side: keyof Pair<unknown>): Reached {
  const own = routes.flatMap((pair) => {
    const route = pair[side];
    return route !== undefined && route.group === group && route.stages.length > 0
      ? [{ name: pair.name, isOpen: weakestProtection(route)?.kind === 'public' }]
      : [];
  });
  return {
    all: own.map(({ name }) => name),
    open: own.flatMap(({ isOpen, name }) => (isOpen ? [name] : [])),
  };
}

/** `: 6 routes, of which anybody may call GET /shop/health` */
function routesText({ all, open }: Reached): string {
  if (all.length === 0) return '';
  const open_ = open.length === 0 ? 'none of them public' : `of which anybody may call ${listed(open)}`;
  return `: ${plural(all.length, 'route')}, ${open_}`;
}

function domainCommon(domain: GatewayDomain, { of, stackNames }: Comparison) {
  const { id, name, resource } = domain;
  const [difference] = of(domain);
  const place = {
    subject: `domain ${textOrExpression(name ?? id)}`,
    stack: stackNames.get(resource.stack) ?? '',
    logicalId: id,
    route: undefined,
    stage: undefined,
  };
  return { place, exposure: undefined, affects: [], explains: difference === undefined ? [] : [difference] };
}

function groupPairOf({ group }: GatewayDomain, { groups }: Comparison): Pair<GatewayGroup> | undefined {
  return groups.find(({ after, before }) => after === group || before === group);
}

function groupText({ group }: GatewayDomain): string {
  return isUnknown(group) ? `group ${group.expression}` : `group ${group.id}`;
}
