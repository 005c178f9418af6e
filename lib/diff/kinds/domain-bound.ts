import { EXPOSURES } from '../../facts';
import type { GatewayDomain } from '../../model';
import { isUnknown } from '../../template';
import type { Comparison } from '../comparing/comparison';
import { differencesAt } from '../judging/differences-at';
import { changeAt, type Draft, sideOf } from '../judging/draft';
import { exposureOf } from '../judging/exposures';
import type { ChangeKind, Detector } from '../judging/kind';
import { breaks, callersUnclear, neutral, safe, stronger, unclear, weaker } from '../judging/verdict';
import type { Pair } from '../pairing/pair';

const bound: ChangeKind = {
  id: 'domain-bound',
  title: 'A group answers at one more domain.',
  area: 'network',
  direction: 'added',
  mirror: 'domain-unbound',
  asymmetry: undefined,
  posture: 'weaker for a group that was there, neutral for a new one, whose routes are told one by one',
  callers: 'safe',
  why: 'All routes of the group answer there, in every stage to which they are published.',
};

const unbound: ChangeKind = {
  id: 'domain-unbound',
  title: 'A group no longer answers at a domain.',
  area: 'network',
  direction: 'removed',
  mirror: 'domain-bound',
  asymmetry: undefined,
  posture: 'stronger for a group that stays, neutral for one that goes',
  callers: 'break',
  why: 'Every call to the domain fails.',
};

const moved: ChangeKind = {
  id: 'domain-moved',
  title: 'Another group answers at a domain.',
  area: 'network',
  direction: 'changed',
  mirror: 'domain-moved',
  asymmetry: undefined,
  posture: 'unknown: what the other group asks for at the same paths has to be compared',
  callers: 'unknown',
  why: 'The addresses stay, and other routes with other locks stand behind them.',
};

export const domainBound: Detector = {
  kinds: [bound, unbound, moved],
  *find(comparison) {
    for (const { after, before } of comparison.domains) {
      if (before === undefined && after !== undefined) yield came(after, comparison);
      if (after === undefined && before !== undefined) yield went(before, comparison);
    }
    const why = 'what the other group asks for at the same paths has to be compared';
    for (const difference of differencesAt(comparison, 'CustomDomain', 'GroupId'))
      yield changeAt(moved, difference, {
        message: 'another group answers there',
        posture: unclear(why),
        callers: callersUnclear(why),
        exposure: exposureOf(EXPOSURES.replacedDomain),
      });
  },
};

function came(domain: GatewayDomain, comparison: Comparison): Draft {
  const [difference] = comparison.of(domain);
  const isNew = isOneSided(domain, comparison.groups);
  return {
    ...commonOf(domain, comparison),
    kind: bound,
    message: `was bound to ${groupText(domain)}`,
    before: undefined,
    after: sideOf(groupText(domain), domain),
    posture: isNew
      ? neutral('the group is new; its routes are told one by one')
      : weaker('the routes of the group answer there, too'),
    callers: safe('nobody called there before'),
    explains: difference === undefined ? [] : [difference],
  };
}

function went(domain: GatewayDomain, comparison: Comparison): Draft {
  const [difference] = comparison.of(domain);
  const isGone = isOneSided(domain, comparison.groups);
  return {
    ...commonOf(domain, comparison),
    kind: unbound,
    message: `is no longer bound to ${groupText(domain)}`,
    before: sideOf(groupText(domain), domain),
    after: undefined,
    posture: isGone
      ? neutral('the group goes, too; its routes are told one by one')
      : stronger('the routes of the group no longer answer there'),
    callers: breaks('every call to the domain fails'),
    explains: difference === undefined ? [] : [difference],
  };
}

function commonOf({ id, name, resource }: GatewayDomain, { stackNames }: Comparison) {
  const subject = `domain ${typeof name === 'string' ? name : (name?.expression ?? id)}`;
  const stack = stackNames.get(resource.stack) ?? '';
  const place = { subject, stack, logicalId: id, route: undefined, stage: undefined };
  return { place, exposure: undefined, affects: [] };
}

/** Whether the group is in one of the gateways only. */
function isOneSided({ group }: GatewayDomain, groups: readonly Pair<unknown>[]): boolean {
  const pair = groups.find(({ after, before }) => after === group || before === group);
  return pair !== undefined && (pair.before === undefined || pair.after === undefined);
}

function groupText({ group }: GatewayDomain): string {
  return isUnknown(group) ? `group ${group.expression}` : `group ${group.id}`;
}
