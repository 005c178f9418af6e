import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { type GatewayModel, parseTemplate, readGateway } from '../../lib/model';
import { renderRoutes } from '../../lib/report';
import schema from '../../lib/report/schemas/routes.schema.json';
import { displayWidth } from '../../lib/text';
import {
  api,
  binding,
  deployment,
  getAtt,
  group,
  JWT,
  type Loose,
  model,
  OPEN,
  PROTECTED,
  plugin,
  template,
} from '../model/sample';
import { schemaProblems } from './schema-problems';

const issuer = { name: 'issuer', condition: "$iss = 'https://login.example.com'", ifFalse: 'DENY' };
const audience = { name: 'audience', condition: "$aud = 'orders'", ifFalse: 'DENY' };
const on = (id: string) => ({ ApiId: getAtt(id, 'ApiId') });

/** A gateway with a route of every kind. */
const GATEWAY: Loose = {
  Group: group({ GroupName: 'shop_orders' }),
  Jwt: plugin(),
  Claims: plugin('accessControl', {
    parameters: { iss: 'Token:iss', aud: 'Token:aud' },
    rules: [issuer, audience],
  }),
  Api: api('GET /orders'),
  ApiRelease: deployment(),
  ApiTest: deployment({ StageName: 'TEST' }),
  ApiJwt: binding(),
  ApiClaims: binding({ PluginId: getAtt('Claims', 'PluginId') }),
  Health: api(
    'GET /health',
    { DisableInternet: true },
    { Metadata: { JwtGateway: { PublicAccess: 'probe; no data' } } },
  ),
  HealthRelease: deployment(on('Health')),
  Apps: api('POST /orders', { AuthType: 'APP' }),
  AppsRelease: deployment(on('Apps')),
  AppsJwt: binding(on('Apps')),
  Later: api('PUT /orders/[id]'),
  Dark: api('GET /dark', { AuthType: { Ref: 'Auth' } }),
  DarkRelease: deployment(on('Dark')),
  Optional: api('GET /maybe'),
  OptionalRelease: deployment(on('Optional')),
  Loose: plugin('jwtAuth', { ...JWT, bypassEmptyToken: true, ignoreExpirationCheck: true }),
  OptionalJwt: binding({ ...on('Optional'), PluginId: getAtt('Loose', 'PluginId') }),
  Wrong: api('GET orders'),
  WrongRelease: deployment(on('Wrong')),
};

/** The same route in a second group: only the group tells the two apart. */
const TWIN: Loose = {
  Twins: group({ GroupName: 'shop_twin' }),
  Twin: api('GET /health', { GroupId: getAtt('Twins', 'GroupId') }),
  TwinRelease: deployment(on('Twin')),
};

test('the group is a column of its own where only it tells two routes apart', () => {
  const headings = (resources: Loose) => renderRoutes(model(resources), { format: 'text' }).split('\n')[0];
  expect(headings(GATEWAY)).not.toContain('GROUP');
  expect(headings({ ...GATEWAY, ...TWIN })).toMatch(/ {2}GROUP$/);
});

test('the path is the one that callers use, with the base path of the group', () => {
  const resources = { ...OPEN, Group: group({ BasePath: '/shop/' }) };
  expect(renderRoutes(model(resources), { format: 'text' })).toContain('GET     /shop/orders  RELEASE');
});

test('the text has one line for each route and stage, aligned, and a summary', () => {
  expect(renderRoutes(model(GATEWAY), { format: 'text' }).split('\n')).toEqual([
    'METHOD  PATH          STAGE    PROTECTION     WHO MAY CALL',
    'GET     /dark         RELEASE  unknown        unknown: AuthType is Ref Auth',
    'GET     /health       RELEASE  public         anyone (probe; no data) · from a VPC only',
    'GET     /maybe        RELEASE  public         anyone; a token, if sent, of kid first · expired too',
    'GET     /orders       TEST     public         anyone',
    'GET     /orders       RELEASE  jwt            token of iss https://login.example.com · aud orders · kid first',
    'POST    /orders       RELEASE  jwt+app        token of kid first and an authorized app',
    'PUT     /orders/[id]  -        not published  nobody',
    'GET     orders        RELEASE  public         anyone',
    '',
    '7 routes · 7 published · 4 public · 1 unknown · 1 not published · 1 jwt · 1 jwt+app',
    'shop.template.json:1:5320: path must start with a slash, got orders',
    '',
  ]);
});

