import { API } from '../../facts';
import { differencesAt, knownTexts } from '../judging/differences-at';
import { changeAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { mayBreak, stronger, weaker } from '../judging/verdict';

const changed: ChangeKind = {
  id: 'request-mode-changed',
  title: 'A route passes on other parts of a request than before.',
  area: 'request',
  direction: 'changed',
  mirror: 'request-mode-changed',
  asymmetry: undefined,
  posture: 'weaker from MAPPING to PASSTHROUGH, stronger the other way',
  callers: 'may break',
  why: 'MAPPING checks what is declared and drops the rest; PASSTHROUGH sends the backend whatever callers send.',
};

export const requestModeChanged: Detector = {
  kinds: [changed],
  *find(comparison) {
    for (const difference of differencesAt(comparison, 'Api', 'RequestConfig', 'RequestMode')) {
      const texts = knownTexts(difference);
      if (texts === undefined) continue;
      const [was, is] = [texts.before, texts.after].map((text) => text ?? API.defaultRequestMode.value);
      if (was === is) continue;
      const isOpen = is === 'PASSTHROUGH';
      yield changeAt(changed, difference, {
        message: isOpen ? 'passes on everything that callers send' : 'passes on declared parameters only',
        posture: isOpen
          ? weaker('the backend gets headers and parameters that nobody declared or checked')
          : stronger('what is not declared is dropped, and what is declared is checked'),
        callers: mayBreak('the backend gets other parameters than before'),
      });
    }
  },
};
