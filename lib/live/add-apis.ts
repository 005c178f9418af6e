import { groupBy } from '../group-by';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import { NOT_RECORDED, type RecordedItem, type RecordedStack } from '../template';
import { apiProperties, recordedPath } from './api-properties';
import { RECORDED_FILES } from './calls';
import { defined, textOf } from './members';
import type { RecordedAnswers } from './recorded-answers';

/** An API as it is deployed in one stage. */
export interface RecordedApi {
  readonly groupId: string;
  readonly apiId: string;
  /** `undefined` where nobody knows in which stages it is deployed. */
  readonly stage: string | undefined;
  /** The references to its group and to itself. */
  readonly group: JsonValue;
  readonly reference: JsonObject;
}

/** A group whose APIs are added. */
interface RecordedGroup {
  readonly groupId: string;
  readonly reference: JsonValue;
}

/**
 * Adds what is deployed of a group's APIs: one resource for each API, or several where its stages have different
 * definitions. An API that is deployed nowhere is added, too; nobody can call it.
 */
export function addApis(group: RecordedGroup, answers: RecordedAnswers, stack: RecordedStack): RecordedApi[] {
  const { items } = answers.list('DescribeApis', RECORDED_FILES.apis(group.groupId));
  return items.flatMap((summary) => addApi(summary, { answers, group, stack }));
}

interface Context {
  readonly group: RecordedGroup;
  readonly answers: RecordedAnswers;
  readonly stack: RecordedStack;
}

function addApi(summary: RecordedItem, context: Context): RecordedApi[] {
  const { answers, group } = context;
  const apiId = textOf(summary.value, 'ApiId');
  if (apiId === undefined) return [];
  const draft = answers.one('DescribeApi', RECORDED_FILES.draft(group.groupId, apiId));
  const stages = deployedStages(summary);
  if (stages === undefined) {
    answers.reportAt(summary.origin, 'DescribeApis does not say in which stages the API is deployed');
    const reference = addDefinition({ apiId, summary, recorded: undefined, draft, stages: [] }, context);
    return [addDeployment({ apiId, stage: undefined, reference, from: summary }, context)];
  }
  if (stages.length === 0) {
    addDefinition({ apiId, summary, recorded: draft, draft, stages }, context);
    return [];
  }
  const deployed = stages.map((stage) => ({
    stage,
    recorded: answers.one('DescribeDeployedApi', RECORDED_FILES.deployed(group.groupId, apiId, stage)),
  }));
  return byDefinition(deployed).flatMap((same) => {
    const recorded = same[0]?.recorded;
    const names = same.map(({ stage }) => stage);
    const reference = addDefinition({ apiId, summary, recorded, draft, stages: names }, context);
    return same.map(({ stage, recorded: from = summary }) =>
      addDeployment({ apiId, stage, reference, from }, context),
    );
  });
}

interface Deployment extends Pick<RecordedApi, 'apiId' | 'stage' | 'reference'> {
  readonly from: RecordedItem;
}

function addDeployment({ from, ...api }: Deployment, { group, stack }: Context): RecordedApi {
  const { apiId, reference, stage } = api;
  stack.add({
    type: 'Deployment',
    name: deploymentName(reference, stage),
    id: apiId,
    properties: { GroupId: group.reference, ApiId: reference, StageName: stage ?? NOT_RECORDED },
    from,
  });
  return { ...api, groupId: group.groupId, group: group.reference };
}

/** What a deployment is called: by the API and the stage. */
export function deploymentName(api: JsonValue, stage: string | undefined): string {
  return `deployment of ${nameIn(api)} to ${stage ?? 'a stage'}`;
}

/** What a reference of a recorded stack leads to, or the id that stands in its place. */
export function nameIn(reference: JsonValue): string {
  return String(memberOf(reference, 'Ref') ?? reference);
}

/** The stages that CloudAPI says an API is deployed to; `undefined` where it does not say. */
function deployedStages({ value }: RecordedItem): string[] | undefined {
  const infos = memberOf(memberOf(value, 'DeployedInfos'), 'DeployedInfo');
  if (!Array.isArray(infos)) return undefined;
  return infos.flatMap((info) =>
    memberOf(info, 'DeployedStatus') === 'NONDEPLOYED' ? [] : (textOf(info, 'StageName') ?? []),
  );
}

interface Deployed {
  readonly stage: string;
  readonly recorded: RecordedItem | undefined;
}

/** The stages that have one definition together; each that was not recorded stands alone. */
function byDefinition(deployed: readonly Deployed[]): Deployed[][] {
  const groups = groupBy(deployed, ({ recorded, stage }) =>
    recorded === undefined ? stage : JSON.stringify(sorted(apiProperties(recorded.value))),
  );
  return [...groups.values()];
}

interface Definition {
  readonly apiId: string;
  readonly summary: RecordedItem;
  readonly recorded: RecordedItem | undefined;
  readonly draft: RecordedItem | undefined;
  readonly stages: readonly string[];
}

function addDefinition(
  { apiId, draft, recorded, stages, summary }: Definition,
  context: Context,
): JsonObject {
  const { group, stack } = context;
  const properties = recorded === undefined ? unrecorded(summary.value) : apiProperties(recorded.value);
  const differs = draft && recorded ? differences(apiProperties(draft.value), properties) : [];
  return stack.add({
    type: 'Api',
    name: textOf(summary.value, 'ApiName') ?? apiId,
    id: stages.length === 0 ? apiId : `${apiId} ${stages.join(' ')}`,
    properties: { ...properties, GroupId: group.reference },
    metadata: { Live: defined({ Id: apiId, DraftDiffers: differs.length === 0 ? undefined : differs }) },
    from: recorded ?? summary,
    pathOf: recorded === undefined ? () => [] : recordedPath,
  });
}

/** An API of which only the summary of its draft was recorded. */
function unrecorded(summary: JsonObject): JsonObject {
  const { ApiMethod, ApiName, ApiPath } = summary;
  return defined({
    ApiName,
    RequestConfig: {
      RequestHttpMethod: ApiMethod ?? NOT_RECORDED,
      RequestPath: ApiPath ?? NOT_RECORDED,
      RequestMode: NOT_RECORDED,
      RequestProtocol: NOT_RECORDED,
      BodyFormat: NOT_RECORDED,
    },
    AuthType: NOT_RECORDED,
    DisableInternet: NOT_RECORDED,
    RequestParameters: NOT_RECORDED,
    ServiceConfig: NOT_RECORDED,
    ServiceParameters: NOT_RECORDED,
    ServiceParametersMap: NOT_RECORDED,
    ConstParameters: NOT_RECORDED,
    SystemParameters: NOT_RECORDED,
  });
}

/** The paths at which a draft and what is deployed differ. */
function differences(draft: JsonValue, deployed: JsonValue, path = ''): string[] {
  if (isJsonObject(draft) && isJsonObject(deployed)) {
    const names = [...new Set([...Object.keys(draft), ...Object.keys(deployed)])].sort();
    return names.flatMap((name) =>
      differences(draft[name] ?? null, deployed[name] ?? null, path === '' ? name : `${path}.${name}`),
    );
  }
  return JSON.stringify(sorted(draft)) === JSON.stringify(sorted(deployed)) ? [] : [path];
}

/** The same value with the members of its objects in the order of their names. */
function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] ?? null)]));
}
