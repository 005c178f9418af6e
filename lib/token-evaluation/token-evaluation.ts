import type { GatewayErrorCode } from '../facts';
import type { GatewayRoute, Lock, RouteStage } from '../model';
import type { RefusalReason } from '../token';

/**
 * What becomes of a token at a route: `taken`; `refused`; `ignored`, for the route looks at no token; or `unknown`,
 * where the template alone does not tell.
 */
export type TokenVerdict = 'taken' | 'refused' | 'ignored' | 'unknown';

/** Why, in a word that never changes its meaning. */
type TokenVerdictReason =
  /** Signature, time and rules are in order. */
  | 'accepted'
  /** The JWT plug-in refuses the token itself. */
  | RefusalReason
  /** The JWT plug-in wants each token once, and this one has no `jti` to know it by. */
  | 'jti-missing'
  /** No consumer of a cloud-native gateway takes the token. */
  | 'consumer-refuses'
  /** A rule of an accessControl plug-in denies what the token says. */
  | 'rule-denies'
  /** Anybody gets through, with or without a token. */
  | 'public'
  /** The route asks for something else than a token of a JWT plug-in. */
  | 'other-lock'
  /** The template does not tell who gets through. */
  | 'protection-unknown'
  /** What an accessControl plug-in decides is not plain from the token. */
  | 'rule-unknown'
  /** The plug-in's data names a setting whose effect is not known. */
  | 'setting-unknown';

/** What becomes of a token at one route in one stage. */
export interface TokenEvaluation {
  readonly route: GatewayRoute;
  readonly stage: RouteStage;
  readonly verdict: TokenVerdict;
  readonly reason: TokenVerdictReason;
  /** The same in words. Texts of the template and of the token stand in it: hostile until made visible. */
  readonly message: string;
  /** How the gateway is known to answer. */
  readonly answer?: { readonly status: number; readonly code: GatewayErrorCode };
  /** What a caller has to show beside the token. */
  readonly beside: readonly Lock['kind'][];
  /** What a caller may have to show, too: the template does not tell. */
  readonly perhaps: readonly Lock['kind'][];
}

/** What becomes of a token, without where. */
export type Outcome = Omit<TokenEvaluation, 'route' | 'stage' | 'beside' | 'perhaps'>;
