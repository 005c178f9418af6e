import type { ChangeKind } from '../judging/kind';
import { switchDetector } from '../judging/switch-detector';
import { breaks, safe, stronger, weaker } from '../judging/verdict';

const accepted: ChangeKind = {
  id: 'expired-token-accepted',
  title: 'A JWT plug-in accepts tokens past their expiry.',
  area: 'authentication',
  direction: 'widened',
  mirror: 'expired-token-refused',
  asymmetry: undefined,
  posture: 'weaker',
  callers: 'safe',
  why: 'A token that leaks, or belongs to somebody who left, is good for ever.',
};

const refused: ChangeKind = {
  id: 'expired-token-refused',
  title: 'A JWT plug-in refuses tokens past their expiry.',
  area: 'authentication',
  direction: 'narrowed',
  mirror: 'expired-token-accepted',
  asymmetry: undefined,
  posture: 'stronger',
  callers: 'break',
  why: 'Callers that do not renew their tokens are refused from now on.',
};

/** `ignoreExpirationCheck` */
export const expiredTokenAccepted = switchDetector(
  'ignoreExpirationCheck',
  {
    kind: accepted,
    message: 'accepts tokens past their expiry (ignoreExpirationCheck)',
    posture: weaker('a token is good for ever'),
    callers: safe('a good token is still accepted'),
  },
  {
    kind: refused,
    message: 'refuses tokens past their expiry (ignoreExpirationCheck is off)',
    posture: stronger('an expired token is refused'),
    callers: breaks('who calls with an expired token is refused'),
  },
);
