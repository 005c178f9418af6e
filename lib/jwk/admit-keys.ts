import { GatewayError } from '../errors';
import { SAMPLE_KEYS, type SigningAlgorithm } from '../facts';
import { findPublicKeyProblems } from './key-check';
import { type KeyDocument, type KeyMembers, type PlacedKey, readKeyDocument } from './key-document';
import { codeOf, type KeyProblem } from './key-problem';
import { whyNotForSignatures } from './key-purpose';
import { isPem, readPem } from './pem';
import { PRIVATE_MEMBERS, type PublicJwk, publicHalfOf } from './public-jwk';
import { algorithmFact, SIGNING_ALGORITHMS, suits } from './signing-algorithm';
import { thumbprint } from './thumbprint';

/** A key that may verify tokens. */
export interface AdmittedKey {
  /** Its public members, with `use` and `alg` filled in. */
  readonly jwk: PublicJwk;
  /** RFC 7638, SHA-256, base64url. */
  readonly thumbprint: string;
  /** The provider does not say the algorithm: the one that was asked for and fits was taken. */
  readonly algFilledIn?: true;
}

/** A key that was left out. */
export interface IgnoredKey {
  /** What the provider calls it, where it says so. */
  readonly kid?: string;
  /** Why: lower case, no final period. */
  readonly why: string;
}

/** What becomes of the keys that somebody else publishes. */
export interface KeySelection {
  /** By kid; a key without one comes first. */
  readonly admitted: readonly AdmittedKey[];
  /** In the order of the document. */
  readonly ignored: readonly IgnoredKey[];
}

/** The most keys of a document. */
const MOST_KEYS = 100;

/**
 * Chooses the keys of somebody else's document that may verify tokens: a key set, one JWK, or PEM text. Unlike a set of
 * your own, which is refused for one key that is not in order, what is not understood or not wanted is left out (RFC
 * 7517 section 5), each key with its reason.
 *
 * @param algorithms the only ones that are wanted; a key that names none gets the one that fits it
 * @param place where the document comes from, for the message
 * @throws GatewayError `key-set-private` when a private or symmetric key is among them, never with its value;
 *   `key-set-invalid` for what holds no keys at all, or more than 100
 */
export function admitKeys(
  document: unknown,
  algorithms: readonly SigningAlgorithm[],
  place?: string,
): KeySelection {
  const { keys, problems } = readAny(document);
  const secrets = [...problems.filter(({ kind }) => kind === 'private'), ...keys.flatMap(findPrivateParts)];
  if (secrets.length > 0) throw refused(secrets, place);
  if (keys.length === 0) throw refused(problems, place);
  if (keys.length > MOST_KEYS) {
    const message = `has ${keys.length} keys; ${MOST_KEYS} are the most that are read`;
    throw refused([{ kind: 'invalid', path: '$.keys', message }], place);
  }
  const admitted: AdmittedKey[] = [];
  const ignored: IgnoredKey[] = problems.map(({ path, message }) => ({ why: `${path} ${message}` }));
  for (const key of keys) {
    const judged = judge(key, algorithms, admitted);
    if ('jwk' in judged) admitted.push(judged);
    else ignored.push({ ...kidOf(key.jwk), ...judged });
  }
  return { admitted: admitted.sort(byKid), ignored };
}

function readAny(document: unknown): KeyDocument {
  return typeof document === 'string' && isPem(document) ? readPem(document) : readKeyDocument(document);
}

function refused(problems: readonly KeyProblem[], place: string | undefined): GatewayError {
  const code = codeOf(problems);
  return code === 'key-set-private'
    ? new GatewayError(code, 'holds a private key, so nothing was taken', {
        place,
        problems,
        hint: 'whoever could read it can sign tokens: the key has to be replaced where it was made',
      })
    : new GatewayError(code, 'holds no keys that can be read', { place, problems });
}

