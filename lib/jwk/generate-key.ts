import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { GatewayError } from '../errors';
import { RSA_MODULUS_BITS, type SigningAlgorithm } from '../facts';
import { PrivateKeySet } from './private-key-set';
import type { PublicJwk } from './public-jwk';
import { algorithmFact, isSigningAlgorithm, SIGNING_ALGORITHMS } from './signing-algorithm';
import { thumbprint } from './thumbprint';

const { documented, minimum, maximum } = RSA_MODULUS_BITS.value;

/** What sort of key to make. */
export interface GenerateKeyOptions {
  /**
   * The signature algorithm. The service documents RS256 only.
   * @default 'RS256'
   */
  readonly algorithm?: SigningAlgorithm;
  /**
   * The size of an RSA key in bits: 2048 to 16384, in steps of 8. The service documents 2048 only.
   * @default 2048
   */
  readonly modulusBits?: number;
  /**
   * The name under which tokens refer to the key.
   * @default - the thumbprint of RFC 7638
   */
  readonly kid?: string;
}

/**
 * Makes a key pair, on this machine only.
 *
 * @returns a set of the one key; its public half is `.publicKeys()`
 * @throws GatewayError `key-algorithm-refused` for a symmetric or unknown algorithm and for a size that is too small
 */
export async function generateKey(options: GenerateKeyOptions = {}): Promise<PrivateKeySet> {
  checkKeyOptions(options);
  const { algorithm = 'RS256', modulusBits, kid } = options;
  const privateKey = await privateKeyOf(algorithm, modulusBits ?? documented);
  const jwk = privateKey.export({ format: 'jwk' });
  const name = kid ?? thumbprint(jwk as PublicJwk);
  // A command line would take it for an option: one thumbprint in 64 begins so.
  if (kid === undefined && name.startsWith('-')) return generateKey(options);
  return PrivateKeySet.parse({ ...jwk, use: 'sig', alg: algorithm, kid: name });
}

/** Refuses what {@link generateKey} refuses, without making a key. */
export function checkKeyOptions({ algorithm = 'RS256', modulusBits }: GenerateKeyOptions): void {
  refuseAlgorithm(algorithm);
  refuseModulus(algorithm, modulusBits);
}

async function privateKeyOf(algorithm: SigningAlgorithm, modulusLength: number): Promise<KeyObject> {
  const generate = promisify(generateKeyPair);
  const { kty, crv } = algorithmFact(algorithm);
  switch (kty) {
    case 'RSA':
      return (await generate('rsa', { modulusLength })).privateKey;
    case 'EC':
      return (await generate('ec', { namedCurve: String(crv) })).privateKey;
    case 'OKP':
      return (await generate('ed25519')).privateKey;
  }
}

function refuseAlgorithm(algorithm: string): void {
  if (isSigningAlgorithm(algorithm)) return;
  const isSymmetric = /^(?:HS\d+|dir|A\d\w*)$/.test(algorithm);
  const reason = isSymmetric
    ? 'is symmetric: the gateway would need the key that signs, and everyone who can read the template could sign tokens'
    : 'is not an algorithm that a signing key can have';
  throw new GatewayError('key-algorithm-refused', `${algorithm} ${reason}`, {
    hint: `choose one of ${SIGNING_ALGORITHMS.join(', ')}`,
  });
}

function refuseModulus(algorithm: SigningAlgorithm, bits: number | undefined): void {
  if (bits === undefined) return;
  if (algorithmFact(algorithm).kty !== 'RSA') {
    throw new GatewayError('key-algorithm-refused', `an ${algorithm} key has no modulus`, {
      hint: 'leave its size out; only RSA keys have one',
    });
  }
  if (!Number.isInteger(bits) || bits % 8 !== 0 || bits < minimum || bits > maximum) {
    throw new GatewayError('key-algorithm-refused', `an RSA key cannot have ${bits} bits here`, {
      hint: `choose ${documented}, or more up to ${maximum} in steps of 8`,
    });
  }
}
