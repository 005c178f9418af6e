import { ApiGroup, type ApiOptions, Backend } from '../../lib/constructs';
import { customers, ofType, synth } from './template';

const descriptions = (options: ApiOptions, override?: string) => {
  const template = synth((stack) => {
    const orders = new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      stages: ['TEST', 'RELEASE'],
      backend: Backend.http('https://orders.internal.example.com'),
      defaultAuthorization: customers(stack),
    });
    const api = orders.addApi('GET /orders', options);
    if (override !== undefined) api.resource.addPropertyOverride('Description', override);
  });
  return Object.fromEntries(
    Object.entries(ofType(template, 'Deployment')).map(([id, d]) => [id, d.Properties.Description]),
  );
};

test('a deployment carries a digest of its API, the same in every stage and every run', () => {
  const once = descriptions({});
  expect(descriptions({})).toEqual(once);
  expect(new Set(Object.values(once)).size).toBe(1);
  expect(Object.values(once)[0]).toMatch(/^definition [0-9a-f]{9}$/);
});

test.each<[string, ApiOptions]>([
  ['backend', { backend: Backend.http('https://orders-v2.internal.example.com') }],
  ['description', { description: 'lists the orders' }],
  ['request protocol', { requestProtocol: 'HTTP,HTTPS' }],
])('another %s changes every deployment of the API, so that the edit goes live', (_what, options) => {
  const before = descriptions({});
  const after = descriptions(options);
  expect(Object.keys(after)).toEqual(Object.keys(before));
  for (const id of Object.keys(before)) expect(after[id]).not.toBe(before[id]);
});

test('an override through the escape hatch counts as well', () => {
  expect(descriptions({}, 'by hand')).not.toEqual(descriptions({}));
});
