import type { Fact } from './fact';
import { SOURCES } from './sources';

/** How the gateway answers a request that its JWT plug-in refuses. */
export interface JwtErrorFact {
  readonly status: number;
  readonly message: string;
}

const recalled = (status: number, message: string): Fact<JwtErrorFact> => ({
  value: { status, message },
  grade: 'recall',
  source: SOURCES.jwtPlugin,
  note: 'the status is confirmed by third parties for I400JR, A403JT, A403JK and A403JE; the rest is remembered',
});

/** `X-Ca-Error-Code` values of the JWT plug-in. */
export const JWT_ERRORS = {
  I400JR: recalled(400, 'JWT required'),
  I400JD: recalled(400, 'JWT Deserialize Failed'),
  A403JT: recalled(403, 'Invalid JWT'),
  A403JK: recalled(403, 'No matching JWK'),
  A403JE: recalled(403, 'JWT is expired'),
  S403JI: recalled(403, 'Claim jti is required when preventJtiReplay:true'),
  S403JU: recalled(403, 'Claim jti in JWT is used'),
  I400JP: recalled(400, 'Invalid JWT plugin config'),
} as const satisfies Record<string, Fact<JwtErrorFact>>;

/** An error code of the JWT plug-in. */
export type JwtErrorCode = keyof typeof JWT_ERRORS;

/** How far ahead `exp` may lie, in seconds. */
export const TOKEN_LIFETIME_SECONDS: Fact<number> = {
  value: 7 * 24 * 60 * 60,
  grade: 'doc',
  source: SOURCES.openIdConnect,
  note: 'documented for the API-level OpenID Connect check; third parties repeat it for the plug-in',
};

/** How long a token is good that is issued without a lifetime, in seconds: our own choice, and no fact of the service. */
export const DEFAULT_LIFETIME_SECONDS = 600;
