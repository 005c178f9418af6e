import { api, bound, jwt, published, type Resources, ref, shop, template } from '../rules/gateway-template';
import { diffOf, linesOf } from './diff-template';

interface Edits {
  /** What the domain, the nested stack, the API and its binding wait for. */
  readonly domain?: readonly string[];
  readonly nested?: readonly string[];
  readonly api?: readonly string[];
  readonly binding?: readonly string[];
  readonly passed?: object;
  readonly others?: Resources;
}

const around: Resources = { ...shop, ...jwt('Customers'), ...jwt('Partners') };

const waiting = (resources: Resources, id: string, DependsOn: readonly string[] | undefined): Resources => ({
  ...resources,
  [id]: { ...resources[id], ...(DependsOn === undefined ? {} : { DependsOn }) },
});

const domain = (dependsOn: readonly string[]): Resources => ({
  Domain: {
    Type: 'ALIYUN::ApiGateway::CustomDomain',
    Properties: { DomainName: 'api.example.com', GroupId: ref('Shop') },
    DependsOn: dependsOn,
  },
});

/** One protected route: its API waits for the plug-in, its binding for the deployment, the domain for the binding. */
const flat = (edits: Edits = {}): object =>
  template(
    around,
    waiting(api('Orders', 'GET /orders'), 'Orders', edits.api ?? ['Customers']),
    published('Orders', 'RELEASE'),
    bound('Orders', 'Customers', { dependsOn: edits.binding ?? ['OrdersRELEASE'] }),
    domain(edits.domain ?? ['OrdersCustomersRELEASE']),
    edits.others ?? {},
  );

const stackOf = (id: string, body: object, edits: Edits = {}): Resources => ({
  [id]: {
    Type: 'ALIYUN::ROS::Stack',
    DependsOn: edits.nested ?? ['Customers'],
    Properties: {
      Parameters: { Group: ref('Shop'), Lock: ref('Customers'), ...edits.passed },
      TemplateBody: {
        ROSTemplateFormatVersion: '2015-09-01',
        Parameters: { Group: { Type: 'String' }, Lock: { Type: 'String' } },
        ...body,
      },
    },
  },
});

const route = (edits: Edits = {}): Resources => ({
  ...waiting(api('Get', 'GET /orders', { properties: { GroupId: ref('Group') } }), 'Get', edits.api),
  ...published('Get', 'RELEASE'),
  ...bound('Get', 'Lock', { dependsOn: edits.binding ?? ['GetRELEASE'] }),
});

/** The same in a nested stack, which waits for the plug-in, and for which the domain waits. */
const nested = (edits: Edits = {}): object =>
  template(
    around,
    stackOf('Apis', template(route(edits)), edits),
    domain(edits.domain ?? ['Apis']),
    edits.others ?? {},
  );

const MOVED = 'neutral/may break resource-renamed GET /orders: it went from';
const INTO = `${MOVED} b/Orders to b/Apis/Get [outage, replaced]`;
const OUT = `${MOVED} b/Apis/Get to b/Orders [outage, replaced]`;
const ADDED = 'neutral/safe stack-added stack b/Apis: was added';
const REMOVED = 'neutral/safe stack-removed stack b/Apis: was removed, and ROS deletes it';

