import type { Fact } from './fact';
import { SOURCES } from './sources';

/** Numbers of the service and of ROS. Sizes are bytes of UTF-8 unless the name says otherwise. */
export const LIMITS = {
  pluginDataBytes: { value: 50 * 1024, grade: 'doc', source: SOURCES.pluginOverview },
  templateBytes: {
    value: 524_288,
    grade: 'doc',
    source: SOURCES.rosLimits,
    note: 'of the file as it is: ros-cdk deploy parses and rewrites nothing; below 524,273 bytes it sends Base64, of which ROS seems to count the text',
  },
  resourcesPerStack: {
    value: 300,
    grade: 'doc',
    source: SOURCES.rosLimits,
    note: 'an older page and the SDK comment still say 200; ros-cdk-core 1.12 refuses at 301',
  },
  managementCallsPerSecond: {
    value: 50,
    grade: 'doc',
    source: SOURCES.sdk,
    note: 'of one account, for each of CreateApi, ModifyApi, DeployApi and DeleteApi',
  },
  parametersPerStack: { value: 200, grade: 'doc', source: SOURCES.rosSdk },
  apisPerGroup: { value: 1_000, grade: 'doc', source: SOURCES.limits },
  domainsPerGroup: { value: 5, grade: 'doc', source: SOURCES.limits },
  stageVariables: { value: 50, grade: 'doc', source: SOURCES.rosSpec },
  tagsPerResource: { value: 20, grade: 'doc', source: SOURCES.rosSpec },
  descriptionCharacters: { value: 180, grade: 'doc', source: SOURCES.rosSpec },
  pluginDescriptionCharacters: { value: 200, grade: 'doc', source: SOURCES.sdk },
  headerAndUrlBytes: {
    value: 8 * 1024,
    grade: 'doc',
    source: SOURCES.limits,
    note: 'URL and headers together: a long token in a header counts',
  },
  bodyBytes: {
    value: 8 * 1024 * 1024,
    grade: 'doc',
    source: SOURCES.limits,
    note: 'of a serverless instance; a dedicated one takes 32 MB',
  },
  conditionCharacters: {
    value: 1_024,
    grade: 'doc',
    source: SOURCES.accessControl,
    note: 'older copies of the page say 512',
  },
  accessControlRulesOnSharedInstances: {
    value: 16,
    grade: 'doc',
    source: SOURCES.accessControl,
    note: 'on a shared instance only the first 16 rules and parameters take effect; 160 on a dedicated one',
  },
  accessControlRules: { value: 160, grade: 'doc', source: SOURCES.accessControl },
  backendTimeoutMillis: {
    value: 30_000,
    grade: 'recall',
    source: 'an old copy of the vendor manual; the current maximum was not found',
  },
} as const satisfies Record<string, Fact<number>>;
