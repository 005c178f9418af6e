import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import type { Step } from '../template';
import { HIDDEN } from '../text';
import { NOT_RECORDED } from './recorded-stack';

/**
 * What CloudAPI calls a property of an API, where that is not the name that ROS has for it; lists stand one level
 * deeper there.
 *
 * @see npm @alicloud/cloudapi20160714 4.7.8, DescribeDeployedApi, and npm @alicloud/ros-cdk-spec 1.0.13
 */
const RECORDED_NAMES: Readonly<Record<string, readonly string[]>> = {
  ConstParameters: ['ConstantParameters', 'ConstantParameter'],
  ConstValue: ['ConstantValue'],
  CustomSystemParameters: ['CustomSystemParameters', 'CustomSystemParameter'],
  ErrorCodeSamples: ['ErrorCodeSamples', 'ErrorCodeSample'],
  FcRegionId: ['RegionId'],
  MockHeaders: ['MockHeaders', 'MockHeader'],
  RequestParameters: ['RequestParameters', 'RequestParameter'],
  ServiceParameters: ['ServiceParameters', 'ServiceParameter'],
  ServiceParametersMap: ['ServiceParametersMap', 'ServiceParameterMap'],
  ServiceTimeOut: ['ServiceTimeout'],
  SystemParameters: ['SystemParameters', 'SystemParameter'],
};

const ROS_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(RECORDED_NAMES).map(([ros, [recorded = ros]]) => [recorded, ros]),
);

/** The properties of an API that ROS has, and what a recording has beyond them. */
const API_PROPERTIES = [
  'AllowSignatureMethod',
  'ApiName',
  'AppCodeAuthType',
  'AuthType',
  'BackendConfig',
  'BackendEnable',
  'ConstantParameters',
  'CustomSystemParameters',
  'Description',
  'DisableInternet',
  'ErrorCodeSamples',
  'FailResultSample',
  'ForceNonceCheck',
  'OpenIdConnectConfig',
  'RequestConfig',
  'RequestParameters',
  'ResultSample',
  'ResultType',
  'ServiceConfig',
  'ServiceParameters',
  'ServiceParametersMap',
  'SystemParameters',
  'Visibility',
] as const;

/** A recorded API as the properties of an `ALIYUN::ApiGateway::Api`. */
export function apiProperties(recorded: JsonObject): JsonObject {
  const members = API_PROPERTIES.flatMap((name) => {
    const value = memberOf(recorded, name);
    return value === undefined || isEmpty(value) ? [] : [[rosName(name), rosValue(value, name)] as const];
  });
  return Object.fromEntries(members);
}

/** Where a property of the resource stands in the recorded answer. */
export function recordedPath(path: readonly Step[]): readonly Step[] {
  const [first, ...rest] = path;
  if (first !== 'Properties') return [];
  return rest.flatMap((step): readonly Step[] =>
    typeof step === 'string' ? (RECORDED_NAMES[step] ?? [step]) : [step],
  );
}

function rosName(name: string): string {
  return ROS_NAMES.get(name) ?? name;
}

function rosValue(value: JsonValue, name: string): JsonValue {
  const [, item] = RECORDED_NAMES[rosName(name)] ?? [];
  const inner = item === undefined ? value : (memberOf(value, item) ?? []);
  if (typeof inner === 'string' && inner.includes(HIDDEN)) return NOT_RECORDED;
  if (Array.isArray(inner)) return inner.map((each) => rosValue(each, ''));
  if (!isJsonObject(inner)) return inner;
  const members = Object.entries(inner).filter(([, member]) => !isEmpty(member));
  return Object.fromEntries(members.map(([key, member]) => [rosName(key), rosValue(member, key)]));
}

/** CloudAPI answers with an empty text or list for what was never said. */
function isEmpty(value: JsonValue): boolean {
  if (value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.values(value).every(isEmpty);
}
