import type { Claims, SignedToken } from '../../token';
import type { TraceStep } from '../decision';
import type { RoutePlan } from '../plan/route-plan';
import { ascii } from './ascii';
import type { GatewayRequest, HeaderLine } from './exchange';
import { isSameHeader } from './header-text';
import { findValue, type QueryPair, queryPairs } from './query';

/** What is known of a call before its first step. */
export interface CallOptions {
  readonly id: string;
  readonly arrivedAt: number;
  /** Whether anybody wants to know what each step finds. */
  readonly isTraced: boolean;
}

/** One request on its way through the steps, and what they have found out so far. */
export class Call {
  /** Path of the request, percent-encoded; what needs no encoding is decoded. Set by the path step. */
  path = '';
  /** The query as sent, without its question mark. */
  readonly query: string;
  stage = '';
  /** The route that takes the request. */
  plan: RoutePlan | undefined;
  /** What the brackets of the route's path caught, percent-encoding and all. */
  pathParameters: ReadonlyMap<string, string> = NOTHING;
  /** What a final `*` caught. */
  rest = '';
  /** The declared parameters with their values, by name. */
  parameters: ReadonlyMap<string, string> = NOTHING;
  /** The verified token. */
  token: SignedToken | undefined;
  /** Why the caller got through, in a few words. */
  admission = 'anybody may call';
  /** The headers that may go on: those of the request, until a step changes them. */
  forwardedHeaders: readonly HeaderLine[];
  /** Headers that steps add to the answer, whatever it is. */
  readonly answerHeaders: (readonly [string, string])[] = [];
  readonly trace: TraceStep[] = [];
  /** The body, where a step had to read all of it. */
  bufferedBody: Uint8Array | undefined;
  readonly id: string;
  /** When it came, in milliseconds since 1970. */
  readonly arrivedAt: number;
  readonly #isTraced: boolean;
  #pairs: readonly QueryPair[] | undefined;

  constructor(
    readonly request: GatewayRequest,
    { arrivedAt, id, isTraced }: CallOptions,
  ) {
    this.id = id;
    this.forwardedHeaders = request.headers;
    this.arrivedAt = arrivedAt;
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
