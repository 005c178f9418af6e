import { join } from 'node:path';
import { applyLevels, CHANGE_KINDS, diffGateways, type GatewayDiff } from '../../lib/diff';
import { type GatewayModel, readGateway } from '../../lib/model';
import { renderDiff } from '../../lib/report';
import { modelOf } from '../rules/check-template';
import { api, bound, plugin, published, type Resources, template } from '../rules/gateway-template';
import { CASES, hasCases } from '../shared-cases';

const markdownOf = (diff: GatewayDiff, maxRows?: number): string =>
  renderDiff({ diff: applyLevels(diff, [], 0), kinds: CHANGE_KINDS }, { format: 'markdown', maxRows });

const headlineOf = (markdown: string): string => markdown.split('\n')[1]?.replace(/^### /, '') ?? '';

/** A comment that is longer is not read. */
function expectShort(markdown: string, most: { lines: number; bytes: number }): void {
  expect(markdown.split('\n').length).toBeLessThanOrEqual(most.lines);
  expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(most.bytes);
}

const SHOP = 'at 8 of 9 routes below `/shop`, all but `GET /shop/health`';

(hasCases ? describe : describe.skip)('a pull request on a gateway of thirteen routes', () => {
  const modelIn = (file: string): GatewayModel => readGateway(join(CASES, 'reviews', file));

  test.each([
    ['01-param-renamed', '✅ Not weaker, and callers keep working'],
    ['02-method-added', '🔓 Open while it is deployed: `DELETE /shop/basket` · Not weaker after it'],
    ['03-backend-moved', '⚠️ Not weaker: backend changed (9 routes) · callers of 9 routes may break'],
    [
      '04-issuer-changed',
      `❌ Weaker: tokens with iss \`"https://id.example.com"\` get in ${SHOP} · callers of 8 routes break`,
    ],
    [
      '07-default-auth-swapped',
      '❌ Weaker: tokens with iss `"https://login.example.com"` and aud `"shop"` get in at all 4 routes below `/partners` · open while it is deployed: all 4 routes below `/partners` · callers of 4 routes break',
    ],
    [
      '10-key-rotated-overlap',
      '⚠️ Not weaker: signing key relabelled (8 routes) · callers of 8 routes may break',
    ],
    [
      '12-route-other-group',
      '❌ Weaker: tokens with iss `"https://partners.example.com"` and aud `"partner-api"` get in at `GET /partners/orders/[orderId]/invoice` · open while it is deployed: `GET /partners/orders/[orderId]/invoice` · no answer while it is deployed: `GET /partners/orders/[orderId]/invoice` · callers of 1 route break',
    ],
    ['14-made-public', '❌ Weaker: anybody gets in at `GET /shop/basket`'],
    [
      '15-mixed',
      '❌ Weaker: anybody gets in at `GET /shop/basket` · open while it is deployed: `POST /shop/basket/items` · callers of 9 routes may break',
    ],
    [
      '19-construct-renamed',
      `🔓 Open while it is deployed: 8 of 9 routes below \`/shop\`, all but \`GET /shop/health\` · Not weaker after it`,
    ],
  ])('%s says in its first line what matters, and is short', (head, headline) => {
    const markdown = markdownOf(diffGateways(modelIn('base.json'), modelIn(`${head}.json`)));
    expect(headlineOf(markdown)).toBe(headline);
    expectShort(markdown, { lines: 60, bytes: 8_192 });
  });
});

const issuedBy = (issuer: string): Resources =>
  plugin('Claims', 'accessControl', {
    parameters: { iss: 'Token:iss' },
    rules: [{ name: 'issuer', condition: `$iss = '${issuer}'`, ifFalse: 'DENY' }],
  });

const group: Resources = {
  Shop: {
    Type: 'ALIYUN::ApiGateway::Group',
    Properties: { GroupName: 'shop', BasePath: '/v1' },
  },
};

/** A gateway of so many routes, all with the same plug-ins. */
function gateway(routes: number, claims: Resources, id = 'Customers'): GatewayModel {
  const parts = Array.from({ length: routes }, (_, i): Resources[] => [
    api(`Route${i}`, `GET /things/t${i}`),
    published(`Route${i}`, 'RELEASE'),
    bound(`Route${i}`, id),
    bound(`Route${i}`, 'Claims'),
  ]);
  return modelOf(template(group, plugin(id, 'jwtAuth', jwtData()), claims, ...parts.flat()));
}

function jwtData(): object {
  return {
    parameter: 'Authorization',
    parameterLocation: 'header',
    jwk: {
      kty: 'EC',
      crv: 'P-256',
      kid: 'a',
      alg: 'ES256',
      x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
      y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
    },
  };
}

describe('122 routes that change alike', () => {
  const before = gateway(122, issuedBy('https://a.example.com'));

  test('by another issuer are one row, and one sentence', () => {
    const diff = diffGateways(before, gateway(122, issuedBy('https://b.example.com')));
    const markdown = markdownOf(diff);
    expect(headlineOf(markdown)).toBe(
      '❌ Weaker: tokens with iss `"https://b.example.com"` get in at all 122 routes below `/v1/things` · callers of 122 routes break',
    );
    expect(markdown.match(/^\| ❌/gm)).toHaveLength(1);
    expectShort(markdown, { lines: 80, bytes: 12_288 });
    expect(diff.routes).toHaveLength(122);
  });

  test('by another logical id of their plug-in are one line of what ROS does', () => {
    const markdown = markdownOf(
      diffGateways(before, gateway(122, issuedBy('https://a.example.com'), 'Clients')),
    );
    expect(headlineOf(markdown)).toMatch(
      /^🔓 Open while it is deployed: all 122 routes below `\/v1\/things`/,
    );
    expect(markdown).toContain(
      '- Customers → Clients: 122 bindings and 1 plug-in on 122 routes are made again',
    );
    expect(markdown).not.toContain('another type');
    expectShort(markdown, { lines: 80, bytes: 12_288 });
  });
});

test('rows are cut by rank, and how many are left out is said', () => {
  const open = (id: string, path: string): Resources[] => [api(id, `GET ${path}`), published(id, 'RELEASE')];
  const locked = (id: string, path: string): Resources[] => [...open(id, path), bound(id, 'Customers')];
  const keys = plugin('Customers', 'jwtAuth', jwtData());
  const base = modelOf(template(group, keys, ...locked('A', '/a'), ...open('B', '/b')));
  const head = modelOf(template(group, keys, ...open('A', '/a'), ...locked('B', '/b')));
  const markdown = markdownOf(diffGateways(base, head), 1);
  expect(markdown).toContain('| ❌ `GET /v1/a`');
  expect(markdown).not.toContain('GET /v1/b');
  expect(markdown).toContain('1 more change not shown here.');
});
