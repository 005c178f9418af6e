import { API } from '../../facts';
import type { Comparison, Difference } from '../comparing/comparison';
import { differencesAt, knownTexts, setDifference } from '../judging/differences';
import { changeAt } from '../judging/draft';
import { alone, type Detector, mirrored, STEPS } from '../judging/kind';
import { breaks, mayBreak, neutral, safe, stronger, weaker } from '../judging/verdict';

const [networkAccessWidened, networkAccessNarrowed] = mirrored(
  { area: 'network', direction: 'widened' },
  {
    id: 'network-access-widened',
    title: 'A route or group can be reached from a network from which it could not.',
    why: 'Callers on that network meet nothing but what the routes ask for.',
  },
  {
    id: 'network-access-narrowed',
    title: 'A route or group can no longer be reached from a network.',
    why: 'Callers on that network are refused.',
    avoid: STEPS.gone,
  },
);

/** The switches, what they open, and what the service takes where nothing is said. */
const SWITCHES = [
  { type: 'Api', name: 'DisableInternet', words: 'from the internet', opens: false, preset: 'false' },
  {
    type: 'Group',
    name: 'InternetEnable',
    words: 'through its default sub-domain from the internet',
    opens: true,
    preset: 'true',
  },
  { type: 'Group', name: 'VpcIntranetEnable', words: 'from a VPC', opens: true, preset: undefined },
] as const;

export const networkAccess: Detector = {
  kinds: [networkAccessWidened, networkAccessNarrowed],
  *find(comparison) {
    for (const each of SWITCHES) yield* turned(each, comparison);
  },
};

function* turned({ name, opens, preset, type, words }: (typeof SWITCHES)[number], comparison: Comparison) {
  for (const difference of differencesAt(comparison, type, name)) {
    const [was, is] = states(difference, preset);
    if (was === undefined || is === undefined || was === is) continue;
    const isOpen = is === opens;
    yield changeAt(isOpen ? networkAccessWidened : networkAccessNarrowed, difference, {
      message: isOpen ? `can be reached ${words}` : `can no longer be reached ${words}`,
      posture: isOpen ? weaker(`callers reach it ${words}`) : stronger(`nobody reaches it ${words}`),
      callers: isOpen ? safe('who reached it still does') : breaks(`who calls ${words} is refused`),
    });
  }
}

/** On or off, before and after; `undefined` where nobody knows. */
function states(difference: Difference, preset: string | undefined): readonly (boolean | undefined)[] {
  const texts = knownTexts(difference);
  if (texts === undefined) return [];
  return [texts.before ?? preset, texts.after ?? preset].map((text) =>
    text === undefined || !/^(?:true|false)$/i.test(text) ? undefined : text.toLowerCase() === 'true',
  );
}

const [requestEncryptionWeakened, requestEncryptionStrengthened] = mirrored(
  { area: 'network', direction: 'widened' },
  {
    id: 'request-encryption-weakened',
    title: 'A route takes calls in plain text that it refused, or no longer takes encrypted ones.',
    callers: 'break where HTTPS went, else safe',
    why: 'Whoever is on the way reads the token and can use it.',
  },
  {
    id: 'request-encryption-strengthened',
    title: 'A route takes encrypted calls that it refused, or no longer takes those in plain text.',
    callers: 'break where HTTP went, else safe',
    why: 'Callers that use http:// addresses are refused where HTTP went.',
  },
);

export const requestEncryption: Detector = {
  kinds: [requestEncryptionWeakened, requestEncryptionStrengthened],
  *find(comparison) {
    for (const difference of differencesAt(comparison, 'Api', 'RequestConfig', 'RequestProtocol')) {
      const texts = knownTexts(difference);
      if (texts === undefined) continue;
      const [was, is] = [protocolsIn(texts.before), protocolsIn(texts.after)];
      const { lost } = setDifference(was, is);
      if (safetyOf(was) === safetyOf(is)) continue;
      const isWeaker = safetyOf(is) < safetyOf(was);
      const words = `takes ${is.join(' and ')} instead of ${was.join(' and ')}`;
      yield changeAt(isWeaker ? requestEncryptionWeakened : requestEncryptionStrengthened, difference, {
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

const certificateChanged = alone(
  { area: 'network', direction: 'changed' },
  {
    id: 'certificate-changed',
    title: 'A domain has another certificate.',
    posture: 'neutral: who may call stays the same',
    callers: 'may break: those that trust the old one only',
    why: 'A certificate that does not fit the domain, or has expired, stops every caller.',
  },
);

const PARTS = ['CertificateBody', 'CertificateName', 'CertificatePrivateKey'];

export const certificates: Detector = {
  kinds: [certificateChanged],
  *find(comparison) {
    for (const part of PARTS)
      for (const difference of differencesAt(comparison, 'CustomDomain', part))
        yield changeAt(certificateChanged, difference, {
          message: `its ${part} changed`,
          posture: neutral('who may call stays the same'),
          callers: mayBreak('callers that trust the old certificate only are stopped'),
        });
  },
};
