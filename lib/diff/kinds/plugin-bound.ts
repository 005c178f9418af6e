import { pluginTypeFact } from '../../facts';
import type { GatewayPlugin, PluginBinding, RouteStage } from '../../model';
import { isUnknown } from '../../template';
import type { Comparison, Difference } from '../comparing/comparison';
import { stagePlace } from '../comparing/places';
import { type Draft, sideOf } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import {
  callersUnclear,
  type Judgement,
  mayBreak,
  neutral,
  safe,
  stronger,
  unclear,
  weaker,
} from '../judging/verdict';
import type { StagePair } from '../pairing/pair-routes';
import { boundDemands } from './claim-check-widened';

const bound: ChangeKind = {
  id: 'plugin-bound',
  title: 'A plug-in does its work on more routes.',
  area: 'plug-in',
  direction: 'added',
  mirror: 'plugin-unbound',
  asymmetry: undefined,
  posture:
    'stronger for what refuses calls, weaker for cors, neutral for what only describes or logs, else unknown',
  callers: 'may break for what refuses or changes calls',
  why: 'What a plug-in of the type does, it does to these routes from now on.',
};

const unbound: ChangeKind = {
  id: 'plugin-unbound',
  title: 'A plug-in does its work on fewer routes.',
  area: 'plug-in',
  direction: 'removed',
  mirror: 'plugin-bound',
  asymmetry: undefined,
  posture:
    'weaker for what refuses calls, stronger for cors, neutral for what only describes or logs, else unknown',
  callers: 'safe for what refuses calls, else may break',
  why: 'What the plug-in did to these routes, nobody does now.',
};

interface Meaning {
  readonly bound: Judgement;
  readonly unbound: Judgement;
}

const refusing = (what: string): Meaning => ({
  bound: { posture: stronger(`it refuses calls ${what}`), callers: mayBreak(`calls ${what} are refused`) },
  unbound: {
    posture: weaker(`calls ${what} are no longer refused`),
    callers: safe('nobody is refused who was not'),
  },
});

const harmless = (why: string, changesAnswers: boolean): Meaning => {
  const judgement: Judgement = {
    posture: neutral(why),
    callers: changesAnswers ? mayBreak('callers may get other answers') : safe(why),
  };
  return { bound: judgement, unbound: judgement };
};

/** A cors plug-in refuses no call, but browsers heed it. */
const CORS: Meaning = {
  bound: {
    posture: weaker('pages of other origins may call'),
    callers: safe('calls from elsewhere stay as they were'),
  },
  unbound: {
    posture: stronger('pages of other origins may no longer call'),
    callers: mayBreak('pages of other origins are stopped by the browser'),
  },
};

/** What plug-ins of a type do to the routes that they are bound to; `undefined` where that has to be read. */
function meaningOf(type: string): Meaning | undefined {
  const fact = pluginTypeFact(type);
  if (type === 'cors') return CORS;
  if (fact?.effect === 'refuses') return refusing(fact.words);
  return fact?.effect === 'cosmetic' ? harmless(`it ${fact.words}`, fact.changesAnswers) : undefined;
}

export const pluginBound: Detector = {
  kinds: [bound, unbound],
  *find(comparison) {
    for (const group of groupsOf(comparison)) yield draftOf(group, comparison);
  },
};

/** The bindings of one plug-in that came, or went. */
interface Group {
  readonly plugin: GatewayPlugin | undefined;
  readonly name: string;
  readonly type: string;
  readonly isBound: boolean;
  readonly stages: StagePair[];
  readonly explains: Difference[];
  readonly first: PluginBinding;
}

function groupsOf(comparison: Comparison): Iterable<Group> {
  const open = new Set(comparison.differences.filter(({ path }) => path.length === 0));
  const groups = new Map<string, Group>();
  if (open.size === 0) return [];
  for (const pair of comparison.stages)
    for (const [side, isBound] of [
      [pair.before, false],
      [pair.after, true],
    ] as const)
      for (const { binding, difference } of openBindings(side, open, comparison)) {
        const group = groupOf(binding, isBound);
        const key = `${isBound} ${group.type} ${group.name} ${comparison.stackNames.get(binding.resource.stack)}`;
        const known = groups.get(key) ?? group;
        groups.set(key, known);
        known.stages.push(pair);
        known.explains.push(difference);
      }
  return groups.values();
}

function* openBindings(stage: RouteStage | undefined, open: ReadonlySet<Difference>, { of }: Comparison) {
  for (const { binding } of stage?.bindings ?? []) {
    const difference = of(binding).find((each) => open.has(each));
    if (binding !== undefined && difference !== undefined) yield { binding, difference };
  }
}

function groupOf(binding: PluginBinding, isBound: boolean): Group {
  const { declaredType, plugin } = binding;
  const known = isUnknown(plugin) ? undefined : plugin;
  const type =
    known === undefined
      ? (declaredType ?? 'unknown type')
      : typeof known.type === 'string'
        ? known.type
        : 'unknown type';
  const name = isUnknown(plugin) ? plugin.expression : plugin.id;
  return { plugin: known, name, type, isBound, stages: [], explains: [], first: binding };
}

function draftOf(
  { explains, first, isBound, name, plugin, stages, type }: Group,
  comparison: Comparison,
): Draft {
  const [only, ...others] = stages;
  const stack = comparison.stackNames.get(first.resource.stack) ?? '';
  const wide = {
    subject: `plug-in ${name}`,
    stack,
    logicalId: plugin?.id ?? first.id,
    route: undefined,
    stage: undefined,
  };
  const isOne = only !== undefined && others.length === 0;
  const demands = type === 'accessControl' ? boundDemands(plugin, isBound) : undefined;
  const side = sideOf([`${type} ${name}`, ...(demands?.texts ?? [])].join(' · '), first);
  const where = isOne ? '' : ` ${isBound ? 'to' : 'from'} ${stages.length} routes and stages`;
  const how = isOne
    ? `${type} plug-in ${name} was ${isBound ? 'bound' : 'unbound'}`
    : `was ${isBound ? 'bound' : 'unbound'}${where} (${type})`;
  return {
    ...judge(type, isBound),
    kind: demands?.kind ?? (isBound ? bound : unbound),
    place: isOne ? { ...stagePlace(only, comparison), logicalId: first.id } : wide,
    message: [...(demands === undefined ? [] : [demands.message]), how].join(': '),
    before: isBound ? undefined : side,
    after: isBound ? side : undefined,
    exposure: undefined,
    affects: stages,
    explains,
  };
}

function judge(type: string, isBound: boolean): Judgement {
  const why = `what a plug-in of the type ${type} does here has to be read`;
  const meaning = meaningOf(type);
  return (
    (isBound ? meaning?.bound : meaning?.unbound) ?? { posture: unclear(why), callers: callersUnclear(why) }
  );
}
