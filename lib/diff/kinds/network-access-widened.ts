import type { Comparison, Difference } from '../comparing/comparison';
import { differencesAt, knownTexts } from '../judging/differences-at';
import { changeAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { breaks, safe, stronger, weaker } from '../judging/verdict';

const widened: ChangeKind = {
  id: 'network-access-widened',
  title: 'A route or group can be reached from a network from which it could not.',
  area: 'network',
  direction: 'widened',
  mirror: 'network-access-narrowed',
  asymmetry: undefined,
  posture: 'weaker',
  callers: 'safe',
  why: 'Callers on that network meet nothing but what the routes ask for.',
};

const narrowed: ChangeKind = {
  id: 'network-access-narrowed',
  title: 'A route or group can no longer be reached from a network.',
  area: 'network',
  direction: 'narrowed',
  mirror: 'network-access-widened',
  asymmetry: undefined,
  posture: 'stronger',
  callers: 'break',
  why: 'Callers on that network are refused.',
};

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

export const networkAccessWidened: Detector = {
  kinds: [widened, narrowed],
  *find(comparison) {
    for (const each of SWITCHES) yield* turned(each, comparison);
  },
};

function* turned({ name, opens, preset, type, words }: (typeof SWITCHES)[number], comparison: Comparison) {
  for (const difference of differencesAt(comparison, type, name)) {
    const [was, is] = states(difference, preset);
    if (was === undefined || is === undefined || was === is) continue;
    const isOpen = is === opens;
    yield changeAt(isOpen ? widened : narrowed, difference, {
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