test('the weakest routes come first when asked', () => {
  const { routes } = JSON.parse(renderRoutes(model(GATEWAY), { format: 'json', order: 'weakest' }));
  expect(routes.map((row: Loose) => `${row.method} ${row.path} ${row.stage}: ${row.protection}`)).toEqual([
    'GET /orders TEST: public',
    'GET orders RELEASE: public',
    'GET /maybe RELEASE: public',
    'GET /health RELEASE: public',
    'GET /dark RELEASE: unknown',
    'GET /orders RELEASE: jwt',
    'POST /orders RELEASE: jwt+app',
    'PUT /orders/[id] null: not published',
  ]);
});

test('Markdown tells whole texts, without places', () => {
  expect(renderRoutes(model(GATEWAY), { format: 'markdown' }).split('\n')).toEqual([
    '| Method | Path | Stage | Protection | Who may call | Group |',
    '| --- | --- | --- | --- | --- | --- |',
    '| GET | `/dark` | `RELEASE` | unknown | unknown: `AuthType is Ref Auth` | `shop_orders` |',
    '| GET | `/health` | `RELEASE` | public | anyone (`probe; no data`) · from a VPC only | `shop_orders` |',
    '| GET | `/maybe` | `RELEASE` | public | anyone; a token, if sent, of kid `first` · expired too | `shop_orders` |',
    '| GET | `/orders` | `TEST` | public | anyone | `shop_orders` |',
    '| GET | `/orders` | `RELEASE` | jwt | token of iss `https://login.example.com` · aud `orders` · kid `first` | `shop_orders` |',
    '| POST | `/orders` | `RELEASE` | jwt+app | token of kid `first` and an authorized app | `shop_orders` |',
    '| PUT | `/orders/[id]` | - | not published | nobody | `shop_orders` |',
    '| GET | `orders` | `RELEASE` | public | anyone | `shop_orders` |',
    '',
    '7 routes · 7 published · 4 public · 1 unknown · 1 not published · 1 jwt · 1 jwt+app',
    '',
  ]);
});

test('a gateway without routes is told as that', () => {
  const empty = model({ Group: group() });
  expect(renderRoutes(empty, { format: 'text' })).toBe('0 routes\n');
  expect(renderRoutes(empty, { format: 'markdown' })).toBe('0 routes\n');
});

test('JSON matches its published schema', () => {
  const found = JSON.parse(renderRoutes(model({ ...GATEWAY, Odd: 'text' }), { format: 'json' }));
  expect(schemaProblems(found, schema)).toEqual([]);
  expect(found.summary).toEqual({
    routes: 7,
    published: 7,
    protections: { public: 4, unknown: 1, 'not published': 1, jwt: 1, 'jwt+app': 1 },
  });
  expect(found.problems.map((each: Loose) => each.message)).toEqual([
    '"Odd" is not a resource; it is left out',
  ]);
  expect(found.routes.find((row: Loose) => row.api === 'Dark')).toEqual({
    method: 'GET',
    basePath: '/',
    path: '/dark',
    stage: 'RELEASE',
    group: 'shop_orders',
    protection: 'unknown',
    whoMayCall: 'unknown: AuthType is Ref Auth',
    why: 'AuthType is Ref Auth',
    existsIf: [],
    internet: true,
    api: 'Dark',
    stack: 'shop',
    place: { file: 'shop.template.json', line: 1, column: expect.any(Number), path: 'Resources.Dark' },
  });
});

test('the file by hand is told in text', () => {
  const shop = readGateway(join(__dirname, '../fixtures/templates/shop.yaml'));
  expect(renderRoutes(shop, { format: 'text' }).split('\n')).toEqual([
    'METHOD  PATH     STAGE                          PROTECTION  WHO MAY CALL',
    'GET     /health  Ref Stage (default "RELEASE")  public      anyone',
    'GET     /orders  Ref Stage (default "RELEASE")  jwt         token of kid customers-2026',
    '',
    '2 routes · 1 public · 1 jwt',
    '',
  ]);
});

test('only the protection is painted, and only when asked', () => {
  const painted = renderRoutes(model(GATEWAY), { format: 'text', color: true });
  const [, dark, health] = painted.split('\n');
  expect(dark).toContain('  \u001b[33munknown\u001b[39m  ');
  expect(health).toContain('  \u001b[31mpublic\u001b[39m  ');
  expect(stripVTControlCharacters(painted)).toBe(renderRoutes(model(GATEWAY), { format: 'text' }));
});

