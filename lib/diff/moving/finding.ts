import type { Judgement } from '../judging/verdict';

/** What differs between a route of a traditional gateway and the same one of a cloud-native gateway. */
export interface Finding extends Judgement {
  /** The id of its kind. */
  readonly kind: string;
  /** What happened, in one sentence without its subject. */
  readonly message: string;
  /** What either side says, in words. */
  readonly before?: string;
  readonly after?: string;
  /** Callers who get in and were refused: `tokens with iss "b"`. */
  readonly admits?: readonly string[];
  /** Callers who may get in because the owner says so: holders of a new key. */
  readonly also?: readonly string[];
  /** Callers who are refused and got in. */
  readonly refuses?: readonly string[];
  /** Why nobody can tell. */
  readonly unclear?: readonly string[];
}
