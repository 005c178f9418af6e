import { parse } from 'yaml';
import { GatewayError } from '../../lib/errors';
import { checkGateway, RULES } from '../../lib/rules';
import { modelOf } from './check-template';

/** The properties of an API that every published template gives, around a backend. */
const api = (service: string, more = ''): string => `
    Type: ALIYUN::ApiGateway::Api
    Properties:
      GroupId: { 'Fn::GetAtt': [Group, GroupId] }
      ApiName: list_orders
      AuthType: APP
      Visibility: PRIVATE
      ResultType: JSON
      ResultSample: '{}'
      RequestConfig: { RequestHttpMethod: GET, RequestPath: /orders, RequestProtocol: HTTPS, RequestMode: MAPPING }
      ServiceConfig: ${service}${more}
`;
const GROUP = `
  Group: { Type: ALIYUN::ApiGateway::Group, Properties: { GroupName: orders } }`;
const HTTP =
  '{ ServiceProtocol: HTTPS, ServiceAddress: https://orders.example.com, ServicePath: /orders, ServiceHttpMethod: GET, ServiceTimeOut: 3000 }';
const DEPLOYED = `
  Deployed:
    Type: ALIYUN::ApiGateway::Deployment
    Properties: { ApiId: { 'Fn::GetAtt': [Api, ApiId] }, GroupId: { 'Fn::GetAtt': [Group, GroupId] }, StageName: RELEASE, Description: first }`;
const whole = (service: string, more = ''): string =>
  `Resources:${GROUP}\n  Api:${api(service, more)}${DEPLOYED}`;
const withProtocol = (protocol: string): string =>
  whole(HTTP).replace('RequestProtocol: HTTPS', `RequestProtocol: ${protocol}`);

/** A path with the number of the instance. */
const INDEXED = `{ 'Fn::Sub': '/orders/\${ALIYUN::Index}' },`;

