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
  const { place, protection } = context;
  const { must } = tokenKind(kind);
  switch (kind) {
    case 'no-token':
      return demandWithoutToken(protection);
    case 'good':
      return demandOfGood(lock, context);
    case 'empty-token':
      return { must: lock.allowsMissingToken ? 'either' : must };
    case 'scheme-only':
      if (place !== undefined && !isAuthorization(place))
        return { skip: 'the token is not in Authorization' };
      return { must: lock.allowsMissingToken ? 'either' : must };
    case 'expired':
      return lock.ignoresExpiry ? { skip: 'ignoreExpirationCheck is on' } : { must };
    case 'query-token':
      if (place?.location === 'query' && place.name === CLOUD_NATIVE.defaultTokenParameter.value)
        return { skip: 'the token is in the query' };
      return { must: lock.allowsMissingToken ? 'either' : must };
    case 'just-expired':
      return lock.ignoresExpiry ? { skip: 'ignoreExpirationCheck is on' } : { must };
    case 'wrong-issuer':
      return demandOfRule(lock.issuer, 'issuer');
    case 'wrong-audience':
      return demandOfRule(lock.audience, 'audience');
    case 'missing-claim':
    case 'wrong-claim':
      return lock.otherClaims.length > 0 ? { must } : { skip: 'no other claim is demanded' };
    case 'scope-part':
      return lock.otherClaims.some(({ rule }) => rule.kind === 'condition' && rule.words !== undefined)
        ? { must }
        : { skip: 'no scope is demanded' };
    case 'missing-jti':
    case 'replayed':
      return lock.preventsReplay ? { must } : { skip: 'preventJtiReplay is off' };
    default:
      return { must };
  }
}

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
