import { jwkSharedByStages as rule } from '../../lib/rules/jwk-shared-by-stages';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { outcomesOf } from './check-template';
import { api, bound, jwt, plugin, published, ref, template } from './gateway-template';

const orders = api('Orders', 'GET /orders');
const items = api('Items', 'GET /items');
const KEY = 'key eeNHWvJpgwKTRCIjdu7ND6HfZ5l31ZGn_eLn6AdxR1o';
const live = published('Orders', 'RELEASE');

test.each([
  {
    name: 'one plug-in in RELEASE and TEST fails',
    template: template(
      orders,
      live,
      published('Orders', 'TEST'),
      jwt('Customers'),
      bound('Orders', 'Customers'),
      bound('Orders', 'Customers', { stage: 'TEST' }),
    ),
    verdicts: [`fail ${KEY}: is accepted in RELEASE and TEST: a test token is good in production`],
  },
  {
    name: 'one key in two plug-ins of two routes fails',
    template: template(
      orders,
      live,
      items,
      published('Items', 'PRE'),
      jwt('Customers'),
      jwt('Testers'),
      bound('Orders', 'Customers'),
      bound('Items', 'Testers', { stage: 'PRE' }),
    ),
    verdicts: [`fail ${KEY}: is accepted in RELEASE and PRE: a test token is good in production`],
  },
  {
    name: 'a key for each stage passes',
    template: template(
      orders,
      live,
      published('Orders', 'TEST'),
      jwt('Customers'),
      jwt('Testers', { jwk: fixturePublicJwk('ES256') }),
      bound('Orders', 'Customers'),
      bound('Orders', 'Testers', { stage: 'TEST' }),
    ),
    verdicts: ['pass', 'pass'],
  },
  {
    name: 'a key that no published stage accepts is not looked at',
    template: template(orders, live, jwt('Customers'), bound('Orders', 'Customers', { stage: 'TEST' })),
    verdicts: [],
  },
  {
    name: 'a stage that ROS fills in is unknown',
    template: template(
      orders,
      live,
      items,
      published('Items', ref('Stage'), { id: 'ItemsPublished' }),
      jwt('Customers'),
      bound('Orders', 'Customers'),
      bound('Items', 'Customers', { stage: ref('Stage'), id: 'ItemsBound' }),
    ),
    verdicts: [`unknown ${KEY}: the stage is Ref Stage`],
  },
  {
    name: 'keys that cannot be read are unknown',
    template: template(
      orders,
      live,
      plugin('Customers', 'jwtAuth', ref('Data')),
      bound('Orders', 'Customers'),
    ),
    verdicts: ['unknown plug-in Customers: its keys cannot be read'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template).sort()).toEqual([...each.verdicts].sort());
});
