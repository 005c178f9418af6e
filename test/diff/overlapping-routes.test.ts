import {
  api,
  bound,
  jwt,
  plugin,
  published,
  type Resources,
  ref,
  shop,
  template,
} from '../rules/gateway-template';
import { linesOf } from './diff-template';

/** Routes by logical id, as `jwt GET /a/*`: who gets through, method and path. */
function gateway(routes: Readonly<Record<string, string>>, ...more: Resources[]): object {
  const parts = Object.entries(routes).flatMap(([id, text]) => {
    const [lock = '', method = '', path = ''] = text.split(' ');
    return [
      api(id, `${method} ${path}`, { properties: lock === 'app' ? { AuthType: 'APP' } : {} }),
      published(id, 'RELEASE'),
      lock === 'jwt' ? bound(id, 'Customers') : {},
    ];
  });
  return template(shop, jwt('Customers'), ...parts, ...more);
}

const WIDE = { Wide: 'open GET /a/*' };
const LOCKED = { Wide: 'jwt GET /a/*' };

test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, string, string]>([
  [
    'a protected route above a public wildcard',
    WIDE,
    { ...WIDE, It: 'jwt GET /a/secret' },
    'stronger/may break route-added GET /a/secret: was added in RELEASE; it takes requests of GET /a/* [open]',
    'weaker/may break route-removed GET /a/secret: was removed from RELEASE; its requests go to GET /a/* [open]',
  ],
  [
    'a public route above a protected wildcard',
    LOCKED,
    { ...LOCKED, It: 'open GET /a/health' },
    'weaker/may break route-added GET /a/health: was added in RELEASE; it takes requests of GET /a/*',
    'stronger/break route-removed GET /a/health: was removed from RELEASE; its requests go to GET /a/*',
  ],
  [
    'a route that asks for what the wildcard asks for',
    LOCKED,
    { ...LOCKED, It: 'jwt GET /a/b' },
    'neutral/may break route-added GET /a/b: was added in RELEASE; it takes requests of GET /a/* [open]',
    'neutral/may break route-removed GET /a/b: was removed from RELEASE; its requests go to GET /a/* [open]',
  ],
  [
    'a token for an app: who has the one may lack the other',
    LOCKED,
    { ...LOCKED, It: 'app GET /a/b' },
    'weaker/may break route-added GET /a/b: was added in RELEASE; it takes requests of GET /a/*',
    'weaker/break route-removed GET /a/b: was removed from RELEASE; its requests go to GET /a/*',
  ],
  [
    'the next in precedence takes the requests, not the one after it',
    { ...WIDE, Next: 'jwt GET /a/[x]' },
    { ...WIDE, Next: 'jwt GET /a/[x]', It: 'jwt GET /a/b' },
    'neutral/may break route-added GET /a/b: was added in RELEASE; it takes requests of GET /a/[x] [open]',
    'neutral/may break route-removed GET /a/b: was removed from RELEASE; its requests go to GET /a/[x] [open]',
  ],
  [
    'every method, of which another route takes one',
    WIDE,
    { ...WIDE, It: 'jwt ANY /a/b' },
    'stronger/may break route-added ANY /a/b: was added in RELEASE; it takes requests of GET /a/* [open]',
    'weaker/break route-removed ANY /a/b: was removed from RELEASE; its requests go to GET /a/* [open]',
  ],
  [
    'a wildcard below a route that stays: what that takes, it took before',
    { It: 'jwt GET /a/b' },
    { ...WIDE, It: 'jwt GET /a/b' },
    'weaker/safe route-added GET /a/*: was added in RELEASE',
    'stronger/break route-removed GET /a/*: was removed from RELEASE',
  ],
  [
    'a route of another method',
    { Wide: 'open PUT /a/*' },
    { Wide: 'open PUT /a/*', It: 'jwt GET /a/b' },
    'neutral/safe route-added GET /a/b: was added in RELEASE [open]',
    'neutral/break route-removed GET /a/b: was removed from RELEASE [open]',
  ],
])('%s', (_, before, after, there, back) => {
  expect(linesOf(gateway(before), gateway(after))).toEqual([there]);
  expect(linesOf(gateway(after), gateway(before))).toEqual([back]);
});

test('what only the wildcard lets through may get in: nobody can tell who that is', () => {
  const office = [
    plugin('Office', 'ipControl', { type: 'ALLOW', items: [{ blocks: ['10.0.0.0/8'] }] }),
    bound('It', 'Office'),
  ];
  const base = gateway({ ...LOCKED, It: 'jwt GET /a/b' }, ...office);
  expect(linesOf(base, gateway(LOCKED, ...office.slice(0, 1)))).toEqual([
    'unknown/may break route-removed GET /a/b: was removed from RELEASE; its requests go to GET /a/* [open]',
  ]);
});

