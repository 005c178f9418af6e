import type { Comparison, Difference } from '../comparing/comparison';
import { differencesAt, knownTexts } from '../judging/differences-at';
import { changeAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { weakestProtection } from '../judging/stage-protection';
import { breaks, mayBreak, neutral, stronger, weaker } from '../judging/verdict';

const on: ChangeKind = {
  id: 'mock-switched-on',
  title: 'A route answers with a fixed text instead of asking its backend.',
  area: 'backend',
  direction: 'narrowed',
  mirror: 'mock-switched-off',
  asymmetry: undefined,
  posture: 'neutral: who may call stays the same; stronger for an OPTIONS route that is public',
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
  posture: 'neutral: who may call stays the same; weaker for an OPTIONS route that is public',
  callers: 'may break',
  why: 'Whoever may call the route reaches a backend for the first time.',
};

/** Whether the route is for preflight requests and lets anybody in: then its mock is all that keeps the backend shut. */
function isOpenPreflight({ sides }: Difference, { routes }: Comparison): boolean {
  const pair = routes.find(({ after }) => after !== undefined && after.resource === sides.after?.instance);
  const { after } = pair ?? {};
  return after?.method === 'OPTIONS' && weakestProtection(after)?.kind === 'public';
}

export const mockSwitchedOn: Detector = {
  kinds: [on, off],
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
      yield changeAt(is ? on : off, difference, {
        message: is
          ? 'answers with a fixed text; no call reaches the backend'
          : 'asks its backend; it answered with a fixed text',
        posture: !isOpen ? neutral('who may call stays the same') : is ? shut : opened,
        callers: is ? breaks('callers get the fixed text') : mayBreak('callers get what the backend answers'),
      });
    }
  },
};
