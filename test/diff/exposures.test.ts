import { api, bound, jwt, published, type Resources, ref, template } from '../rules/gateway-template';
import { diffOf } from './diff-template';

const group = (properties: object): Resources => ({
  Shop: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'shop', ...properties } },
});
const domain = (GroupId: object | string): Resources => ({
  Domain: {
    Type: 'ALIYUN::ApiGateway::CustomDomain',
    Properties: { GroupId, DomainName: 'api.example.com' },
  },
});
const orders = (properties: object = {}): Resources => ({
  ...api('Orders', 'GET /orders', { properties }),
  ...published('Orders', 'RELEASE'),
});
const token = (id = 'Customers'): Resources => ({ ...jwt(id), ...bound('Orders', id) });
const CLOSED = group({ InternetEnable: false });

/** What happens meanwhile, by kind of change. */
function momentsOf(shared: Resources, base: Resources, head: Resources): string[] {
  const { changes } = diffOf(template(shared, base), template(shared, head));
  return changes.flatMap(({ exposure, kind }) =>
    exposure === undefined ? [] : [`${kind} ${exposure.kind}`],
  );
}

const MOMENTS: readonly [string, Resources, Resources, string][] = [
  ['a new route', {}, { ...orders(), ...token() }, 'route-added open'],
  ['a route that goes', { ...orders(), ...token() }, {}, 'route-removed open'],
  [
    'a lock that moves from the API to a plug-in',
    orders({ AuthType: 'APP' }),
    { ...orders(), ...token() },
    'authentication-changed open',
  ],
  [
    'another plug-in',
    { ...orders(), ...token(), ...jwt('Partners') },
    { ...orders(), ...bound('Orders', 'Partners', { id: 'OrdersCustomersRELEASE' }), ...jwt('Partners') },
    'plugin-swapped open',
  ],
];

const REACHED: readonly [string, Resources][] = [
  ['by its sub-domain, as the service has it', group({})],
  ['by its sub-domain', group({ InternetEnable: true })],
  ['by a sub-domain that a parameter opens', group({ InternetEnable: ref('Open') })],
  ['by a domain', { ...CLOSED, ...domain(ref('Shop')) }],
  ['by a domain of a group that is not known', { ...CLOSED, ...domain(ref('Group')) }],
];

describe.each(MOMENTS)('%s', (_, base, head, moment) => {
  test.each(REACHED)('is a moment of exposure where the group is reached %s', (__, shared) => {
    expect(momentsOf(shared, base, head)).toContain(moment);
  });

  test('is none where nobody reaches the group', () => {
    expect(momentsOf(CLOSED, base, head)).toEqual([]);
  });
});

test('a route of a group from elsewhere counts as reached', () => {
  const elsewhere = { GroupId: 'g-1' };
  expect(momentsOf({}, {}, { ...orders(elsewhere), ...token() })).toEqual(['route-added open']);
});
