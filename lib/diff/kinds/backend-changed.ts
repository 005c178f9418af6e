import { STAGED_PARTS, type StagedPart } from '../../model';
import { listed } from '../../text';
import type { Comparison, Difference } from '../comparing/comparison';
import { routePlace, stagePlace } from '../comparing/places';
import { differencesAt, knownTexts } from '../judging/differences-at';
import { changeAt, type Draft, sideAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { type RouteBackends, routeBackendsIn } from '../judging/stage-backends';
import { mayBreak, neutral, safe } from '../judging/verdict';
import { isDefaultWritten } from '../judging/written-default';

const changed: ChangeKind = {
  id: 'backend-changed',
  title: 'A route sends its requests elsewhere, or otherwise.',
  area: 'backend',
  direction: 'changed',
  mirror: 'backend-changed',
  asymmetry: undefined,
  posture: 'neutral: who may call stays the same',
  callers: 'may break; safe where each stage asks the backend that it asked before',
  why: 'Another backend sees the requests, and claims and tokens with them.',
};

const timeout: ChangeKind = {
  id: 'timeout-changed',
  title: 'The gateway waits longer for the backend of a route, or less long.',
  area: 'backend',
  direction: 'changed',
  mirror: 'timeout-changed',
  asymmetry: undefined,
  posture: 'neutral: who may call stays the same',
  callers: 'may break where it waits less long, else safe',
  why: 'A backend that takes longer than this is given up, and the caller gets an error.',
};

/** Lists of an API that say what the backend gets. */
const PARAMETERS = ['ConstParameters', 'ServiceParameters', 'ServiceParametersMap', 'SystemParameters'];

export const backendChanged: Detector = {
  kinds: [changed, timeout],
  *find(comparison) {
    const told = new Set<Difference>();
    for (const each of routeBackendsIn(comparison))
      for (const draft of stageDrafts(each, comparison)) {
        for (const difference of draft.explains) told.add(difference);
        yield draft;
      }
    const differences = comparison.differences.filter((each) => !told.has(each));
    yield* templateDrafts({ ...comparison, differences });
  },
};

/** What the API says otherwise, for all of its stages. */
function* templateDrafts(comparison: Comparison): Generator<Draft> {
  for (const differences of byRoute(comparison).values()) {
    const [only, second] = differences;
    if (only !== undefined && second === undefined && isTimeout(only)) yield timeoutDraft(only);
    else yield draftOf(differences);
  }
}

/** What variables make of a backend, stage by stage. */
function* stageDrafts({ own, route, stages }: RouteBackends, comparison: Comparison): Generator<Draft> {
  const [first] = stages;
  if (first === undefined) return;
  const changes = stages.filter(({ parts }) => parts.length > 0);
  for (const { after, before, pair, parts, variables } of changes)
    yield {
      kind: changed,
      place: stagePlace(pair, comparison),
      message: `its backend has another ${listed([...new Set(parts.map(partWord))])}`,
      before,
      after,
      posture: neutral('who may call stays the same'),
      callers: mayBreak('another backend may answer otherwise'),
      exposure: undefined,
      affects: [],
      explains: [...own, ...variables],
    };
  const [difference] = own;
  if (changes.length > 0 || difference === undefined) return;
  yield changeAt(changed, difference, {
    place: routePlace(route, comparison),
    message: 'its backend is said with variables otherwise',
    posture: neutral('who may call stays the same'),
    callers: safe('each stage asks the backend that it asked before'),
    explains: own,
  });
}

const partWord = (part: StagedPart): string => WORDS[STAGED_PARTS[part]] ?? part;

function byRoute(comparison: Comparison): ReadonlyMap<unknown, readonly Difference[]> {
  const all = ['ServiceConfig', ...PARAMETERS].flatMap((name) => differencesAt(comparison, 'Api', name));
  const groups = new Map<unknown, Difference[]>();
  for (const each of all)
    if (!isDefaultWritten(each)) groups.set(each.sides, [...(groups.get(each.sides) ?? []), each]);
  return groups;
}

function isTimeout({ path }: Difference): boolean {
  return path[1] === 'ServiceConfig' && path[2] === 'ServiceTimeOut' && path.length === 3;
}

function timeoutDraft(difference: Difference): Draft {
  const texts = knownTexts(difference);
  const [was, is] = [Number(texts?.before), Number(texts?.after)];
  const words = (value: string | undefined) =>
    value === undefined ? 'the default' : `${value} milliseconds`;
  const isLonger = was > 0 && is >= was;
  return changeAt(timeout, difference, {
    message:
      texts === undefined
        ? 'the gateway waits otherwise for its backend'
        : `the gateway waits ${words(texts.after)} for its backend instead of ${words(texts.before)}`,
    posture: neutral('who may call stays the same'),
    callers: isLonger
      ? safe('who got an answer in time still does')
      : mayBreak('calls that take longer are given up'),
  });
}

function draftOf(differences: readonly Difference[]): Draft {
  const [first] = differences;
  if (first === undefined) throw new TypeError('a change of nothing');
  const names = [...new Set(differences.map(nameOf))];
  return {
    kind: changed,
    place: first.place,
    message: `its backend has another ${listed(names)}`,
    before: sidesOf(differences, 'before'),
    after: sidesOf(differences, 'after'),
    posture: neutral('who may call stays the same'),
    callers: mayBreak('another backend, or one that is told otherwise, may answer otherwise'),
    exposure: undefined,
    affects: [],
    explains: differences,
  };
}

const WORDS: Readonly<Record<string, string>> = {
  ServiceAddress: 'address',
  ServicePath: 'path',
  ServiceHttpMethod: 'method',
  ServiceProtocol: 'protocol',
  ServiceTimeOut: 'timeout',
  ServiceVpcEnable: 'network',
  VpcConfig: 'network',
  FunctionComputeConfig: 'function',
  MockResult: 'fixed answer',
  MockStatusCode: 'fixed answer',
  MockHeaders: 'fixed answer',
  ContentTypeValue: 'content type',
  ContentTypeCatagory: 'content type',
};

function nameOf({ path: [, property = '', member = ''] }: Difference): string {
  if (property !== 'ServiceConfig') return `parameter ${member}`;
  return WORDS[member] ?? (member || 'definition');
}

/** `ServiceAddress: https://a · ServicePath: none` */
function sidesOf(differences: readonly Difference[], which: 'before' | 'after'): Draft['before'] {
  const [first, ...others] = differences;
  if (first === undefined || others.length === 0) return first && sideAt(first, which);
  const sides = differences.map((each) => ({
    name: each.path.slice(2).join('.'),
    side: sideAt(each, which),
  }));
  const text = sides.map(({ name, side }) => `${name}: ${side?.text ?? 'none'}`).join(' · ');
  const value = sides.map(({ side }) => side?.value ?? null);
  return { text, value, origin: sides.find(({ side }) => side !== undefined)?.side?.origin };
}
