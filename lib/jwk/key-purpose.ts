import { KEY_MANAGEMENT_ALGORITHM } from '../facts';

/** The members of a key that say what it is for, as they were read. */
export interface KeyPurpose {
  readonly use?: unknown;
  readonly key_ops?: unknown;
  readonly alg?: unknown;
}

/**
 * Why a public key is not for verifying signatures, by what it says of itself (RFC 7517 sections 4.2 to 4.4); a key that
 * says nothing, or names an algorithm that nobody knows here, may be.
 *
 * @returns lower case, without a final period; never the value of a member that is no text
 */
export function whyNotForSignatures({ alg, key_ops: uses, use }: KeyPurpose): string | undefined {
  if (use === 'enc') return 'it is for encryption, not for signatures (use: enc)';
  if (use !== undefined && use !== 'sig') return `it is not for signatures (use: ${wordOf(use)})`;
  if (uses !== undefined && !(Array.isArray(uses) && uses.includes('verify')))
    return 'it is not for verifying signatures (key_ops)';
  const isForKeys = typeof alg === 'string' && KEY_MANAGEMENT_ALGORITHM.value.test(alg);
  return isForKeys ? `its algorithm ${wordOf(alg)} is not for signatures` : undefined;
}

const wordOf = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value.slice(0, 40)).slice(1, -1) : `of the type ${typeof value}`;
