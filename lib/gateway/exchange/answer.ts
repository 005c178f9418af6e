import { GATEWAY, GATEWAY_ERRORS, type GatewayErrorCode } from '../../facts';
import type { Decision } from '../decision';
import type { Unemulated } from '../plan/served-route';
import type { GatewayResponse } from './exchange';
import { ascii } from './header-text';

/** An answer with the reason for it. */
export interface Answer {
  readonly response: GatewayResponse;
  readonly outcome: Decision['outcome'];
  readonly code?: GatewayErrorCode;
  /** One line of ASCII, never a token. */
  readonly reason: string;
}

/** What a denial says beyond its code. */
interface RefusalDetails {
  readonly status?: number | undefined;
  /** All of `X-Ca-Error-Message`, in place of the code's own words. */
  readonly message?: string | undefined;
  readonly headers?: GatewayResponse['headers'] | undefined;
  readonly body?: string | undefined;
}

/** The answer of the gateway to a request that it does not let through. */
export function refuse(code: GatewayErrorCode, detail: string, details: RefusalDetails = {}): Answer {
  const fact = GATEWAY_ERRORS[code].value;
  const reason = ascii(details.message ?? (detail === '' ? fact.message : `${fact.message}: ${detail}`));
  return {
    response: {
      status: details.status ?? fact.status,
      headers: [
        [GATEWAY.errorCodeHeader.value, code],
        [GATEWAY.errorMessageHeader.value, reason],
        ...(details.headers ?? TEXT),
      ],
      // Whether the service sends a body is not documented; people read this one.
      body: details.body ?? `${reason}\n`,
    },
    outcome: 'refused',
    code,
    reason,
  };
}

const TEXT: GatewayResponse['headers'] = [['Content-Type', 'text/plain; charset=utf-8']];

/** The header that says that an answer is the local gateway's own and no answer of the service. */
const UNEMULATED_HEADER = 'X-Jwt-Gateway-Unemulated';

/** The answer where nobody knows what the service would do. */
export function answerUnemulated(name: string, why: string): Answer {
  const reason = ascii(why);
  return {
    response: {
      status: 501,
      headers: [[UNEMULATED_HEADER, ascii(name)], ...TEXT],
      body: `The local gateway does not let this through, as it cannot tell what the service would do: ${reason}\n`,
    },
    outcome: 'unemulated',
    reason,
  };
}

/** The answer of a route whose emulation something unsupported keeps from being safe. */
export function answerUnsupported(unsupported: readonly Unemulated[]): Answer {
  const names = [...new Set(unsupported.map(({ name }) => name))].join(', ');
  return answerUnemulated(names, unsupported.map(({ why }) => why).join('; '));
}
