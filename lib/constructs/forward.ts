import { checkProps, literal, type MembersOf, oneOf } from './props';

/** Where a claim goes on its way to the backend: one item of `claimParameters` without its claim. */
export interface Forward {
  readonly location: 'header' | 'query' | 'path' | 'formData';
  readonly parameterName: string;
  /** Why it does no harm that the caller can send a value of the same name. */
  readonly clientMaySet?: string;
}

/** What can be said about a forwarded claim. */
export interface ForwardOptions {
  /**
   * A reason, when the caller may set a value of this name itself: on a PASSTHROUGH API every header and query
   * parameter of the caller reaches the backend, so a token without the claim would let the caller's value in.
   * @default - such a forward is refused
   */
  readonly clientMaySet?: string;
}

const to =
  (location: Forward['location']) =>
  (parameterName: string, options: ForwardOptions = {}): Forward => {
    checkProps<ForwardOptions>(options, FORWARD_OPTIONS, { place: `Forward.${location}` });
    return { location, parameterName, ...options };
  };

/**
 * The places a claim can be forwarded to.
 *
 * @example
 * const forwardClaims = { sub: Forward.header('X-User-Id') };
 */
export const Forward = {
  /** A header of the backend request. */
  header: to('header'),
  /** A query parameter of the backend request. */
  query: to('query'),
  /** A `[placeholder]` of the backend path. */
  path: to('path'),
  /** A field of the form the backend receives. */
  formData: to('formData'),
};

const FORWARD_OPTIONS: MembersOf<ForwardOptions> = { clientMaySet: literal };

export const FORWARD: MembersOf<Forward> = {
  ...FORWARD_OPTIONS,
  location: oneOf(['header', 'query', 'path', 'formData']),
  parameterName: literal,
};
