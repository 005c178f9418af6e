import type { ChangeKind } from '../judging/kind';

const ONE_WAY = 'a move goes one way, from a traditional gateway to a cloud-native one';

const placeAdded: ChangeKind = {
  id: 'token-place-added',
  title: 'A cloud-native gateway takes the token from one more part of the request.',
  area: 'authentication',
  direction: 'added',
  mirror: 'token-place-removed',
  asymmetry: undefined,
  posture: 'weaker for the query string, else neutral',
  callers: 'safe',
  why: 'Addresses end up in logs, histories and Referer headers, and a token in the query string with them.',
};

const placeRemoved: ChangeKind = {
  id: 'token-place-removed',
  title: 'A cloud-native gateway does not look for the token where callers send it.',
  area: 'authentication',
  direction: 'removed',
  mirror: 'token-place-added',
  asymmetry: undefined,
  posture: 'neutral, stronger for the query string',
  callers: 'break',
  why: 'Callers send the token where nobody looks, and are refused.',
};

const claimExposed: ChangeKind = {
  id: 'claim-parameter-exposed',
  title: 'The caller can set what carried a claim to the backend.',
  area: 'backend',
  direction: 'changed',
  mirror: 'claim-parameter-exposed',
  asymmetry: ONE_WAY,
  posture: 'weaker',
  callers: 'may break where the claim no longer stands there, else safe',
  why: 'A cloud-native gateway hands on what callers send: a backend that reads its caller from there believes anybody.',
};

const answersChanged: ChangeKind = {
  id: 'answers-changed',
  title: 'A route that has moved refuses callers in other words.',
  area: 'request',
  direction: 'changed',
  mirror: 'answers-changed',
  asymmetry: ONE_WAY,
  posture: 'neutral',
  callers: 'may break: those that read X-Ca-Error-Code, or tell a missing token from a bad one by the status',
  why: 'A cloud-native gateway answers 401 with a sentence, where the traditional one answered 400 or 403 with a code.',
};

/** The kinds that only a move from one product to the other has. */
export const MOVE_KINDS: readonly ChangeKind[] = [placeAdded, placeRemoved, claimExposed, answersChanged];