const told = (base: object, head: object): string[] =>
  linesOf(base, head).map((line) => line.replace(/\b(?:template|base|head)[\w.]*\//g, 'b/'));

test('a route that goes into a nested stack is told once, with the way to avoid the outage', () => {
  expect(told(flat(), nested())).toEqual([INTO, ADDED]);
  const [moved] = diffOf(flat(), nested()).changes;
  expect(moved?.exposure?.why).toContain('the update may fail');
  expect(moved?.exposure?.avoid).toContain('a new layout is for new APIs');
});

test('so is one that comes out of it', () => {
  expect(told(nested(), flat())).toEqual([OUT, REMOVED]);
});

test('another target of a passed reference is told at what it is used for', () => {
  const other = nested({ passed: { Lock: ref('Partners') } });
  expect(told(flat(), other)).toContain(
    'neutral/safe plugin-swapped plug-in Customers → Partners: the one took the place of the other on a route [open]',
  );
});

test('a domain that does not wait for the nested stack is told as open', () => {
  const line = 'neutral/safe dependency-removed domain api.example.com: no longer waits for';
  expect(told(flat(), nested({ domain: [] }))).toContain(`${line} OrdersCustomersRELEASE [open]`);
  expect(told(nested(), nested({ domain: [] }))).toEqual([`${line} Apis [open]`]);
  expect(told(nested(), flat({ domain: [] }))).toContain(
    `${line} Apis/Get, Apis/GetRELEASE and Apis/GetLockRELEASE [open]`,
  );
});

test('a domain that still waits for a nested stack from which a route went is told as open', () => {
  const half = template(
    around,
    stackOf('Apis', template(api('Post', 'POST /orders', { properties: { GroupId: ref('Group') } }))),
    api('Get', 'GET /orders'),
    published('Get', 'RELEASE'),
    bound('Get', 'Customers', { dependsOn: ['GetRELEASE'] }),
    domain(['Apis']),
  );
  const whole = template(
    around,
    stackOf(
      'Apis',
      template(route(), api('Post', 'POST /orders', { properties: { GroupId: ref('Group') } })),
    ),
    domain(['Apis']),
  );
  expect(told(whole, half)).toContain(
    'neutral/safe dependency-removed domain api.example.com: no longer waits for Apis/Get, Apis/GetRELEASE and Apis/GetLockRELEASE [open]',
  );
});

test('a binding that no longer waits for its deployment is told as open, wherever it went', () => {
  const line = 'neutral/safe dependency-removed';
  expect(told(flat(), nested({ binding: [] }))).toContain(
    `${line} binding GetLockRELEASE: no longer waits for OrdersRELEASE [open]`,
  );
  expect(told(nested(), flat({ binding: [] }))).toContain(
    `${line} binding OrdersCustomersRELEASE: no longer waits for GetRELEASE [open]`,
  );
});

test('a plug-in that is passed is waited for, whatever DependsOn says', () => {
  expect(told(flat(), nested({ nested: [] }))).toEqual([INTO, ADDED]);
  expect(told(nested(), nested({ nested: [] }))).toEqual([
    'neutral/safe dependency-removed ALIYUN::ROS::Stack Apis: no longer says that it waits for Customers, and waits all the same',
  ]);
});

test('an API that no longer waits for its plug-in is told as open', () => {
  expect(told(nested(), flat({ api: [] }))).toEqual([
    'neutral/safe dependency-removed GET /orders: no longer waits for Customers [open]',
    OUT,
    REMOVED,
  ]);
});

test('what may not be there passes no order on', () => {
  const link = { Link: { Type: 'ALIYUN::ROS::WaitConditionHandle', DependsOn: ['OrdersCustomersRELEASE'] } };
  const maybe = { Link: { ...link.Link, Condition: 'Sometimes' } };
  const by = (others: Resources) => flat({ domain: ['Link'], others });
  expect(told(flat(), by(link)).filter((line) => line.includes('dependency'))).toEqual([]);
  expect(told(flat(), by(maybe))).toContain(
    'neutral/safe dependency-removed domain api.example.com: no longer waits for OrdersCustomersRELEASE [open]',
  );
});

test('an id that now names another resource is told where it is used', () => {
  const app = (id: string): Resources => ({
    Apps: {
      Type: 'ALIYUN::ApiGateway::Authorization',
      Properties: { ApiIds: [ref(id)], AppIds: ['app-1'], StageName: 'RELEASE' },
    },
  });
  const base = template(shop, api('Orders', 'GET /orders'), app('Orders'));
  const head = template(shop, api('Bills', 'GET /orders'), api('Orders', 'GET /bills'), app('Orders'));
  expect(told(base, head).filter((line) => line.includes('authorize'))).not.toEqual([]);
});

test('an output of a nested stack that is another value is told', () => {
  const out = (Value: object): object =>
    template(around, stackOf('Apis', { ...template(route()), Outputs: { Id: { Value } } }));
  expect(told(out(ref('Get')), out(ref('GetRELEASE')))).toEqual([
    'unknown/unknown property-changed stack b/Apis: Outputs.Id.Value changed',
  ]);
});
