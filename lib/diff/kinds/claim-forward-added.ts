import type { ClaimParameter } from '../../plugin';
import type { ComparedPlugins, Difference } from '../comparing/comparison';
import { type Draft, sideOf } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { below, dataPath, pluginsOfType } from '../judging/plugin-differences';
import { mayBreak, neutral, safe } from '../judging/verdict';

const added: ChangeKind = {
  id: 'claim-forward-added',
  title: 'One more claim of the token goes to the backend.',
  area: 'backend',
  direction: 'added',
  mirror: 'claim-forward-removed',
  asymmetry: undefined,
  posture: 'neutral: who may call stays the same',
  callers: 'safe',
  why: 'The backend learns something more of the caller, and callers who could set the parameter no longer can.',
};

const removed: ChangeKind = {
  id: 'claim-forward-removed',
  title: 'A claim of the token no longer goes to the backend.',
  area: 'backend',
  direction: 'removed',
  mirror: 'claim-forward-added',
  asymmetry: undefined,
  posture: 'neutral at the gateway: what the backend does without it is up to the backend',
  callers: 'may break',
  why: 'A backend that decides by the claim decides without it, or by what the caller sends under its name.',
};

const retargeted: ChangeKind = {
  id: 'claim-forward-retargeted',
  title: 'A claim of the token goes to the backend under another name or in another place.',
  area: 'backend',
  direction: 'changed',
  mirror: 'claim-forward-retargeted',
  asymmetry: undefined,
  posture: 'neutral at the gateway',
  callers: 'may break',
  why: 'A backend that reads the old name finds nothing there, or what the caller sends.',
};

export const claimForwardAdded: Detector = {
  kinds: [added, removed, retargeted],
  *find(comparison) {
    for (const plugins of pluginsOfType(comparison, 'jwtAuth')) {
      const [before, after] = [plugins.before.jwtAuth?.forwards, plugins.after.jwtAuth?.forwards];
      if (before === undefined || after === undefined) continue;
      const lost = without(before, after);
      const gained = without(after, before);
      for (const each of lost) {
        const other = gained.find(({ claimName }) => claimName === each.claimName);
        if (other === undefined) yield draftOf(removed, plugins, { before: each });
        else yield draftOf(retargeted, plugins, { before: each, after: other });
      }
      for (const each of gained)
        if (!lost.some(({ claimName }) => claimName === each.claimName))
          yield draftOf(added, plugins, { after: each });
    }
  },
};

function without(
  some: readonly ClaimParameter[],
  others: readonly ClaimParameter[],
): readonly ClaimParameter[] {
  const known = new Set(others.map(textOf));
  return some.filter((each) => !known.has(textOf(each)));
}

/** `sub → header X-User-Id` */
function textOf({ claimName, location, parameterName }: ClaimParameter): string {
  return `${claimName} → ${location} ${parameterName}`;
}

interface Forwards {
  readonly before?: ClaimParameter;
  readonly after?: ClaimParameter;
}

function draftOf(kind: ChangeKind, plugins: ComparedPlugins, { after, before }: Forwards): Draft {
  const claim = after?.claimName ?? before?.claimName ?? '';
  const target = after && `${after.location} ${after.parameterName}`;
  const isAdded = kind === added;
  return {
    kind,
    place: plugins.place,
    message: target === undefined ? `no longer forwards ${claim}` : `forwards ${claim} as ${target}`,
    before: before && sideOf(textOf(before), plugins.before),
    after: after && sideOf(textOf(after), plugins.after),
    posture: neutral('who may call stays the same; what the backend makes of it is up to the backend'),
    callers: isAdded
      ? safe('calls are answered as before')
      : mayBreak(`the backend no longer gets ${before?.parameterName}`),
    exposure: undefined,
    affects: plugins.uses,
    explains: differencesOf(plugins, claim),
  };
}

/** A claim that goes to two places stands under two names. */
function differencesOf(plugins: ComparedPlugins, claim: string): Difference[] {
  return below(plugins, 'claimParameters').filter((each) => {
    const [, name] = dataPath(each);
    return name === undefined || name === claim || name.startsWith(`${claim} (`);
  });
}
