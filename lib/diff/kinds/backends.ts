import { API } from '../../facts';
import { groupBy } from '../../group-by';
import { type JsonValue, memberOf } from '../../json';
import { STAGED_PARTS, type StagedPart } from '../../model';
import { type Resource, resolveValue } from '../../template';
import { listed } from '../../text';
import type { Comparison, Difference } from '../comparing/comparison';
import { routePlace, stagePlace } from '../comparing/places';
import { differencesAt, isDefaultWritten, knownTexts } from '../judging/differences';
import { changeAt, type Draft, sideAt } from '../judging/draft';
import { alone, type Detector, mirrored } from '../judging/kind';
import { weakestProtection } from '../judging/openness';
import { type RouteBackends, routeBackendsIn, type StageBackends } from '../judging/stage-backends';
import { mayBeRead } from '../judging/variable-readers';
import { breaks, type Judgement, mayBreak, neutral, safe, stronger, weaker } from '../judging/verdict';

const backendChanged = alone(
  { area: 'backend', direction: 'changed' },
  {
    id: 'backend-changed',
    title: 'A route sends its requests elsewhere, or otherwise.',
    posture: 'neutral: who may call stays the same',
    callers: 'may break; safe where each stage asks the backend that it asked before',
    why: 'Another backend sees the requests, and claims and tokens with them.',
  },
);

const timeoutChanged = alone(
  { area: 'backend', direction: 'changed' },
  {
    id: 'timeout-changed',
    title: 'The gateway waits longer for the backend of a route, or less long.',
    posture: 'neutral: who may call stays the same',
    callers: 'may break where it waits less long, else safe',
    why: 'A backend that takes longer than this is given up, and the caller gets an error.',
  },
);

/** Lists of an API that say what the backend gets. */
const PARAMETERS = ['ConstParameters', 'ServiceParameters', 'ServiceParametersMap', 'SystemParameters'];

export const backends: Detector = {
  kinds: [backendChanged, timeoutChanged],
  *find(comparison) {
    const told = new Set<Difference>();
    for (const each of routeBackendsIn(comparison))
      for (const draft of stageDrafts(each, comparison)) {
        for (const difference of draft.explains ?? []) told.add(difference);
        yield draft;
      }
    const differences = comparison.differences.filter((each) => !told.has(each));
    yield* templateDrafts({ ...comparison, differences });
  },
};

/** What the API says otherwise, for all of its stages. */
function* templateDrafts(comparison: Comparison): Generator<Draft> {
  for (const differences of backendDifferences(comparison).values()) {
    const [only, second] = differences;
    if (only !== undefined && second === undefined && isTimeout(only)) yield timeoutDraft(only);
    else yield backendDraft(differences);
  }
}

/** What variables make of a backend, stage by stage. */
function* stageDrafts({ own, route, stages }: RouteBackends, comparison: Comparison): Generator<Draft> {
  const [first] = stages;
  if (first === undefined) return;
  const changes = stages.filter(({ parts }) => parts.length > 0);
  for (const { after, before, pair, parts, variables } of changes)
    yield {
      kind: backendChanged,
      place: stagePlace(pair, comparison),
      message: `its backend has another ${listed([...new Set(parts.map(partWord))])}`,
      before,
      after,
      posture: neutral('who may call stays the same'),
      callers: mayBreak('another backend may answer otherwise'),
      explains: [...own, ...variables],
    };
  const [difference] = own;
  if (changes.length > 0 || difference === undefined) return;
  yield changeAt(backendChanged, difference, {
    place: routePlace(route, comparison),
    message: 'its backend is said with variables otherwise',
    posture: neutral('who may call stays the same'),
    callers: safe('each stage asks the backend that it asked before'),
    explains: own,
  });
}

const partWord = (part: StagedPart): string => WORDS[STAGED_PARTS[part]] ?? part;

