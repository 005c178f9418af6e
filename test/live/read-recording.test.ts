import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRecording } from '../../lib/live';
import { protectionWord } from '../../lib/model';
import { textOrExpression } from '../../lib/template';
import { type Cloud, recordIn, SIXTY } from './recorded-gateway';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'recording-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** `GET /orders RELEASE jwt` for each route and stage. */
function table(cloud: Cloud, isMissing?: (file: string) => boolean): string[] {
  recordIn(directory, cloud, isMissing);
  return readRecording(directory).routes.flatMap(({ method, path, stages }) =>
    stages.map(({ maybe, protection, stage }) =>
      [method, path, stage]
        .map(textOrExpression)
        .concat(maybe ?? protectionWord(protection))
        .join(' '),
    ),
  );
}

const JWT = SIXTY.plugins[0]?.data ?? '';

const small = (change: Partial<Cloud> = {}): Cloud => ({
  groups: [
    {
      id: 'shop',
      apis: [
        { id: 'list', method: 'GET', path: '/orders', stages: ['RELEASE', 'TEST'] },
        { id: 'add', method: 'POST', path: '/orders', stages: ['RELEASE'] },
      ],
    },
  ],
  plugins: [{ id: 'keys', type: 'jwtAuth', data: JWT, apis: ['list RELEASE'] }],
  ...change,
});

test('what is deployed is protected by what is bound in the stage', () => {
  expect(table(small())).toEqual([
    'GET /orders RELEASE jwt',
    'GET /orders TEST public',
    'POST /orders RELEASE public',
  ]);
});

test("a group's plug-in works for every API that has none of the type itself", () => {
  const other = { id: 'other', type: 'jwtAuth', data: JWT.replace('customers', 'other') };
  const cloud = small();
  recordIn(directory, { ...cloud, plugins: [...cloud.plugins, { ...other, groups: ['shop RELEASE'] }] });
  const plugins = readRecording(directory).routes.flatMap(({ stages }) =>
    stages.map(({ bindings }) => bindings.map(({ plugin }) => ('id' in plugin ? plugin.id : '?')).join()),
  );
  expect(plugins).toEqual(['keys', '', 'other']);
});

test('an API with another definition in each stage is a route for each of them', () => {
  const apis = [
    {
      id: 'list',
      method: 'GET',
      path: '/orders',
      stages: ['RELEASE', 'TEST'],
      other: { TEST: { authType: 'APP' } },
    },
  ];
  expect(table(small({ groups: [{ id: 'shop', apis }] }))).toEqual([
    'GET /orders RELEASE jwt',
    'GET /orders TEST app',
  ]);
});

test('a gateway of sixty APIs is read in whole', () => {
  const rows = table(SIXTY);
  expect(rows).toHaveLength(98);
  expect(rows.filter((row) => row.endsWith(' public'))).toHaveLength(21);
  expect(rows).toContain('GET /invoice RELEASE jwt+app');
  expect(rows).toContain('GET /export RELEASE public');
  expect(readRecording(directory).problems).toEqual([]);
});

test.each([
  ['groups-1', []],
  ['groups/shop/apis-1', []],
  [
    'groups/shop/list/RELEASE',
    ['GET /orders RELEASE jwt', 'GET /orders TEST public', 'POST /orders RELEASE public'],
  ],
  ['plugins-1', ['GET /orders RELEASE unknown', 'GET /orders TEST unknown', 'POST /orders RELEASE unknown']],
  [
    'plugins/keys-apis-1',
    ['GET /orders RELEASE unknown', 'GET /orders TEST unknown', 'POST /orders RELEASE unknown'],
  ],
  [
    'plugins/keys-groups-1',
    ['GET /orders RELEASE unknown', 'GET /orders TEST unknown', 'POST /orders RELEASE unknown'],
  ],
  [
    'groups/shop/group',
    ['GET /orders RELEASE jwt', 'GET /orders TEST public', 'POST /orders RELEASE public'],
  ],
])('without %s nothing is taken for safe, and the gap is told', (missing, expected) => {
  expect(table(small(), (file) => file === missing)).toEqual(expected);
  const { problems } = readRecording(directory);
  expect(problems.map(({ origin }) => origin.file)).toContain(join(directory, `${missing}.json`));
});

test('an API of which only the draft is known is never public', () => {
  const cloud = small({ plugins: [] });
  expect(table(cloud, (file) => file.endsWith('/RELEASE'))).toEqual([
    'GET /orders RELEASE unknown',
    'GET /orders TEST public',
    'POST /orders RELEASE unknown',
  ]);
});

test('a list that is shorter than it says is not taken for whole', () => {
  recordIn(directory, small());
  const page = { ApiSummarys: { ApiPluginSummary: [] }, TotalCount: 3, PageNumber: 1, PageSize: 100 };
  writeFileSync(join(directory, 'plugins', 'keys-apis-1.json'), JSON.stringify(page));
  const { problems, routes } = readRecording(directory);
  expect(problems.map(({ message }) => message)).toEqual([
    'DescribePluginApis has 3 items, and 0 were recorded',
  ]);
  expect(routes.flatMap(({ stages }) => stages.map(({ protection }) => protection.kind))).toEqual([
    'unknown',
    'unknown',
    'unknown',
  ]);
});

test('an answer that is broken, or of another call, is missing', () => {
  recordIn(directory, small());
  writeFileSync(join(directory, 'plugins-1.json'), '{"Plugins":');
  const { problems, routes } = readRecording(directory);
  expect(problems.map(({ origin }) => origin.file)).toContain(join(directory, 'plugins-1.json'));
  expect(routes[0]?.stages[0]?.protection.kind).toBe('unknown');
});

test('a finding stands where the recording has it: in the file, at the path of the answer', () => {
  recordIn(directory, SIXTY);
  const edited = readRecording(directory).routes.find(({ path }) => path === '/edited');
  const origin = edited?.origin.at('Properties', 'ServiceConfig', 'ServiceTimeOut');
  expect(origin?.path).toBe('ServiceConfig.ServiceTimeout');
  expect(origin?.file).toBe(join(directory, 'groups/orders/edited/RELEASE.json'));
  expect(origin?.line).toBeGreaterThan(1);
});

test('what is no recording is refused', () => {
  expect(() => readRecording(directory)).toThrow('holds no recording of a gateway');
  writeFileSync(join(directory, 'recording.json'), '{"version":2,"groups":"all"}');
  expect(() => readRecording(directory)).toThrow('is no recording of version 1');
});
