import { createGateway } from '../../lib/gateway';
import { protectionWord } from '../../lib/model';
import { RULES } from '../../lib/rules';
import { checkGateway } from '../../lib/rules/check';
import { now, tokenOf } from '../gateway/shop-gateway';
import { differencesOf, modelOfText, resourcesIn, routesOf, textOfRoutes } from './gateway-of-routes';

const ROUTES = routesOf(90);
const TEXT = textOfRoutes(ROUTES);
const TEMPLATE = JSON.parse(TEXT);

test('450 protected routes of one group are one template of less than 512 KB', () => {
  expect(ROUTES).toHaveLength(450);
  expect(Buffer.byteLength(TEXT)).toBeLessThan(524_288);
});

test('so are 420 with a path parameter each', () => {
  const each = Array.from({ length: 140 }, (_, n) =>
    ['GET', 'PUT', 'DELETE'].map((m) => `${m} /v1/resource${n}/[id]`),
  );
  expect(Buffer.byteLength(textOfRoutes(each.flat()))).toBeLessThan(524_288);
});

test('no stack has more than 300 resources, and none is deeper than one level', () => {
  const counts = new Map<string, number>();
  for (const id of Object.keys(resourcesIn(TEMPLATE))) {
    const stack = id.split('/').slice(0, -1).join('/');
    counts.set(stack, (counts.get(stack) ?? 0) + 1);
  }
  expect(counts.size).toBe(17);
  expect(Math.max(...counts.values())).toBeLessThanOrEqual(300);
  expect([...counts.keys()].filter((stack) => stack.includes('/'))).toEqual([]);
});

test('what is written compactly has a line for each resource, and says the same', () => {
  const lines = TEXT.split('\n');
  expect(lines.filter((line) => line.includes('ALIYUN::ApiGateway::Api"'))).toHaveLength(450);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(3_000);
  expect(textOfRoutes([...ROUTES].reverse())).toBe(TEXT);
});

test('the nested stacks are read as one gateway in which every route demands a token', () => {
  const model = modelOfText(TEXT);
  expect(model.problems).toEqual([]);
  expect(model.groups).toHaveLength(1);
  expect(new Set(model.routes.map(({ group }) => group))).toEqual(new Set(model.groups));
  expect(model.routes.map(({ route }) => `${route?.method} ${route?.path}`).sort()).toEqual(
    [...ROUTES].sort(),
  );
  const words = model.routes.flatMap(({ stages }) =>
    stages.map(({ protection }) => protectionWord(protection)),
  );
  expect(words).toEqual(ROUTES.map(() => 'jwt'));
});

test('the local gateway refuses every route without a token, and answers it with one', async () => {
  const gateway = createGateway(modelOfText(TEXT), {
    now,
    fetch: () => Promise.reject(new Error('no network in tests')),
    mock: true,
  });
  const headers = { Authorization: `Bearer ${await tokenOf()}` };
  const statuses = new Map<string, number>();
  for (const route of ROUTES) {
    const [method = '', path = ''] = route.replace('[id]', '7').split(' ');
    const url = `https://api.example.com${path}`;
    const without = await gateway(new Request(url, { method }));
    const answered = await gateway(new Request(url, { method, headers }));
    const key = `${without.status} without, ${answered.status} with a token`;
    statuses.set(key, (statuses.get(key) ?? 0) + 1);
  }
  expect([...statuses]).toEqual([['400 without, 200 with a token', 450]]);
});

test('the rules find nothing in the layout: what they say of one route flat they say of each', () => {
  const idsOf = (text: string) => {
    const { failures, unknowns } = checkGateway(modelOfText(text), RULES);
    return new Set([...failures, ...unknowns].map(({ rule, verdict }) => `${rule.id} ${verdict}`));
  };
  expect(idsOf(TEXT)).toEqual(idsOf(textOfRoutes(['GET /orders', 'POST /orders'], { layout: undefined })));
});

test('the domain waits for every nested stack, and in each every binding for its deployment', () => {
  const resources = Object.entries(resourcesIn(TEMPLATE));
  const stacks = resources.filter(([, { Type }]) => Type === 'ALIYUN::ROS::Stack').map(([id]) => id);
  const [domain] = resources.filter(([, { Type }]) => Type === 'ALIYUN::ApiGateway::CustomDomain');
  expect(domain?.[1].DependsOn).toEqual(stacks.sort());
  const bindings = resources.filter(([, { Type }]) => Type === 'ALIYUN::ApiGateway::PluginAttachment');
  expect(bindings).toHaveLength(450);
  for (const [id, { DependsOn }] of bindings) {
    expect(DependsOn).toEqual([id.replace(/^.*\//, '').slice(0, 6)]);
  }
});

test('one more route in the middle changes nothing but what belongs to it', () => {
  const more = [...ROUTES.slice(0, 225), 'DELETE /v1/resource44/[id]', ...ROUTES.slice(225)];
  expect(differencesOf(TEXT, textOfRoutes(more))).toEqual([
    'OrdersApis7/EpTgI',
    'OrdersApis7/EpTgIR',
    'OrdersApis7/EpTgIRPqiyS',
  ]);
});

test('beyond 512 KB a split is proposed, by group and by the start of the paths, with numbers', () => {
  const routes = [...routesOf(90), ...Array.from({ length: 120 }, (_, n) => `GET /v1/reports/[id]/page${n}`)];
  expect(() => textOfRoutes(routes)).toThrow(
    expect.objectContaining({
      code: 'template-too-large',
      message: expect.stringMatching(
        /^shop: the template has 58\d{4} bytes, ROS takes 524288 \(.*; Orders has \d+ KB: \/v1\/reports 120 APIs with \d+ KB, \/v1\/resource\d+ 5 APIs with 5 KB, .* and 86 more\)$/,
      ),
    }),
  );
});
