import { API } from '../../facts';
import { differencesAt, knownTexts } from '../judging/differences-at';
import { changeAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { setDifference } from '../judging/set-difference';
import { breaks, safe, stronger, weaker } from '../judging/verdict';

const weakened: ChangeKind = {
  id: 'request-encryption-weakened',
  title: 'A route takes calls in plain text that it refused, or no longer takes encrypted ones.',
  area: 'network',
  direction: 'widened',
  mirror: 'request-encryption-strengthened',
  asymmetry: undefined,
  posture: 'weaker',
  callers: 'break where HTTPS went, else safe',
  why: 'Whoever is on the way reads the token and can use it.',
};

const strengthened: ChangeKind = {
  id: 'request-encryption-strengthened',
  title: 'A route takes encrypted calls that it refused, or no longer takes those in plain text.',
  area: 'network',
  direction: 'narrowed',
  mirror: 'request-encryption-weakened',
  asymmetry: undefined,
  posture: 'stronger',
  callers: 'break where HTTP went, else safe',
  why: 'Callers that use http:// addresses are refused where HTTP went.',
};

export const requestEncryptionWeakened: Detector = {
  kinds: [weakened, strengthened],
  *find(comparison) {
    for (const difference of differencesAt(comparison, 'Api', 'RequestConfig', 'RequestProtocol')) {
      const texts = knownTexts(difference);
      if (texts === undefined) continue;
      const [was, is] = [protocolsIn(texts.before), protocolsIn(texts.after)];
      const { lost } = setDifference(was, is);
      if (safetyOf(was) === safetyOf(is)) continue;
      const isWeaker = safetyOf(is) < safetyOf(was);
      const words = `takes ${is.join(' and ')} instead of ${was.join(' and ')}`;
      yield changeAt(isWeaker ? weakened : strengthened, difference, {
        message: words,
        posture: isWeaker
          ? weaker('whoever is on the way can read tokens and answers')
          : stronger('tokens and answers can travel encrypted'),
        callers:
          lost.length > 0
            ? breaks(`calls with ${lost.join()} are refused`)
            : safe('every call that was taken still is'),
      });
    }
  },
};

function protocolsIn(text: string | undefined): readonly string[] {
  return (text ?? API.defaultRequestProtocol.value).split(',').map((each) => each.trim().toUpperCase());
}

/** HTTPS only, both, HTTP only. */
function safetyOf(protocols: readonly string[]): number {
  if (!protocols.includes('HTTP')) return 2;
  return protocols.includes('HTTPS') ? 1 : 0;
}
