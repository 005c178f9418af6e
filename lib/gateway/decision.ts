import type { GatewayErrorCode } from '../facts';

/** What one step of the gateway found. */
export interface TraceStep {
  /** `route`, `jwtAuth`, `accessControl`, … */
  readonly step: string;
  readonly passed: boolean;
  /** One line of ASCII, never a token. */
  readonly detail: string;
}

/** How a call ended, and why. Nothing in it holds a token. */
export interface Decision {
  readonly requestId: string;
  readonly method: string;
  /** Without the query, which may hold a token. */
  readonly path: string;
  /** `GET /orders/[orderId]`; `undefined` when no route takes the request. */
  readonly route?: string;
  readonly stage?: string;
  /** `forwarded` to the backend, `answered` by the gateway itself, `refused`, or `unemulated`: nobody knows. */
  readonly outcome: 'forwarded' | 'answered' | 'refused' | 'unemulated';
  readonly status: number;
  /** `A403JE` */
  readonly code?: GatewayErrorCode;
  /** One line of ASCII. */
  readonly reason: string;
  /** In the order in which they were taken; the last one ended the call. */
  readonly steps: readonly TraceStep[];
  /** From when the request came to the head of the answer, by the gateway's clock. */
  readonly millis?: number;
}
