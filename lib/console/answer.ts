import type { GatewayResponse, HeaderLine } from '../gateway';
import { type Redactor, visibleJson, visibleJsonWithSecrets } from '../text';

/** On every answer: kept nowhere, shown inside no other page, read by no other site, taken for what it says it is. */
const GUARDED: readonly HeaderLine[] = [
  ['Cache-Control', 'no-store'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
];

/** An answer of JSON may load nothing, should a browser ever take it for a page. */
const JSON_POLICY: HeaderLine = ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"];

/** @param hide hides the secrets of the template that the answer is made of */
export function jsonAnswer(
  document: unknown,
  status = 200,
  headers: readonly HeaderLine[] = [],
  hide?: Redactor,
): GatewayResponse {
  const type: HeaderLine = ['Content-Type', 'application/json; charset=utf-8'];
  return {
    status,
    headers: [...GUARDED, JSON_POLICY, type, ...headers],
    body: `${visibleJson(document, 0, hide)}\n`,
  };
}

/** The token that somebody asked for; in every other answer tokens are left out. */
export function tokenAnswer(token: string): GatewayResponse {
  return { ...jsonAnswer({}), body: `${visibleJsonWithSecrets({ token }, 0)}\n` };
}

/** What is wrong, in one sentence for people. */
export function problemAnswer(
  status: number,
  message: string,
  headers: readonly HeaderLine[] = [],
): GatewayResponse {
  return jsonAnswer({ error: message }, status, headers);
}

export function pageAnswer(body: string, policy: string): GatewayResponse {
  const own: readonly HeaderLine[] = [
    ['Content-Security-Policy', policy],
    ['Content-Type', 'text/html; charset=utf-8'],
  ];
  return { status: 200, headers: [...GUARDED, ...own], body };
}

export function redirectAnswer(to: string): GatewayResponse {
  return { status: 308, headers: [...GUARDED, JSON_POLICY, ['Location', to]], body: undefined };
}
