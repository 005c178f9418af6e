import type { Fact, Grade } from './fact';
import { JWT_ERRORS } from './jwt-errors';
import { SOURCES } from './sources';

/** How the gateway answers a request that it does not let through. */
export interface GatewayErrorFact {
  readonly status: number;
  /** The start of `X-Ca-Error-Message`, or all of it; what follows says what was wrong with this request. */
  readonly message: string;
}

const row = (status: number, message: string, grade: Grade, note?: string): Fact<GatewayErrorFact> => ({
  value: { status, message },
  grade,
  source: SOURCES.errorCodes,
  ...(note === undefined ? {} : { note }),
});

const documented = (status: number, message: string) => row(status, message, 'doc');

const recalled = (status: number, message: string) =>
  row(
    status,
    message,
    'recall',
    'that the code exists is confirmed by a third party; the message is remembered',
  );

/** `X-Ca-Error-Code` values: those that the gateway is known to answer with, and no others. */
export const GATEWAY_ERRORS = {
  ...JWT_ERRORS,
  I400HD: documented(400, 'Invalid Header'),
  I400BD: documented(400, 'Invalid Body'),
  I400PA: documented(400, 'Invalid Request Path'),
  I400RU: documented(400, 'Invalid Request Uri'),
  I400CT: documented(400, 'Invalid Content-Type'),
  I400SG: documented(400, 'Invalid Stage'),
  I403PT: documented(403, 'Invalid protocol'),
  I404NF: documented(404, 'API not found'),
  I413RL: documented(413, 'Request body too Large'),
  I413UL: documented(413, 'Request URL too Large'),
  I400MP: recalled(400, 'Missing Parameter'),
  I400IP: recalled(400, 'Invalid Parameter'),
  A403IP: recalled(403, 'Access denied by IP Control Policy'),
  A403AC: recalled(403, 'Access Control Forbidden by'),
  A403CO: recalled(403, 'Cross origin resource forbidden'),
  T429PR: recalled(429, 'Throttled by PLUGIN Flow Control'),
  D504CO: documented(504, 'Backend service connect failed'),
  D504TO: recalled(504, 'Backend service request timeout'),
  X500ER: recalled(500, 'Service error'),
} as const satisfies Record<string, Fact<GatewayErrorFact>>;

/** An error code of the gateway. */
export type GatewayErrorCode = keyof typeof GATEWAY_ERRORS;
