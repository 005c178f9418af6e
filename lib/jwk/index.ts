/**
 * Floor 1: keys. The only folder that makes keys and reads or writes key files; the only one that ever holds a
 * private key, in types of its own that nothing which writes a template accepts. Knows nothing of tokens,
 * plug-ins or templates.
 */
export type { SigningAlgorithm } from '../facts';
export {
  type AdmittedKey,
  admitKeys,
  type IgnoredKey,
  type KeySelection,
} from './admit-keys';
export { finishChanges } from './change-files';
export {
  addKey,
  type FileBeside,
  removeKey,
  renderPublicKeySet,
  replacePublicKeys,
} from './change-key-files';
export { checkKeyFiles, type KeyFinding, type KeyFindingId } from './check-key-files';
export { type CreatedKeyFiles, type CreateKeyFilesOptions, createKeyFiles } from './create-key-files';
export { type GenerateKeyOptions, generateKey } from './generate-key';
export { type KeyFiles, keyFilesOf, listKeyFiles } from './key-files';
export { type KeyPurpose, whyNotForSignatures } from './key-purpose';
export { keyWarnings } from './key-warnings';
export { type PrivateJwk, PrivateKey, revealPrivateJwk } from './private-key';
export { PrivateKeySet } from './private-key-set';
export { PRIVATE_MEMBERS, type PublicJwk } from './public-jwk';
export { PublicKeySet } from './public-key-set';
export { signingAlgorithmOf } from './signing-algorithm';
export { thumbprint } from './thumbprint';
