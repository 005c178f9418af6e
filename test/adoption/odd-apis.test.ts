import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { partsOf, writeReference, writeTakeOver } from '../../lib/adoption';
import { diffGateways } from '../../lib/diff';
import { inSameTerms, readRecording } from '../../lib/live';
import { type GatewayModel, readGateway } from '../../lib/model';
import { type Cloud, type CloudApiSample, recordIn, SIXTY } from '../live/recorded-gateway';
import { declareGatewayOf, synthesized } from './written-folder';

const DAY = '2026-11-28';
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'odd-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function recordingOf(cloud: Cloud): GatewayModel {
  const live = mkdtempSync(join(directory, 'live-'));
  recordIn(live, cloud);
  return readRecording(live);
}

function changesOf(recording: GatewayModel, files: Parameters<typeof declareGatewayOf>[0]): string[] {
  const model = readGateway(synthesized(directory, declareGatewayOf(files)));
  const { changes } = diffGateways(...inSameTerms(recording, model), { now: 0 });
  return changes.map(({ kind, message, route = '' }) => `${kind} ${route} ${message}`);
}

/** An API whose published definition has members of its own. */
function api(id: string, method: string, path: string, definition: object): CloudApiSample {
  return { id, method, path, stages: ['RELEASE'], other: { RELEASE: definition, draft: definition } };
}

const request = (method: string, path: string, other: object = {}) => ({
  requestConfig: {
    requestProtocol: 'HTTPS',
    requestHttpMethod: method,
    requestPath: path,
    requestMode: 'MAPPING',
    ...other,
  },
});

const service = (other: object) => ({
  serviceConfig: { serviceProtocol: 'HTTP', serviceTimeout: 10000, ...other },
});

const parameter = (name: string, location: string, other: object = {}) => ({
  apiParameterName: name,
  location,
  parameterType: 'String',
  required: 'OPTION',
  ...other,
});

