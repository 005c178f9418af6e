import { propertyAgainstSpecification as rule } from '../../lib/rules/property-against-specification';
import { firstOutcomeOf, outcomesOf } from './check-template';
import { ref, template } from './gateway-template';

const one = (type: string, properties: unknown): object =>
  template({ It: { Type: `ALIYUN::ApiGateway::${type}`, Properties: properties } });

const BINDING = { ApiId: 'a', PluginId: 'b', StageName: 'RELEASE' };
const API = {
  ApiName: 'orders',
  GroupId: ref('Shop'),
  Visibility: 'PRIVATE',
  RequestConfig: {
    RequestHttpMethod: 'GET',
    RequestMode: 'MAPPING',
    RequestPath: '/orders',
    RequestProtocol: 'HTTPS',
  },
  ServiceConfig: { ServiceProtocol: 'HTTP', ServiceTimeOut: '10000' },
};

test.each([
  {
    name: 'missing, unknown and wrong properties fail, each by itself',
    template: one('PluginAttachment', { StageName: 'PROD', ApiId: ['a'], Extra: true }),
    verdicts: [
      'fail It.PluginId: is missing',
      'fail It.StageName: is "PROD"; the vendor lists RELEASE | PRE | TEST',
      'fail It.ApiId: is a list; ROS takes a text (String)',
      'fail It.Extra: is no property that the vendor lists',
    ],
  },
  {
    name: 'properties inside properties and inside lists are looked at',
    template: one('Api', {
      ...API,
      RequestConfig: { ...API.RequestConfig, RequestPath: undefined, BodyFormat: 'XML' },
      RequestParameters: [{ ApiParameterName: 'id', Location: 'HEADER', ParameterType: 'String' }, 'id'],
      Tags: Array(21).fill({ Key: 'a' }),
    }),
    verdicts: [
      'fail It.RequestConfig.RequestPath: is missing',
      'fail It.RequestConfig.BodyFormat: is "XML"; the vendor lists FORM | STREAM',
      'fail It.RequestParameters.0.Required: is missing',
      'fail It.RequestParameters.0.Location: is "HEADER"; the vendor lists BODY | HEAD | QUERY | PATH',
      'fail It.RequestParameters.1: is no object',
      'fail It.Tags: is 21 in number or length; 20 is the most',
    ],
  },
  {
    name: 'types of every kind are held',
    template: template({
      Group: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'shop', InternetEnable: 'no' } },
      Stage: {
        Type: 'ALIYUN::ApiGateway::StageConfig',
        Properties: { GroupId: 'g', StageName: 'PRE', Variables: [] },
      },
      Auth: {
        Type: 'ALIYUN::ApiGateway::Authorization',
        Properties: { GroupId: 'g', StageName: 'PRE', ApiIds: 'a', AppIds: [] },
      },
      Vpc: {
        Type: 'ALIYUN::ApiGateway::VpcAccessConfig',
        Properties: { VpcId: 'v', InstanceId: 'i', Name: 'n', Port: 70000 },
      },
      Limit: {
        Type: 'ALIYUN::ApiGateway::TrafficControl',
        Properties: { TrafficControlName: 'limit', TrafficControlUnit: 'DAY', ApiDefault: 'ten' },
      },
    }),
    verdicts: [
      'fail Group.InternetEnable: is no Boolean',
      'fail Stage.Variables: is no map',
      'fail Auth.ApiIds: is no list',
      'fail Auth.AppIds: is 0 in number or length; 1 is the least',
      'fail Vpc.Port: is 70000 in number or length; 65535 is the most',
      'fail Limit.ApiDefault: is no Integer',
    ],
  },
  { name: 'what is in order passes', template: one('PluginAttachment', BINDING), verdicts: ['pass'] },
  {
    name: 'texts for numbers and switches pass, and numbers for texts',
    template: template({
      Group: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 1234, InternetEnable: 'False' } },
      Orders: { Type: 'ALIYUN::ApiGateway::Api', Properties: API },
    }),
    verdicts: ['pass', 'pass'],
  },
  {
    name: 'resources of other services are not looked at',
    template: template({ Wait: { Type: 'ALIYUN::ROS::WaitCondition', Properties: { Extra: 1 } } }),
    verdicts: [],
  },
  {
    name: 'a function passes for any value, and is unknown where the vendor lists values',
    template: one('PluginAttachment', { ...BINDING, ApiId: ref('Orders'), StageName: ref('Stage') }),
    verdicts: ['unknown It.StageName: is made by Ref Stage'],
  },
  {
    name: 'properties that a function makes are unknown, and a type that we have no specification of',
    template: template({
      It: { Type: 'ALIYUN::ApiGateway::Group', Properties: { 'Fn::If': ['a', {}, {}] } },
      New: { Type: 'ALIYUN::ApiGateway::AccessControl', Properties: {} },
    }),
    verdicts: [
      'unknown It: are made by Fn::If',
      'unknown New: has the type ALIYUN::ApiGateway::AccessControl, which we have no specification of',
    ],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

test('the finding stands at the property', () => {
  const text = `Resources:
  It:
    Type: ALIYUN::ApiGateway::PluginAttachment
    Properties:
      ApiId: a
      PluginId: b
      StageName: PROD
`;
  const found = firstOutcomeOf(rule, text);
  // The first line is the format version.
  expect(`${found?.origin}`).toBe('template.yaml:8:7');
});
