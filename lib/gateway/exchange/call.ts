import { GATEWAY } from '../../facts';
import { isLoopbackAddress } from '../../loopback';
import { plainAddress } from '../../plugin';
import type { Claims, SignedToken } from '../../token';
import type { TraceStep } from '../decision';
import { hostName } from '../plan/hosts';
import type { ServedRoute } from '../plan/served-route';
import type { Answer } from './answer';
import type { GatewayRequest, HeaderLine } from './exchange';
import { ascii, isSameHeader } from './header-text';
import { findValue, type QueryPair, queryPairs } from './target';

/** What is known of a call before its first step. */
interface CallOptions {
  readonly id: string;
  readonly receivedAt: number;
  /** Whether anybody wants to know what each step finds. */
  readonly isTraced: boolean;
}

/** One thing that is done with a call: the next one follows where nothing comes of it; an answer ends the call. */
export type Step = (call: Call) => Answer | undefined | Promise<Answer | undefined>;

/** One request on its way through the steps, and what they have found out so far. */
export class Call {
  /** Path of the request, percent-encoded; what needs no encoding is decoded. Set by the path step. */
  path = '';
  /** The query as sent, without its question mark. */
  readonly query: string;
  stage = '';
  /** The route that takes the request. */
  served: ServedRoute | undefined;
  /** What plain HTTP from this machine counts as on that route: see the protocol step. */
  localProtocol: 'http' | 'https' | undefined;
  /** The steps of that route. */
  steps: readonly Step[] = [];
  /** What the brackets of the route's path caught, percent-encoding and all. */
  pathParameters: ReadonlyMap<string, string> = NOTHING;
  /** What a final `*` caught. */
  rest = '';
  /** The declared parameters with their values, by name. */
  parameters: ReadonlyMap<string, string> = NOTHING;
  /** The verified token. */
  token: SignedToken | undefined;
  /** Why the caller got through, in a few words. */
  passReason = 'anybody may call';
  /** The headers that may go on: those of the request, until a step changes them. */
  forwardedHeaders: readonly HeaderLine[];
  /** Headers that steps add to the answer, whatever it is. */
  readonly answerHeaders: (readonly [string, string])[] = [];
  readonly trace: TraceStep[] = [];
  /** The body, where a step had to read all of it. */
  bufferedBody: Uint8Array | undefined;
  readonly id: string;
  /** When it came, in milliseconds since 1970. */
  readonly receivedAt: number;
  readonly #isTraced: boolean;
  #pairs: readonly QueryPair[] | undefined;

  constructor(
    readonly request: GatewayRequest,
    { receivedAt, id, isTraced }: CallOptions,
  ) {
    this.id = id;
    this.forwardedHeaders = request.headers;
    this.receivedAt = receivedAt;
    this.#isTraced = isTraced;
    const mark = request.target.indexOf('?');
    this.query = mark === -1 ? '' : request.target.slice(mark + 1);
  }

  /** The path as sent. */
  get sentPath(): string {
    const { target } = this.request;
    const mark = target.indexOf('?');
    return mark === -1 ? target : target.slice(0, mark);
  }

  get claims(): Claims | undefined {
    return this.token?.claims;
  }

  /** All values of a header. */
  headerValues(name: string): readonly string[] {
    const values: string[] = [];
    for (const [each, value] of this.request.headers) if (isSameHeader(each, name)) values.push(value);
    return values;
  }

  /** The pairs of the query, decoded. */
  get queryPairs(): readonly QueryPair[] {
    this.#pairs ??= queryPairs(this.query);
    return this.#pairs;
  }

  /** The first value of a query parameter: the service looks at no other. */
  queryValue(name: string): string | undefined {
    return findValue(this.queryPairs, name);
  }

  /** Says what a step found, where anybody wants to know. */
  note(step: string, detail: string): void {
    if (this.#isTraced) this.trace.push({ step, passed: true, detail: ascii(detail) });
  }
}

const NOTHING: ReadonlyMap<string, string> = new Map();

/** What the gateway knows of a call, by the name of the system parameter; no app is ever known here. */
export function systemValue(parameter: string, call: Call): string | undefined {
  const { clientAddress, host, protocol } = call.request;
  switch (parameter) {
    case 'CaClientIp':
      return plainAddress(clientAddress);
    case 'CaDomain':
      return hostName(host);
    case 'CaRequestHandleTime':
      return new Date(call.receivedAt).toISOString();
    case 'CaRequestId':
      return call.id;
    case 'CaHttpSchema':
      return isLoopbackAddress(clientAddress) ? (call.localProtocol ?? protocol) : protocol;
    case 'CaProxy':
      return GATEWAY.proxyMark.value;
    default:
      return undefined;
  }
}
