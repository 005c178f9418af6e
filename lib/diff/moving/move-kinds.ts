import type { ChangeKind } from '../judging/kind';
import { alone, mirrored } from '../judging/kind';

const ONE_WAY = 'a move goes one way, from a traditional gateway to a cloud-native one';

const [tokenPlaceAdded, tokenPlaceRemoved] = mirrored(
  { area: 'authentication', direction: 'added' },
  {
    id: 'token-place-added',
    title: 'A cloud-native gateway takes the token from one more part of the request.',
    posture: 'weaker for the query string, else neutral',
    callers: 'safe',
    why: 'Addresses end up in logs, histories and Referer headers, and a token in the query string with them.',
  },
  {
    id: 'token-place-removed',
    title: 'A cloud-native gateway does not look for the token where callers send it.',
    posture: 'neutral, stronger for the query string',
    callers: 'break',
    why: 'Callers send the token where nobody looks, and are refused.',
  },
);

const claimParameterExposed = alone(
  { area: 'backend', direction: 'changed', asymmetry: ONE_WAY },
  {
    id: 'claim-parameter-exposed',
    title: 'The caller can set what carried a claim to the backend.',
    posture: 'weaker',
    callers: 'may break where the claim no longer stands there, else safe',
    why: 'A cloud-native gateway hands on what callers send: a backend that reads its caller from there believes anybody.',
  },
);

const answersChanged = alone(
  { area: 'request', direction: 'changed', asymmetry: ONE_WAY },
  {
    id: 'answers-changed',
    title: 'A route that has moved refuses callers in other words.',
    posture: 'neutral',
    callers:
      'may break: those that read X-Ca-Error-Code, or tell a missing token from a bad one by the status',
    why: 'A cloud-native gateway answers 401 with a sentence, where the traditional one answered 400 or 403 with a code.',
  },
);

/** The kinds that only a move from one product to the other has. */
export const MOVE_KINDS: readonly ChangeKind[] = [
  tokenPlaceAdded,
  tokenPlaceRemoved,
  claimParameterExposed,
  answersChanged,
];
