import type { ChangeKind } from '../judging/kind';
import { switchDetector } from '../judging/switch-detector';
import { breaks, safe, stronger, weaker } from '../judging/verdict';

const accepted: ChangeKind = {
  id: 'replayed-token-accepted',
  title: 'A JWT plug-in accepts one token more than once.',
  area: 'authentication',
  direction: 'widened',
  mirror: 'replayed-token-refused',
  asymmetry: undefined,
  posture: 'weaker',
  callers: 'safe',
  why: 'Whoever saw a request can send it again.',
};

const refused: ChangeKind = {
  id: 'replayed-token-refused',
  title: 'A JWT plug-in accepts each token once.',
  area: 'authentication',
  direction: 'narrowed',
  mirror: 'replayed-token-accepted',
  asymmetry: undefined,
  posture: 'stronger',
  callers: 'break',
  why: 'Callers need a new token with a jti of its own for every call.',
};

/** `preventJtiReplay` */
export const replayedTokenRefused = switchDetector(
  'preventJtiReplay',
  {
    kind: refused,
    message: 'accepts each token once (preventJtiReplay)',
    posture: stronger('a token that was used before, or has no jti, is refused'),
    callers: breaks('who calls twice with one token, or without a jti, is refused'),
  },
  {
    kind: accepted,
    message: 'accepts one token more than once (preventJtiReplay is off)',
    posture: weaker('a request that somebody saw can be sent again'),
    callers: safe('a token that is used once is still accepted'),
  },
);
