import fc from 'fast-check';
import { checkGateway, RULES } from '../../lib/rules';
import { modelOf } from './check-template';

const TYPES = [
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
];
const PROPERTIES = [
  'ApiId',
  'ApiIds',
  'AppSecret',
  'Description',
  'GroupId',
  'GroupName',
  'InternetEnable',
  'PluginData',
  'PluginId',
  'PluginType',
  'RequestConfig',
  'StageName',
  'Tags',
  'Variables',
];
const MEMBERS = [
  'Ref',
  'Fn::If',
  'alg',
  'constructor',
  'jwk',
  'jwks',
  'kid',
  'kty',
  'n',
  'password',
  'users',
];
const WORDS = ['A', 'B', 'RELEASE', 'RSA', 'basicAuth', 'cors', 'jwtAuth', 'oct', 'true', ''];

/** `npm run fuzz` asks for more. */
const NUM_RUNS = Number(process.env.NUM_RUNS ?? 300);

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...WORDS),
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...MEMBERS), tie('value'), { maxKeys: 4 }),
  ),
}));

const resource = fc.record({
  Type: fc.constantFrom(...TYPES.map((name) => `ALIYUN::ApiGateway::${name}`), 'ALIYUN::ROS::Stack'),
  Properties: fc.dictionary(fc.constantFrom(...PROPERTIES), fc.oneof(value, fc.json()), { maxKeys: 6 }),
  DependsOn: fc.oneof(fc.constantFrom('A', 'B'), value),
});

test('every rule has an answer for every template, however odd', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D'), resource), (Resources) => {
      const { failures, unknowns } = checkGateway(modelOf({ Resources }), RULES);
      expect([...failures, ...unknowns].filter(({ message }) => message === '')).toEqual([]);
    }),
    { numRuns: NUM_RUNS },
  );
});
