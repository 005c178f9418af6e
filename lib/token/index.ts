/**
 * Floor 1, above lib/jwk: tokens. Issues a signed JWT, reads one, and verifies one against public keys as the
 * gateway's plug-in is known to. Knows nothing of requests, plug-ins or templates; the clock is passed in.
 */
export type { JwtErrorCode } from '../facts';
export type { JsonValue } from '../json';
export { type Claims, digestOf } from './claims';
export { type DecodedToken, decodeToken, type TokenHeader, withoutScheme } from './decode';
export { type ClaimOptions, type IssueOptions, issueToken } from './issue';
export type { Refusal, RefusalReason } from './refusal';
export {
  createTokenVerifier,
  type SignedToken,
  type TokenVerifier,
  type Verification,
  type VerificationNote,
  type Verified,
  type VerifyOptions,
  verificationAt,
  verifyToken,
} from './verify';
