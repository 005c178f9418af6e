import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partsOf, writeReference } from '../../lib/adoption';
import { diffGateways } from '../../lib/diff';
import { inSameTerms, readRecording } from '../../lib/live';
import { type GatewayModel, parseTemplate, readGateway } from '../../lib/model';
import { renderRoutes } from '../../lib/report';
import { recordIn, SIXTY } from '../live/recorded-gateway';
import { formatted } from '../openapi/written-code';
import { declareGatewayOf, synthesized } from './written-folder';

const DAY = '2026-11-28';
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'adopted-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function recorded(isMissing?: (file: string) => boolean): GatewayModel {
  const live = join(directory, 'live');
  recordIn(live, SIXTY, isMissing);
  return readRecording(live);
}

function synthesizedFrom(recording: GatewayModel): GatewayModel {
  const files = writeReference(partsOf(recording), DAY);
  return readGateway(synthesized(directory, declareGatewayOf(files)));
}

function changesBetween(base: GatewayModel, head: GatewayModel): string[] {
  const { changes } = diffGateways(...inSameTerms(base, head), { now: 0 });
  return changes.map(({ kind, message }) => `${kind}: ${message}`);
}

test('the code of sixty APIs makes nothing, and its template says what the recording says', () => {
  const recording = recorded();
  const model = synthesizedFrom(recording);
  expect(model.stacks[0]?.resources.size).toBe(0);
  expect(model.problems).toEqual([]);
  expect(changesBetween(recording, model)).toEqual([]);
  expect(changesBetween(model, recording)).toEqual([]);
});

test('the table says that routes are known from a recording, and of which day', () => {
  const table = renderRoutes(synthesizedFrom(recorded()), { format: 'text' });
  expect(table).toContain(
    'GET     /shop/export          RELEASE  public      as recorded 2026-11-28: anyone',
  );
});

test.each(['plugins-1', 'plugins/customers-apis-1', 'groups/orders/apis-1', 'groups/orders/group'])(
  'without %s nothing becomes known by the way through code, and the gap is told',
  (missing) => {
    const recording = recorded((file) => file === missing);
    const model = synthesizedFrom(recording);
    expect(changesBetween(recording, model)).toEqual([]);
    expect(model.problems.map(({ message }) => message.replace(/^[^ ]* /, ''))).toEqual(
      recording.problems.map(({ message }) => message),
    );
  },
);

test('the formatter has nothing to change in the code', () => {
  for (const { path, text } of writeReference(partsOf(recorded()), DAY))
    if (path !== 'partners.ts') expect(formatted(text)).toBe(text);
});

const ROUTE = {
  Orders: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'orders' } },
  List: {
    Type: 'ALIYUN::ApiGateway::Api',
    Properties: {
      GroupId: { Ref: 'Orders' },
      AuthType: 'ANONYMOUS',
      RequestConfig: { RequestHttpMethod: 'GET', RequestPath: '/orders' },
    },
  },
  Live: {
    Type: 'ALIYUN::ApiGateway::Deployment',
    Properties: { GroupId: { Ref: 'Orders' }, ApiId: { Ref: 'List' }, StageName: 'RELEASE' },
  },
};
const KEYS = { Type: 'Plugin', Properties: { PluginType: 'jwtAuth', PluginData: SIXTY.plugins[0]?.data } };

function withExisting(existing: unknown, resources: object = ROUTE): GatewayModel {
  const template = {
    ROSTemplateFormatVersion: '2015-09-01',
    Metadata: { JwtGateway: { Existing: existing } },
    Resources: resources,
  };
  return parseTemplate(JSON.stringify(template), 'template.json');
}

const kinds = ({ routes }: GatewayModel) =>
  routes.flatMap(({ stages }) => stages.map(({ protection }) => protection.kind));

test.each([[{ Recorded: 'List' }], [{ Ref: 'List' }], [{ 'Fn::GetAtt': ['List', 'ApiId'] }], ['List']])(
  'what is told of a gateway protects no route of the template: a binding to %j',
  (ApiId) => {
    const binding = {
      Type: 'PluginAttachment',
      Properties: { PluginId: { Recorded: 'Keys' }, ApiId, StageName: 'RELEASE' },
    };
    const model = withExisting([{ RecordedOn: DAY, Resources: { Keys: KEYS, Binding: binding } }]);
    expect(kinds(model)).toEqual(['public']);
  },
);

const BOUND = {
  ...ROUTE,
  Binding: {
    Type: 'ALIYUN::ApiGateway::PluginAttachment',
    Properties: { PluginId: 'p1', ApiId: { Ref: 'List' }, StageName: 'RELEASE' },
  },
};

test('a plug-in that is bound by its id is unknown; what it was when it was recorded stands beside', () => {
  const told = [{ RecordedOn: DAY, Resources: { Keys: { ...KEYS, Live: { Id: 'p1' } } } }];
  const model = withExisting(told, BOUND);
  expect(kinds(model)).toEqual(['unknown']);
  const table = renderRoutes(model, { format: 'text', width: 200 });
  expect(table).toContain('; as recorded 2026-11-28: token of kid customers');
  const twice = [...told, { RecordedOn: DAY, Resources: { Other: { ...KEYS, Live: { Id: 'p1' } } } }];
  expect(withExisting(twice, BOUND).routes[0]?.stages[0]?.asRecorded).toBeUndefined();
});

test.each([
  [{}, 'is no list of recorded gateways'],
  [[{ Resources: {} }], 'does not say on which day it was recorded (RecordedOn: YYYY-MM-DD)'],
  [
    [{ RecordedOn: '2026-02-30', Resources: {} }],
    'does not say on which day it was recorded (RecordedOn: YYYY-MM-DD)',
  ],
  [[{ RecordedOn: DAY, Resources: { X: { Type: 'Bucket' } } }], 'X is no recorded resource and is not read'],
  [[7], 'does not say on which day it was recorded (RecordedOn: YYYY-MM-DD)'],
])('what is told in a broken way is a problem: %j', (existing, message) => {
  expect(withExisting(existing).problems.map((each) => each.message)).toEqual([message]);
});
