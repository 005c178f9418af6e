import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  PSEUDO_PARAMETERS,
  RESOURCE_ATTRIBUTES,
  RESOURCE_SPECIFICATION,
  ROS_FUNCTIONS,
} from '../../lib/facts';
import { VENDOR_SPECIFICATION as vendor } from '../fixtures/vendor-specification';

const LIB = join(__dirname, '../../lib');

/** The source files below a folder of `lib`, without comments. */
function sourcesIn(...folders: readonly string[]): { readonly file: string; readonly text: string }[] {
  return folders.flatMap((folder) =>
    readdirSync(join(LIB, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({
        file: join(folder, file),
        text: readFileSync(join(LIB, folder, file), 'utf8').replace(/\/\*.*?\*\/|^\s*\/\/.*$/gms, ''),
      })),
  );
}

const core = (file: string) => readFileSync(require.resolve(`@alicloud/ros-cdk-core/lib/${file}.js`), 'utf8');
const namesIn = (text: string, expression: RegExp) =>
  [...text.matchAll(expression)].map(([, name = '']) => name);

test('the pseudo parameters are those that ROS CDK writes, and one that stands on the page only', () => {
  const written = namesIn(core('ros-pseudo'), /"(ALIYUN::\w+)"/g);
  expect(written.length).toBeGreaterThan(5);
  expect(Object.values(PSEUDO_PARAMETERS.value).sort()).toEqual(
    [...new Set([...written, 'ALIYUN::ResourceGroupId'])].sort(),
  );
});

/** Types of the cloud-native gateway: the vendor's specification that is read here does not have them. */
const CLOUD_NATIVE_TYPES =
  /^ALIYUN::APIG::(?:Api|Plugin)Attachment$|^ALIYUN::APIG::(?:Domain|HttpApi|Operation|Plugin|Policy|Route)$/;

test('every name with ALIYUN:: in front is a type or a pseudo parameter, letter by letter', () => {
  const pseudo = new Set<string>(Object.values(PSEUDO_PARAMETERS.value));
  const strangers = sourcesIn('.').flatMap(({ file, text }) =>
    namesIn(text, /\b(ALIYUN::\w+(?:::\w+)?)\b(?!::)/gi)
      .filter((name) => !Object.hasOwn(vendor.ResourceTypes, name) && !pseudo.has(name))
      .filter((name) => !/^ALIYUN::(?:ApiGateway|APIG)$/.test(name) && !CLOUD_NATIVE_TYPES.test(name))
      .map((name) => `${file} ${name}`),
  );
  // Templates that only look like ROS are known by these names.
  expect(strangers).toEqual(['template/stack.ts aliyun::serverless::api']);
});

test('every function that is called by name is one of ROS', () => {
  const strangers = sourcesIn('.').flatMap(({ text }) =>
    namesIn(text, /['"`](Fn::\w+)/g).filter((name) => !ROS_FUNCTIONS.value.has(name)),
  );
  // Functions of AWS CloudFormation that rules tell of.
  expect([...new Set(strangers)].sort()).toEqual(['Fn::ImportValue', 'Fn::ToJsonString']);
});

test('the attributes are those of the vendor’s specification and of its package', () => {
  const generated = readFileSync(
    require.resolve('@alicloud/ros-cdk-apigateway/lib/apigateway.generated.js'),
    'utf8',
  );
  const classes = [...generated.matchAll(/class (Ros\w+) extends ros\.RosResource \{(.*?)\n\}\n/gs)];
  const expected = new Map<string, Set<string>>();
  const add = (type: string, names: readonly string[]) => {
    const known = expected.get(type) ?? new Set<string>();
    expected.set(type, known);
    for (const name of names) known.add(name);
  };
  for (const [type, { Attributes = {} }] of Object.entries(vendor.ResourceTypes))
    if (type.startsWith('ALIYUN::ApiGateway::')) add(type, Object.keys(Attributes));
  for (const [, name = '', body = ''] of classes)
    add(`ALIYUN::ApiGateway::${name.slice('Ros'.length)}`, namesIn(body, /this\.getAtt\('(\w+)'\)/g));
  expect(classes.length).toBeGreaterThan(10);
  expect(RESOURCE_ATTRIBUTES.value).toEqual(expected);
});

/** Words with a capital letter that are no property, attribute or type of the service, by what they are. */
const OTHERS: readonly string[] = [
  // Sections and fields of a template.
  'Condition Conditions Count Default DeletionPolicy DependsOn Eval Locals Macro Mappings Metadata NoEcho Outputs',
  'Parameters Properties Ref Resources ROSTemplateFormatVersion Retain TemplateBody Transform Type Value Workspace',
  // What our constructs write into Metadata.
  'AllowedValues BypassEmptyToken ConstraintDescription ClientMaySet DraftDiffers Existing Id JwtGateway Keys Live NotRead PluginType Provider PublicAccess',
  'RecordedOn',
  // Types of parameters, and of properties.
  'Boolean Double Float Int List Long Map String',
  // Words of the service that stand in values.
  'BackendConfig HttpTrigger CaAppId CaClientIp CaDomain CaHttpSchema CaProxy CaRequestHandleTime CaRequestId FunctionCompute',
  // Words of the cloud-native gateway, whose packages these tests do not read.
  'ApiAttachment HttpApiId AttachResourceIds Enable ResponseContent ResponseCode Services ServiceConfigs ServiceId',
  'Protocol Protocols RemoveBasePathOnForward DeployConfigs Addresses Cors HeaderModify',
  'Domain DomainIds ForceHttps Gateway HttpApi Policy TlsMin',
  // HTTP, tokens and errors.
  'Blocked Host None Origin TimeoutError Vary',
  // Logical ids of examples.
  'Admins Cache Limit ListOrders Browser Browsers Claims Customers Items Office Orders OrdersRELEASE Partners Rules Second Wait',
].flatMap((line) => line.split(' '));

test('every name of a property that readers ask for is one of the vendor, letter by letter', () => {
  const known = new Set(OTHERS);
  for (const [type, properties] of RESOURCE_SPECIFICATION.value)
    for (const name of [type, ...Object.keys(properties)]) known.add(name.split(/::|\./).at(-1) ?? '');
  for (const names of RESOURCE_ATTRIBUTES.value.values()) for (const name of names) known.add(name);
  const readers = ['template', 'model', 'rules', 'diff', 'token-evaluation', 'probe', 'gateway'] as const;
  const strangers = sourcesIn(...readers).flatMap(({ file, text }) =>
    [
      ...namesIn(text, /'([A-Z][a-z]+[A-Za-z]*)'/g),
      ...namesIn(text, /[pP]roperties\.([A-Z]\w+)/g),
      ...namesIn(text, /\{([^{}]*)\} = [\w.]*[pP]roperties\b/g).flatMap((list) =>
        namesIn(list, /\b([A-Z]\w+)/g),
      ),
      ...namesIn(text, /'([A-Z]\w+(?:\.[A-Z]\w+)+)'/g).flatMap((path) => path.split('.')),
    ]
      .filter((name) => !known.has(name))
      .map((name) => `${file} ${name}`),
  );
  expect(strangers).toEqual([]);
});
