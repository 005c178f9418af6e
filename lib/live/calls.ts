/**
 * One call of CloudAPI whose answer a recording holds. All of them only read.
 *
 * @see npm @alicloud/cloudapi20160714 4.7.8
 */
export interface RecordedCall {
  /** Where the answer has its items; `undefined` for a call that answers with one thing. */
  readonly items: readonly [list: string, item: string] | undefined;
  /** Members without which an answer is no answer of this call. */
  readonly requires: readonly string[];
  /** Members that are taken out before an answer is written: the last name of the path, wherever it stands. */
  readonly secrets: readonly string[];
}

const list = (name: string, item: string, secrets: readonly string[] = []): RecordedCall => ({
  items: [name, item],
  requires: [name, 'TotalCount'],
  secrets,
});

const one = (requires: readonly string[], secrets: readonly string[] = []): RecordedCall => ({
  items: undefined,
  requires,
  secrets,
});

/** The calls of a recording, with the shape of their answers. */
export const RECORDED_CALLS = {
  DescribeApiGroups: list('ApiGroupAttributes', 'ApiGroupAttribute'),
  DescribeApiGroup: one(['GroupId', 'GroupName']),
  DescribeApis: list('ApiSummarys', 'ApiSummary'),
  DescribeApi: one(['ApiId', 'RequestConfig']),
  DescribeDeployedApi: one(['ApiId', 'RequestConfig']),
  DescribeAuthorizedApps: list('AuthorizedApps', 'AuthorizedApp', ['AppSecret', 'AppCode']),
  DescribePlugins: list('Plugins', 'PluginAttribute'),
  DescribePluginApis: list('ApiSummarys', 'ApiPluginSummary'),
  DescribePluginGroups: list('GroupSummarys', 'GroupPluginSummary'),
  DescribeDomain: one(['DomainName'], ['CertificatePrivateKey']),
  DescribeVpcAccesses: list('VpcAccessAttributes', 'VpcAccessAttribute'),
  DescribeTrafficControls: list('TrafficControls', 'TrafficControl'),
  DescribeApisByTrafficControl: list('ApiInfos', 'ApiInfo'),
  DescribeIpControls: list('IpControlInfos', 'IpControlInfo'),
  DescribeIpControlPolicyItems: list('IpControlPolicyItems', 'IpControlPolicyItem'),
  DescribeApisByIpControl: list('ApiInfos', 'ApiInfo'),
  DescribeSignatures: list('SignatureInfos', 'SignatureInfo', ['SignatureSecret', 'SignatureKey']),
  DescribeApisBySignature: list('ApiInfos', 'ApiInfo'),
} as const satisfies Record<string, RecordedCall>;

/** The name of a call whose answer a recording holds. */
export type CallName = keyof typeof RECORDED_CALLS;

/** Whether a name is that of a call whose answer a recording holds. */
export function isCallName(name: string): name is CallName {
  return Object.hasOwn(RECORDED_CALLS, name);
}

/** How many items one page has: what the vendor's Terraform provider asks for. */
export const PAGE_SIZE = 100;

/** Where a recording keeps its answers: paths below its directory, without the page and `.json`. */
export const RECORDED_FILES = {
  groups: 'groups',
  group: (groupId: string) => `groups/${groupId}/group`,
  apis: (groupId: string) => `groups/${groupId}/apis`,
  draft: (groupId: string, apiId: string) => `groups/${groupId}/${apiId}/draft`,
  deployed: (groupId: string, apiId: string, stage: string) => `groups/${groupId}/${apiId}/${stage}`,
  apps: (groupId: string, apiId: string, stage: string) => `groups/${groupId}/${apiId}/${stage}-apps`,
  domain: (groupId: string, domain: string) => `groups/${groupId}/domains/${domain.replace(/\*/g, '_')}`,
  plugins: 'plugins',
  pluginApis: (pluginId: string) => `plugins/${pluginId}-apis`,
  pluginGroups: (pluginId: string) => `plugins/${pluginId}-groups`,
  vpcAccesses: 'vpc-accesses',
  trafficControls: 'traffic-controls',
  trafficControlApis: (id: string) => `traffic-controls/${id}-apis`,
  ipControls: 'ip-controls',
  ipControlItems: (id: string) => `ip-controls/${id}-items`,
  ipControlApis: (id: string) => `ip-controls/${id}-apis`,
  signatures: 'signatures',
  signatureApis: (id: string) => `signatures/${id}-apis`,
} as const;

/** The file that says what was asked for; it is written first. */
export const RECORDING_FILE = 'recording.json';

/** The file with the day on which the recording was begun: what the answers say may be as old as that. */
export const RECORDED_ON_FILE = 'recorded-on.txt';
