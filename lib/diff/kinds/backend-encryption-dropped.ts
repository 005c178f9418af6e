import { API } from '../../facts';
import type { JsonValue } from '../../json';
import { memberOf } from '../../json';
import { type Resource, resolveValue } from '../../template';
import type { Comparison, Difference } from '../comparing/comparison';
import { stagePlace } from '../comparing/places';
import { differencesAt } from '../judging/differences-at';
import { changeAt, type Draft } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { routeBackendsIn, type StageBackends } from '../judging/stage-backends';
import { type Judgement, mayBreak, stronger, weaker } from '../judging/verdict';

const dropped: ChangeKind = {
  id: 'backend-encryption-dropped',
  title: 'A route sends its requests to the backend in plain text.',
  area: 'backend',
  direction: 'widened',
  mirror: 'backend-encryption-added',
  asymmetry: undefined,
  posture: 'weaker',
  callers: 'may break: the backend may answer at one of the two only',
  why: 'Whoever is on the way reads and changes requests and answers, and what the gateway says of the caller.',
};

const added: ChangeKind = {
  id: 'backend-encryption-added',
  title: 'A route sends its requests to the backend encrypted.',
  area: 'backend',
  direction: 'narrowed',
  mirror: 'backend-encryption-dropped',
  asymmetry: undefined,
  posture: 'stronger',
  callers: 'may break: the backend may answer at one of the two only',
  why: 'Nobody on the way reads or changes requests, if the backend takes them so.',
};

export const backendEncryptionDropped: Detector = {
  kinds: [dropped, added],
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
      yield* byVariables(stage, comparison);
  },
};

function turnedTo(is: 'http' | 'https'): Judgement & Pick<Draft, 'kind' | 'message'> {
  const callers = mayBreak('the backend may answer at one of the two only');
  return is === 'http'
    ? {
        kind: dropped,
        message: 'its requests go to the backend in plain text',
        posture: weaker('whoever is on the way reads requests and answers'),
        callers,
      }
    : {
        kind: added,
        message: 'its requests go to the backend encrypted',
        posture: stronger('nobody on the way reads requests and answers'),
        callers,
      };
}

/** An address that variables make says its scheme in each stage. */
function* byVariables(
  { addresses, after, before, pair, parts }: StageBackends,
  comparison: Comparison,
): Generator<Draft> {
  const [was, is] = [addressScheme(addresses.before), addressScheme(addresses.after)];
  if (!parts.includes('address') || was === undefined || is === undefined || was === is) return;
  const place = stagePlace(pair, comparison);
  yield { ...turnedTo(is), place, before, after, exposure: undefined, affects: [], explains: [] };
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
