import fc from 'fast-check';

const TYPES = [
  'ALIYUN::ROS::Stack',
  ...[
    'Api',
    'App',
    'Authorization',
    'CustomDomain',
    'Deployment',
    'Group',
    'Plugin',
    'PluginAttachment',
    'Signature',
    'StageConfig',
    'TrafficControl',
  ].map((name) => `ALIYUN::ApiGateway::${name}`),
];
const PROPERTIES = [
  'ApiId',
  'ApiIds',
  'AppSecret',
  'Description',
  'DomainName',
  'GroupId',
  'GroupName',
  'InternetEnable',
  'PluginData',
  'PluginId',
  'PluginType',
  'RequestConfig',
  'RequestParameters',
  'ServiceConfig',
  'StageName',
  'Tags',
  'Variables',
];
const MEMBERS = [
  'Ref',
  'Fn::If',
  '__proto__',
  'alg',
  'constructor',
  'items',
  'jwk',
  'jwks',
  'kid',
  'kty',
  'n',
  'name',
  'password',
  'rules',
  'unit',
  'users',
];
const WORDS = [
  'A',
  'B',
  'RELEASE',
  'RSA',
  'basicAuth',
  'cors',
  'ipControl',
  'jwtAuth',
  'trafficControl',
  'ALLOW',
  'oct',
  'true',
  '',
];

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...WORDS),
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...MEMBERS), tie('value'), { maxKeys: 4 }),
  ),
}));

const resource = fc.record(
  {
    Type: fc.constantFrom(...TYPES),
    Properties: fc.dictionary(fc.constantFrom(...PROPERTIES), fc.oneof(value, fc.json()), { maxKeys: 6 }),
    DependsOn: fc.oneof(fc.constantFrom('A', 'B'), value),
    Condition: value,
    Count: fc.constantFrom(0, 2, 'x'),
  },
  { requiredKeys: ['Type'] },
);

/** Resources of the service, and what is none, with anything in the place of anything. */
export const oddResources = fc.dictionary(
  fc.constantFrom('A', 'B', 'C', 'constructor'),
  fc.oneof({ weight: 4, arbitrary: resource }, value),
);
