import type { Fact } from './fact';
import { SOURCES } from './sources';

/** A rule for names: the expression that decides, and the words that explain it. */
export interface NameRule {
  readonly pattern: RegExp;
  readonly words: string;
}

/** What the service accepts as a name. Where two vendor pages differ, what both accept. */
export const NAMES = {
  groupOrApi: {
    value: {
      pattern: /^[A-Za-z\u4e00-\u9fa5][A-Za-z0-9_\u4e00-\u9fa5]{3,49}$/,
      words:
        '4 to 50 letters, digits, underscores or Chinese characters, the first a letter or a Chinese character',
    },
    grade: 'doc',
    source: SOURCES.rosApi,
    note: 'newer package comments also allow "-", " " and "." and up to 128 characters; older ROS pages do not',
  },
  /** What the newer texts accept beyond `groupOrApi`. */
  groupOrApiAtMost: {
    value: {
      pattern: /^[A-Za-z\u4e00-\u9fa5][A-Za-z0-9_.\u4e00-\u9fa5 -]{3,127}$/,
      words:
        '4 to 128 letters, digits, underscores, hyphens, dots, spaces or Chinese characters, the first a letter or a Chinese character',
    },
    grade: 'doc',
    source: 'npm @alicloud/ros-cdk-apigateway 1.11.0',
  },
  plugin: {
    value: {
      pattern: /^[A-Za-z0-9\u4e00-\u9fa5][A-Za-z0-9_\u4e00-\u9fa5]{3,49}$/,
      words: '4 to 50 letters, digits, underscores or Chinese characters, the first one not an underscore',
    },
    grade: 'doc',
    source: SOURCES.sdk,
    note: 'newer ROS pages say hyphens instead of underscores',
  },
  /** What one or the other vendor page accepts as the name of a plug-in. */
  pluginAtMost: {
    value: {
      pattern: /^[A-Za-z0-9\u4e00-\u9fa5][A-Za-z0-9_\u4e00-\u9fa5-]{3,49}$/,
      words:
        '4 to 50 letters, digits, underscores, hyphens or Chinese characters, the first a letter, a digit or a Chinese character',
    },
    grade: 'doc',
    source: SOURCES.rosApi,
  },
  app: {
    value: { pattern: /^.{4,26}$/su, words: '4 to 26 characters' },
    grade: 'doc',
    source: SOURCES.sdk,
  },
  conditionVariable: {
    value: {
      pattern: /^[a-zA-Z_][a-zA-Z0-9]+$/,
      words: 'a letter or an underscore, then one or more letters or digits',
    },
    grade: 'doc',
    source: SOURCES.conditions,
  },
} as const satisfies Record<string, Fact<NameRule>>;

/** The properties that name what no two may share a name of, by the type of the resource. */
export const UNIQUE_NAMES: Fact<Readonly<Record<string, string>>> = {
  value: { 'ALIYUN::ApiGateway::Group': 'GroupName', 'ALIYUN::ApiGateway::Plugin': 'PluginName' },
  grade: 'doc',
  source: SOURCES.sdk,
};