function findPrivateParts({ jwk, path }: PlacedKey): KeyProblem[] {
  const members = PRIVATE_MEMBERS.filter((name) => jwk[name] !== undefined);
  return [
    ...members.map((name) => ({
      kind: 'private' as const,
      path: `${path}.${name}`,
      message: 'is a private part of a key',
    })),
    ...(jwk.kty === 'oct'
      ? [{ kind: 'private' as const, path: `${path}.kty`, message: 'is oct, a symmetric key' }]
      : []),
  ];
}

function judge(
  key: PlacedKey,
  algorithms: readonly SigningAlgorithm[],
  earlier: readonly AdmittedKey[],
): AdmittedKey | IgnoredKey {
  const { jwk } = key;
  const unfit = whyNotKnown(jwk) ?? whyNotForSignatures(jwk);
  if (unfit !== undefined) return { why: unfit };
  const chosen = algorithmOf(jwk, algorithms);
  if (typeof chosen !== 'string') return chosen;
  // The path says nothing here: the kid tells which key it is.
  const [problem] = findPublicKeyProblems({ jwk, path: '' });
  if (problem !== undefined) return { why: `${problem.path.slice(1)} ${problem.message}` };
  const { key_ops: _, ...members } = jwk;
  const half = publicHalfOf({ ...members, use: 'sig', alg: chosen });
  const clash = whyNotBeside(half, earlier);
  if (clash !== undefined) return { why: clash };
  return {
    jwk: half,
    thumbprint: thumbprint(half),
    ...(jwk.alg === undefined ? { algFilledIn: true } : {}),
  };
}

function whyNotKnown({ crv, kty }: KeyMembers): string | undefined {
  if (kty !== 'RSA' && kty !== 'EC' && kty !== 'OKP') return `its type ${shown(kty)} is not known`;
  const isKnown = kty === 'RSA' || (crv !== undefined && KNOWN_CURVES.has(crv));
  return isKnown ? undefined : `its curve ${shown(crv)} is not known for signatures`;
}

const KNOWN_CURVES: ReadonlySet<unknown> = new Set(
  SIGNING_ALGORITHMS.map((algorithm) => algorithmFact(algorithm).crv),
);

/** The algorithm of a key of a known type, or why none can be told. */
function algorithmOf(
  jwk: KeyMembers,
  algorithms: readonly SigningAlgorithm[],
): SigningAlgorithm | IgnoredKey {
  const { alg, kty } = jwk;
  if (alg !== undefined) {
    const named = algorithms.find((each) => each === alg);
    if (named === undefined)
      return { why: `its algorithm is ${shown(alg)}; wanted: ${algorithms.join(', ')}` };
    return suits(named, jwk) ? named : { why: `a key of the type ${kty} cannot have its algorithm ${named}` };
  }
  const [fitting, other] = algorithms.filter((each) => suits(each, jwk));
  if (fitting === undefined)
    return { why: `no algorithm that is wanted fits a key of the type ${kty}: ${algorithms.join(', ')}` };
  if (other !== undefined)
    return { why: `it names no algorithm, and several that are wanted fit: ${fitting}, ${other}` };
  return fitting;
}

function whyNotBeside(jwk: PublicJwk, earlier: readonly AdmittedKey[]): string | undefined {
  const print = thumbprint(jwk);
  if (SAMPLES.has(print)) return 'it is a sample key: its private half is printed on a public page';
  const other = earlier.find(({ jwk: { kid } }) => kid === jwk.kid);
  if (other === undefined) return undefined;
  if (jwk.kid === undefined) return 'it has no kid, as another key: only one may go without';
  return other.thumbprint === print ? 'it is listed twice' : 'another key before it has the same kid';
}

const SAMPLES: ReadonlySet<string> = new Set(SAMPLE_KEYS.map(({ value }) => value));

function kidOf({ kid }: KeyMembers): { readonly kid?: string } {
  return typeof kid === 'string' ? { kid } : {};
}

const shown = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value.slice(0, 40)).slice(1, -1) : `of ${typeof value}`;

/** No two admitted keys have one kid. */
function byKid({ jwk: a }: AdmittedKey, { jwk: b }: AdmittedKey): number {
  const [mine = '', theirs = ''] = [a.kid, b.kid];
  return mine < theirs ? -1 : 1;
}
