import { isJsonObject, type JsonValue, memberOf } from '../../json';
import { isUnknown } from '../../template';
import type { Comparison, Difference } from '../comparing/comparison';
import { below, pluginsOfType } from '../judging/differences';
import { type Draft, sideOf } from '../judging/draft';
import { type Detector, mirrored } from '../judging/kind';
import { mayBreak, safe, stronger, unclear, weaker } from '../judging/verdict';
import type { StagePair } from '../pairing/pair-routes';

const [throttlingRaised, throttlingLowered] = mirrored(
  { area: 'throttling', direction: 'widened' },
  {
    id: 'throttling-raised',
    title: 'More calls get through in a time than before, or any number of them.',
    posture: 'weaker; unknown where fewer calls in a longer time became more in a shorter one',
    why: 'Throttling is what stands between a caller who tries every password, or all at once, and the backend.',
  },
  {
    id: 'throttling-lowered',
    title: 'Fewer calls get through in a time than before.',
    posture: 'stronger, or unknown as above',
    callers: 'may break',
    why: 'Callers who call as often as before may be refused.',
  },
);

export const callLimits: Detector = {
  kinds: [throttlingRaised, throttlingLowered],
  *find(comparison) {
    for (const plugins of pluginsOfType(comparison, 'trafficControl')) {
      const [before, after] = [plugins.before.data, plugins.after.data];
      if (isUnknown(before) || isUnknown(after)) continue;
      const found = { before, after, names: PLUGIN_NAMES, affects: plugins.uses, place: plugins.place };
      yield* limitDrafts({ ...found, differencesAt: (name) => below(plugins, name) });
    }
    yield* inPolicies(comparison);
  },
};

/** The limits, and the members that hold them: of a plug-in, and of a TrafficControl. */
const PLUGIN_NAMES = { unit: 'unit', limits: ['apiDefault', 'userDefault', 'appDefault'] } as const;

const POLICY_NAMES = {
  unit: 'TrafficControlUnit',
  limits: ['ApiDefault', 'UserDefault', 'AppDefault'],
} as const;

function* inPolicies({ differences }: Comparison): Generator<Draft> {
  const seen = new Set<unknown>();
  for (const { place, sides, type } of differences) {
    const { after, before } = sides;
    if (type !== 'ALIYUN::ApiGateway::TrafficControl' || !before || !after || seen.has(after)) continue;
    seen.add(after);
    const own = differences.filter((each) => each.sides.after === after);
    const differencesAt = (name: string) => own.filter(({ path }) => path[1] === name);
    const data = { before: before.written.Properties ?? {}, after: after.written.Properties ?? {} };
    yield* limitDrafts({ ...data, names: POLICY_NAMES, place, affects: [], differencesAt });
  }
}

interface Policy extends Pick<Draft, 'place'> {
  readonly before: JsonValue;
  readonly after: JsonValue;
  readonly names: typeof PLUGIN_NAMES | typeof POLICY_NAMES;
  readonly affects: readonly StagePair[];
  readonly differencesAt: (name: string) => readonly Difference[];
}

function* limitDrafts(policy: Policy): Generator<Draft> {
  const { after, before, names } = policy;
  const units = {
    before: SECONDS[String(memberOf(before, names.unit))],
    after: SECONDS[String(memberOf(after, names.unit))],
  };
  if (units.before === undefined || units.after === undefined) return;
  for (const name of names.limits) {
    const was = limitOf(memberOf(before, name), units.before);
    const is = limitOf(memberOf(after, name), units.after);
    if (was === undefined || is === undefined || (was.calls === is.calls && was.seconds === is.seconds))
      continue;
    // Without any limit before and after, the unit says nothing.
    if (was.calls === Number.POSITIVE_INFINITY && is.calls === was.calls) continue;
    yield limitDraft(policy, { name, was, is });
  }
}

const SECONDS: Readonly<Record<string, number>> = { SECOND: 1, MINUTE: 60, HOUR: 3600, DAY: 86400 };

interface Limit {
  /** Infinite where there is no limit. */
  readonly calls: number;
  readonly seconds: number;
}

function limitOf(value: JsonValue | undefined, seconds: number): Limit | undefined {
  if (isJsonObject(value)) return undefined;
  const calls = value === undefined || value === null ? Number.POSITIVE_INFINITY : Number(value);
  return Number.isNaN(calls) ? undefined : { calls, seconds };
}

interface Change {
  readonly name: string;
  readonly was: Limit;
  readonly is: Limit;
}

function limitDraft({ affects, differencesAt, names, place }: Policy, { is, name, was }: Change): Draft {
  const [first] = [...differencesAt(name), ...differencesAt(names.unit)];
  const origin = (which: 'before' | 'after') => first?.sides[which]?.at(first.path);
  const [rateWas, rateIs] = [was.calls / was.seconds, is.calls / is.seconds];
  const isRaised = rateIs > rateWas || (rateIs === rateWas && is.calls > was.calls);
  // A day's limit that became one of seconds may let more through at once and less in all.
  const isMixed = rateIs > rateWas !== is.calls > was.calls && rateIs !== rateWas && is.calls !== was.calls;
  const words = `${limitText(is)} instead of ${limitText(was)}`;
  const posture = isMixed
    ? unclear(`${words}: more at once or in all`)
    : isRaised
      ? weaker(words)
      : stronger(words);
  return {
    kind: isRaised ? throttlingRaised : throttlingLowered,
    place,
    message: `${name} is ${words}`,
    before: sideOf(limitText(was), { origin: origin('before') }),
    after: sideOf(limitText(is), { origin: origin('after') }),
    posture,
    callers:
      isRaised && !isMixed
        ? safe('who was let through still is')
        : mayBreak('who calls as often as before may be refused'),
    affects,
    explains: [...differencesAt(name), ...differencesAt(names.unit)],
  };
}

const UNITS: Readonly<Record<number, string>> = {
  1: 'a second',
  60: 'a minute',
  3600: 'an hour',
  86400: 'a day',
};

function limitText({ calls, seconds }: Limit): string {
  return calls === Number.POSITIVE_INFINITY ? 'no limit' : `${calls} calls ${UNITS[seconds] ?? ''}`;
}
