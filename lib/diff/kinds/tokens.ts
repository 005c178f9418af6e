import type { JsonValue } from '../../json';
import type { ClaimParameter } from '../../plugin';
import type { ComparedPlugins, Difference } from '../comparing/comparison';
import { below, dataPath, isOn, pluginDifferences, pluginsOfType } from '../judging/differences';
import { changeAt, type Draft, type Judged, sideOf } from '../judging/draft';
import { alone, type ChangeKind, type Detector, mirrored, STEPS } from '../judging/kind';
import {
  breaks,
  type Judgement,
  mayBreak,
  neutral,
  safe,
  stronger,
  unclear,
  weaker,
} from '../judging/verdict';

/** One way of turning a switch, and what it means. */
interface Turn extends Judgement {
  readonly kind: ChangeKind;
  readonly message: string;
}

/**
 * Finds a switch of JWT plug-ins that was turned on or off. One that is written out as off is as good as none, and the
 * plain change that is left of it says so.
 *
 * @param name the member of PluginData
 */
function switchDetector(name: string, on: Turn, off: Turn): Detector {
  return {
    kinds: [on.kind, off.kind],
    *find(comparison) {
      for (const { difference, plugins } of pluginDifferences(comparison, 'jwtAuth', name)) {
        const [was, is] = [isOn(difference.before), isOn(difference.after)];
        const { kind, ...said } = is ? on : off;
        if (was !== is) yield changeAt(kind, difference, { ...said, affects: plugins.uses });
      }
    },
  };
}

const [emptyTokenAccepted, emptyTokenRefused] = mirrored(
  { area: 'authentication', direction: 'widened' },
  {
    id: 'empty-token-accepted',
    title: 'A JWT plug-in lets requests without a token through.',
    why: 'A bad token is refused and none at all is welcome: whoever leaves it out gets through.',
  },
  {
    id: 'empty-token-refused',
    title: 'A JWT plug-in refuses requests without a token.',
    why: 'Whoever calls without a token is refused from now on.',
    avoid: STEPS.tell,
  },
);

/** `bypassEmptyToken` */
export const emptyTokens = switchDetector(
  'bypassEmptyToken',
  {
    kind: emptyTokenAccepted,
    message: 'lets requests without a token through (bypassEmptyToken)',
    posture: weaker('whoever leaves the token out gets through'),
    callers: safe('a good token is still accepted'),
  },
  {
    kind: emptyTokenRefused,
    message: 'refuses requests without a token (bypassEmptyToken is off)',
    posture: stronger('whoever leaves the token out is refused'),
    callers: breaks('who calls without a token is refused'),
  },
);

const [expiredTokenAccepted, expiredTokenRefused] = mirrored(
  { area: 'authentication', direction: 'widened' },
  {
    id: 'expired-token-accepted',
    title: 'A JWT plug-in accepts tokens past their expiry.',
    why: 'A token that leaks, or belongs to somebody who left, is good for ever.',
  },
  {
    id: 'expired-token-refused',
    title: 'A JWT plug-in refuses tokens past their expiry.',
    why: 'Callers that do not renew their tokens are refused from now on.',
    avoid: STEPS.tell,
  },
);

/** `ignoreExpirationCheck` */
export const expiredTokens = switchDetector(
  'ignoreExpirationCheck',
  {
    kind: expiredTokenAccepted,
    message: 'accepts tokens past their expiry (ignoreExpirationCheck)',
    posture: weaker('a token is good for ever'),
    callers: safe('a good token is still accepted'),
  },
  {
    kind: expiredTokenRefused,
    message: 'refuses tokens past their expiry (ignoreExpirationCheck is off)',
    posture: stronger('an expired token is refused'),
    callers: breaks('who calls with an expired token is refused'),
  },
);

const [replayedTokenAccepted, replayedTokenRefused] = mirrored(
  { area: 'authentication', direction: 'widened' },
  {
    id: 'replayed-token-accepted',
    title: 'A JWT plug-in accepts one token more than once.',
    why: 'Whoever saw a request can send it again.',
  },
  {
    id: 'replayed-token-refused',
    title: 'A JWT plug-in accepts each token once.',
    why: 'Callers need a new token with a jti of its own for every call.',
    avoid: STEPS.tell,
  },
);

/** `preventJtiReplay` */
export const replayedTokens = switchDetector(
  'preventJtiReplay',
  {
    kind: replayedTokenRefused,
    message: 'accepts each token once (preventJtiReplay)',
    posture: stronger('a token that was used before, or has no jti, is refused'),
    callers: breaks('who calls twice with one token, or without a jti, is refused'),
  },
  {
    kind: replayedTokenAccepted,
    message: 'accepts one token more than once (preventJtiReplay is off)',
    posture: weaker('a request that somebody saw can be sent again'),
    callers: safe('a token that is used once is still accepted'),
  },
);

const tokenLocationChanged = alone(
  { area: 'authentication', direction: 'changed' },
  {
    id: 'token-location-changed',
    title: 'A JWT plug-in reads the token from another part of the request.',
    posture:
      'weaker towards the query string, stronger away from it; unknown where each API declares the parameter',
    callers: 'break',
    why: 'Addresses end up in logs, histories and Referer headers, and a token in the query string with them. Cookies are sent along by browsers unasked.',
  },
);

