import { differencesAt, type KnownTexts, knownTexts } from '../judging/differences-at';
import { changeAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { setDifference } from '../judging/set-difference';
import { breaks, mayBreak, neutral, safe, stronger, weaker } from '../judging/verdict';

const loosened: ChangeKind = {
  id: 'request-parameter-loosened',
  title: 'A route lets more values of a parameter through.',
  area: 'request',
  direction: 'widened',
  mirror: 'request-parameter-tightened',
  asymmetry: undefined,
  posture: 'weaker',
  callers: 'safe',
  why: 'Values that the gateway refused reach the backend, which may rely on it.',
};

const tightened: ChangeKind = {
  id: 'request-parameter-tightened',
  title: 'A route lets fewer values of a parameter through.',
  area: 'request',
  direction: 'narrowed',
  mirror: 'request-parameter-loosened',
  asymmetry: undefined,
  posture: 'stronger',
  callers: 'break',
  why: 'Requests with values that were let through are refused.',
};

const preset: ChangeKind = {
  id: 'request-parameter-default-changed',
  title: 'What the backend gets for a parameter that is left out changed.',
  area: 'request',
  direction: 'changed',
  mirror: 'request-parameter-default-changed',
  asymmetry: undefined,
  posture: 'neutral',
  callers: 'may break',
  why: 'Callers who leave the parameter out get another answer.',
};

/** Whether a check went, came, or lets more or less through; `undefined` where the two cannot be compared. */
type Compare = (texts: KnownTexts) => 'looser' | 'tighter' | undefined;

const least: Compare = ({ after, before }) => {
  const [was, is] = [Number(before ?? Number.NEGATIVE_INFINITY), Number(after ?? Number.NEGATIVE_INFINITY)];
  return is < was ? 'looser' : is > was ? 'tighter' : undefined;
};

const most: Compare = ({ after, before }) => {
  const [was, is] = [Number(before ?? Number.POSITIVE_INFINITY), Number(after ?? Number.POSITIVE_INFINITY)];
  return is > was ? 'looser' : is < was ? 'tighter' : undefined;
};

const present: Compare = ({ after, before }) => {
  if (before !== undefined && after !== undefined) return undefined;
  return after === undefined ? 'looser' : 'tighter';
};

const oneOf: Compare = (texts) => {
  if (texts.before === undefined || texts.after === undefined) return present(texts);
  const items = (text: string) => text.split(',').map((each) => each.trim());
  const { gained, lost } = setDifference(items(texts.before), items(texts.after));
  if (gained.length > 0 && lost.length > 0) return undefined;
  return gained.length > 0 ? 'looser' : lost.length > 0 ? 'tighter' : undefined;
};

const CHECKS: Readonly<Record<string, Compare>> = {
  EnumValue: oneOf,
  JsonScheme: present,
  MaxLength: most,
  MaxValue: most,
  MinLength: least,
  MinValue: least,
  ParameterType: ({ after, before }) =>
    after === 'String' ? 'looser' : before === 'String' ? 'tighter' : undefined,
  RegularExpression: present,
  Required: ({ after }) => (after === 'REQUIRED' ? 'tighter' : 'looser'),
};

export const requestParameterLoosened: Detector = {
  kinds: [loosened, tightened, preset],
  *find(comparison) {
    for (const difference of differencesAt(comparison, 'Api', 'RequestParameters')) {
      const [, , name = '', member = ''] = difference.path;
      const texts = knownTexts(difference);
      if (texts === undefined || member === '') continue;
      if (member === 'DefaultValue')
        yield changeAt(preset, difference, {
          message: `another default for the parameter ${name}`,
          posture: neutral('the same requests get through'),
          callers: mayBreak('the backend gets another value where it is left out'),
        });
      const way = CHECKS[member]?.(texts);
      if (way === 'looser')
        yield changeAt(loosened, difference, {
          message: `checks less of the parameter ${name} (${member})`,
          posture: weaker('values that were refused reach the backend'),
          callers: safe('what was let through still is'),
        });
      if (way === 'tighter')
        yield changeAt(tightened, difference, {
          message: `checks more of the parameter ${name} (${member})`,
          posture: stronger('values that were let through are refused'),
          callers: breaks('values that were let through are refused'),
        });
    }
  },
};
