import { type CorsModel, cors } from '../../plugin';
import { listed } from '../../text';
import type { ComparedPlugins, Difference } from '../comparing/comparison';
import { below, pluginsOfType, setDifference, typedData } from '../judging/differences';
import { type Draft, type Judged, sideOf } from '../judging/draft';
import { type ChangeKind, type Detector, mirrored } from '../judging/kind';
import { mayBreak, safe, stronger, weaker } from '../judging/verdict';

const [corsWidened, corsNarrowed] = mirrored(
  { area: 'network', direction: 'widened' },
  {
    id: 'cors-widened',
    title: 'Browsers let pages do more with the gateway.',
    why: 'Pages of more origins, or with more methods, headers or cookies, may call in the name of whoever looks at them.',
  },
  {
    id: 'cors-narrowed',
    title: 'Browsers let pages do less with the gateway.',
    callers: 'may break: callers in browsers',
    why: 'Pages that called before are stopped by the browser.',
  },
);

/** Lists of what is allowed, with what stands for a list that is not given. */
const LISTS = [
  { name: 'allowOrigins', words: 'origins', preset: ['*'] },
  { name: 'allowMethods', words: 'methods', preset: [] },
  { name: 'allowHeaders', words: 'request headers', preset: [] },
  { name: 'exposeHeaders', words: 'response headers', preset: [] },
] as const;

export const corsSettings: Detector = {
  kinds: [corsWidened, corsNarrowed],
  *find(comparison) {
    for (const plugins of pluginsOfType(comparison, 'cors')) {
      const [before, after] = [typedData(cors, plugins.before), typedData(cors, plugins.after)];
      if (before === undefined || after === undefined) continue;
      for (const list of LISTS) yield* inList(plugins, list, { before, after });
      yield* credentials(plugins, { before, after });
    }
  },
};

interface Models {
  readonly before: CorsModel;
  readonly after: CorsModel;
}

function* inList(plugins: ComparedPlugins, list: (typeof LISTS)[number], models: Models): Generator<Draft> {
  const items = (model: CorsModel): readonly string[] => model[list.name] ?? list.preset;
  const [mine, theirs] = [items(models.before), items(models.after)];
  const { gained, lost } = setDifference(mine, theirs);
  // Whoever allows any allows each.
  const more = mine.includes('*') ? [] : gained;
  const less = theirs.includes('*') ? [] : lost;
  const sides = {
    before: sideOf(`${list.words}: ${mine.join(', ') || 'none'}`, plugins.before),
    after: sideOf(`${list.words}: ${theirs.join(', ') || 'none'}`, plugins.after),
  };
  const explains = below(plugins, list.name);
  if (more.length > 0)
    yield corsDraft(corsWidened, plugins, { ...sides, explains, ...allowing(list.words, more) });
  if (less.length > 0)
    yield corsDraft(corsNarrowed, plugins, { ...sides, explains, ...refusing(list.words, less) });
}

function allowing(words: string, more: readonly string[]): Judged {
  const what = more.includes('*') ? `any ${words}` : `the ${words} ${listed(more)}`;
  return {
    message: `allows ${what}`,
    posture: weaker(`browsers let pages use ${what}`),
    callers: safe('what was allowed still is'),
  };
}

function refusing(words: string, less: readonly string[]): Judged {
  const what = less.includes('*') ? `other ${words}` : `the ${words} ${listed(less)}`;
  return {
    message: `no longer allows ${what}`,
    posture: stronger(`browsers stop pages that use ${what}`),
    callers: mayBreak(`pages that use ${what} are stopped by the browser`),
  };
}

function* credentials(plugins: ComparedPlugins, { after, before }: Models): Generator<Draft> {
  const [was, is] = [before.allowCredentials ?? false, after.allowCredentials ?? false];
  if (was === is) return;
  const sides = {
    before: sideOf(`credentials: ${was}`, plugins.before),
    after: sideOf(`credentials: ${is}`, plugins.after),
    explains: below(plugins, 'allowCredentials'),
  };
  yield corsDraft(is ? corsWidened : corsNarrowed, plugins, {
    ...sides,
    message: is ? 'lets pages send cookies along' : 'no longer lets pages send cookies along',
    posture: is
      ? weaker('pages may call in the name of a logged-in user')
      : stronger('pages call without cookies'),
    callers: is
      ? safe('calls without cookies stay as they were')
      : mayBreak('pages that rely on cookies are stopped by the browser'),
  });
}

function corsDraft(
  kind: ChangeKind,
  plugins: ComparedPlugins,
  said: Judged & { readonly explains: readonly Difference[] } & Pick<Draft, 'before' | 'after'>,
): Draft {
  return { exposure: undefined, ...said, kind, place: plugins.place, affects: plugins.uses };
}
