import fc from 'fast-check';
import {
  ApiGroup,
  type ApiOptions,
  Backend,
  Forward,
  PublicAccess,
  RequestParameter,
} from '../../lib/constructs';
import type { StageName } from '../../lib/facts';
import { customers, ofType, refusal, synth } from './template';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'ANY', 'FETCH'];
const segment = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[a-z]{1,6}$/) },
  { weight: 3, arbitrary: fc.stringMatching(/^\[[a-z]{1,4}\]$/) },
  { weight: 1, arbitrary: fc.constantFrom('', '*', '[', 'a b', '..', '订单', '%zz') },
);
const route = fc
  .tuple(fc.constantFrom(...METHODS), fc.array(segment, { minLength: 1, maxLength: 4 }))
  .map(([method, segments]) => `${method} /${segments.join('/')}`);

const parameter = fc
  .tuple(fc.constantFrom('path', 'query', 'header', 'body'), fc.stringMatching(/^[a-z]{1,3}$/))
  .map(([location, name]) => RequestParameter[location as 'query'](name));
const options: fc.Arbitrary<ApiOptions> = fc.record(
  {
    authorization: fc.constant(PublicAccess.because('generated')),
    requestMode: fc.constantFrom('MAPPING', 'PASSTHROUGH'),
    body: fc.constantFrom('FORM', 'STREAM'),
    parameters: fc.array(parameter, { maxLength: 3 }),
    stages: fc.subarray<StageName>(['TEST', 'PRE', 'RELEASE']),
    apiName: fc.string({ maxLength: 6 }),
    description: fc.string(),
    backend: fc.constantFrom(
      Backend.mock({ result: '' }),
      Backend.http('http://b.example.com', { path: '/[x]' }),
    ),
  },
  { requiredKeys: [] },
);
const forwards = fc.dictionary(
  fc.string({ maxLength: 5 }),
  fc.constantFrom(Forward.header('X-User'), Forward.path('x'), Forward.query('a'), Forward.formData('')),
  { maxKeys: 2 },
);
const gateway = fc.record({
  groupName: fc.oneof(fc.constant('orders'), fc.string({ maxLength: 8 })),
  stages: fc.subarray<StageName>(['TEST', 'RELEASE'], { minLength: 0 }),
  issuer: fc.option(fc.oneof(fc.webUrl(), fc.string()), { nil: undefined }),
  forwards,
  apis: fc.array(fc.tuple(route, options), { maxLength: 5 }),
});

test('any gateway synthesizes, or is refused with one of our codes', () => {
  const outcomes = new Map<string, number>();
  fc.assert(
    fc.property(gateway, ({ groupName, stages, issuer, forwards: forwardClaims, apis }) => {
      const outcome = refusal((stack) => {
        const group = new ApiGroup(stack, 'Orders', {
          groupName,
          stages,
          backend: Backend.http('https://orders.internal.example.com'),
          defaultAuthorization: customers(stack, { forwardClaims, issuer }),
        });
        for (const [text, apiOptions] of apis) group.addApi(text, apiOptions);
      });
      const code = outcome === 'accepted' ? outcome : outcome.code;
      outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
    }),
    { numRuns: 300 },
  );
  // The property says little if nearly nothing gets through, or nothing is refused.
  expect([...outcomes.keys()]).toEqual(expect.arrayContaining(['accepted', 'route-invalid']));
});

test('every published route that is not public on purpose is bound to the JWT plug-in in each of its stages', () => {
  const plain = fc.uniqueArray(
    fc.tuple(
      fc.stringMatching(/^[a-z]{1,6}$/),
      fc.boolean(),
      fc.subarray<StageName>(['TEST', 'RELEASE'], { minLength: 1 }),
    ),
    { selector: ([name]) => name, minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(plain, (apis) => {
      const template = synth((stack) => {
        const group = new ApiGroup(stack, 'Orders', {
          groupName: 'orders',
          stages: ['TEST', 'RELEASE'],
          backend: Backend.http('https://orders.internal.example.com'),
          defaultAuthorization: customers(stack),
        });
        for (const [name, isPublic, stages] of apis) {
          const authorization = PublicAccess.because('generated');
          group.addApi(`GET /${name}`, isPublic ? { authorization, stages } : { stages });
        }
      });
      const published = apis
        .filter(([, isPublic]) => !isPublic)
        .flatMap(([name, , stages]) => stages.map((s) => `${name} ${s}`));
      const nameOf = (apiId: unknown) => {
        const [id = ''] = (apiId as { 'Fn::GetAtt': string[] })['Fn::GetAtt'];
        return String(template.Resources[id]?.Properties.ApiName).replace('GET_', '');
      };
      const bound = Object.values(ofType(template, 'PluginAttachment')).map(
        ({ Properties }) => `${nameOf(Properties.ApiId)} ${Properties.StageName}`,
      );
      expect(bound.sort()).toEqual(published.sort());
    }),
    { numRuns: 30 },
  );
});
