import { EXPOSURES, pluginTypeFact } from '../../facts';
import type { GatewayPlugin, PluginBinding, RouteStage } from '../../model';
import { isUnknown } from '../../template';
import { HIDDEN, listed } from '../../text';
import type { ComparedPlugins, Comparison, Difference } from '../comparing/comparison';
import { stagePlace } from '../comparing/places';
import { dataPath, differencesAt, isDefaultWritten } from '../judging/differences';
import { changeAt, type Draft, sideAt, sideOf } from '../judging/draft';
import { exposureOf } from '../judging/exposures';
import { alone, type Detector, mirrored, STEPS } from '../judging/kind';
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
import { isSameAddresses } from './addresses';
import { boundDemands } from './claims';

const [pluginBound, pluginUnbound] = mirrored(
  { area: 'plug-in', direction: 'added' },
  {
    id: 'plugin-bound',
    title: 'A plug-in does its work on more routes.',
    posture:
      'stronger for what refuses calls, weaker for cors, neutral for what only describes or logs, else unknown',
    callers: 'may break for what refuses or changes calls',
    why: 'What a plug-in of the type does, it does to these routes from now on.',
    avoid: STEPS.tell,
  },
  {
    id: 'plugin-unbound',
    title: 'A plug-in does its work on fewer routes.',
    posture:
      'weaker for what refuses calls, stronger for cors, neutral for what only describes or logs, else unknown',
    callers: 'safe for what refuses calls, else may break',
    why: 'What the plug-in did to these routes, nobody does now.',
  },
);

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

export const boundPlugins: Detector = {
  kinds: [pluginBound, pluginUnbound],
  *find(comparison) {
    for (const group of boundGroups(comparison)) yield boundDraft(group, comparison);
  },
};

/** The bindings of one plug-in that came, or went. */
interface BoundPlugin {
  readonly plugin: GatewayPlugin | undefined;
  readonly name: string;
  readonly type: string;
  readonly isBound: boolean;
  readonly stages: StagePair[];
  readonly explains: Difference[];
  readonly first: PluginBinding;
}

