import { differencesAt, knownTexts } from '../judging/differences-at';
import { changeAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { breaks, mayBreak, neutral } from '../judging/verdict';

const on: ChangeKind = {
  id: 'mock-switched-on',
  title: 'A route answers with a fixed text instead of asking its backend.',
  area: 'backend',
  direction: 'narrowed',
  mirror: 'mock-switched-off',
  asymmetry: undefined,
  posture: 'neutral: who may call stays the same',
  callers: 'break',
  why: 'No call reaches the backend any more.',
};

const off: ChangeKind = {
  id: 'mock-switched-off',
  title: 'A route asks its backend instead of answering with a fixed text.',
  area: 'backend',
  direction: 'widened',
  mirror: 'mock-switched-on',
  asymmetry: undefined,
  posture: 'neutral: who may call stays the same',
  callers: 'may break',
  why: 'Whoever may call the route reaches a backend for the first time.',
};

export const mockSwitchedOn: Detector = {
  kinds: [on, off],
  *find(comparison) {
    for (const difference of differencesAt(comparison, 'Api', 'ServiceConfig', 'Mock')) {
      const texts = knownTexts(difference);
      if (texts === undefined) continue;
      const [was, is] = [texts.before, texts.after].map((text) => text?.toLowerCase() === 'true');
      if (was === is) continue;
      yield changeAt(is ? on : off, difference, {
        message: is
          ? 'answers with a fixed text; no call reaches the backend'
          : 'asks its backend; it answered with a fixed text',
        posture: neutral('who may call stays the same'),
        callers: is ? breaks('callers get the fixed text') : mayBreak('callers get what the backend answers'),
      });
    }
  },
};
