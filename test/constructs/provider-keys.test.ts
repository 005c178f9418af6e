import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RosParameter, RosParameterType, type Stack } from '@alicloud/ros-cdk-core';
import {
  JwtAuthorization,
  type ProviderAuthorizationProps,
  PublicAccess,
  TokenSource,
} from '../../lib/constructs';
import type { Instant } from '../../lib/instant';
import { admitKeys, PublicKeySet } from '../../lib/jwk';
import { importKeys, ProviderKeys } from '../../lib/provider';
import { KeyRotation, planRotation, renderRotationPlan, switchSigner } from '../../lib/rotation';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { KEYS, ofType, refusal, synth } from './template';

const es256 = fixturePublicJwk('ES256');
const token = TokenSource.bearer();

function providerOf(issuer?: string): ProviderKeys {
  const made = importKeys(admitKeys({ keys: [es256] }, ['ES256']), {
    issuer,
    source: 'https://login.example.com/keys?code=secret',
    algorithms: ['ES256'],
    now: 0,
  });
  if (made === undefined) throw new Error('no key was admitted');
  return ProviderKeys.of('login', made.record, made.keys, { record: 'a', keys: 'b' });
}

test('the keys and the issuer of a provider are accepted, and the Metadata says whose they are', () => {
  const template = synth((stack) => {
    JwtAuthorization.fromProvider(stack, 'Login', {
      provider: providerOf('https://login.example.com'),
      token,
      audience: 'orders',
    });
  });
  const { LoginJwtAuth: jwt, LoginAccessControl: claims } = ofType(template, 'Plugin');
  expect(JSON.parse(String(jwt?.Properties.PluginData)).jwk.kid).toBe(es256.kid);
  expect(String(claims?.Properties.PluginData)).toContain("$iss = 'https://login.example.com'");
  expect(jwt).toMatchObject({
    Metadata: {
      JwtGateway: {
        Provider: {
          Name: 'login',
          Issuer: 'https://login.example.com',
          Source: 'https://login.example.com/keys',
        },
      },
    },
  });
  expect(JSON.stringify(template)).not.toContain('secret');
});

test('keys that were imported without an issuer need one', () => {
  expect(
    refusal((stack) => void JwtAuthorization.fromProvider(stack, 'Login', { provider: providerOf(), token })),
  ).toEqual({
    code: 'authorization-missing',
    message:
      'shop/Login: the record of login names no issuer (give issuer, as it stands in the tokens; without it tokens for others would be accepted)',
  });
  synth((stack) => {
    JwtAuthorization.fromProvider(stack, 'Login', {
      provider: providerOf(),
      token,
      issuer: 'https://login.example.com',
    });
  });
});

/** The Metadata of the JWT plug-in of a provider with such a record. */
function metadataOf(
  record: Partial<ProviderKeys['record']>,
  more: (stack: Stack) => Partial<ProviderAuthorizationProps> = () => ({}),
): unknown {
  const template = synth((stack) => {
    const { record: own, keys } = providerOf('https://login.example.com');
    const provider = ProviderKeys.of('login', { ...own, ...record }, keys, { record: 'a', keys: 'b' });
    JwtAuthorization.fromProvider(stack, 'Login', { provider, token, ...more(stack) });
  });
  return ofType(template, 'Plugin').LoginJwtAuth?.Metadata?.JwtGateway;
}

const PROVIDER = {
  Name: 'login',
  Issuer: 'https://login.example.com',
  Source: 'https://login.example.com/keys',
};

test('a key that the provider does not list any more is told with the week in which it should go', () => {
  const { record } = providerOf();
  const keys = record.keys.map((key) => ({ ...key, retireFrom: '2026-01-02T00:00:00Z' as Instant }));
  expect(metadataOf({ keys })).toEqual({
    Provider: PROVIDER,
    Keys: [{ Kid: es256.kid, RetireFrom: '2026-01-02T00:00:00Z', RetireBy: '2026-01-09T00:00:00Z' }],
  });
});

test.each(['?code=secret', '#secret', '?a=1#secret', '?a=1\nsecret'])(
  'of the place where keys are read, %j is not told',
  (rest) => {
    expect(metadataOf({ source: `https://login.example.com/keys${rest}` })).toEqual({ Provider: PROVIDER });
  },
);

