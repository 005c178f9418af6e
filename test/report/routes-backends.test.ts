import { parseTemplate } from '../../lib/model';
import { ROUTES_FORMATS, renderRoutes } from '../../lib/report';
import schema from '../../lib/report/schemas/routes.schema.json';
import { api, deployment, getAtt, group, type Loose, model, template } from '../model/sample';
import { schemaProblems } from './schema-problems';

const on = (id: string, StageName = 'RELEASE') => deployment({ ApiId: getAtt(id, 'ApiId'), StageName });

const config = (StageName: string, Variables: Loose) => ({
  Type: 'ALIYUN::ApiGateway::StageConfig',
  Properties: { GroupId: { Ref: 'Group' }, StageName, Variables },
});

const to = (route: string, ServiceConfig: object) => api(route, { ServiceConfig });

const SHOP: Loose = {
  Group: group(),
  Api: to('GET /orders', { ServiceAddress: 'https://#host#/', ServicePath: '/v2/orders' }),
  Test: on('Api', 'TEST'),
  Pre: on('Api', 'PRE'),
  Release: on('Api'),
  Event: to('GET /event', {
    ServiceProtocol: 'FunctionCompute',
    FunctionComputeConfig: { ServiceName: 'shop', FunctionName: 'orders-#host#' },
  }),
  EventRelease: on('Event'),
  Web: to('GET /web', {
    ServiceProtocol: 'FunctionCompute',
    FunctionComputeConfig: { FcBaseUrl: 'https://f.example.com', Path: '/web' },
  }),
  WebRelease: on('Web'),
  Vpc: to('GET /vpc', {
    ServiceVpcEnable: 'TRUE',
    VpcConfig: { InstanceId: 'i-1', Port: 80 },
    ServicePath: '/vpc',
  }),
  VpcRelease: on('Vpc'),
  Mock: to('GET /mock', { Mock: 'TRUE' }),
  MockRelease: on('Mock'),
  Old: to('GET /old', { ServiceAddress: 'https://a.example.com' }),
  OldRelease: { ...on('Old'), Properties: { ...on('Old').Properties, HistoryVersion: '2' } },
  Later: to('GET /later', { ServiceAddress: 'https://a.example.com' }),
  TestVariables: config('TEST', { host: 'test.example.com' }),
  Variables: config('RELEASE', { host: 'orders.example.com' }),
};

test('where a backend reads variables, each line tells where its requests go', () => {
  const lines = renderRoutes(model(SHOP), { format: 'text' }).split('\n');
  const at = lines[0]?.indexOf('BACKEND') ?? -1;
  expect(lines.slice(0, 10).map((line) => `${line.slice(8, 16).trim()} ${line.slice(at)}`)).toEqual([
    'PATH BACKEND',
    '/event function shop/orders-orders.example.com',
    '/later -',
    '/mock a fixed answer',
    '/old unknown: that of the version deployment OldRelease names',
    '/orders https://test.example.com/v2/orders',
    '/orders unknown: #host#, which the stage does not define',
    '/orders https://orders.example.com/v2/orders',
    '/vpc VPC i-1:80/vpc',
    '/web https://f.example.com/web',
  ]);
});

test('all formats tell it, and the JSON is as its schema says', () => {
  for (const format of ROUTES_FORMATS)
    expect(renderRoutes(model(SHOP), { format })).toContain('https://test.example.com/v2/orders');
  const found = JSON.parse(renderRoutes(model(SHOP), { format: 'json' }));
  expect(schemaProblems(found, schema)).toEqual([]);
  const orders = found.routes.filter(({ path }: Loose) => path === '/orders');
  expect(orders.map(({ backend }: Loose) => backend)).toEqual([
    'https://test.example.com/v2/orders',
    { unknown: '#host#, which the stage does not define' },
    'https://orders.example.com/v2/orders',
  ]);
});

test('where none reads variables, nothing is told of backends', () => {
  const { Api: _, Event: __, ...others } = SHOP;
  for (const format of ROUTES_FORMATS)
    expect(renderRoutes(model(others), { format })).not.toMatch(/a fixed answer|VPC i-1/);
});

describe('a variable whose value comes from a parameter', () => {
  const resources = { ...SHOP, Variables: config('RELEASE', { host: { Ref: 'Host' } }) };
  const rowsOf = (parameter: object, value?: string) => {
    const text = JSON.stringify(
      template(resources, { Parameters: { Host: { Type: 'String', ...parameter } } }),
    );
    const values = new Map(value === undefined ? [] : [['Host', { value, place: 'here' }] as const]);
    const read = parseTemplate(text, 'shop.json', { parameters: { values } });
    const { routes } = JSON.parse(renderRoutes(read, { format: 'json' }));
    return routes.filter((row: Loose) => row.path === '/orders' && row.stage === 'RELEASE');
  };

  test('is unknown without the value, and with it the line says which parameter it is', () => {
    expect(rowsOf({})).toMatchObject([{ backend: { unknown: 'Ref Host' } }]);
    expect(rowsOf({}, 'given.example.com')).toMatchObject([
      { backend: 'https://given.example.com/v2/orders', fromParameters: { backend: ['Host'] } },
    ]);
  });

  test('is not shown where ROS masks it', () => {
    const rows = rowsOf({ NoEcho: true }, 'given.example.com');
    expect(JSON.stringify(rows)).not.toContain('given.example.com');
    expect(rows).toMatchObject([{ fromParameters: { backend: ['Host'] } }]);
  });
});
