import type { Fact } from './fact';

/** What of a gateway ROS can import, and by what it knows the thing that exists. */
export const ROS_IMPORT: Fact<Readonly<Record<string, readonly string[]>>> = {
  value: {
    Group: ['GroupId'],
    Api: ['GroupId', 'ApiId'],
    Deployment: ['GroupId', 'ApiId', 'StageName'],
    Authorization: ['GroupId', 'ApiId', 'StageName', 'AppId'],
    App: ['AppId'],
  },
  grade: 'inferred',
  source: 'github.com/AlibabaCloudDocs/ros, Resource types that support drift detection and resource import',
  note: 'the types are documented (2021-06); the identifiers are not: GetTemplateSummary lists them',
};
