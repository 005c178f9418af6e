import type { Fact, Grade } from './fact';
import { SOURCES } from './sources';

/** A JWS algorithm of RFC 7518 or RFC 8037, the key it needs, and what the service says about it. */
export interface AlgorithmFact {
  readonly kty: 'RSA' | 'EC' | 'OKP';
  /** The curve of an EC or OKP key. */
  readonly crv?: 'P-256' | 'P-384' | 'P-521' | 'Ed25519';
  /** Whether a vendor text names the algorithm for this gateway. */
  readonly documented: boolean;
}

const row = (value: AlgorithmFact, grade: Grade = 'inferred'): Fact<AlgorithmFact> => ({
  value,
  grade,
  source: value.documented ? SOURCES.openIdConnect : 'no vendor text names it for this gateway',
});

/** The asymmetric signature algorithms a key can be made for. Only RS256 with 2048 bits is documented. */
export const ALGORITHMS = {
  RS256: row({ kty: 'RSA', documented: true }, 'doc'),
  RS384: row({ kty: 'RSA', documented: false }),
  RS512: row({ kty: 'RSA', documented: false }),
  PS256: row({ kty: 'RSA', documented: false }),
  PS384: row({ kty: 'RSA', documented: false }),
  PS512: row({ kty: 'RSA', documented: false }),
  ES256: row({ kty: 'EC', crv: 'P-256', documented: false }),
  ES384: row({ kty: 'EC', crv: 'P-384', documented: false }),
  ES512: row({ kty: 'EC', crv: 'P-521', documented: false }),
  EdDSA: row({ kty: 'OKP', crv: 'Ed25519', documented: false }),
} as const satisfies Record<string, Fact<AlgorithmFact>>;

/** An algorithm that a signing key can have. */
export type SigningAlgorithm = keyof typeof ALGORITHMS;

/** The algorithms that encrypt or agree on keys (RFC 7518 section 4.1): a key that names one verifies no signature. */
export const KEY_MANAGEMENT_ALGORITHM: Fact<RegExp> = {
  value: /^(?:RSA1_5|RSA-OAEP(?:-\d+)?|A\d+(?:GCM)?KW|dir|ECDH-ES(?:\+A\d+KW)?|PBES2-[\w+-]+)$/,
  grade: 'doc',
  source: 'RFC 7518 section 4.1',
};

/** The modulus of an RSA key, in bits. */
export const RSA_MODULUS_BITS: Fact<{ documented: number; minimum: number; maximum: number }> = {
  value: { documented: 2048, minimum: 2048, maximum: 16_384 },
  grade: 'doc',
  source: `${SOURCES.openIdConnect} (2048 for this gateway); RFC 7518 section 3.3 (2048 at least); OpenSSL (16384 at most)`,
};
