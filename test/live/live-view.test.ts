import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diffGateways } from '../../lib/diff';
import { inSameTerms, readRecording } from '../../lib/live';
import { type GatewayModel, parseTemplate } from '../../lib/model';
import { type Cloud, recordIn, SIXTY } from './recorded-gateway';

const JWT = SIXTY.plugins[0]?.data ?? '';
const CLOUD: Cloud = {
  groups: [
    {
      id: 'g1',
      members: { groupName: 'shop' },
      apis: [
        { id: 'list', method: 'GET', path: '/orders', stages: ['RELEASE'] },
        { id: 'add1', method: 'POST', path: '/orders', stages: ['RELEASE'] },
      ],
    },
  ],
  plugins: [{ id: 'keys', type: 'jwtAuth', data: JWT, apis: ['list RELEASE', 'add1 RELEASE'] }],
};

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'drift-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function recorded(change: Partial<Cloud> = {}): GatewayModel {
  recordIn(directory, { ...CLOUD, ...change });
  return readRecording(directory);
}

interface Written {
  readonly plugin?: unknown;
  readonly group?: unknown;
  readonly resources?: object;
  readonly metadata?: object;
}

/** What the code says of the gateway: with its own logical ids, DependsOn, reasons and defaults. */
function template({
  group = { Ref: 'Shop' },
  metadata,
  plugin = { Ref: 'Keys' },
  resources,
}: Written = {}): GatewayModel {
  const api = (method: string, name: string) => ({
    Type: 'ALIYUN::ApiGateway::Api',
    DeletionPolicy: 'Retain',
    Metadata: { JwtGateway: { PublicAccess: 'a reason' } },
    Properties: {
      GroupId: group,
      ApiName: name,
      AuthType: 'ANONYMOUS',
      Visibility: 'PRIVATE',
      ResultType: 'JSON',
      ResultSample: '{}',
      RequestConfig: {
        RequestHttpMethod: method,
        RequestPath: '/orders',
        RequestMode: 'MAPPING',
        RequestProtocol: 'HTTPS',
      },
      ServiceConfig: {
        ServiceProtocol: 'HTTP',
        ServiceAddress: 'https://backend.example.com',
        ServicePath: '/orders',
        ServiceHttpMethod: method,
        ServiceTimeOut: 10000,
      },
      Tags: [{ Key: 'team', Value: 'shop' }],
    },
  });
  const published = (name: string) => ({
    [`${name}Live`]: {
      Type: 'ALIYUN::ApiGateway::Deployment',
      Properties: { GroupId: group, ApiId: { Ref: name }, StageName: 'RELEASE', Description: 'definition 1' },
    },
    [`${name}Keys`]: {
      Type: 'ALIYUN::ApiGateway::PluginAttachment',
      DependsOn: [`${name}Live`],
      Properties: { PluginId: plugin, ApiId: { 'Fn::GetAtt': [name, 'ApiId'] }, StageName: 'RELEASE' },
    },
  });
  return parseTemplate(
    JSON.stringify({
      ROSTemplateFormatVersion: '2015-09-01',
      ...(metadata === undefined ? {} : { Metadata: metadata }),
      Resources: {
        Shop: {
          Type: 'ALIYUN::ApiGateway::Group',
          Properties: { GroupName: 'shop', InternetEnable: false, VpcIntranetEnable: false, BasePath: '/' },
        },
        Keys: {
          Type: 'ALIYUN::ApiGateway::Plugin',
          Properties: { PluginName: 'keys', PluginType: 'jwtAuth', PluginData: JWT },
        },
        List: api('GET', 'list'),
        ...published('List'),
        Add: api('POST', 'add1'),
        ...published('Add'),
        ...resources,
      },
      Outputs: { Id: { Value: { Ref: 'Shop' } } },
    }),
    'template.json',
  );
}

