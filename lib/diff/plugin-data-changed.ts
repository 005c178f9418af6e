import type { ComparedPlugins, Comparison, Difference } from './comparison';
import { type Draft, sideAt } from './draft';
import type { ChangeKind, Detector } from './kind';
import { dataPath } from './plugin-differences';
import { HIDDEN, listed } from './shown-value';
import { callersUnclear, type Judgement, mayBreak, neutral, unclear } from './verdict';

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
      if (left.length > 0) yield draftOf(plugins, left, comparison);
    }
  },
};

function draftOf(plugins: ComparedPlugins, left: readonly Difference[], _: Comparison): Draft {
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

function judge({ after, before }: ComparedPlugins, left: readonly Difference[]): Judgement {
  const isHarmless = left.every(
    (each) => before.type === after.type && HARMLESS.has(`${String(after.type)} ${nameOf(each)}`),
  );
  if (isHarmless)
    return {
      posture: neutral('it decides about nobody'),
      callers: mayBreak('answers may be kept for another time'),
    };
  const why =
    after.problem ??
    before.problem ??
    `what these values do in a ${String(after.type)} plug-in has to be read`;
  return { posture: unclear(why), callers: callersUnclear(why) };
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
