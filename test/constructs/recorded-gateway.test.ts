import type { Stack } from '@alicloud/ros-cdk-core';
import { RecordedGateway } from '../../lib/constructs';
import { refusalLine, synth } from './template';

/** The Metadata of the stack that a gateway is recorded in. */
function recorded(build: (stack: Stack) => void): unknown {
  return (synth(build) as { readonly Metadata?: unknown }).Metadata;
}

test('a recorded gateway stands in the Metadata, and makes no resource', () => {
  const template = synth((stack) => {
    const gateway = new RecordedGateway(stack, 'Recorded', { recordedOn: '2026-11-28' });
    gateway.addGroup('orders', { groupId: 'g-1', properties: { GroupName: 'orders' } });
  });
  expect(template).toEqual({
    ROSTemplateFormatVersion: '2015-09-01',
    Metadata: {
      'ALIYUN::ROS::Interface': expect.anything(),
      JwtGateway: {
        Existing: [
          {
            RecordedOn: '2026-11-28',
            Resources: {
              orders: { Type: 'Group', Properties: { GroupName: 'orders' }, Live: { Id: 'g-1' } },
            },
          },
        ],
      },
    },
  });
});

test('an API has what its group says, its sections put together, and its stages and bindings', () => {
  const metadata = recorded((stack) => {
    const gateway = new RecordedGateway(stack, 'Recorded', {
      recordedOn: '2026-11-28',
      name: 'production',
      notRead: ['quotas'],
    });
    gateway.add('jwt', {
      type: 'Plugin',
      id: 'p-1',
      properties: { PluginData: { parameter: 'X', claims: [] } },
    });
    gateway.add('limits', { type: 'Plugin', properties: { PluginData: 'text' } });
    const orders = gateway.unrecordedGroup('g-1', {
      AuthType: 'ANONYMOUS',
      Visibility: 'PRIVATE',
      RequestConfig: { RequestProtocol: 'HTTPS', RequestPath: '/' },
      ServiceConfig: { ServiceTimeOut: 10 },
    });
    orders.addApi('list', {
      apiId: 'a-1',
      properties: {
        Visibility: 'PUBLIC',
        RequestConfig: { RequestPath: '/orders' },
        ServiceConfig: 'unknown',
      },
      stages: { RELEASE: ['jwt', { ofGroup: 'limits' }], TEST: [] },
      notes: { Draft: true },
    });
  });
  expect(metadata).toMatchObject({ JwtGateway: { Existing: [expect.anything()] } });
  const [existing] = (metadata as { JwtGateway: { Existing: object[] } }).JwtGateway.Existing;
  const inStage = (StageName: string) => ({ ApiId: { Recorded: 'list' }, StageName });
  expect(existing).toEqual({
    RecordedOn: '2026-11-28',
    Name: 'production',
    NotRead: ['quotas'],
    Resources: {
      jwt: {
        Type: 'Plugin',
        Properties: { PluginData: '{"parameter":"X","claims":[]}' },
        Live: { Id: 'p-1' },
      },
      limits: { Type: 'Plugin', Properties: { PluginData: 'text' } },
      list: {
        Type: 'Api',
        Properties: {
          GroupId: 'g-1',
          AuthType: 'ANONYMOUS',
          Visibility: 'PUBLIC',
          RequestConfig: { RequestProtocol: 'HTTPS', RequestPath: '/orders' },
          ServiceConfig: 'unknown',
        },
        Live: { Id: 'a-1', Draft: true },
      },
      'deployment of list to RELEASE': {
        Type: 'Deployment',
        Properties: { GroupId: 'g-1', ...inStage('RELEASE') },
      },
      'binding of jwt to list in RELEASE': {
        Type: 'PluginAttachment',
        Properties: { PluginId: { Recorded: 'jwt' }, ...inStage('RELEASE') },
      },
      'binding of limits to list in RELEASE': {
        Type: 'PluginAttachment',
        Properties: { PluginId: { Recorded: 'limits' }, ...inStage('RELEASE') },
        Live: { GroupBinding: true },
      },
      'deployment of list to TEST': {
        Type: 'Deployment',
        Properties: { GroupId: 'g-1', ...inStage('TEST') },
      },
    },
  });
});

test('several gateways stand beside each other, and beside what else the Metadata has', () => {
  const metadata = recorded((stack) => {
    stack.templateOptions.metadata = { Own: 'mine', JwtGateway: { Kept: true } };
    new RecordedGateway(stack, 'First', { recordedOn: '2026-11-27' });
    new RecordedGateway(stack, 'Second', { recordedOn: '2026-11-28' });
  });
  expect(metadata).toMatchObject({
    Own: 'mine',
    JwtGateway: { Kept: true, Existing: [{ RecordedOn: '2026-11-27' }, { RecordedOn: '2026-11-28' }] },
  });
});

test.each<[string, (stack: Stack) => unknown, string]>([
  [
    'a day that the calendar does not have',
    (s) => new RecordedGateway(s, 'Recorded', { recordedOn: '2026-02-30' }),
    'recording-invalid: shop/Recorded: recordedOn is "2026-02-30", which is no day (write it 2026-11-28)',
  ],
  [
    'one name twice',
    (s) => {
      const gateway = new RecordedGateway(s, 'Recorded', { recordedOn: '2026-11-28' });
      gateway.add('jwt', { type: 'Plugin', properties: {} });
      gateway.add('jwt', { type: 'Plugin', properties: {} });
    },
    'recording-invalid: shop/Recorded: "jwt" is recorded twice',
  ],
  [
    'a name that only looks taken',
    (s) =>
      new RecordedGateway(s, 'Recorded', { recordedOn: '2026-11-28' }).add('toString', {
        type: 'Plugin',
        properties: {},
      }),
    'accepted',
  ],
])('%s', (_, build, line) => {
  expect(refusalLine((stack) => void build(stack))).toBe(line);
});
