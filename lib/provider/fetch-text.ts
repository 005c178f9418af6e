import { durationText } from '../duration';
import { GatewayError } from '../errors';
import { isLoopbackUrl } from '../loopback';
import { isRefusedAddress } from './refused-address';

/** What is needed of the network: it is passed in, so that nothing here asks anybody by itself. */
export interface KeyNetwork {
  /**
   * Sends one GET request, with certificates verified and no redirect followed.
   *
   * @throws {@link RefusedAddressError} when the name resolves to an address that may not be asked
   */
  readonly get: (url: URL, options: { readonly signal: AbortSignal }) => Promise<Response>;
  readonly sleep: (millis: number) => Promise<void>;
}

/** What the network throws when a name resolves to an address that may not be asked. */
export class RefusedAddressError extends Error {}

/** How a document of a provider is fetched. */
export interface FetchOptions {
  /** Hosts that a redirect may lead to, beside the one that was asked: `login.example.com`. */
  readonly allowedHosts: readonly string[];
  /** For everything together, in seconds. */
  readonly timeoutSeconds: number;
}

/** The most that is read of an answer. */
const MOST_BYTES = 256 * 1024;
const MOST_REDIRECTS = 3;
const RETRY_MILLIS = [500, 2000] as const;

/**
 * Fetches the text of a provider's document over https, or over http from this machine.
 *
 * @throws GatewayError `provider-unreachable`, in one line, for everything that keeps it from being read: an address that
 *   may not be asked, the network, certificates, redirects, statuses, content types, size, time
 */
export async function fetchText(address: URL, network: KeyNetwork, options: FetchOptions): Promise<string> {
  const signal = AbortSignal.timeout(options.timeoutSeconds * 1000);
  let url = address;
  for (let redirects = 0; ; redirects += 1) {
    checkAddress(url, address);
    const answer = await askPatiently(url, network, signal, options);
    const target = redirectOf(answer, url);
    if (target === undefined) return readAnswer(answer, url, signal, options);
    await answer.body?.cancel();
    if (redirects === MOST_REDIRECTS)
      throw unreachable(address, `redirects more than ${MOST_REDIRECTS} times`);
    checkRedirect(target, address, options);
    url = target;
  }
}

/** Refuses what may not be asked, whoever names it. */
export function checkAddress(url: URL, asked: URL = url): void {
  if (url.username !== '' || url.password !== '')
    throw unreachable(url, 'a user or password does not belong into the address');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopbackUrl(url)))
    throw unreachable(url, 'is no https address', 'plain http is for this machine only');
  if (!isLoopbackUrl(asked) && isLoopbackUrl(url))
    throw unreachable(url, `is this machine, which ${asked.host} must not lead to`);
  if (isRefusedAddress(url.hostname)) throw unreachable(url, REFUSED);
}

const REFUSED = 'is an address for the machine itself (link-local or metadata), which is never asked';

function redirectOf({ headers, status }: Response, base: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  const location = headers.get('location') ?? '';
  if (location !== '' && URL.canParse(location, base.href)) return new URL(location, base);
  throw unreachable(base, `answers ${status} without a place to go to`);
}

function checkRedirect(target: URL, asked: URL, { allowedHosts }: FetchOptions): void {
  const isAllowed = target.host === asked.host || allowedHosts.includes(target.host);
  if (isAllowed) return;
  throw unreachable(asked, `redirects to ${target.host}`, `allow it with --allow-host ${target.host}`);
}

/** Once more after a moment, and once again, where the answer says that it may help. */
async function askPatiently(
  url: URL,
  network: KeyNetwork,
  signal: AbortSignal,
  options: FetchOptions,
): Promise<Response> {
  for (const wait of [...RETRY_MILLIS, undefined]) {
    const answer = await ask(url, network, signal, options);
    if (answer.status !== 429 && answer.status < 500) return answer;
    await answer.body?.cancel();
    if (wait === undefined) throw unreachable(url, `answers ${answer.status}, three times`);
    await network.sleep(wait);
  }
  throw new TypeError('there is always a last time');
}

async function ask(
  url: URL,
  { get }: KeyNetwork,
  signal: AbortSignal,
  options: FetchOptions,
): Promise<Response> {
  try {
    return await get(url, { signal });
  } catch (cause) {
    throw failure(url, cause, signal, options);
  }
}

async function readAnswer(
  answer: Response,
  url: URL,
  signal: AbortSignal,
  options: FetchOptions,
): Promise<string> {
  const problem = whyNotReadable(answer);
  if (problem !== undefined) {
    await answer.body?.cancel();
    throw unreachable(url, problem);
  }
  const bytes = await readBytes(answer, url).catch((cause: unknown) => {
    throw GatewayError.isGatewayError(cause) ? cause : failure(url, cause, signal, options);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreachable(url, 'answers with bytes that are not UTF-8 text');
  }
}

const KEY_TYPES = /^application\/(?:(?:[\w.-]+\+)?json|x-pem-file|pem-certificate-chain)$/;

function whyNotReadable({ headers, status }: Response): string | undefined {
  if (status !== 200) return `answers ${status} and not 200`;
  const [type = ''] = (headers.get('content-type') ?? '').toLowerCase().split(';');
  if (type.trim() === 'text/html') return 'answers with a web page (text/html) and not with JSON';
  if (!KEY_TYPES.test(type.trim()))
    return `answers with ${type.trim() || 'no content type'} and not with JSON`;
  return undefined;
}

async function readBytes({ body }: Response, url: URL): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Counted after decompression: a small answer may become a large one.
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw unreachable(url, `answers with more than ${MOST_BYTES / 1024} KB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function failure(
  url: URL,
  cause: unknown,
  signal: AbortSignal,
  { timeoutSeconds }: FetchOptions,
): GatewayError {
  const refused = causesOf(cause).find((each) => each instanceof RefusedAddressError);
  if (refused !== undefined) return unreachable(url, REFUSED);
  if (signal.aborted) return unreachable(url, `takes longer than ${durationText(timeoutSeconds)}`);
  const code = causesOf(cause)
    .map(codeOf)
    .findLast((each) => each !== undefined);
  const isCertificate = /CERT|SELF_SIGNED|UNABLE_TO|HOSTNAME|ALTNAME/.test(code ?? '');
  return isCertificate
    ? unreachable(
        url,
        `shows a certificate that is not trusted (${code})`,
        'name your own authority with --ca FILE',
      )
    : unreachable(url, `cannot be asked (${code ?? 'the connection failed'})`);
}

function codeOf(error: object): string | undefined {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

/** An error of the network, and what caused it. Told by its shape: it may be of another realm. */
function causesOf(error: unknown): readonly object[] {
  if (typeof error !== 'object' || error === null) return [];
  const { cause, errors } = error as { readonly cause?: unknown; readonly errors?: unknown };
  return [error, ...causesOf(cause), ...(Array.isArray(errors) ? errors.flatMap(causesOf) : [])];
}

/** The query is left out: it may hold what gives access. */
export function unreachable(url: URL, text: string, hint?: string): GatewayError {
  return new GatewayError('provider-unreachable', text, { place: `${url.origin}${url.pathname}`, hint });
}
