import type { ChangeKind } from '../judging/kind';
import { switchDetector } from '../judging/switch-detector';
import { breaks, safe, stronger, weaker } from '../judging/verdict';

const accepted: ChangeKind = {
  id: 'empty-token-accepted',
  title: 'A JWT plug-in lets requests without a token through.',
  area: 'authentication',
  direction: 'widened',
  mirror: 'empty-token-refused',
  asymmetry: undefined,
  posture: 'weaker',
  callers: 'safe',
  why: 'A bad token is refused and none at all is welcome: whoever leaves it out gets through.',
};

const refused: ChangeKind = {
  id: 'empty-token-refused',
  title: 'A JWT plug-in refuses requests without a token.',
  area: 'authentication',
  direction: 'narrowed',
  mirror: 'empty-token-accepted',
  asymmetry: undefined,
  posture: 'stronger',
  callers: 'break',
  why: 'Whoever calls without a token is refused from now on.',
};

/** `bypassEmptyToken` */
export const emptyTokenAccepted = switchDetector(
  'bypassEmptyToken',
  {
    kind: accepted,
    message: 'lets requests without a token through (bypassEmptyToken)',
    posture: weaker('whoever leaves the token out gets through'),
    callers: safe('a good token is still accepted'),
  },
  {
    kind: refused,
    message: 'refuses requests without a token (bypassEmptyToken is off)',
    posture: stronger('whoever leaves the token out is refused'),
    callers: breaks('who calls without a token is refused'),
  },
);
