import { type JsonObject, type JsonValue, memberOf } from '../../json';
import type { JwtConsumer } from './config';
import { ACCESS_DENIED } from './refusal';
import type { JwtAuthScope } from './scope';
import { type JwtStatus, STATUS_TEXTS } from './status';
import { type ReadToken, readToken } from './token';
import { signatureStatus, timeStatus } from './verify';

/** What the plug-in sees of a request. */
interface JwtAuthRequest {
  /** Values of the headers, by their names in small letters; several of one name are joined by a comma. */
  readonly headers: ReadonlyMap<string, string>;
  /** The query, without the question mark. */
  readonly query: string;
  /** `https://host/path`, for the answer to a refused call. */
  readonly uri: string;
  /** Seconds since 1970. */
  readonly now: number;
}

/** What the plug-in does with a request. */
export type JwtAuthDecision =
  | {
      readonly kind: 'continue';
      /** What becomes of the headers on the way to the backend, in this order. */
      readonly headers: readonly HeaderChange[];
      readonly consumer: string | undefined;
      readonly claims: JsonObject | undefined;
    }
  | {
      readonly kind: 'refuse';
      readonly status: 401 | 403;
      readonly body: string;
      /** The header `WWW-Authenticate`, where one is sent. */
      readonly challenge: string | undefined;
    };

/** One change of the headers of a request. */
interface HeaderChange {
  /** `add` leaves what the caller sent in front; `set` takes its place; `remove` takes it away. */
  readonly action: 'add' | 'set' | 'remove';
  readonly name: string;
  readonly value: string;
}

const PASS: JwtAuthDecision = { kind: 'continue', headers: [], consumer: undefined, claims: undefined };

/**
 * What the plug-in does with a request. Consumers are tried in their order; the first whose token is good and who is
 * allowed wins, and else what was wrong for the first of them is answered.
 *
 * @see https://github.com/alibaba/higress, plugins/wasm-cpp/extensions/jwt_auth/plugin.cc [code]
 */
export function evaluateJwtAuth(
  scope: Extract<JwtAuthScope, { readonly kind: 'open' | 'checked' }>,
  request: JwtAuthRequest,
): JwtAuthDecision {
  if (scope.kind === 'open') return PASS;
  const { allow, consumers, enableHeaders } = scope;
  const isSkipped =
    enableHeaders.length > 0 && enableHeaders.every((name) => !request.headers.has(name.toLowerCase()));
  if (isSkipped) return PASS;
  let first: JwtStatus | 'denied' | undefined;
  for (const consumer of consumers) {
    const outcome = judge(consumer, request);
    if (typeof outcome === 'object' && isAllowed(consumer, allow)) return passed(consumer, outcome, request);
    first ??= typeof outcome === 'object' ? 'denied' : outcome;
    // A good token of somebody who is not allowed is not asked for again.
    if (typeof outcome === 'object') first = 'denied';
  }
  return refused(first ?? 'JwtMissed', request);
}

function isAllowed({ name }: JwtConsumer, allow: ReadonlySet<string> | undefined): boolean {
  return allow === undefined || allow.has(name);
}

function refused(status: JwtStatus | 'denied', { uri }: JwtAuthRequest): JwtAuthDecision {
  if (status === 'denied') return { kind: 'refuse', ...ACCESS_DENIED, challenge: undefined };
  const error = status === 'JwtMissed' ? '' : ', error="invalid_token"';
  return {
    kind: 'refuse',
    status: 401,
    body: STATUS_TEXTS[status],
    challenge: `Bearer realm="${uri}"${error}`,
  };
}

/** All tokens of a request have to pass, wherever they stand. */
function judge(consumer: JwtConsumer, request: JwtAuthRequest): ReadToken | JwtStatus {
  const tokens = tokensIn(consumer, request);
  let last: ReadToken | JwtStatus = 'JwtMissed';
  for (const text of tokens) {
    last = judgeToken(consumer, text, request.now);
    if (typeof last === 'string') return last;
  }
  return last;
}

function judgeToken(consumer: JwtConsumer, text: string, now: number): ReadToken | JwtStatus {
  const token = readToken(text);
  if (typeof token === 'string') return token;
  for (const [name, expected] of consumer.claims)
    if (!isClaim(valueAt(token.claims, name), expected)) return 'JwtVerificationFail';
  return timeStatus(token, now, consumer.clockSkewSeconds) ?? signatureStatus(token, consumer.keys) ?? token;
}

/** A claim that is not there counts as an empty text; one that is no text is never right. */
function isClaim(value: JsonValue | undefined, expected: string): boolean {
  if (value !== undefined && typeof value !== 'string') return false;
  return (value ?? '').trim() === expected;
}

/** A name with dots is a path into objects. */
function valueAt(claims: JsonObject, name: string): JsonValue | undefined {
  return name.split('.').reduce<JsonValue | undefined>((value, step) => memberOf(value, step), claims);
}

function tokensIn({ fromCookies, fromHeaders, fromParams }: JwtConsumer, request: JwtAuthRequest): string[] {
  const params = new URLSearchParams(request.query);
  const cookies = cookiesIn(request.headers.get('cookie') ?? '');
  return [
    ...fromHeaders.flatMap(({ name, prefix }) => tokenAfter(request.headers.get(name.toLowerCase()), prefix)),
    ...fromParams.flatMap((name) => params.get(name) || []),
    ...fromCookies.flatMap((name) => cookies.get(name) || []),
  ];
}

/** The prefix is searched for anywhere in the value, and the token ends where a character cannot be of one. */
export function tokenAfter(value: string | undefined, prefix: string): string[] {
  const at = value?.indexOf(prefix) ?? -1;
  if (value === undefined || at < 0) return [];
  const [token = ''] = /^[^,\s]*/.exec(value.slice(at + prefix.length)) ?? [];
  return token === '' ? [] : [token];
}

function cookiesIn(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(';').map((pair) => pair.trim().split(/=(.*)/s));
  return new Map(pairs.map(([name = '', value = '']) => [name, value]));
}

function passed(consumer: JwtConsumer, token: ReadToken, request: JwtAuthRequest): JwtAuthDecision {
  const headers = [
    ...consumer.claimsToHeaders.flatMap(({ claim, header, override }) =>
      claimHeader(valueAt(token.claims, claim), header, override),
    ),
    // Only headers lose their token: one in the query or in a cookie goes on.
    ...(consumer.keepToken
      ? []
      : consumer.fromHeaders
          .filter(({ name }) => request.headers.has(name.toLowerCase()))
          .map(({ name }) => ({ action: 'remove' as const, name, value: '' }))),
    { action: 'add' as const, name: 'X-Mse-Consumer', value: consumer.name },
  ];
  return { kind: 'continue', headers, consumer: consumer.name, claims: token.claims };
}

/**
 * What becomes of a header that a claim goes to. A claim that is neither a text nor a number leaves what the caller sent
 * as it is; so does one that is not there, unless the header is overridden.
 */
function claimHeader(value: JsonValue | undefined, name: string, override: boolean): HeaderChange[] {
  if (value === undefined) return override ? [{ action: 'set', name, value: '' }] : [];
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  return [{ action: override ? 'set' : 'add', name, value: String(value) }];
}
