import fc from 'fast-check';
import { diffGateways } from '../../lib/diff';
import { modelOf } from '../rules/check-template';
import { plugin, shop, template } from '../rules/gateway-template';
import { oddResources } from '../rules/odd-resources';
import { diffOf } from './diff-template';

/** `npm run fuzz` asks for more. */
const NUM_RUNS = Number(process.env.NUM_RUNS ?? 150);

test('any two templates can be compared, there and back, and a template with itself', () => {
  fc.assert(
    fc.property(oddResources, oddResources, (base, head) => {
      const [before, after] = [modelOf({ Resources: base }), modelOf({ Resources: head })];
      for (const { fingerprint, message } of [
        ...diffGateways(before, after).changes,
        ...diffGateways(after, before).changes,
      ]) {
        expect(fingerprint).toMatch(/^[0-9a-f]{12}$/);
        expect(message).not.toBe('');
      }
      expect(diffGateways(before, modelOf({ Resources: base })).changes).toEqual([]);
    }),
    { numRuns: NUM_RUNS },
  );
});

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';

test.each([
  {
    name: 'a password',
    type: 'basicAuth',
    data: { users: [{ username: 'a', password: 'hidden-thing' }] },
    hidden: 'hidden-thing',
  },
  {
    name: 'a backend signature',
    type: 'backendSignature',
    data: { key: 'a', secret: 'hidden-thing' },
    hidden: 'hidden-thing',
  },
  {
    name: 'a private key',
    type: 'jwtAuth',
    data: { jwk: { kty: 'RSA', n: 'nnnnnnnn', e: 'AQAB', d: 'dddddddd' } },
    hidden: /nnnnnnnn|dddddddd/,
  },
  { name: 'a token', type: 'routing', data: { anything: TOKEN }, hidden: TOKEN },
  {
    name: 'data that cannot be read',
    type: 'jwtAuth',
    data: '{ "jwk": hidden-thing',
    hidden: 'hidden-thing',
  },
])('$name is not told, whether it came, went or changed', ({ data, hidden, type }) => {
  const [none, some] = [template(shop, plugin('It', type)), template(shop, plugin('It', type, data))];
  const told = JSON.stringify([diffOf(none, some), diffOf(some, none), diffOf(template(shop), some)]);
  expect(told).toContain('plug-in It');
  expect(told).not.toMatch(hidden);
});

test('the default of a masked parameter is not told', () => {
  const secret = (Default: string): object => ({
    Parameters: { Secret: { Type: 'String', NoEcho: true, Default } },
    ...template(shop),
  });
  for (const told of [
    diffOf(secret('hidden-a'), secret('hidden-b')),
    diffOf(template(shop), secret('hidden-a')),
  ]) {
    expect(told.changes).toHaveLength(1);
    expect(JSON.stringify(told)).not.toMatch(/hidden-[ab]/);
  }
});
