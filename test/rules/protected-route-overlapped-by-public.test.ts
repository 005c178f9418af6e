import { protectedRouteOverlappedByPublic as rule } from '../../lib/rules/protected-route-overlapped-by-public';
import { outcomesOf } from './check-template';
import { api, bound, jwt, published, ref, template } from './gateway-template';

const app = { properties: { AuthType: 'APP' } };
const both = (mine: string, open: string, properties: object = {}) =>
  template(
    api('Mine', mine, app),
    published('Mine', 'RELEASE'),
    api('Open', open, { properties }),
    published('Open', 'RELEASE'),
  );
const FAILS = (mine: string, open: string) => [
  `fail ${mine} RELEASE: ${open} (Open) is public and takes its requests, too`,
];

test.each([
  ...(
    [
      ['GET /admin/users', 'ANY /*'],
      ['GET /admin/users', 'GET /admin/*'],
      ['GET /admin/users', 'GET /[a]/[b]'],
      ['GET /x', 'ANY /x'],
      ['GET /[a]/b', 'GET /a/[b]'],
    ] as const
  ).map(([mine, open]) => ({
    name: `${mine} beside the public ${open} fails`,
    template: both(mine, open),
    verdicts: FAILS(mine, open),
  })),
  ...(
    [
      ['GET /admin/users', 'POST /*'],
      ['GET /admin/users', 'GET /public/*'],
      ['GET /orders/[id]', 'GET /orders/mine'],
      ['ANY /*', 'GET /health'],
      ['ANY /x/[id]', 'GET /x/[id]'],
    ] as const
  ).map(([mine, open]) => ({
    name: `${mine} beside the public ${open} passes`,
    template: both(mine, open),
    verdicts: ['pass'],
  })),
  {
    name: 'a route that is perhaps public is unknown',
    template: both('GET /x', 'ANY /*', { AuthType: ref('Auth') }),
    verdicts: [
      expect.stringMatching(/^unknown GET \/x RELEASE: ANY \/\* \(Open\) takes its requests, too: /),
      'pass',
    ],
  },
  {
    name: 'a wide route that demands a token passes',
    template: template(
      api('Mine', 'GET /x', app),
      published('Mine', 'RELEASE'),
      api('Open', 'ANY /*'),
      published('Open', 'RELEASE'),
      jwt('Customers'),
      bound('Open', 'Customers'),
    ),
    verdicts: ['pass', 'pass'],
  },
  {
    name: 'in another stage it takes no requests',
    template: template(
      api('Mine', 'GET /x', app),
      published('Mine', 'RELEASE'),
      api('Open', 'ANY /*'),
      published('Open', 'TEST'),
    ),
    verdicts: ['pass'],
  },
  {
    name: 'without published routes there is nothing to say',
    template: template(api('Mine', 'GET /x', app)),
    verdicts: [],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});
