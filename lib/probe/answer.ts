import { ACCESS_DENIED, findJwtAuthRefusal } from '../cloud-native';
import { CLOUD_NATIVE, JWT_ERRORS } from '../facts';
import type { HeaderLine } from './request-draft';

/** What came back, as far as it matters. */
export interface ProbeAnswer {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  /**
   * The beginning of the body, where the status is 401 or 403: the cloud-native gateway says there why it refuses.
   * @default - not read
   */
  readonly words?: string;
}

/** What an answer proves. */
export type Outcome =
  /** The gateway itself said no; `code` is its error code, or the words of the cloud-native gateway. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: string | undefined }
  /** The backend answered: the gateway let the request through. */
  | { readonly kind: 'through'; readonly status: number }
  /** Neither is proven. */
  | { readonly kind: 'unclear'; readonly status: number | undefined; readonly why: string };

/**
 * What an answer proves. Nothing is taken for a refusal that is not provably the gateway's own:
 *
 * - The gateway puts the reason of its own errors into `X-Ca-Error-Code` and `X-Ca-Error-Message`; without them the
 *   status is the backend's (documented). Gateways on the classic network send no code (documented), so the message
 *   with a status of 400, 401 or 403 is enough.
 * - Of the codes, those of authorization and of the JWT plug-in are refusals (their families are inferred). Any other,
 *   such as that of a missing route or parameter, a throttled caller or a broken plug-in, says nothing about tokens.
 * - The cloud-native gateway, to which gateways move, sends no code. Its JWT plug-in answers 401 with words and a
 *   challenge of its own; both have to be there, and the mark of what a backend answered must not be, nor the id of a
 *   request to the traditional gateway: then a backend behind it has the plug-in.
 * - A 2xx or 3xx without code and message is the backend's. A redirect that only asks for HTTPS is nobody's answer.
 * - Any other status may come from the backend, from a firewall before the gateway, or from a server that is no
 *   gateway at all: unclear. See {@link asThrough} for the one case in which it is not.
 */
export function outcomeOf(answer: ProbeAnswer, url: string): Outcome {
  const { status } = answer;
  const code = findHeader(answer, 'x-ca-error-code');
  const message = findHeader(answer, 'x-ca-error-message');
  if (code !== undefined) {
    if (isRefusalCode(code)) return { kind: 'refused', status, code };
    return {
      kind: 'unclear',
      status,
      why: `the gateway answered ${status} ${code}, which is not about the token`,
    };
  }
  if (message !== undefined) {
    if (REFUSAL_STATUSES.includes(status)) return { kind: 'refused', status, code: undefined };
    return { kind: 'unclear', status, why: `the gateway answered ${status}, which is not about the token` };
  }
  const words = isBackends(answer) ? undefined : findWords(answer);
  if (words !== undefined) return { kind: 'refused', status, code: words };
  if (status >= 200 && status < 400 && !asksForHttps(answer, url)) return { kind: 'through', status };
  return { kind: 'unclear', status, why: whyUnclear(status) };
}

function findWords(answer: ProbeAnswer): string | undefined {
  const { status, words: body } = answer;
  if (body === undefined) return undefined;
  return findJwtAuthRefusal({ status, body, challenge: findHeader(answer, 'www-authenticate') });
}

/**
 * `403 Access Denied` is what the JWT plug-in of the cloud-native gateway says, and what many a backend says. It is the
 * gateway's own where a good token's answer has the mark of a backend, and this one has neither that nor one of the traditional
 * gateway.
 */
export function asRefused(outcome: Outcome, answer: ProbeAnswer, good: ProbeAnswer | undefined): Outcome {
  const { status, words } = answer;
  const isDenied = status === ACCESS_DENIED.status && words?.trim() === ACCESS_DENIED.body;
  if (!isDenied || good === undefined || !hasUpstreamMark(good)) return outcome;
  if (hasOwnError(answer) || isBackends(answer)) return outcome;
  return { kind: 'refused', status, code: ACCESS_DENIED.body };
}

/**
 * The same answer as a good token gets is no refusal, whatever its status: `404` for an order that does not exist,
 * `500` of a broken backend. The gateway's own id or mark has to be in it, for the answer to have come through
 * the gateway; a status with which backends refuse proves nothing.
 */
export function asThrough(outcome: Outcome, answer: ProbeAnswer, good: ProbeAnswer | undefined): Outcome {
  if (answer.status !== good?.status) return outcome;
  if (REFUSAL_STATUSES.includes(answer.status) || !isBackends(answer) || !isBackends(good)) return outcome;
  return { kind: 'through', status: answer.status };
}

/** Whether the answer came through a gateway, from its backend. */
export function isBackends(answer: ProbeAnswer): boolean {
  return (
    (findHeader(answer, 'x-ca-request-id') !== undefined || hasUpstreamMark(answer)) && !hasOwnError(answer)
  );
}

/** Whether the traditional gateway says that the error is its own. */
function hasOwnError(answer: ProbeAnswer): boolean {
  return ['x-ca-error-code', 'x-ca-error-message'].some((name) => findHeader(answer, name) !== undefined);
}

function hasUpstreamMark(answer: ProbeAnswer): boolean {
  return findHeader(answer, CLOUD_NATIVE.upstreamMark.value) !== undefined;
}

/** The value of a header that is there and not empty. */
function findHeader({ headers }: ProbeAnswer, name: string): string | undefined {
  const value = headers.find(([each]) => each.toLowerCase() === name)?.[1].trim();
  return value === '' ? undefined : value;
}

const REFUSAL_STATUSES: readonly number[] = [400, 401, 403];

/** Refusals of everybody, or of an address or a web page, whatever the token: they prove nothing about tokens. */
const NOT_ABOUT_TOKENS: readonly string[] = ['I400JP', 'A403IP', 'A403CO'];

/** `A…` and `S4…` are about who calls. */
function isRefusalCode(code: string): boolean {
  if (NOT_ABOUT_TOKENS.includes(code)) return false;
  return Object.hasOwn(JWT_ERRORS, code) || /^(?:A\d|S4)\d{2}[A-Z0-9]{2}$/.test(code);
}

function asksForHttps(answer: ProbeAnswer, url: string): boolean {
  const location = findHeader(answer, 'location');
  if (answer.status < 300 || location === undefined || !url.startsWith('http:')) return false;
  return location.startsWith('https:');
}

function whyUnclear(status: number): string {
  if (status >= 300 && status < 400) return `answered ${status}, a redirect to HTTPS`;
  if (status === 429) return 'answered 429: throttled, perhaps by something before the gateway';
  if (status >= 500) return `answered ${status}: nobody knows who would have been let in`;
  return `answered ${status}, but not with a refusal of the gateway's own: this may be the backend, or no gateway at all`;
}
