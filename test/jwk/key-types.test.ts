import { PrivateKey, PrivateKeySet, type PublicJwk, PublicKeySet, thumbprint } from '../../lib/jwk';
import { fixtureJwk, fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';

// What must not compile is marked; `npm run typecheck` fails when one of these lines begins to.
const takesPublicKeys = (keys: PublicKeySet): PublicKeySet => keys;
const takesPublicKey = (key: PublicJwk): PublicJwk => key;

describe('the types keep the halves of a key apart:', () => {
  const privateKeys = PrivateKeySet.parse(fixtureText('EdDSA'));

  test('public keys are taken for public keys', () => {
    expect(takesPublicKeys(privateKeys.publicKeys()).keys.map(takesPublicKey)).toEqual([
      fixturePublicJwk('EdDSA'),
    ]);
  });

  test('private keys are not', () => {
    // @ts-expect-error a set of private keys is no set of public keys
    takesPublicKeys(privateKeys);
    // @ts-expect-error a private key is no public JWK
    takesPublicKey(privateKeys.signingKey());
    // @ts-expect-error a private JWK is no public JWK
    takesPublicKey(fixtureJwk('EdDSA'));
    // @ts-expect-error a private JWK is no public JWK, written out either
    takesPublicKey({ kty: 'OKP', crv: 'Ed25519', x: '', d: '' });
    // @ts-expect-error a symmetric key is no public JWK
    takesPublicKey({ kty: 'oct', k: '' });
    // @ts-expect-error nor is one in a list
    expect(() => PublicKeySet.of([fixtureJwk('EdDSA')])).toThrow('is a private part of a key');
    // @ts-expect-error the thumbprint is asked of public keys
    thumbprint(fixtureJwk('EdDSA'));
  });

  test('a set is made by reading keys, which checks them', () => {
    // @ts-expect-error a set that looks like one was not checked
    takesPublicKeys({ keys: [], find: () => undefined, toJSON: () => ({ keys: [] }) });
    // @ts-expect-error the constructor is not for callers
    const make = () => new PublicKeySet([]);
    // @ts-expect-error nor is this one
    const makePrivate = () => new PrivateKeySet([]);
    expect([make, makePrivate]).toHaveLength(2);
  });

  test('the secret of a key is not among its members', () => {
    const key = privateKeys.signingKey();
    expect(key).toBeInstanceOf(PrivateKey);
    // @ts-expect-error the secret has no name outside of its class
    expect(key.jwk).toBeUndefined();
    // @ts-expect-error nor has a part of it
    expect(key.d).toBeUndefined();
  });
});