test('the order of the template changes nothing', () => {
  const reversed = Object.fromEntries(Object.entries(GATEWAY).reverse());
  const [first, second] = [GATEWAY, reversed].map((each) =>
    renderRoutes(model(each), { format: 'markdown' }),
  );
  expect(second).toBe(first);
});

test('Chinese names are aligned by the columns they take', () => {
  const Metadata = { JwtGateway: { PublicAccess: '健康检查' } };
  const resources = { ...GATEWAY, ...TWIN, Health: api('GET /health', {}, { Metadata }) };
  const lines = renderRoutes(model(resources), { format: 'text', width: 140 }).split('\n');
  const ends = lines
    .slice(1, 10)
    .map((line) => displayWidth(line.slice(0, line.search(/shop_(orders|twin)$/))));
  expect(lines[2]).toContain('anyone (健康检查)  ');
  expect(lines[3]).toContain('GET     /health       RELEASE');
  expect(new Set(ends).size).toBe(1);
});

const named = (name: string, route = 'GET /a'): GatewayModel =>
  model({
    ...OPEN,
    Group: group({ GroupName: name }),
    Api: api(route, {}, { Metadata: { JwtGateway: { PublicAccess: name } } }),
  });

test.each([
  ['a pipe', 'a|b', 'a\\u007cb'],
  ['a backtick', 'a`b', 'a\\u0060b'],
  ['markup', '<img src=x>', '\\u003cimg src=x\\u003e'],
  ['a line break', 'a\nb', 'a\\u000ab'],
  ['a mention', '@somebody', '@somebody'],
  ['an escape sequence', '\u001b[31mred', '\\u001b[31mred'],
  ['a change of direction', 'a\u202eb', 'a\\u202eb'],
  ['a filler', 'a\u3164b', 'a\\u3164b'],
])('%s in a name stays a name in Markdown', (_, name, shown) => {
  const [, , line] = renderRoutes(named(name), { format: 'markdown' }).split('\n');
  expect(line).toBe(`| GET | \`/a\` | \`RELEASE\` | public | anyone (\`${shown}\`) | \`${shown}\` |`);
});

/** Texts as somebody may write them who wants to fool a reader. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        '\u001b[2J',
        '\r',
        '\n',
        '\u202e',
        '\u2028',
        '\u0301',
        '订',
        '😀',
        '|',
        '`',
        '</td>',
        '\u009b',
        '\ufeff',
        'x'.repeat(90),
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join('')),
);

const anyGateway = fc.record({
  name: hostile,
  path: hostile,
  method: hostile,
  stage: hostile,
  type: hostile,
  id: hostile,
  kid: hostile,
});

function gatewayOf({ id, kid, method, name, path, stage, type }: Record<string, string>): GatewayModel {
  const key = `Api${id}`;
  const resources = {
    ...PROTECTED,
    Group: group({ GroupName: name }),
    Jwt: plugin('jwtAuth', { ...JWT, jwk: { ...JWT.jwk, kid } }),
    Api: api('GET /orders/[id]'),
    [key]: { ...api('GET /a', { AuthType: type }), Metadata: { JwtGateway: { PublicAccess: name } } },
    Odd: {
      Type: 'ALIYUN::ApiGateway::Api',
      Properties: { RequestConfig: { RequestHttpMethod: method, RequestPath: path } },
    },
    Release2: deployment({ ApiId: getAtt(key, 'ApiId'), StageName: stage }),
    [`Lost${id}`]: name,
  };
  return parseTemplate(JSON.stringify(template(resources)), 'shop.json');
}

test('no line of the table is wider than asked, and no character of it acts', () => {
  fc.assert(
    fc.property(anyGateway, fc.integer({ min: 72, max: 160 }), (texts, width) => {
      const text = renderRoutes(gatewayOf(texts), { format: 'text', width });
      // What could not be read stands below, and is never cut.
      const [table = ''] = text.split('\n\n');
      for (const line of table.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      expect(text).toMatch(/^GET +\S+ +\S+ +jwt /m);
    }),
  );
});

test('no text of a template adds a cell or a line to the Markdown, or a character that acts to any format', () => {
  fc.assert(
    fc.property(anyGateway, (texts) => {
      const found = gatewayOf(texts);
      const markdown = renderRoutes(found, { format: 'markdown' });
      const rows = markdown.split('\n').slice(0, -3);
      expect(rows).toHaveLength(5);
      for (const row of rows) expect(row.split('|')).toHaveLength(8);
      const json = renderRoutes(found, { format: 'json' });
      expect(schemaProblems(JSON.parse(json), schema)).toEqual([]);
      expect((markdown + json).replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    }),
  );
});