function boundGroups(comparison: Comparison): Iterable<BoundPlugin> {
  const open = new Set(comparison.differences.filter(({ path }) => path.length === 0));
  const groups = new Map<string, BoundPlugin>();
  if (open.size === 0) return [];
  for (const pair of comparison.stages)
    for (const [side, isBound] of [
      [pair.before, false],
      [pair.after, true],
    ] as const)
      for (const { binding, difference } of openBindings(side, open, comparison)) {
        const group = boundGroup(binding, isBound);
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

function boundGroup(binding: PluginBinding, isBound: boolean): BoundPlugin {
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

function boundDraft(
  { explains, first, isBound, name, plugin, stages, type }: BoundPlugin,
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
    ...boundVerdict(type, isBound),
    kind: demands?.kind ?? (isBound ? pluginBound : pluginUnbound),
    place: isOne ? { ...stagePlace(only, comparison), logicalId: first.id } : wide,
    message: [...(demands === undefined ? [] : [demands.message]), how].join(': '),
    before: isBound ? undefined : side,
    after: isBound ? side : undefined,
    affects: stages,
    explains,
  };
}

function boundVerdict(type: string, isBound: boolean): Judgement {
  const why = `what a plug-in of the type ${type} does here has to be read`;
  const meaning = meaningOf(type);
  return (
    (isBound ? meaning?.bound : meaning?.unbound) ?? { posture: unclear(why), callers: callersUnclear(why) }
  );
}

const pluginSwapped = alone(
  { area: 'plug-in', direction: 'replaced' },
  {
    id: 'plugin-swapped',
    title: 'Another plug-in of the same type does the work on a route.',
    posture: 'neutral by itself: where the two differ is told beside it',
    callers: 'safe by itself: where the two differ is told beside it',
    why: 'ROS replaces bindings by deleting and creating them: in between, nobody does the work.',
  },
);

export const swappedPlugins: Detector = {
  kinds: [pluginSwapped],
  *find(comparison) {
    for (const plugins of comparison.plugins) {
      if (plugins.isSame) continue;
      const explains = bindingsOf(plugins, comparison);
      const isReplaced = explains.length > 0;
      yield {
        kind: pluginSwapped,
        place: plugins.place,
        message: `the one took the place of the other on ${plugins.uses.length === 1 ? 'a route' : `${plugins.uses.length} routes and stages`}`,
        before: sideOf(plugins.before.id, plugins.before),
        after: sideOf(plugins.after.id, plugins.after),
        posture: neutral('where the two differ is told beside it'),
        callers: safe('where the two differ is told beside it'),
        exposure: isReplaced ? exposureOf(EXPOSURES.replacedBinding) : undefined,
        affects: plugins.uses,
        explains,
      };
    }
  },
};

/** The bindings that lead to the one and led to the other. */
function bindingsOf({ after, before, uses }: ComparedPlugins, { of }: Comparison): Difference[] {
  const bindings = uses.flatMap((stage) => [
    ...(stage.before?.bindings ?? []).filter(({ plugin }) => plugin === before),
    ...(stage.after?.bindings ?? []).filter(({ plugin }) => plugin === after),
  ]);
  const found = bindings.flatMap(({ binding }) => of(binding));
  return found.filter(
    ({ path }) => path.length === 0 || (path[0] === 'Properties' && path[1] === 'PluginId'),
  );
}

const pluginTypeChanged = alone(
  { area: 'plug-in', direction: 'replaced' },
  {
    id: 'plugin-type-changed',
    title: 'A plug-in of another type stands under a logical id.',
    posture: 'unknown: another type does other work',
    callers: 'unknown',
    why: 'What the old one did on its routes, nobody does now.',
  },
);

export const pluginTypes: Detector = {
  kinds: [pluginTypeChanged],
  *find(comparison) {
    const why = 'a plug-in of another type does other work';
    for (const difference of differencesAt(comparison, 'Plugin', 'PluginType'))
      yield changeAt(pluginTypeChanged, difference, {
        message: 'is of another type',
        posture: unclear(why),
        callers: callersUnclear(why),
        exposure: exposureOf(EXPOSURES.replacedPlugin),
      });
  },
};

const pluginDataChanged = alone(
  { area: 'plug-in', direction: 'changed' },
  {
    id: 'plugin-data-changed',
    title: 'The data of a plug-in changed in a way for which there is no kind of its own.',
    posture: 'neutral for what only times or words things, else unknown',
    callers: 'may break for the same, else unknown',
    why: 'It takes effect as soon as ROS has written it, on every route of the plug-in.',
  },
);

/** Members that decide about nobody, by the type of the plug-in. */
const HARMLESS: ReadonlySet<string> = new Set([
  'cors maxAge',
  'caching duration',
  'circuitBreaker windowInSeconds',
  'circuitBreaker openTimeoutSeconds',
]);

export const pluginData: Detector = {
  kinds: [pluginDataChanged],
  *find(comparison) {
    const open = new Set(comparison.differences);
    for (const plugins of comparison.plugins) {
      const left = plugins.differences.filter((each) => open.has(each));
      if (left.length > 0) yield dataDraft(plugins, left);
    }
  },
};

function dataDraft(plugins: ComparedPlugins, left: readonly Difference[]): Draft {
  return {
    ...dataVerdict(plugins, left),
    kind: pluginDataChanged,
    place: plugins.place,
    message: `its data changed (${String(plugins.after.type)}): ${listed(left.map(memberName))}`,
    before: dataSides(left, 'before'),
    after: dataSides(left, 'after'),
    affects: plugins.uses,
    explains: left,
  };
}

function memberName(difference: Difference): string {
  return dataPath(difference).join('.') || 'all of it';
}

function dataVerdict(plugins: ComparedPlugins, left: readonly Difference[]): Judgement {
  if (left.every(isDefaultWritten)) return meaningless('it says what holds anyway');
  if (left.every((each) => isSameAddresses(plugins, each)))
    return meaningless('the same addresses in other words');
  const { after, before } = plugins;
  const type = String(after.type);
  if (left.every((each) => before.type === after.type && HARMLESS.has(`${type} ${memberName(each)}`)))
    return {
      posture: neutral('it decides about nobody'),
      callers: mayBreak('what is kept is kept for another time'),
    };
  const why = after.problem ?? before.problem ?? `what these values do in a ${type} plug-in has to be read`;
  return { posture: unclear(why), callers: callersUnclear(why) };
}

function meaningless(why: string): Judgement {
  return { posture: neutral(why), callers: safe(why) };
}

function dataSides(left: readonly Difference[], which: 'before' | 'after'): Draft['before'] {
  const sides = left.flatMap((each) => {
    const side = sideAt(each, which);
    return side === undefined ? [] : [{ ...side, name: memberName(each) }];
  });
  const [first] = sides;
  if (first === undefined) return undefined;
  const shown = sides.map(({ name, text }) =>
    text.startsWith(HIDDEN) ? `${name} ${HIDDEN}` : `${name}: ${text}`,
  );
  return {
    text: listed(shown, 4),
    value: sides.map(({ name, value }) => [name, value]),
    origin: first.origin,
  };
}