/** Templates as people publish them: none has an error of its author, and nothing is said that is not so. */
const TEMPLATES: Readonly<Record<string, string>> = {
  'an API over HTTP': whole(HTTP),
  'Rules over parameters': `Parameters: { Mode: { Type: String, Default: dev } }
Rules:
  Known: { Assertions: [{ Assert: { 'Fn::Contains': [[dev, prod], { Ref: Mode }] }, AssertDescription: dev or prod }] }
${whole(HTTP)}`,
  'Mappings by region': `Mappings: { Hosts: { cn-hangzhou: { host: https://hz.example.com } } }
${whole(HTTP).replace('https://orders.example.com', "{ 'Fn::FindInMap': [Hosts, { Ref: 'ALIYUN::Region' }, host] }")}`,
  'Locals with a path': `Locals: { Address: { Value: https://orders.example.com } }
${whole(HTTP).replace('https://orders.example.com', '{ Ref: Address }')}`,
  'a Count of APIs': `Resources:${GROUP}
  Api:
    Count: 3${api(HTTP).replace('/orders,', INDEXED)}`,
  'a Count that a parameter gives': `Parameters: { Number: { Type: Number, Default: 2 } }
Resources:${GROUP}
  Api:
    Count: { Ref: Number }${api(HTTP).replace('/orders,', INDEXED)}`,
  'a condition on the domain': `Parameters: { Domain: { Type: String, Default: '' } }
Conditions: { HasDomain: { 'Fn::Not': { 'Fn::Equals': [{ Ref: Domain }, ''] } } }
${whole(HTTP)}
  Named:
    Type: ALIYUN::ApiGateway::CustomDomain
    Condition: HasDomain
    Properties: { GroupId: { 'Fn::GetAtt': [Group, GroupId] }, DomainName: { Ref: Domain } }`,
  'two APIs of which a condition takes one': `Parameters: { Mode: { Type: String } }
Conditions: { Test: { 'Fn::Equals': [{ Ref: Mode }, test] }, Live: { 'Fn::Equals': [{ Ref: Mode }, live] } }
Resources:${GROUP}
  Api:
    Condition: Test${api(HTTP)}
  Other:
    Condition: Live${api(HTTP)}`,
  'a nested stack without a body': `Resources:${GROUP}
  Nested: { Type: ALIYUN::ROS::Stack, Properties: { TemplateURL: 'oss://templates/apis.yml', Parameters: { GroupId: { 'Fn::GetAtt': [Group, GroupId] } } } }`,
  'a nested stack beside an API': `${whole(HTTP)}
  Nested: { Type: ALIYUN::ROS::Stack, Properties: { TemplateURL: 'oss://templates/plugins.yml' } }`,
  'other services only': `Resources:
  Vpc: { Type: ALIYUN::ECS::VPC, Properties: { CidrBlock: 192.168.0.0/16 } }
  Bucket: { Type: ALIYUN::OSS::Bucket, Properties: { BucketName: some-bucket } }`,
  'an event function': whole(
    '{ ServiceProtocol: FunctionCompute, FunctionComputeConfig: { FcRegionId: cn-hangzhou, ServiceName: orders, FunctionName: list, RoleArn: acs:ram::1:role/r } }',
  ),
  'an event function in small letters': whole(
    '{ ServiceProtocol: FunctionCompute, FunctionComputeConfig: { fcRegionId: cn-hangzhou, serviceName: orders, functionName: list, roleArn: acs:ram::1:role/r } }',
  ),
  'an event function of Function Compute 3.0': whole(
    "{ ServiceProtocol: FunctionCompute, FunctionComputeConfig: { FcVersion: '3.0', FcType: FCEvent, FunctionName: list } }",
  ),
  'a web function': whole(
    '{ ServiceProtocol: FunctionCompute, FunctionComputeConfig: { FcType: HttpTrigger, FcBaseUrl: https://f.example.com, Path: /orders, Method: GET } }',
  ),
  'a backend in a VPC': whole(
    "{ ServiceProtocol: HTTP, ServiceVpcEnable: 'TRUE', VpcConfig: { VpcId: vpc-1, InstanceId: i-1, Port: 80 } }",
  ),
  'a fixed answer': whole("{ ServiceProtocol: HTTP, Mock: 'TRUE', MockResult: ok }"),
  'a backend of its own, which ROS does not list': whole(
    '{ ServiceProtocol: HTTP }',
    '\n      BackendId: { Ref: Backend }\n      BackendEnable: true',
  ).replace('Resources:', 'Parameters: { Backend: { Type: String } }\nResources:'),
  'both protocols': withProtocol("'HTTP,HTTPS'"),
  'an app, a limit and who may use them': `${whole(HTTP)}
  App: { Type: ALIYUN::ApiGateway::App, Properties: { AppName: partner } }
  May: { Type: ALIYUN::ApiGateway::Authorization, Properties: { AppIds: [{ Ref: App }], ApiIds: [{ 'Fn::GetAtt': [Api, ApiId] }], GroupId: { Ref: Group }, StageName: RELEASE } }
  Limit: { Type: ALIYUN::ApiGateway::TrafficControl, Properties: { TrafficControlName: limit, TrafficControlUnit: MINUTE, ApiDefault: 100 } }
  Limited: { Type: ALIYUN::ApiGateway::TrafficControlBinding, Properties: { TrafficControlId: { Ref: Limit }, ApiIds: [{ 'Fn::GetAtt': [Api, ApiId] }], GroupId: { 'Fn::GetAtt': [Group, GroupId] }, StageName: RELEASE } }`,
};

function errorsOf(text: string): readonly string[] {
  const { failures } = checkGateway(modelOf(text), RULES);
  return failures
    .filter(({ severity }) => severity === 'error')
    .map(({ message, rule, subject }) => `${rule.id} ${subject}: ${message}`);
}

test('there are twenty, and each is YAML', () => {
  expect(Object.keys(TEMPLATES)).toHaveLength(20);
  for (const text of Object.values(TEMPLATES)) expect(parse(text)).toHaveProperty('Resources');
});

test.each(Object.entries(TEMPLATES))('%s has no error', (_, text) => {
  expect(errorsOf(text)).toEqual([]);
});

test('Terraform inside of ROS is told as such', () => {
  const terraform =
    "ROSTemplateFormatVersion: '2015-09-01'\nTransform: Aliyun::Terraform-v1.2\nWorkspace: { main.tf: 'x' }\n";
  expect(() => modelOf(terraform)).toThrow(GatewayError);
  expect(() => modelOf(terraform)).toThrow(/Terraform inside a ROS template/);
});

test('routes of a serverless API are not judged, and nothing is said of them', () => {
  const serverless = `ROSTemplateFormatVersion: '2015-09-01'
Transform: Aliyun::Serverless-2018-04-03
Resources:
  Api: { Type: 'Aliyun::Serverless::Api', Properties: { StageName: RELEASE, DefinitionBody: {} } }
`;
  expect(checkGateway(modelOf(serverless), RULES).failures).toEqual([]);
});
