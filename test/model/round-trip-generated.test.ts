import fc from 'fast-check';
import { ApiGroup, Backend, Forward, PublicAccess } from '../../lib/constructs';
import type { StageName } from '../../lib/facts';
import { thumbprint } from '../../lib/jwk';
import { type Protection, parseTemplate } from '../../lib/model';
import { isUnknown } from '../../lib/template';
import { customers, KEYS, synth } from '../constructs/template';

const STAGES: readonly StageName[] = ['TEST', 'PRE', 'RELEASE'];

const api = fc.record({
  method: fc.constantFrom('GET', 'POST', 'DELETE'),
  segments: fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 3 }),
  stages: fc.subarray([...STAGES], { minLength: 1 }),
  publicBecause: fc.option(fc.stringMatching(/^[a-z][a-z ]{0,18}[a-z]$/), { nil: undefined }),
});
/** Claims, each forwarded under a name of its own. */
const forwardClaims = fc
  .uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 3 })
  .map((claims) => Object.fromEntries(claims.map((claim) => [claim, Forward.header(`X-${claim}`)])));
const gateway = fc.record({
  apis: fc.uniqueArray(api, {
    selector: ({ method, segments }) => `${method} /${segments.join('/')}`,
    maxLength: 5,
  }),
  issuer: fc.option(fc.stringMatching(/^https:\/\/[a-z]{1,8}\.example\.com$/), { nil: undefined }),
  audience: fc.option(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 3 }), {
    nil: undefined,
  }),
  forwardClaims,
});

/** What a reader is to see of a route in a stage, in the words of the constructs. */
function wordsOf(protection: Protection): object {
  if (protection.kind !== 'locked') return protection;
  return {
    locks: protection.locks.map((lock) => {
      if (lock.kind !== 'jwt') return lock;
      const { audience, forwards: claims, issuer, keys, parameter, parameterLocation } = lock;
      return { audience, claims, issuer, keys, parameter, parameterLocation };
    }),
  };
}

test('routes, stages and protections of any gateway are read back as the constructs were told', () => {
  fc.assert(
    fc.property(gateway, ({ apis, audience, forwardClaims, issuer }) => {
      const written = synth((stack) => {
        const group = new ApiGroup(stack, 'Orders', {
          groupName: 'orders',
          stages: STAGES,
          backend: Backend.http('https://orders.internal.example.com'),
          defaultAuthorization: customers(stack, {
            forwardClaims,
            ...(audience === undefined ? {} : { audience }),
            ...(issuer === undefined ? {} : { issuer }),
          }),
        });
        for (const { method, publicBecause, segments, stages } of apis)
          group.addApi(`${method} /${segments.join('/')}`, {
            stages,
            ...(publicBecause === undefined ? {} : { authorization: PublicAccess.because(publicBecause) }),
          });
      });
      const { problems, routes } = parseTemplate(JSON.stringify(written), 'shop.template.json');
      const claims = Object.entries(forwardClaims)
        .map(([claimName, { location, parameterName }]) => ({ claimName, location, parameterName }))
        .sort((a, b) => (a.claimName < b.claimName ? -1 : 1));
      const locked = {
        locks: [
          {
            audience: audience && { kind: 'values', values: audience },
            claims,
            issuer: issuer === undefined ? undefined : { kind: 'values', values: [issuer] },
            keys: KEYS.keys.map((key) => ({ alg: key.alg, kid: key.kid, thumbprint: thumbprint(key) })),
            parameter: 'Authorization',
            parameterLocation: 'header',
          },
        ],
      };
      const told = apis.flatMap(({ method, publicBecause: reason, segments, stages }) =>
        stages.map((stage) => [
          `${method} /${segments.join('/')} ${stage} orders`,
          reason === undefined ? locked : { kind: 'public', reason, optionalToken: undefined },
        ]),
      );
      const read = routes.flatMap(({ group, route, stages }) =>
        stages.map(({ protection, stage }) => [
          `${route?.method} ${route?.path} ${isUnknown(stage) ? '?' : stage} ${isUnknown(group) ? '?' : group.name}`,
          wordsOf(protection),
        ]),
      );
      expect(problems).toEqual([]);
      expect(Object.fromEntries(read)).toEqual(Object.fromEntries(told));
      expect(read).toHaveLength(told.length);
    }),
    { numRuns: 60 },
  );
});