function backendDifferences(comparison: Comparison): ReadonlyMap<unknown, readonly Difference[]> {
  const all = ['ServiceConfig', ...PARAMETERS].flatMap((name) => differencesAt(comparison, 'Api', name));
  return groupBy(
    all.filter((each) => !isDefaultWritten(each)),
    ({ sides }) => sides,
  );
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
  return changeAt(timeoutChanged, difference, {
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

function backendDraft(differences: readonly Difference[]): Draft {
  const [first] = differences;
  if (first === undefined) throw new TypeError('a change of nothing');
  const names = [...new Set(differences.map(partName))];
  return {
    kind: backendChanged,
    place: first.place,
    message: `its backend has another ${listed(names)}`,
    before: backendSides(differences, 'before'),
    after: backendSides(differences, 'after'),
    posture: neutral('who may call stays the same'),
    callers: mayBreak('another backend, or one that is told otherwise, may answer otherwise'),
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

function partName({ path: [, property = '', member = ''] }: Difference): string {
  if (property !== 'ServiceConfig') return `parameter ${member}`;
  return WORDS[member] ?? (member || 'definition');
}

/** `ServiceAddress: https://a · ServicePath: none` */
function backendSides(differences: readonly Difference[], which: 'before' | 'after'): Draft['before'] {
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

const [backendEncryptionDropped, backendEncryptionAdded] = mirrored(
  { area: 'backend', direction: 'widened' },
  {
    id: 'backend-encryption-dropped',
    title: 'A route sends its requests to the backend in plain text.',
    callers: 'may break: the backend may answer at one of the two only',
    why: 'Whoever is on the way reads and changes requests and answers, and what the gateway says of the caller.',
  },
  {
    id: 'backend-encryption-added',
    title: 'A route sends its requests to the backend encrypted.',
    callers: 'may break: the backend may answer at one of the two only',
    why: 'Nobody on the way reads or changes requests, if the backend takes them so.',
  },
);

export const backendEncryption: Detector = {
  kinds: [backendEncryptionDropped, backendEncryptionAdded],
  *find(comparison) {
    const told = new Set<Difference['sides']>();
    for (const name of ['ServiceProtocol', 'ServiceAddress'])
      for (const difference of differencesAt(comparison, 'Api', 'ServiceConfig', name)) {
        const is = turned(difference, name === 'ServiceProtocol' ? protocolIn : schemeIn);
        if (is === undefined || told.has(difference.sides)) continue;
        told.add(difference.sides);
        const { kind, ...said } = turnedTo(is);
        yield changeAt(kind, difference, {
          ...said,
          // The rest of an address that changed is told as another backend.
          explains: name === 'ServiceProtocol' ? [difference] : [],
        });
      }
    for (const stage of routeBackendsIn(comparison).flatMap(({ stages }) => stages))
      yield* encryptionByVariables(stage, comparison);
  },
};

function turnedTo(is: 'http' | 'https'): Judgement & Pick<Draft, 'kind' | 'message'> {
  const callers = mayBreak('the backend may answer at one of the two only');
  return is === 'http'
    ? {
        kind: backendEncryptionDropped,
        message: 'its requests go to the backend in plain text',
        posture: weaker('whoever is on the way reads requests and answers'),
        callers,
      }
    : {
        kind: backendEncryptionAdded,
        message: 'its requests go to the backend encrypted',
        posture: stronger('nobody on the way reads requests and answers'),
        callers,
      };
}

/** An address that variables make says its scheme in each stage. */
function* encryptionByVariables(
  { addresses, after, before, pair, parts }: StageBackends,
  comparison: Comparison,
): Generator<Draft> {
  const [was, is] = [addressScheme(addresses.before), addressScheme(addresses.after)];
  if (!parts.includes('address') || was === undefined || is === undefined || was === is) return;
  yield { ...turnedTo(is), place: stagePlace(pair, comparison), before, after, explains: [] };
}

type SchemeOf = (value: JsonValue | undefined, instance: Resource | undefined) => Scheme;

/** What a difference turns the scheme into; `undefined` where it stays, or is not known. */
function turned({ after, before, sides }: Difference, schemeOf: SchemeOf): Scheme {
  const [was, is] = [schemeOf(before, sides.before?.instance), schemeOf(after, sides.after?.instance)];
  return was === undefined || was === is ? undefined : is;
}

type Scheme = 'http' | 'https' | undefined;

function protocolIn(value: JsonValue | undefined, instance: Resource | undefined): Scheme {
  const known = instance && resolveValue(value ?? API.defaultServiceProtocol.value, instance);
  if (known === 'HTTP') return 'http';
  return known === 'HTTPS' ? 'https' : undefined;
}

/** An address says its scheme; of a mock, or of a function, nobody is on the way. */
function schemeIn(value: JsonValue | undefined, instance: Resource | undefined): Scheme {
  const isMock =
    String(memberOf(memberOf(instance?.properties, 'ServiceConfig'), 'Mock')).toLowerCase() === 'true';
  return isMock ? undefined : addressScheme(value);
}

function addressScheme(address: unknown): Scheme {
  const [, scheme] = /^(https?):\/\//i.exec(typeof address === 'string' ? address : '') ?? [];
  return scheme?.toLowerCase() as Scheme;
}

const [mockSwitchedOn, mockSwitchedOff] = mirrored(
  { area: 'backend', direction: 'narrowed' },
  {
    id: 'mock-switched-on',
    title: 'A route answers with a fixed text instead of asking its backend.',
    posture: 'neutral: who may call stays the same; stronger for an OPTIONS route that is public',
    why: 'No call reaches the backend any more.',
  },
  {
    id: 'mock-switched-off',
    title: 'A route asks its backend instead of answering with a fixed text.',
    posture: 'neutral: who may call stays the same; weaker for an OPTIONS route that is public',
    callers: 'may break',
    why: 'Whoever may call the route reaches a backend for the first time.',
  },
);

/** Whether the route is for preflight requests and lets anybody in: then its mock is all that keeps the backend shut. */
function isOpenPreflight({ sides }: Difference, { routes }: Comparison): boolean {
  const pair = routes.find(({ after }) => after !== undefined && after.resource === sides.after?.instance);
  const { after } = pair ?? {};
  return after?.method === 'OPTIONS' && weakestProtection(after)?.kind === 'public';
}

export const mocks: Detector = {
  kinds: [mockSwitchedOn, mockSwitchedOff],
  *find(comparison) {
    for (const difference of differencesAt(comparison, 'Api', 'ServiceConfig', 'Mock')) {
      const texts = knownTexts(difference);
      if (texts === undefined) continue;
      const [was, is] = [texts.before, texts.after].map((text) => text?.toLowerCase() === 'true');
      if (was === is) continue;
      const isOpen = isOpenPreflight(difference, comparison);
      const [shut, opened] = [
        stronger('anybody could reach its backend; now it only answers preflight requests'),
        weaker('anybody reaches its backend; before, it only answered preflight requests'),
      ];
      yield changeAt(is ? mockSwitchedOn : mockSwitchedOff, difference, {
        message: is
          ? 'answers with a fixed text; no call reaches the backend'
          : 'asks its backend; it answered with a fixed text',
        posture: !isOpen ? neutral('who may call stays the same') : is ? shut : opened,
        callers: is ? breaks('callers get the fixed text') : mayBreak('callers get what the backend answers'),
      });
    }
  },
};

const stageVariableChanged = alone(
  { area: 'backend', direction: 'changed' },
  {
    id: 'stage-variable-changed',
    title: 'A variable of a stage came, went, or has another value.',
    posture: 'neutral: who may call stays the same',
    callers: 'safe where no backend reads it, else may break',
    why: 'Addresses and paths of backends may be made of it. Where a backend is known to read it, that is told as another backend of its route.',
  },
);

export const stageVariables: Detector = {
  kinds: [stageVariableChanged],
  *find(comparison) {
    for (const difference of differencesAt(comparison, 'StageConfig', 'Variables')) {
      const name = difference.path[2] ?? 'all of them';
      const how =
        difference.before === undefined
          ? 'was set'
          : difference.after === undefined
            ? 'was taken away'
            : 'changed';
      yield changeAt(stageVariableChanged, difference, {
        message: `the variable ${name} ${how}`,
        posture: neutral('who may call stays the same'),
        callers: mayBeRead(difference, comparison)
          ? mayBreak('requests may go to another backend')
          : safe('no backend of the stage reads it'),
      });
    }
  },
};
