import type { Fact } from './fact';

/** The functions that a ROS template may call, besides `Ref`. */
export const ROS_FUNCTIONS: Fact<ReadonlySet<string>> = {
  value: new Set([
    'Fn::Add',
    'Fn::And',
    'Fn::Any',
    'Fn::Avg',
    'Fn::Base64Decode',
    'Fn::Base64Encode',
    'Fn::Calculate',
    'Fn::Cidr',
    'Fn::Contains',
    'Fn::EachMemberEquals',
    'Fn::EachMemberIn',
    'Fn::Equals',
    'Fn::FindInMap',
    'Fn::FormatTime',
    'Fn::GetAZs',
    'Fn::GetAtt',
    'Fn::GetJsonValue',
    'Fn::GetStackOutput',
    'Fn::If',
    'Fn::Indent',
    'Fn::Index',
    'Fn::Join',
    'Fn::Jq',
    'Fn::Length',
    'Fn::ListMerge',
    'Fn::MarketplaceImage',
    'Fn::MatchPattern',
    'Fn::Max',
    'Fn::MergeMapToList',
    'Fn::Min',
    'Fn::Not',
    'Fn::Or',
    'Fn::Replace',
    'Fn::Select',
    'Fn::SelectMapList',
    'Fn::Split',
    'Fn::Str',
    'Fn::Sub',
  ]),
  grade: 'doc',
  source: 'https://www.alibabacloud.com/help/doc-detail/28930.html; npm @alicloud/ros-cdk-core 1.12.0',
  note: 'ROS has got new functions over the years: one that is missing here may be newer than the list',
};

/** What a template may refer to without declaring it. */
export const PSEUDO_PARAMETERS = {
  value: {
    accountId: 'ALIYUN::AccountId',
    /** The number of an instance of a resource with a `Count`, from 0. */
    index: 'ALIYUN::Index',
    /** `Ref` of it takes an optional property away; a required one gets an empty value of its type instead. */
    noValue: 'ALIYUN::NoValue',
    region: 'ALIYUN::Region',
    resourceGroupId: 'ALIYUN::ResourceGroupId',
    stackId: 'ALIYUN::StackId',
    stackName: 'ALIYUN::StackName',
    tenantId: 'ALIYUN::TenantId',
  },
  grade: 'doc',
  source:
    'https://alibabacloud.com/help/en/ros/user-guide/pseudo-parameters; npm @alicloud/ros-cdk-core 1.12.0',
} as const satisfies Fact<Readonly<Record<string, `ALIYUN::${string}`>>>;
