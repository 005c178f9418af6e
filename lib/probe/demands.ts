import { CLOUD_NATIVE } from '../facts';
import {
  type ClaimRule,
  type GatewayRoute,
  isAuthorization,
  type JwtLock,
  type Protection,
  type TokenPlace,
} from '../model';
import { type TokenKind, type TokenKindId, tokenKind } from './token-kinds';

/** What a gateway must do with a kind on one route, or why that is not tried. */
export type Demand = { readonly must: TokenKind['must'] } | { readonly skip: string };

/** What decides what a route must refuse. */
export interface DemandContext {
  readonly route: GatewayRoute;
  readonly protection: Protection;
  readonly place: TokenPlace | undefined;
  /** Whether the user gave headers, which may open locks other than the JWT one. */
  readonly hasOwnHeaders: boolean;
}

/** What a gateway must do with a request without a token. */
export function demandWithoutToken(protection: Protection): Demand {
  if (protection.kind === 'unknown') return { must: 'either' };
  return { must: protection.kind === 'public' ? 'accept' : 'refuse' };
}

/** What a gateway must do with a kind of token on a route whose lock it is. */
export function demandOn(kind: TokenKindId, lock: JwtLock, context: DemandContext): Demand {
  return DEMANDS[kind](lock, context) ?? { must: tokenKind(kind).must };
}

/** `undefined` where the gateway must do what it must with the kind everywhere. */
type DemandOfKind = (lock: JwtLock, context: DemandContext) => Demand | undefined;

const everywhere: DemandOfKind = () => undefined;

const whereTokenIsAsked: DemandOfKind = ({ allowsMissingToken }) =>
  allowsMissingToken ? { must: 'either' } : undefined;

const whereExpiryCounts: DemandOfKind = ({ ignoresExpiry }) =>
  ignoresExpiry ? { skip: 'ignoreExpirationCheck is on' } : undefined;

const whereClaimIsDemanded: DemandOfKind = ({ otherClaims }) =>
  otherClaims.length > 0 ? undefined : { skip: 'no other claim is demanded' };

const whereReplayIsPrevented: DemandOfKind = ({ preventsReplay }) =>
  preventsReplay ? undefined : { skip: 'preventJtiReplay is off' };

/** Where each kind is tried: a new kind has to say it. */
const DEMANDS: Readonly<Record<TokenKindId, DemandOfKind>> = {
  good: demandOfGood,
  'no-token': (_, { protection }) => demandWithoutToken(protection),
  'empty-token': whereTokenIsAsked,
  'scheme-only': (lock, context) =>
    context.place !== undefined && !isAuthorization(context.place)
      ? { skip: 'the token is not in Authorization' }
      : whereTokenIsAsked(lock, context),
  garbage: everywhere,
  expired: whereExpiryCounts,
  'not-yet-valid': everywhere,
  'wrong-key': everywhere,
  'unknown-kid': everywhere,
  'no-signature': everywhere,
  'zero-signature': everywhere,
  'alg-none': everywhere,
  'hs256-public-key': everywhere,
  'tampered-payload': everywhere,
  'tampered-signature': everywhere,
  'truncated-signature': everywhere,
  'wrong-issuer': ({ issuer }) => demandOfRule(issuer, 'issuer'),
  'wrong-audience': ({ audience }) => demandOfRule(audience, 'audience'),
  'missing-claim': whereClaimIsDemanded,
  'wrong-claim': whereClaimIsDemanded,
  'scope-part': ({ otherClaims }) =>
    otherClaims.some(({ rule }) => rule.kind === 'condition' && rule.words !== undefined)
      ? undefined
      : { skip: 'no scope is demanded' },
  'missing-jti': whereReplayIsPrevented,
  replayed: whereReplayIsPrevented,
  'query-token': (lock, context) =>
    context.place?.location === 'query' && context.place.name === CLOUD_NATIVE.defaultTokenParameter.value
      ? { skip: 'the token is in the query' }
      : whereTokenIsAsked(lock, context),
  'embedded-jwk': everywhere,
  'embedded-jku': everywhere,
  'embedded-x5u': everywhere,
  'embedded-x5c': everywhere,
  'kid-path': everywhere,
  'critical-header': everywhere,
  'just-expired': whereExpiryCounts,
  'no-expiry': everywhere,
  duplicate: everywhere,
  'long-lived': everywhere,
};

/** A good token opens the JWT lock only. */
function demandOfGood(lock: JwtLock, { hasOwnHeaders, protection, route }: DemandContext): Demand {
  if (route.disableInternet !== undefined && route.disableInternet !== false)
    return { skip: 'only callers in a VPC get through' };
  const isClosed = [lock.issuer, lock.audience].some(
    (rule) => rule?.kind === 'values' && rule.values.length === 0,
  );
  if (isClosed) return { skip: 'its rules accept no token' };
  const others = protection.kind === 'locked' ? protection.locks.filter(({ kind }) => kind !== 'jwt') : [];
  const perhaps = protection.kind === 'locked' ? protection.perhaps : [];
  if (others.length > 0 && !hasOwnHeaders) {
    const words = others.map(({ kind }) => kind).join(' and ');
    return { skip: `it takes ${words} authentication, too (--header may give it)` };
  }
  const [possible] = perhaps;
  if (possible !== undefined && !hasOwnHeaders)
    return {
      skip: `it may take ${possible.kind} authentication, too: ${possible.why} (--header may give it)`,
    };
  return { must: 'accept' };
}

/** What a rule that is not plain lets through is not known. */
function demandOfRule(rule: ClaimRule | undefined, name: string): Demand {
  if (rule === undefined) return { skip: `no ${name} rule` };
  return { must: rule.kind === 'values' ? 'refuse' : 'either' };
}
