import { API } from '../facts';
import type { JsonValue } from '../json';
import { memberOf } from '../json';
import { type Resource, resolveValue } from '../template';
import { differencesAt } from './differences-at';
import { changeAt } from './draft';
import type { ChangeKind, Detector } from './kind';
import { mayBreak, stronger, weaker } from './verdict';

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
    for (const difference of [
      ...differencesAt(comparison, 'Api', 'ServiceConfig', 'ServiceProtocol'),
      ...differencesAt(comparison, 'Api', 'ServiceConfig', 'ServiceAddress'),
    ]) {
      const { after, before, path, sides } = difference;
      const isProtocol = path[2] === 'ServiceProtocol';
      const schemeOf = isProtocol ? protocolIn : schemeIn;
      const [was, is] = [schemeOf(before, sides.before?.instance), schemeOf(after, sides.after?.instance)];
      if (was === is || was === undefined || is === undefined) continue;
      const isDropped = is === 'http';
      yield changeAt(isDropped ? dropped : added, difference, {
        message: isDropped
          ? 'its requests go to the backend in plain text'
          : 'its requests go to the backend encrypted',
        posture: isDropped
          ? weaker('whoever is on the way reads requests and answers')
          : stronger('nobody on the way reads requests and answers'),
        callers: mayBreak('the backend may answer at one of the two only'),
        // The rest of an address that changed is told as another backend.
        explains: isProtocol ? [difference] : [],
      });
    }
  },
};

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
  const [, scheme] = /^(https?):\/\//i.exec(typeof value === 'string' ? value : '') ?? [];
  return isMock ? undefined : (scheme?.toLowerCase() as Scheme);
}