const APIS: readonly CloudApiSample[] = [
  api(
    'vpcbackend',
    'GET',
    '/vpc',
    service({
      serviceVpcEnable: 'TRUE',
      serviceHttpMethod: 'GET',
      servicePath: '/v',
      vpcConfig: { vpcId: 'vpc-1', instanceId: 'i-1', port: 8080 },
    }),
  ),
  api(
    'vpcnamed',
    'GET',
    '/vpc2',
    service({
      serviceVpcEnable: 'TRUE',
      serviceHttpMethod: 'GET',
      servicePath: '/v',
      vpcConfig: { vpcId: 'vpc-1', instanceId: 'i-1', port: 8080, vpcScheme: 'https' },
    }),
  ),
  api(
    'mocked',
    'GET',
    '/mock',
    service({
      mock: 'TRUE',
      mockResult: '{"a": "b\'c"}',
      mockStatusCode: 204,
      mockHeaders: {
        mockHeader: [
          { headerName: 'X-B', headerValue: '1' },
          { headerName: 'X-A', headerValue: '2' },
        ],
      },
    }),
  ),
  api(
    'event',
    'POST',
    '/event',
    service({
      serviceProtocol: 'FunctionCompute',
      serviceTimeout: 5000,
      functionComputeConfig: {
        fcType: 'FCEvent',
        fcVersion: '2.0',
        regionId: 'cn-hangzhou',
        serviceName: 's',
        functionName: 'f',
        roleArn: 'acs:ram::1:role/r',
        qualifier: 'LATEST',
      },
    }),
  ),
  api(
    'webfn',
    'GET',
    '/web',
    service({
      serviceProtocol: 'FunctionCompute',
      functionComputeConfig: {
        fcType: 'HttpTrigger',
        fcVersion: '3.0',
        regionId: 'cn-hangzhou',
        fcBaseUrl: 'https://f.example.com',
        path: '/x',
        method: 'GET',
        onlyBusinessPath: false,
      },
    }),
  ),
  api(
    'withpath',
    'GET',
    '/address',
    service({
      serviceAddress: 'https://a.example.com/v2',
      servicePath: '/p',
      serviceHttpMethod: 'POST',
      serviceTimeout: 1,
      contentTypeCatagory: 'DEFAULT',
    }),
  ),
  api(
    'custom',
    'GET',
    '/custom',
    service({
      serviceAddress: 'http://a.example.com:81',
      servicePath: '/custom',
      serviceHttpMethod: 'GET',
      contentTypeCatagory: 'CUSTOM',
      contentTypeValue: 'text/plain',
    }),
  ),
  api('passing', 'ANY', '/pass/*', {
    ...request('ANY', '/pass/*', { requestMode: 'PASSTHROUGH' }),
    ...service({ serviceAddress: 'http://a', servicePath: '/pass/*', serviceHttpMethod: 'ANY' }),
    requestParameters: { requestParameter: [parameter('q', 'Query')] },
  }),
  api('formed', 'POST', '/form', {
    ...request('POST', '/form', { bodyFormat: 'FORM' }),
    requestParameters: {
      requestParameter: [
        parameter('item', 'Body', { maxLength: 9 }),
        parameter('X-Trace', 'Head', { required: 'REQUIRED', regularExpression: '^\\d+$' }),
        parameter('page', 'Query', {
          parameterType: 'Int',
          minValue: 1,
          defaultValue: '1',
          enumValue: '1,2',
        }),
      ],
    },
    serviceParameters: {
      serviceParameter: [
        { serviceParameterName: 'item', location: 'Body', parameterType: 'STRING' },
        { serviceParameterName: 'trace', location: 'Head', parameterType: 'STRING' },
        { serviceParameterName: 'page', location: 'Query', parameterType: 'NUMBER' },
      ],
    },
    serviceParametersMap: {
      serviceParameterMap: [
        { requestParameterName: 'item', serviceParameterName: 'item' },
        { requestParameterName: 'X-Trace', serviceParameterName: 'trace' },
        { requestParameterName: 'page', serviceParameterName: 'page' },
      ],
    },
  }),
  api(
    'streamed',
    'POST',
    '/stream',
    request('POST', '/stream', { bodyFormat: 'STREAM', bodyModel: 'x', postBodyDescription: 'an order' }),
  ),
  api('bodyget', 'GET', '/bodyget', request('GET', '/bodyget', { bodyFormat: 'FORM' })),
  api('constants', 'GET', '/constants', {
    constantParameters: {
      constantParameter: [
        { serviceParameterName: 'X-From', constantValue: "it's", location: 'Head' },
        { serviceParameterName: 'v', constantValue: '2', location: 'Query', description: 'version' },
      ],
    },
    systemParameters: {
      systemParameter: [{ parameterName: 'CaClientIp', serviceParameterName: 'X-Ip', location: 'Head' }],
    },
  }),
  api('broken', 'GET', '/broken/[id]', {
    serviceParameters: { serviceParameter: [] },
    serviceParametersMap: { serviceParameterMap: [] },
    ...service({ serviceAddress: 'http://a', servicePath: '/other/[tenant]', serviceHttpMethod: 'GET' }),
  }),
  api('defaulted', 'GET', '/defaulted', {
    requestParameters: {
      requestParameter: [
        parameter('a', 'Query', { required: 'REQUIRED', defaultValue: 'x' }),
        parameter('a', 'Head'),
      ],
    },
  }),
  api('openid', 'GET', '/openid', {
    authType: 'APPOPENID',
    openIdConnectConfig: {
      openIdApiType: 'BUSINESS',
      idTokenParamName: 'token',
      publicKey: '',
      publicKeyId: '',
    },
  }),
  api('withapps', 'GET', '/apps', {
    authType: 'APP',
    appCodeAuthType: 'HEADER',
    allowSignatureMethod: 'HmacSHA1,HmacSHA256',
    forceNonceCheck: true,
    disableInternet: true,
  }),
  api('samples', 'GET', '/samples', {
    resultType: 'TEXT',
    resultSample: 'a\nb',
    failResultSample: 'no',
    visibility: 'PUBLIC',
    description: '订单 "x"',
    errorCodeSamples: {
      errorCodeSample: [
        { code: '404', message: 'none' },
        { code: '429', message: 'many', description: 'later' },
      ],
    },
  }),
  api('http only', 'GET', '/plain', request('GET', '/plain', { requestProtocol: 'HTTP,HTTPS' })),
];

const cloudOf = (apis: readonly CloudApiSample[]): Cloud => ({
  groups: [{ id: 'odd group', members: { groupName: 'odd group' }, apis }],
  plugins: [],
});