test('a stage that a route leaves has its requests taken there', () => {
  const routes = { ...WIDE, It: 'jwt GET /a/b' };
  const test = [
    published('Wide', 'TEST'),
    published('It', 'TEST'),
    bound('It', 'Customers', { stage: 'TEST' }),
  ];
  expect(linesOf(gateway(routes, ...test), gateway(routes, ...test.slice(0, 1)))).toEqual([
    'weaker/may break stage-unpublished GET /a/b TEST: is no longer published to TEST; its requests go to GET /a/* [open]',
  ]);
  expect(linesOf(gateway(routes, ...test.slice(0, 1)), gateway(routes, ...test))).toEqual([
    'stronger/may break stage-published GET /a/b TEST: was published to TEST; it takes requests of GET /a/* [open]',
  ]);
});

test('a wildcard that may not be there, or whose path only ROS knows, is neither safe nor guilty', () => {
  const it = { It: 'jwt GET /a/b' };
  const odd = (path: unknown): Resources => ({
    ...api('Odd', 'GET /x', { config: { RequestPath: path } }),
    ...published('Odd', 'RELEASE'),
  });
  const maybe = { ...api('Odd', 'GET /a/*', { condition: 'Wanted' }), ...published('Odd', 'RELEASE') };
  for (const others of [odd(ref('Path')), maybe])
    expect(linesOf(gateway(it, others), gateway({}, others)).map((line) => line.split(':')[0])).toEqual([
      'unknown/break route-removed GET /a/b',
    ]);
});

test('a wildcard of another group takes nothing', () => {
  const other = {
    Other: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'other' } },
    ...api('Wide', 'GET /a/*', { properties: { GroupId: ref('Other') } }),
    ...published('Wide', 'RELEASE'),
  };
  expect(linesOf(gateway({ It: 'jwt GET /a/b' }, other), gateway({}, other))).toEqual([
    'neutral/break route-removed GET /a/b: was removed from RELEASE [open]',
  ]);
});

test('routes for each method instead of one for all: what stays is told at the routes', () => {
  const lines = linesOf(gateway({ All: 'jwt ANY /a' }), gateway({ Get: 'jwt GET /a', Put: 'open PUT /a' }));
  expect(lines).toEqual([
    'weaker/may break route-added PUT /a: was added in RELEASE; it takes requests of ANY /a',
    'neutral/break route-removed ANY /a: was removed from RELEASE [open]',
    'neutral/may break route-added GET /a: was added in RELEASE; it takes requests of ANY /a [open]',
  ]);
});

test('a route that moves takes its plug-ins along: no moment in which it is open', () => {
  const it = (route: string, more: object = {}): object => gateway({ It: `jwt ${route}`, ...more });
  expect(linesOf(it('GET /a/b'), it('PUT /c/[x]'))).toEqual([
    'neutral/break route-moved PUT /c/[x]: was GET /a/b',
  ]);
  expect(linesOf(it('GET /a/b', WIDE), it('PUT /c', WIDE))).toEqual([
    'weaker/may break route-moved PUT /c: was GET /a/b; its old requests go to GET /a/*',
  ]);
  expect(linesOf(it('PUT /c', WIDE), it('GET /a/b', WIDE))).toEqual([
    'stronger/break route-moved GET /a/b: was PUT /c; it takes requests of GET /a/*',
  ]);
});

test('a route that moves and loses its lock, its stage or what its path says, is told so, too', () => {
  const base = gateway({ It: 'jwt GET /a/b' });
  expect(linesOf(base, gateway({ It: 'open GET /c' }))).toEqual([
    'weaker/break route-moved GET /c: was GET /a/b',
    'weaker/safe authentication-removed GET /c RELEASE: no longer asks for a token: anybody may call it',
  ]);
  const unpublished = template(shop, jwt('Customers'), api('It', 'GET /c'), bound('It', 'Customers'));
  expect(linesOf(base, unpublished)).toEqual([
    'neutral/break stage-unpublished GET /c RELEASE: is no longer published to RELEASE [open]',
    'neutral/safe route-moved GET /c: was GET /a/b',
  ]);
  const unknown = gateway({}, api('It', 'GET /', { config: { RequestPath: ref('Path') } }), {
    ...published('It', 'RELEASE'),
    ...bound('It', 'Customers'),
  });
  expect(linesOf(base, unknown)).toEqual([
    'unknown/unknown property-changed GET Ref Path: RequestConfig.RequestPath changed',
  ]);
});