function drift(base: GatewayModel, head: GatewayModel): string[] {
  const { changes } = diffGateways(...inSameTerms(base, head), { now: 0 });
  return changes.map(({ kind, posture, route = '', stage = '' }) =>
    [kind, route, stage, posture.verdict].filter(Boolean).join(' '),
  );
}

test('what the code says and the console left alone is no drift, whatever ROS alone needs', () => {
  expect(drift(template(), recorded())).toEqual([]);
  expect(drift(recorded(), template())).toEqual([]);
});

test('plug-ins of the account that are bound to nothing here are no drift', () => {
  const plugins = [...CLOUD.plugins, { id: 'elsewhere', type: 'cors', data: 'allowOrigins: a' }];
  expect(drift(template(), recorded({ plugins }))).toEqual([]);
});

test('a plug-in that was unbound in the console is weaker', () => {
  const plugins = [{ id: 'keys', type: 'jwtAuth', data: JWT, apis: ['add1 RELEASE'] }];
  expect(drift(template(), recorded({ plugins })).filter((each) => each.endsWith(' weaker'))).toEqual([
    'authentication-removed GET /orders RELEASE weaker',
  ]);
});

test('what is bound by its id is what the recording has under that id', () => {
  const byId = template({ plugin: 'keys', resources: { Keys: undefined } });
  expect(drift(byId, recorded())).toEqual([]);
  expect(
    drift(
      template({ plugin: 'keys', group: 'g1', resources: { Keys: undefined, Shop: undefined } }),
      recorded(),
    ),
  ).toEqual([]);
});

test('an id that the recording does not have stays unknown, whatever the template tells of it', () => {
  const told = {
    Keys: { Type: 'Plugin', Properties: { PluginType: 'jwtAuth', PluginData: JWT }, Live: { Id: 'other' } },
  };
  const metadata = { JwtGateway: { Existing: [{ RecordedOn: '2026-11-28', Resources: told }] } };
  const model = template({ plugin: 'other', metadata, resources: { Keys: undefined } });
  const [, view] = inSameTerms(recorded(), model);
  expect(view.routes.flatMap(({ stages }) => stages.map(({ protection }) => protection.kind))).toEqual([
    'unknown',
    'unknown',
  ]);
});

test('what may bind a plug-in in a way that nobody can read keeps its routes unknown', () => {
  const broker = {
    Type: 'ALIYUN::ROS::Stack',
    Properties: {
      TemplateURL: 'oss://elsewhere',
      Parameters: { Api: { Ref: 'List' }, Plugin: { Ref: 'Keys' } },
    },
  };
  const [view] = inSameTerms(template({ resources: { Broker: broker, ListKeys: undefined } }), recorded());
  expect(view.routes[0]?.stages[0]?.protection.kind).toBe('unknown');
});

test('two templates, and two recordings, are compared as they are', () => {
  const [model, recording] = [template(), recorded()];
  expect(inSameTerms(model, model)).toEqual([model, model]);
  expect(inSameTerms(recording, recording)).toEqual([recording, recording]);
});

test('to tell of a gateway that exists opens nothing; to tell of another one is a change', () => {
  const told = (AuthType: string) => {
    const Properties = { AuthType, RequestConfig: { RequestHttpMethod: 'GET', RequestPath: '/told' } };
    const live = { ApiId: { Recorded: 'Told' }, StageName: 'RELEASE' };
    const Resources = { Told: { Type: 'Api', Properties }, Live: { Type: 'Deployment', Properties: live } };
    return template({ metadata: { JwtGateway: { Existing: [{ RecordedOn: '2026-11-28', Resources }] } } });
  };
  expect(told('APP').routes).toHaveLength(3);
  const metadata = 'property-changed neutral';
  expect(drift(template(), told('ANONYMOUS'))).toEqual([metadata]);
  expect(drift(told('ANONYMOUS'), template())).toEqual([metadata]);
  expect(drift(told('APP'), told('ANONYMOUS'))).toContain('authentication-removed GET /told RELEASE weaker');
});