test('issuers are told where they are known, and every other reason beside them', () => {
  const issuer = ['https://login.example.com', 'https://old.example.com'];
  expect(metadataOf({}, () => ({ issuer }))).toEqual({ Provider: { ...PROVIDER, Issuer: issuer } });
  const { Issuer: _, ...others } = PROVIDER;
  const parameter = (stack: Stack) =>
    new RosParameter(stack, 'Given', {
      type: RosParameterType.STRING,
      allowedValues: ['https://login.example.com'],
    }).value;
  expect(metadataOf({}, (stack) => ({ issuer: parameter(stack) }))).toEqual({ Provider: others });
  expect(metadataOf({}, (stack) => ({ issuer: ['https://a.example.com', parameter(stack)] }))).toEqual({
    Provider: others,
  });
  expect(metadataOf({}, () => ({ bypassEmptyToken: PublicAccess.because('prices are public') }))).toEqual({
    BypassEmptyToken: 'prices are public',
    Provider: PROVIDER,
  });
});

test.each([
  [{ use: 'enc' }, 'it is for encryption, not for signatures (use: enc)'],
  [{ key_ops: ['encrypt'] }, 'it is not for verifying signatures (key_ops)'],
  [{ alg: 'ECDH-ES' }, 'its algorithm ECDH-ES is not for signatures'],
])('a key with %j is refused', (members, why) => {
  const keys = PublicKeySet.of([{ ...es256, ...members }]);
  expect(refusal((stack) => void new JwtAuthorization(stack, 'Customers', { keys, token }))).toEqual({
    code: 'key-set-invalid',
    message: `shop/Customers/JwtAuth: holds a key that is not for signatures: keys[0] ${why} (leave it out; jwt-gateway keys import does, of a provider's keys)`,
  });
});

test('one key can stand in a list from the start, and several cannot stand as one', () => {
  const template = synth((stack) => {
    new JwtAuthorization(stack, 'Customers', { keys: KEYS, token, keyForm: 'jwks' });
  });
  const data = JSON.parse(String(ofType(template, 'Plugin').CustomersJwtAuth?.Properties.PluginData));
  expect([data.jwk, data.jwks]).toEqual([undefined, KEYS.keys]);
  const several = PublicKeySet.of([es256, { ...es256, kid: 'next' }]);
  expect(
    refusal(
      (stack) => void new JwtAuthorization(stack, 'Customers', { keys: several, token, keyForm: 'jwk' }),
    ),
  ).toEqual({
    code: 'key-set-invalid',
    message: 'shop/Customers: 2 keys cannot be written as one jwk (leave keyForm out, or give one key)',
  });
});

describe('the plan of a rotation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-plan-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const next = fixturePublicJwk('RS256');
  const both = PublicKeySet.of([es256, next]);

  function rotationTo(kid: string, signer: string, switched?: number): KeyRotation {
    const planned = planRotation({ kid, signer, tokenLifetime: 3600, start: Date.UTC(2026, 0, 1, 12) });
    const plan = switched === undefined ? planned : switchSigner(planned, kid, switched);
    const file = join(folder, `${kid}.rotation.yaml`);
    writeFileSync(file, renderRotationPlan(plan));
    return KeyRotation.fromFile(file);
  }

  test('stands in the Metadata, and changes no byte of what the service gets', () => {
    const withPlan = (rotation?: KeyRotation) =>
      ofType(
        synth((stack) => void new JwtAuthorization(stack, 'Customers', { keys: both, token, rotation })),
        'Plugin',
      ).CustomersJwtAuth;
    const rotation = rotationTo(next.kid ?? '', es256.kid ?? '', Date.UTC(2026, 0, 2, 12));
    expect(withPlan(rotation)?.Metadata).toEqual({
      JwtGateway: {
        Keys: [{ Kid: es256.kid, RetireFrom: '2026-01-02T13:10:00Z', RetireBy: '2026-01-09T13:10:00Z' }],
      },
    });
    expect(withPlan(rotation)?.Properties).toEqual(withPlan()?.Properties);
  });

  test('says nothing of a key that still signs: its date follows from the switch', () => {
    const rotation = rotationTo(next.kid ?? '', es256.kid ?? '');
    const template = synth((stack) => {
      new JwtAuthorization(stack, 'Customers', { keys: both, token, rotation });
    });
    expect(ofType(template, 'Plugin').CustomersJwtAuth?.Metadata).toBeUndefined();
  });

  test('of other keys is refused', () => {
    const rotation = rotationTo('third', 'second');
    expect(
      refusal((stack) => void new JwtAuthorization(stack, 'Customers', { keys: both, token, rotation })),
    ).toEqual({
      code: 'key-set-invalid',
      message:
        'shop/Customers: kid second signs by the plan, and is not among the keys (give keys and rotation of the same name; tokens of a key that is missing are refused)',
    });
  });
});
