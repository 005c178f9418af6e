import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as CloudApi from '@alicloud/cloudapi20160714';
import type { JsonObject, JsonValue } from '../../lib/json';
import { type CallName, storedAnswer } from '../../lib/live';
import { KEY } from '../model/sample';

/** An answer in the shape of the vendor's own model class: a member that it does not have would be lost. */
function shaped(call: string, members: object): JsonObject {
  const bodies = CloudApi as unknown as Record<string, new (map: object) => { toMap(): JsonObject }>;
  const Body = bodies[`${call}ResponseBody`];
  if (Body === undefined) throw new Error(`the vendor has no ${call}`);
  return JSON.parse(JSON.stringify(new Body({ requestId: 'r', ...members }).toMap())) as JsonObject;
}

/** An API of the gateway in the cloud. */
export interface CloudApiSample {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly authType?: string;
  /** What is deployed, by stage; the draft is the same as the last unless said. */
  readonly stages: readonly string[];
  /** Members of the definition of one stage, or of the draft. */
  readonly other?: Readonly<Record<string, object>>;
  readonly apps?: readonly number[];
}

/** A gateway in the cloud, as far as its calls tell. */
export interface Cloud {
  readonly groups: readonly {
    readonly id: string;
    readonly members?: object;
    readonly apis: readonly CloudApiSample[];
  }[];
  readonly plugins: readonly {
    readonly id: string;
    readonly type: string;
    readonly data: string;
    /** `API STAGE` */
    readonly apis?: readonly string[];
    /** `GROUP STAGE` */
    readonly groups?: readonly string[];
  }[];
}

/** The call, the file it goes to, and its whole answer, of which a list may be cut into pages. */
export interface CloudAnswer {
  readonly call: CallName;
  readonly file: string;
  readonly options: Readonly<Record<string, string>>;
  /** The members of the answer in camel case; `items` names the list in it. */
  readonly body: object;
  readonly items?: readonly [list: string, item: string, values: readonly object[]];
}

/** Everything that the calls of a recording answer. */
export function answersOf(cloud: Cloud): CloudAnswer[] {
  const list = (
    call: CallName,
    file: string,
    [name, item]: readonly [string, string],
    values: readonly object[],
    options: Readonly<Record<string, string>> = {},
  ): CloudAnswer => ({ call, file, options, body: {}, items: [name, item, values] });
  const apis = cloud.groups.flatMap((group) => group.apis.map((api) => ({ group, api })));
  const stagesOf = (pairs: readonly string[] = []) =>
    pairs.map((pair) => pair.split(' ') as [string, string]);
  return [
    list(
      'DescribeApiGroups',
      'groups',
      ['apiGroupAttributes', 'apiGroupAttribute'],
      cloud.groups.map(({ id }) => ({ groupId: id, groupName: id })),
    ),
    ...cloud.groups.map(({ id, members }) => ({
      call: 'DescribeApiGroup' as const,
      file: `groups/${id}/group`,
      options: { GroupId: id },
      body: { groupId: id, groupName: id, disableInnerDomain: true, ...members },
    })),
    ...cloud.groups.map(({ apis, id }) =>
      list(
        'DescribeApis',
        `groups/${id}/apis`,
        ['apiSummarys', 'apiSummary'],
        apis.map((api) => summaryOf(api, id)),
        { GroupId: id },
      ),
    ),
    ...apis.map(({ api, group }) => ({
      call: 'DescribeApi' as const,
      file: `groups/${group.id}/${api.id}/draft`,
      options: { GroupId: group.id, ApiId: api.id },
      body: definitionOf(api, group.id, 'draft'),
    })),
    ...apis.flatMap(({ api, group }) =>
      api.stages.flatMap((stage) => {
        const options = { GroupId: group.id, ApiId: api.id, StageName: stage };
        return [
          {
            call: 'DescribeDeployedApi' as const,
            file: `groups/${group.id}/${api.id}/${stage}`,
            options,
            body: { ...definitionOf(api, group.id, stage), stageName: stage },
          },
          list(
            'DescribeAuthorizedApps',
            `groups/${group.id}/${api.id}/${stage}-apps`,
            ['authorizedApps', 'authorizedApp'],
            (api.apps ?? []).map((appId) => ({ appId, stageName: stage })),
            options,
          ),
        ];
      }),
    ),
    list(
      'DescribePlugins',
      'plugins',
      ['plugins', 'pluginAttribute'],
      cloud.plugins.map(({ data, id, type }) => ({
        pluginId: id,
        pluginName: id,
        pluginType: type,
        pluginData: data,
      })),
    ),
    ...cloud.plugins.flatMap(({ apis, groups, id }) => [
      list(
        'DescribePluginApis',
        `plugins/${id}-apis`,
        ['apiSummarys', 'apiPluginSummary'],
        stagesOf(apis).map(([apiId, stageName]) => ({ apiId, stageName })),
        { PluginId: id },
      ),
      list(
        'DescribePluginGroups',
        `plugins/${id}-groups`,
        ['groupSummarys', 'groupPluginSummary'],
        stagesOf(groups).map(([groupId, stageName]) => ({ groupId, stageName })),
        { PluginId: id },
      ),
    ]),
    list('DescribeVpcAccesses', 'vpc-accesses', ['vpcAccessAttributes', 'vpcAccessAttribute'], []),
    list('DescribeTrafficControls', 'traffic-controls', ['trafficControls', 'trafficControl'], []),
    list('DescribeIpControls', 'ip-controls', ['ipControlInfos', 'ipControlInfo'], []),
    list('DescribeSignatures', 'signatures', ['signatureInfos', 'signatureInfo'], []),
  ];
}

