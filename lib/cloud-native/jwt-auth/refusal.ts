import { type JwtStatus, STATUS_TEXTS } from './status';

/** What of an answer tells whether the plug-in made it. */
interface RefusalAnswer {
  readonly status: number;
  /** The whole body, or more of it than the plug-in would write. */
  readonly body: string;
  /** `WWW-Authenticate`, where it was sent. */
  readonly challenge: string | undefined;
}

/** What the plug-in answers to a good token of somebody who may not call. Backends say it, too. */
export const ACCESS_DENIED = { status: 403, body: 'Access Denied' } as const;

/** The build in Go has words of its own. */
const GO_WORDS = ['JWT is expired.', 'Request denied by JWT Auth check.'] as const;
const GO_CHALLENGE = 'JWT realm=MSE Gateway';

/** Statuses of a key set are about nobody's token; that no key fits is about this one. */
const ABOUT_TOKENS: ReadonlySet<string> = new Set(
  (Object.keys(STATUS_TEXTS) as JwtStatus[])
    .filter((status) => status.startsWith('Jwt') || status === 'JwksKidAlgMismatch')
    .map((status) => STATUS_TEXTS[status]),
);

/**
 * The words with which the plug-in itself refuses a token; `undefined` for the answer of anybody else. Words alone
 * prove nothing: its challenge has to stand beside them.
 *
 * @see https://github.com/alibaba/higress, plugins/wasm-cpp/extensions/jwt_auth and plugins/wasm-go/extensions/jwt-auth [code]
 */
export function findJwtAuthRefusal({ body, challenge, status }: RefusalAnswer): string | undefined {
  const words = body.trim();
  if (status !== 401 || challenge === undefined) return undefined;
  if (ABOUT_TOKENS.has(words)) return challenge.startsWith('Bearer realm="') ? words : undefined;
  return GO_WORDS.some((each) => words.startsWith(each)) && challenge === GO_CHALLENGE ? words : undefined;
}
