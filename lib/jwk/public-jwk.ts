/**
 * A public key as a JWK (RFC 7517, RFC 7518, RFC 8037): the standard members, all others are left out.
 *
 * The members that only the owner of a key may have are typed away, so that a private JWK is not assignable.
 */
export interface PublicJwk {
  readonly kty: string;
  readonly use?: string;
  readonly key_ops?: readonly string[];
  readonly alg?: string;
  readonly kid?: string;
  /** The curve of an EC or OKP key. */
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
  /** The exponent and the modulus of an RSA key. */
  readonly e?: string;
  readonly n?: string;

  readonly d?: never;
  readonly p?: never;
  readonly q?: never;
  readonly dp?: never;
  readonly dq?: never;
  readonly qi?: never;
  readonly oth?: never;
  readonly k?: never;
}

/** The members of {@link PublicJwk}, in the order in which they are written. */
export const PUBLIC_MEMBERS = ['kty', 'use', 'key_ops', 'alg', 'kid', 'crv', 'x', 'y', 'e', 'n'] as const;

/**
 * The members that only the owner of a key may have: RFC 7518 sections 6.2.2, 6.3.2 and 6.4; `priv` is that of the type
 * AKP, which ML-DSA keys have.
 */
export const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'] as const;

/** The public members of a key that was found to be a good one, frozen. */
export function publicHalfOf(
  jwk: { readonly [Name in (typeof PUBLIC_MEMBERS)[number]]?: unknown },
): PublicJwk {
  const members = PUBLIC_MEMBERS.flatMap((name) => {
    const value = jwk[name];
    if (value === undefined) return [];
    return [[name, Array.isArray(value) ? Object.freeze([...value]) : value]];
  });
  return Object.freeze(Object.fromEntries(members));
}
