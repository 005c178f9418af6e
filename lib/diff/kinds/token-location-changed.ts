import type { JsonValue } from '../../json';
import { changeAt, type Judged } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { pluginDifferences } from '../judging/plugin-differences';
import { breaks, neutral, stronger, unclear, weaker } from '../judging/verdict';

const moved: ChangeKind = {
  id: 'token-location-changed',
  title: 'A JWT plug-in reads the token from another part of the request.',
  area: 'authentication',
  direction: 'changed',
  mirror: 'token-location-changed',
  asymmetry: undefined,
  posture:
    'weaker towards the query string, stronger away from it; unknown where each API declares the parameter',
  callers: 'break',
  why: 'Addresses end up in logs, histories and Referer headers, and a token in the query string with them. Cookies are sent along by browsers unasked.',
};

const renamed: ChangeKind = {
  id: 'token-parameter-renamed',
  title: 'A JWT plug-in reads the token under another name.',
  area: 'authentication',
  direction: 'changed',
  mirror: 'token-parameter-renamed',
  asymmetry: undefined,
  posture: 'neutral',
  callers: 'break',
  why: 'Callers send the token where nobody looks, and are refused.',
};

/** The safer, the higher. */
const SAFETY: Readonly<Record<string, number>> = { query: 1, cookie: 2, header: 3 };

export const tokenLocationChanged: Detector = {
  kinds: [moved, renamed],
  *find(comparison) {
    for (const { difference, plugins } of pluginDifferences(comparison, 'jwtAuth', 'parameterLocation'))
      yield changeAt(moved, difference, {
        ...judge(difference.before, difference.after),
        affects: plugins.uses,
      });
    for (const { difference, plugins } of pluginDifferences(comparison, 'jwtAuth', 'parameter'))
      yield changeAt(renamed, difference, {
        message: `reads the token from ${String(difference.after)} instead of ${String(difference.before)}`,
        posture: neutral('a token is still asked for'),
        callers: breaks('the token is looked for under another name'),
        affects: plugins.uses,
      });
  },
};

function judge(before: JsonValue | undefined, after: JsonValue | undefined): Judged {
  const [was, is] = [SAFETY[String(before)], SAFETY[String(after)]];
  const words = (location: JsonValue | undefined) =>
    location === undefined ? 'a parameter of the API' : `the ${location}`;
  const common = {
    message: `reads the token from ${words(after)} instead of ${words(before)}`,
    callers: breaks('the token is looked for elsewhere'),
  };
  if (was === undefined || is === undefined)
    return { ...common, posture: unclear('where the token is depends on what each API declares') };
  if (is > was)
    return { ...common, posture: stronger(`${words(after)} is seen by fewer than ${words(before)}`) };
  const why =
    is === SAFETY.query ? 'addresses are logged, and the token with them' : 'browsers send cookies unasked';
  return { ...common, posture: weaker(why) };
}
