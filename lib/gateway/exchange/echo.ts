import type { ClaimParameter } from '../../plugin';
import type { Redactor } from '../../text';
import type { BackendRequest } from './backend-request';
import type { Call } from './call';
import { claimText } from './claim-text';
import type { GatewayResponse } from './exchange';
import { queryPairs } from './query';

/** Stands for a backend. */
export interface Echo {
  readonly kind: 'echo';
  readonly forwards: readonly ClaimParameter[];
  /** Hides the secrets of the template: a constant of an API may be the backend's password. */
  readonly hide: Redactor;
}

/** Answers in place of a backend with what that would have got. */
export async function echo(
  call: Call,
  request: BackendRequest,
  { forwards, hide }: Echo,
): Promise<GatewayResponse> {
  const mark = request.target.indexOf('?');
  const path = mark === -1 ? request.target : request.target.slice(0, mark);
  const query = mark === -1 ? '' : request.target.slice(mark + 1);
  const seen = {
    method: request.method,
    path,
    query: grouped(queryPairs(query).map(({ name, value }) => [name, value])),
    headers: grouped(request.headers),
    body: await textOf(request.body),
    claims: Object.fromEntries(
      forwards.flatMap(({ claimName }) => {
        const value = claimText(call.claims, claimName);
        return typeof value === 'string' ? [[claimName, value]] : [];
      }),
    ),
  };
  return {
    status: 200,
    headers: [['Content-Type', 'application/json; charset=utf-8']],
    body: `${JSON.stringify(seen, (_, value: unknown) => (typeof value === 'string' ? hide(value) : value), 2)}\n`,
  };
}

/** One value by itself, several as a list. */
function grouped(pairs: readonly (readonly [string, string])[]): Readonly<Record<string, string | string[]>> {
  const values = new Map<string, string | string[]>();
  for (const [name, value] of pairs) {
    const known = values.get(name);
    values.set(name, known === undefined ? value : [known, value].flat());
  }
  return Object.fromEntries(values);
}

async function textOf(body: BackendRequest['body']): Promise<string> {
  if (body === undefined) return '';
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
