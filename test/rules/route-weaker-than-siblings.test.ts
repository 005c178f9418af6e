import { routeWeakerThanSiblings } from '../../lib/rules/route-weaker-than-siblings';
import { outcomesOf } from './check-template';
import { api, bound, jwt, published, type Resources, ref, shop, template } from './gateway-template';

/** An API that is published to RELEASE. */
const open = (id: string, properties: object = {}, metadata?: object): Resources => ({
  ...api(id, `GET /${id.toLowerCase()}`, { properties, ...(metadata ? { metadata } : {}) }),
  ...published(id, 'RELEASE'),
});
const locked = (id: string): Resources => ({ ...open(id), ...bound(id, 'Customers') });
const customers = jwt('Customers');

test.each([
  {
    name: 'a route without a token fails where its siblings demand one, app or not',
    template: template(shop, customers, locked('A'), open('B', { AuthType: 'APP' })),
    verdicts: ['pass', 'fail GET /b RELEASE: demands no token, as 1 of 1 other routes of its group do'],
  },
  {
    name: 'the reason of a public route stands beside the failure',
    template: template(shop, customers, locked('A'), open('B', {}, { PublicAccess: 'a probe' })),
    verdicts: [
      'pass',
      'fail GET /b RELEASE: demands no token, as 1 of 1 other routes of its group do [a probe]',
    ],
  },
  {
    name: 'one route with a token among many without makes none of them stand out',
    template: template(shop, customers, locked('A'), open('B'), open('C'), open('D')),
    verdicts: ['pass', 'pass', 'pass', 'pass'],
  },
  {
    name: 'routes of other groups are no siblings',
    template: template(shop, customers, locked('A'), open('B', { GroupId: ref('Other') })),
    verdicts: ['not-applicable', 'not-applicable'],
  },
  {
    name: 'siblings that are unknown may tip the scales',
    template: template(shop, customers, open('A', { AuthType: ref('AuthType') }), open('B')),
    verdicts: [
      'unknown GET /a RELEASE: AuthType is Ref AuthType',
      'unknown GET /b RELEASE: whether 1 of 1 other routes of its group demand a token is unknown',
    ],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(routeWeakerThanSiblings, given)).toEqual(verdicts);
});
