import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { GatewayError } from '../errors';
import { ALGORITHMS } from '../facts';
import { makeFolder, writePublicKeys } from './create-key-files';
import { keyFilesOf } from './key-files';
import type { PublicJwk } from './public-jwk';
import { PublicKeySet } from './public-key-set';
import { readKeyFile } from './read-key-file';
import { signingAlgorithmOf } from './signing-algorithm';
import { thumbprint } from './thumbprint';

/** A public key in PEM form, and the key set that is made of it. */
export interface ImportPublicKeyOptions {
  /** The PEM file: a public key (SPKI or PKCS#1) or an X.509 certificate. */
  readonly file: string;
  readonly name: string;
  /** @default 'keys' */
  readonly directory?: string;
  /** @default - RS256 for RSA, and the curve's own for the others */
  readonly algorithm?: string;
  /** The name under which tokens refer to the key. @default - the thumbprint of RFC 7638 */
  readonly kid?: string;
}

/**
 * Makes the public key set `NAME.jwks.json` of a key in PEM form. Never overwrites.
 *
 * @returns the key, and the file that was written
 * @throws GatewayError `file-unreadable`, `key-set-private`, `key-set-invalid`, `key-algorithm-refused`, `name-invalid`,
 *   `file-exists` or `file-unwritable`
 */
export function importPublicKey(options: ImportPublicKeyOptions): {
  readonly key: PublicJwk;
  readonly publicPath: string;
} {
  const { directory, file, name } = options;
  const { publicPath } = keyFilesOf(name, directory);
  const set = readPem(readKeyFile(file), options);
  makeFolder(publicPath);
  return { key: writePublicKeys(publicPath, set), publicPath };
}

function readPem(text: string, { algorithm, file: place, kid }: ImportPublicKeyOptions): PublicKeySet {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    throw new GatewayError('key-set-private', 'is a private key, which must stay where it signs', {
      place,
      hint: `take its public half: openssl pkey -in ${place} -pubout -out public.pem`,
    });
  }
  const jwk = jwkOf(text, place);
  const alg = signingAlgorithmOf({ ...jwk, alg: algorithm });
  if (alg === undefined) {
    const what = jwk.crv ?? jwk.kty;
    throw new GatewayError(
      'key-algorithm-refused',
      `its type, ${what}, cannot have the algorithm ${algorithm ?? 'of a signature'}`,
      {
        place,
        hint: `RSA, P-256, P-384, P-521 and Ed25519 keys sign, with ${Object.keys(ALGORITHMS).join(', ')}`,
      },
    );
  }
  return PublicKeySet.parse({ keys: [{ ...jwk, use: 'sig', alg, kid: kid ?? thumbprint(jwk) }] }, place);
}

function jwkOf(text: string, place: string): PublicJwk {
  try {
    const jwk: JsonWebKey = createPublicKey(text).export({ format: 'jwk' });
    return jwk as PublicJwk;
  } catch (cause) {
    throw new GatewayError('key-set-invalid', 'is no public key or certificate in PEM form', {
      place,
      hint: 'it begins with -----BEGIN PUBLIC KEY----- or -----BEGIN CERTIFICATE-----',
      cause,
    });
  }
}