const tokenParameterRenamed = alone(
  { area: 'authentication', direction: 'changed' },
  {
    id: 'token-parameter-renamed',
    title: 'A JWT plug-in reads the token under another name.',
    posture: 'neutral',
    callers: 'break',
    why: 'Callers send the token where nobody looks, and are refused.',
  },
);

/** The safer, the higher. */
const SAFETY: Readonly<Record<string, number>> = { query: 1, cookie: 2, header: 3 };

export const tokenPlaces: Detector = {
  kinds: [tokenLocationChanged, tokenParameterRenamed],
  *find(comparison) {
    for (const { difference, plugins } of pluginDifferences(comparison, 'jwtAuth', 'parameterLocation'))
      yield changeAt(tokenLocationChanged, difference, {
        ...placeVerdict(difference.before, difference.after),
        affects: plugins.uses,
      });
    for (const { difference, plugins } of pluginDifferences(comparison, 'jwtAuth', 'parameter'))
      yield changeAt(tokenParameterRenamed, difference, {
        message: `reads the token from ${String(difference.after)} instead of ${String(difference.before)}`,
        posture: neutral('a token is still asked for'),
        callers: breaks('the token is looked for under another name'),
        affects: plugins.uses,
      });
  },
};

function placeVerdict(before: JsonValue | undefined, after: JsonValue | undefined): Judged {
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

const [claimForwardAdded, claimForwardRemoved] = mirrored(
  { area: 'backend', direction: 'added' },
  {
    id: 'claim-forward-added',
    title: 'One more claim of the token goes to the backend.',
    posture: 'neutral: who may call stays the same',
    callers: 'safe',
    why: 'The backend learns something more of the caller, and callers who could set the parameter no longer can.',
  },
  {
    id: 'claim-forward-removed',
    title: 'A claim of the token no longer goes to the backend.',
    posture: 'neutral at the gateway: what the backend does without it is up to the backend',
    callers: 'may break',
    why: 'A backend that decides by the claim decides without it, or by what the caller sends under its name.',
  },
);

const claimForwardRetargeted = alone(
  { area: 'backend', direction: 'changed' },
  {
    id: 'claim-forward-retargeted',
    title: 'A claim of the token goes to the backend under another name or in another place.',
    posture: 'neutral at the gateway',
    callers: 'may break',
    why: 'A backend that reads the old name finds nothing there, or what the caller sends.',
  },
);

export const claimForwards: Detector = {
  kinds: [claimForwardAdded, claimForwardRemoved, claimForwardRetargeted],
  *find(comparison) {
    for (const plugins of pluginsOfType(comparison, 'jwtAuth')) {
      const [before, after] = [plugins.before.jwtAuth?.forwards, plugins.after.jwtAuth?.forwards];
      if (before === undefined || after === undefined) continue;
      const lost = lessForwards(before, after);
      const gained = lessForwards(after, before);
      for (const each of lost) {
        const other = gained.find(({ claimName }) => claimName === each.claimName);
        if (other === undefined) yield forwardDraft(claimForwardRemoved, plugins, { before: each });
        else yield forwardDraft(claimForwardRetargeted, plugins, { before: each, after: other });
      }
      for (const each of gained)
        if (!lost.some(({ claimName }) => claimName === each.claimName))
          yield forwardDraft(claimForwardAdded, plugins, { after: each });
    }
  },
};

function lessForwards(
  some: readonly ClaimParameter[],
  others: readonly ClaimParameter[],
): readonly ClaimParameter[] {
  const known = new Set(others.map(forwardText));
  return some.filter((each) => !known.has(forwardText(each)));
}

/** `sub → header X-User-Id` */
function forwardText({ claimName, location, parameterName }: ClaimParameter): string {
  return `${claimName} → ${location} ${parameterName}`;
}

interface Forwards {
  readonly before?: ClaimParameter;
  readonly after?: ClaimParameter;
}

function forwardDraft(kind: ChangeKind, plugins: ComparedPlugins, { after, before }: Forwards): Draft {
  const claim = after?.claimName ?? before?.claimName ?? '';
  const target = after && `${after.location} ${after.parameterName}`;
  const isAdded = kind === claimForwardAdded;
  return {
    kind,
    place: plugins.place,
    message: target === undefined ? `no longer forwards ${claim}` : `forwards ${claim} as ${target}`,
    before: before && sideOf(forwardText(before), plugins.before),
    after: after && sideOf(forwardText(after), plugins.after),
    posture: neutral('who may call stays the same; what the backend makes of it is up to the backend'),
    callers: isAdded
      ? safe('calls are answered as before')
      : mayBreak(`the backend no longer gets ${before?.parameterName}`),
    affects: plugins.uses,
    explains: forwardDifferences(plugins, claim),
  };
}

/** A claim that goes to two places stands under two names. */
function forwardDifferences(plugins: ComparedPlugins, claim: string): Difference[] {
  return below(plugins, 'claimParameters').filter((each) => {
    const [, name] = dataPath(each);
    return name === undefined || name === claim || name.startsWith(`${claim} (`);
  });
}
