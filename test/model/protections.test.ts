import fc from 'fast-check';
import { effectiveProtection } from '../../lib/model';
import { createProtections, type ProtectionInput } from '../../lib/model/effective-protection';
import { Unknown } from '../../lib/template';
import { JWT, type Loose, model, plugin } from './sample';

const { plugins } = model({
  Jwt: plugin(),
  Optional: plugin('jwtAuth', { ...JWT, bypassEmptyToken: true }),
  Partners: plugin('basicAuth', { users: [] }),
  Claims: plugin('accessControl', {
    parameters: { iss: 'Token:iss' },
    rules: [{ name: 'issuer', condition: "$iss = 'a'", ifFalse: 'DENY' }],
  }),
  Open: plugin({ Ref: 'Type' }),
});

const binding: fc.Arbitrary<Loose> = fc.record({
  binding: fc.option(fc.record({ declaredType: fc.constantFrom(undefined, 'cors', 'jwtAuth') }), {
    nil: undefined,
  }),
  stage: fc.constant('RELEASE'),
  plugin: fc.constantFrom<Loose>(...plugins, new Unknown('Ref P')),
  maybe: fc.constantFrom(undefined, 'the condition C holds'),
});
const input: fc.Arbitrary<ProtectionInput> = fc.record({
  authType: fc.constantFrom(undefined, 'ANONYMOUS', 'APP', 'APPOPENID'),
  publicAccess: fc.constantFrom(undefined, 'a probe', 'a page'),
  bindings: fc.array(binding, { maxLength: 3 }),
});

test('a protection that routes have in common is the one that each would have', () => {
  fc.assert(
    fc.property(fc.array(input, { maxLength: 40 }), (inputs) => {
      const protectionOf = createProtections();
      expect(inputs.map(protectionOf)).toEqual(inputs.map(effectiveProtection));
    }),
  );
});

test('a binding that is perhaps there is not one that certainly is', () => {
  const [Jwt] = plugins;
  const bindings = (maybe: string | undefined): Loose => [
    { binding: undefined, stage: 'RELEASE', plugin: Jwt, maybe },
  ];
  const decided = (maybe: string | undefined): ProtectionInput => ({
    authType: 'ANONYMOUS',
    publicAccess: undefined,
    bindings: bindings(maybe),
  });
  for (const order of [
    [undefined, 'only if A'],
    ['only if A', undefined],
    ['only if A', 'only if B'],
  ]) {
    const protectionOf = createProtections();
    expect(order.map((maybe) => protectionOf(decided(maybe)))).toEqual(
      order.map((maybe) => effectiveProtection(decided(maybe))),
    );
  }
});

test('routes that are decided alike have one protection', () => {
  const protectionOf = createProtections();
  const decided = (authType: string): ProtectionInput => ({
    authType,
    publicAccess: undefined,
    bindings: [],
  });
  expect(protectionOf(decided('APP'))).toBe(protectionOf(decided('APP')));
  expect(protectionOf(decided('APP'))).not.toBe(protectionOf(decided('ANONYMOUS')));
});
