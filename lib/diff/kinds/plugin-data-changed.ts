import { HIDDEN, listed } from '../../text';
import type { ComparedPlugins, Difference } from '../comparing/comparison';
import { type Draft, sideAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { dataPath } from '../judging/plugin-differences';
import { callersUnclear, type Judgement, mayBreak, neutral, safe, unclear } from '../judging/verdict';
import { isDefaultWritten } from '../judging/written-default';
import { isSameAddresses } from './addresses-widened';

const changed: ChangeKind = {
  id: 'plugin-data-changed',
  title: 'The data of a plug-in changed in a way for which there is no kind of its own.',
  area: 'plug-in',
  direction: 'changed',
  mirror: 'plugin-data-changed',
  asymmetry: undefined,
  posture: 'neutral for what only times or words things, else unknown',
  callers: 'may break for the same, else unknown',
  why: 'It takes effect as soon as ROS has written it, on every route of the plug-in.',
};

/** Members that decide about nobody, by the type of the plug-in. */
const HARMLESS: ReadonlySet<string> = new Set([
  'cors maxAge',
  'caching duration',
  'circuitBreaker windowInSeconds',
  'circuitBreaker openTimeoutSeconds',
]);

export const pluginDataChanged: Detector = {
  kinds: [changed],
  *find(comparison) {
    const open = new Set(comparison.differences);
    for (const plugins of comparison.plugins) {
      const left = plugins.differences.filter((each) => open.has(each));
      if (left.length > 0) yield draftOf(plugins, left);
    }
  },
};

function draftOf(plugins: ComparedPlugins, left: readonly Difference[]): Draft {
  return {
    ...judge(plugins, left),
    kind: changed,
    place: plugins.place,
    message: `its data changed (${String(plugins.after.type)}): ${listed(left.map(nameOf))}`,
    before: sidesOf(left, 'before'),
    after: sidesOf(left, 'after'),
    exposure: undefined,
    affects: plugins.uses,
    explains: left,
  };
}

function nameOf(difference: Difference): string {
  return dataPath(difference).join('.') || 'all of it';
}

function judge(plugins: ComparedPlugins, left: readonly Difference[]): Judgement {
  if (left.every(isDefaultWritten)) return meaningless('it says what holds anyway');
  if (left.every((each) => isSameAddresses(plugins, each)))
    return meaningless('the same addresses in other words');
  const { after, before } = plugins;
  const type = String(after.type);
  if (left.every((each) => before.type === after.type && HARMLESS.has(`${type} ${nameOf(each)}`)))
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

function sidesOf(left: readonly Difference[], which: 'before' | 'after'): Draft['before'] {
  const sides = left.flatMap((each) => {
    const side = sideAt(each, which);
    return side === undefined ? [] : [{ ...side, name: nameOf(each) }];
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
