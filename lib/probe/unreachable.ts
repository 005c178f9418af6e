/**
 * Why no answer came, in a few words; `undefined` for an error that is none of the network's, but a bug.
 *
 * `fetch` wraps the network's error as its cause.
 */
export function findUnreachable(error: unknown): string | undefined {
  // By their members: what AbortSignal rejects with is no Error of every realm.
  const { cause, name } = (error ?? {}) as { cause?: unknown; name?: unknown };
  if (name === 'TimeoutError') return 'no answer in time';
  const code = codeOf(error) ?? codeOf(cause);
  return code === undefined ? undefined : `no answer: ${WORDS[code] ?? code}`;
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused (ECONNREFUSED)',
  ECONNRESET: 'the connection was closed (ECONNRESET)',
  ENOTFOUND: 'there is no such host (ENOTFOUND)',
  EAI_AGAIN: 'the name could not be looked up (EAI_AGAIN)',
  CERT_HAS_EXPIRED: 'its certificate has expired (CERT_HAS_EXPIRED)',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed (DEPTH_ZERO_SELF_SIGNED_CERT)',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host (ERR_TLS_CERT_ALTNAME_INVALID)',
};

function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