function summaryOf({ id, method, path, stages }: CloudApiSample, groupId: string): object {
  return {
    apiId: id,
    apiName: id,
    apiMethod: method,
    apiPath: path,
    groupId,
    deployedInfos: {
      deployedInfo: ['RELEASE', 'PRE', 'TEST'].map((stageName) => ({
        stageName,
        deployedStatus: stages.includes(stageName) ? 'DEPLOYED' : 'NONDEPLOYED',
        effectiveVersion: '20260101',
      })),
    },
  };
}

function definitionOf(api: CloudApiSample, groupId: string, where: string): object {
  const { authType = 'ANONYMOUS', id, method, other = {}, path } = api;
  const parameters = [...path.matchAll(/\[(\w+)\]/g)].map(([, name]) => name);
  return {
    apiId: id,
    apiName: id,
    groupId,
    authType,
    visibility: 'PRIVATE',
    resultType: 'JSON',
    resultSample: '{}',
    description: '',
    requestConfig: {
      requestProtocol: 'HTTPS',
      requestHttpMethod: method,
      requestPath: path,
      requestMode: 'MAPPING',
      bodyFormat: '',
    },
    serviceConfig: {
      serviceProtocol: 'HTTP',
      serviceAddress: 'https://backend.example.com',
      servicePath: path,
      serviceHttpMethod: method,
      serviceTimeout: 10000,
      mock: 'FALSE',
      serviceVpcEnable: 'FALSE',
      mockHeaders: { mockHeader: [] },
    },
    requestParameters: {
      requestParameter: parameters.map((name) => ({
        apiParameterName: name,
        location: 'Path',
        parameterType: 'String',
        required: 'REQUIRED',
      })),
    },
    serviceParameters: {
      serviceParameter: parameters.map((name) => ({
        serviceParameterName: name,
        location: 'Path',
        parameterType: 'String',
      })),
    },
    serviceParametersMap: {
      serviceParameterMap: parameters.map((name) => ({
        requestParameterName: name,
        serviceParameterName: name,
      })),
    },
    ...other[where],
  };
}

/** One page of an answer, as the vendor's command line prints it. */
export function pageOf({ body, call, items }: CloudAnswer, page: number, size: number): JsonObject {
  if (items === undefined) return shaped(call, body);
  const [list, item, values] = items;
  const shown = values.slice((page - 1) * size, page * size);
  return shaped(call, {
    [list]: { [item]: shown },
    totalCount: values.length,
    pageNumber: page,
    pageSize: size,
  });
}

/** Records a gateway in a directory as the script does, without some of its answers. */
export function recordIn(
  directory: string,
  cloud: Cloud,
  isMissing: (file: string) => boolean = () => false,
): void {
  write(join(directory, 'recording.json'), '{"version":1,"groups":"all"}\n');
  write(join(directory, 'recorded-on.txt'), '2026-11-28\n');
  for (const answer of answersOf(cloud)) {
    const pages = Math.max(1, Math.ceil((answer.items?.[2].length ?? 0) / 100));
    for (let page = 1; page <= pages; page += 1) {
      const file = answer.items === undefined ? answer.file : `${answer.file}-${page}`;
      if (isMissing(file)) continue;
      const text = JSON.stringify(pageOf(answer, page, 100) satisfies JsonValue);
      write(join(directory, `${file}.json`), storedAnswer(answer.call, text, file));
    }
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const jwt = (kid: string): string =>
  [
    'parameter: Authorization',
    'parameterLocation: header',
    'jwk:',
    ...Object.entries({ ...KEY, kid }).map(([name, value]) => `  ${name}: ${value}`),
    '',
  ].join('\n');

const many = (group: string, count: number, stages: readonly string[]): CloudApiSample[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `${group}-${at}`,
    method: 'GET',
    path: `/${group}/${at}/[id]`,
    stages,
  }));

/** A gateway of sixty APIs in three groups, made by hand over the years. */
export const SIXTY: Cloud = {
  groups: [
    {
      id: 'orders',
      members: { basePath: '/shop' },
      apis: [
        ...many('orders', 18, ['RELEASE', 'TEST']),
        { id: 'export', method: 'GET', path: '/export', stages: ['RELEASE'] },
        {
          id: 'edited',
          method: 'POST',
          path: '/edited',
          stages: ['RELEASE'],
          other: { draft: { authType: 'APP', description: 'half done' } },
        },
      ],
    },
    {
      id: 'billing',
      apis: [
        ...many('billing', 19, ['RELEASE']),
        {
          id: 'invoice',
          method: 'GET',
          path: '/invoice',
          authType: 'APP',
          stages: ['RELEASE'],
          apps: [4711],
        },
      ],
    },
    { id: 'partners', apis: many('partners', 20, ['RELEASE', 'TEST']) },
  ],
  plugins: [
    {
      id: 'customers',
      type: 'jwtAuth',
      data: jwt('customers'),
      apis: [
        ...Array.from({ length: 18 }, (_, at) => [`orders-${at} RELEASE`, `orders-${at} TEST`]).flat(),
        'edited RELEASE',
        ...Array.from({ length: 19 }, (_, at) => `billing-${at} RELEASE`),
        'invoice RELEASE',
        'partners-0 RELEASE',
      ],
    },
    { id: 'partners-keys', type: 'jwtAuth', data: jwt('partners'), groups: ['partners RELEASE'] },
    {
      id: 'limits',
      type: 'trafficControl',
      data: 'unit: MINUTE\napiDefault: 100\n',
      groups: ['orders RELEASE'],
    },
  ],
};