test.each(APIS.map((each) => [each.id, each] as const))(
  'an API with %s comes through code as it was',
  (_id, sample) => {
    const recording = recordingOf(cloudOf([sample]));
    const parts = partsOf(recording);
    expect(changesOf(recording, writeReference(parts, DAY))).toEqual([]);
    const { files } = writeTakeOver(parts, { recordedOn: DAY, newPlugins: false });
    expect(changesOf(recording, files)).toEqual([]);
  },
);

test.each<[string, CloudApiSample, string]>([
  [
    'MAPPING_PASSTHROUGH',
    api('mapped', 'GET', '/m', request('GET', '/m', { requestMode: 'MAPPING_PASSTHROUGH' })),
    'its request mode MAPPING_PASSTHROUGH',
  ],
  [
    'OSS',
    api('files', 'GET', '/f', service({ serviceProtocol: 'OSS', ossConfig: { bucketName: 'b', key: 'k' } })),
    'cannot be said in ROS',
  ],
  [
    'custom system parameters',
    api('system', 'GET', '/s', {
      customSystemParameters: {
        customSystemParameter: [{ parameterName: 'x', serviceParameterName: 'x', location: 'Head' }],
      },
    }),
    'its custom system parameters',
  ],
  ['a custom stage', { ...api('staged', 'GET', '/s', {}), stages: ['blue'] }, 'it is published to no stage'],
])('what ROS cannot say is listed: %s', (_words, sample, loss) => {
  const { losses } = writeTakeOver(partsOf(recordingOf(cloudOf([sample]))), {
    recordedOn: DAY,
    newPlugins: false,
  });
  expect(losses.map((each) => each.loss).join('\n')).toContain(loss);
});

const words = fc.string({
  maxLength: 40,
  unit: fc.constantFrom('a', "'", '"', '\\', '\n', '*/', '${', '订', '\u202e', '`'),
});

test('no text of a recording changes what the code does', () => {
  const property = fc.property(
    fc.record({ description: words, mockResult: words, value: words }),
    (texts) => {
      const sample = api('hostile', 'GET', '/h', {
        description: texts.description,
        ...service({ mock: 'TRUE', mockResult: texts.mockResult, mockStatusCode: 200 }),
        constantParameters: {
          constantParameter: [{ serviceParameterName: 'X-A', constantValue: texts.value, location: 'Head' }],
        },
      });
      const recording = recordingOf(cloudOf([sample]));
      const parts = partsOf(recording);
      expect(changesOf(recording, writeReference(parts, DAY))).toEqual([]);
      expect(changesOf(recording, writeTakeOver(parts, { recordedOn: DAY, newPlugins: true }).files)).toEqual(
        [],
      );
    },
  );
  fc.assert(property, { numRuns: Number(process.env.NUM_RUNS ?? 15) });
}, 60_000);

test('no secret of the service is in anything that is written', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9]{24,40}$/).map((text) => `s3cret${text}`);
  const property = fc.property(secret, (text) => {
    const cloud: Cloud = {
      groups: [
        {
          id: 'shop',
          apis: [
            api('list', 'GET', '/orders', {
              ...service({
                serviceAddress: `https://user:${text}@a.example.com`,
                servicePath: '/orders',
                serviceHttpMethod: 'GET',
              }),
            }),
          ],
        },
      ],
      plugins: [
        {
          id: 'basic',
          type: 'basicAuth',
          data: `users:\n  - username: a\n    password: ${text}\n`,
          apis: ['list RELEASE'],
        },
        {
          id: 'jwt',
          type: 'jwtAuth',
          data: `${SIXTY.plugins[0]?.data}  d: ${text}\n`,
          apis: ['list RELEASE'],
        },
        {
          id: 'sign',
          type: 'backendSignature',
          data: JSON.stringify({ type: 'APIGW_BACKEND', key: 'k', secret: text }),
          apis: ['list RELEASE'],
        },
      ],
    };
    const parts = partsOf(recordingOf(cloud));
    const written = [
      ...writeReference(parts, DAY),
      ...[true, false].flatMap((newPlugins) => writeTakeOver(parts, { recordedOn: DAY, newPlugins }).files),
    ];
    for (const file of written) expect(file.text).not.toContain(text);
  });
  fc.assert(property, { numRuns: Number(process.env.NUM_RUNS ?? 10) });
});
